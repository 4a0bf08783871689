import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {find, fixture, FIXTURES} from '../testing'
import {text} from './columns'
import {heatOf} from './heat'
import type {Recording} from './recording'
import {localsOf, valuesAt, type Value} from './values'
import {worldAt} from './world'

const crawler = fixture('crawler-3')
const told = (values: readonly Value[]) =>
  Object.fromEntries(values.map(({name, text: value}) => [name, value]))

/** What each call's names stand for after a row, by reading all rows from the first. */
function replayed(recording: Recording, row: number): Map<string, Record<string, string>> {
  const {columns} = recording
  const calls = new Map<string, Record<string, string>>()
  for (let at = 0; at <= row; at++) {
    if (recording.kindOf(at) !== 'assign') continue
    const call = text(columns, 'subject', at)!
    calls.set(call, {...calls.get(call), [text(columns, 'label', at)!]: text(columns, 'value', at)!})
  }
  return calls
}

/** The program's own call that each task's coroutine is paused in, by reading all rows from the first. */
function pausedIn(recording: Recording, row: number): Map<string, string> {
  const {columns, metadata, spans} = recording
  const programs = metadata.sources.filter(({role}) => role === 'program').map(({file}) => file)
  const paused = new Map<string, string>()
  const latest = new Map<number, string>()
  const running = new Set<string>()
  for (let at = 0; at <= row; at++) {
    const kind = recording.kindOf(at)
    if (kind === 'line' && programs.includes(text(columns, 'file', at)!))
      latest.set(spans.parentOf(at), text(columns, 'subject', at)!)
    if (kind !== 'coroutine.send') continue
    const task = text(columns, 'subject', at)!
    const begin = recording.beginOf(at)
    if (begin < 0 || begin === at) running.add(task)
    else {
      running.delete(task)
      if (latest.has(begin)) paused.set(task, latest.get(begin)!)
    }
  }
  for (const task of running) paused.delete(task)
  return paused
}

describe('values are exact', () => {
  test.each(FIXTURES)('%s: at any row, in whatever order one looks', (name) => {
    const recording = fixture(name)
    fc.assert(
      fc.property(fc.array(fc.nat(recording.count - 1), {maxLength: 8}), (rows) => {
        for (const row of rows) {
          const calls = replayed(recording, row)
          for (const [task, call] of pausedIn(recording, row))
            expect(told(localsOf(recording, row, task))).toEqual(calls.get(call) ?? {})
        }
      }),
      {numRuns: 15},
    )
  })

  test.each(FIXTURES)('%s: where a statement begins, they are those of its own call', (name) => {
    const recording = fixture(name)
    const {columns} = recording
    fc.assert(
      fc.property(fc.nat(recording.count - 1), (from) => {
        const row = find(recording, {kind: 'line'}, 0) <= from ? lineBefore(recording, from) : -1
        if (row < 0) return
        const own = replayed(recording, row).get(text(columns, 'subject', row)!) ?? {}
        expect(told(valuesAt(recording, row, text(columns, 'file', row)!, columns.line[row]))).toEqual(own)
      }),
      {numRuns: 40},
    )
  })
})

function lineBefore(recording: Recording, row: number): number {
  while (row >= 0 && recording.kindOf(row) !== 'line') row--
  return row
}

test('each of three coroutines that are paused at the same yield has its own url, socket and future', () => {
  const row = find(crawler, {kind: 'select', phase: 'begin'})
  const sockets = worldAt(crawler, row).tasks.map(({id}) => told(localsOf(crawler, row, id)))
  expect(sockets.map(({sock}) => sock)).toEqual(['fd 4', 'fd 5', 'fd 6'])
  expect(sockets.map(({f}) => f)).toEqual(worldAt(crawler, row).tasks.map(({on}) => on))
  expect(new Set(sockets.map(({page}) => page)).size).toBe(3)
})

test('what a call has left behind is not taken for that of its caller', () => {
  // In Task.step, after the coroutine's own statements: the step's names, not the coroutine's.
  const row = find(crawler, {kind: 'future.add_done_callback'})
  const world = worldAt(crawler, row)
  expect(Object.keys(told(valuesAt(crawler, row, 'task.py', world.code['task.py'])))).toEqual(
    expect.arrayContaining(['future', 'next_future']),
  )
  expect(told(valuesAt(crawler, row, 'crawler.py', world.code['crawler.py']))).toHaveProperty('crawler')
})

test('the heat of all lines is the time of the run, and the longest is the wait in select()', () => {
  const heats = crawler.metadata.sources.flatMap(({file}) =>
    [...heatOf(crawler, file)].map(([line, heat]) => ({file, line, ...heat})),
  )
  const first = find(crawler, {kind: 'line'})
  const sum = heats.reduce((total, {ps}) => total + ps, 0)
  expect(sum).toBe(crawler.columns.t[crawler.count - 1] - crawler.columns.t[first])
  const longest = heats.toSorted((a, b) => b.ps - a.ps)[0]
  expect(longest.file).toBe('loop.py')
  const {text: source} = crawler.metadata.sources.find(({file}) => file === 'loop.py')!
  expect(source.split('\n')[longest.line - 1]).toContain('select()')
})
