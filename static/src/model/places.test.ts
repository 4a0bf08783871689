import fc from 'fast-check'
import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {find, fixture, FIXTURES} from '../testing'
import {text} from './columns'
import {PHASES} from './kinds'
import {formatPlace, parsePlace, PlaceError, placeOf, rowOf, walk} from './places'

const crawler = fixture('crawler-3')
const row = (place: string) => rowOf(crawler, parsePlace(place))

test('places name what happens', () => {
  expect(row('start')).toBe(0)
  expect(row('end')).toBe(crawler.count - 1)
  expect(row('event 47')).toBe(47)
  const firstTurn = find(crawler, {kind: 'select'})
  expect(row('turn 1')).toBe(firstTurn)
  expect(row('turn 2')).toBe(find(crawler, {kind: 'select', phase: 'begin'}, firstTurn + 1))
  expect(row('Task-3 send 2')).toBe(
    find(crawler, {kind: 'coroutine.send', subject: 'Task-3', label: 'resumed'}),
  )
  expect(row('f2 set_result')).toBe(find(crawler, {kind: 'future.set_result', subject: 'f2'}))
  expect(row('fd 5 writable')).toBe(
    find(crawler, {kind: 'select.readiness', subject: 'fd 5', label: 'WRITE'}),
  )
  expect(row('fd 5 readable')).toBe(find(crawler, {kind: 'select.readiness', subject: 'fd 5', label: 'READ'}))
})

describe.each(FIXTURES)('in %s', (name) => {
  const recording = fixture(name)

  test('each row has a name that leads back to it', () => {
    for (let at = 0; at < recording.count; at++) {
      expect(rowOf(recording, parsePlace(placeOf(recording, at)))).toBe(at)
    }
  })
})

test('what happens has the same name under another preset, at another time and row', () => {
  const near = fixture('crawler-same-host')
  for (const place of ['turn 1', 'Task-2 send 2', 'f7 set_result', 'fd 6 writable']) {
    expect(placeOf(near, rowOf(near, parsePlace(place)))).toBe(place)
    expect(placeOf(crawler, rowOf(crawler, parsePlace(place)))).toBe(place)
  }
})

test('what is printed is what is read', () => {
  const count = fc.integer({min: 1, max: 10_000})
  const anyPlace = fc.oneof(
    fc.constantFrom({kind: 'start'} as const, {kind: 'end'} as const),
    fc.record({kind: fc.constant('event' as const), row: fc.nat()}),
    fc.record({kind: fc.constant('turn' as const), count}),
    fc.record({kind: fc.constant('send' as const), task: count.map((n) => `Task-${n}`), count}),
    fc.record({kind: fc.constant('set_result' as const), future: count.map((n) => `f${n}`)}),
    fc.record({kind: fc.constantFrom('readable', 'writable'), fd: count.map((n) => `fd ${n}`), count}),
  )
  fc.assert(
    fc.property(anyPlace, (place) => {
      expect(parsePlace(formatPlace(place))).toEqual(place)
    }),
  )
})

test('errors say what is allowed, or what is there', () => {
  expect(() => parsePlace('Task-3')).toThrow(PlaceError)
  expect(() => parsePlace('somewhere')).toThrow(
    "'somewhere' is not a place; allowed: start, end, event 47, turn 5",
  )
  expect(() => parsePlace('turn 0')).toThrow('is not a place')
  expect(() => row('event 99999')).toThrow(`the last one is ${crawler.count - 1}`)
  expect(() => row('f99 set_result')).toThrow('this recording has no f99 set_result: it never happens')
  expect(() => row('Task-1 send 9')).toThrow('there are only 4 of them')
})

/** The table that simloop/lecture/places.py is held to as well. */
interface Table {
  there: {walk: string[]; kind: string; phase: string; subject?: string; file?: string; line?: number}[]
  wrong: {walk: string[]; says: string}[]
}
const table = JSON.parse(
  readFileSync(new URL('../../../tests/lecture/places.json', import.meta.url), 'utf8'),
) as Table
const last = (words: string[]) => walk(crawler, words.map(parsePlace)).at(-1)!

test.each(table.there)('$walk leads to what it names', ({walk: words, kind, phase, subject, file, line}) => {
  const at = last(words)
  const {columns} = crawler
  expect(crawler.kindOf(at)).toBe(kind)
  expect(PHASES[columns.phase[at]]).toBe(phase)
  if (subject) expect(text(columns, 'subject', at)).toBe(subject)
  if (file) expect([text(columns, 'file', at), columns.line[at]]).toEqual([file, line])
})

test.each(table.wrong)('$walk is refused', ({walk: words, says}) => {
  expect(() => last(words)).toThrow(says)
})

test('what is counted from where one is, is printed as it is read', () => {
  for (const words of [
    'select returns',
    'yield',
    'Task-3 send',
    'loop.py:9',
    'next socket.recv ends',
    'Task-1 created',
  ])
    expect(formatPlace(parsePlace(words))).toBe(words)
})
