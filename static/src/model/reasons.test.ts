import {expect, test} from 'vitest'
import {FIXTURES, find, fixture} from '../testing'
import {isSeen} from './depth'
import {DEPTHS} from './kinds'
import {MOST_CAUSES, MOST_EFFECTS, thenOf, whyOf} from './reasons'

const crawler = fixture('crawler-3')

test('why: back to the start of the program, each the cause of the one before', () => {
  const send = find(crawler, {kind: 'coroutine.send', subject: 'Task-1', value: '<2000 bytes>'})
  const {reasons, more} = whyOf(crawler, send, 'machine')
  expect(more).toBe(0)
  expect(reasons.at(-1)!.row).toBe(0)
  let row = send
  for (const reason of reasons) {
    expect(reason.row).toBe(crawler.columns.cause[row])
    row = reason.row
  }
  const kinds = reasons.map((reason) => crawler.kindOf(reason.row))
  expect(kinds).toContain('future.set_result')
  expect(kinds).toContain('select.readiness')
  expect(kinds).toContain('packet.data')
})

test('then: what a set_result woke up', () => {
  const set = find(crawler, {kind: 'future.set_result', value: '<2000 bytes>'})
  const kinds = thenOf(crawler, set, 'machine').reasons.map((reason) => crawler.kindOf(reason.row))
  expect(kinds[0]).toBe('future.callback')
  expect(kinds).toContain('task.step')
  expect(kinds).toContain('coroutine.send')
})

test('then, after a yield: the callback that its future is given', () => {
  const send = find(crawler, {kind: 'coroutine.send', subject: 'Task-1', value: 'None'})
  const kindsAfter = (row: number) =>
    thenOf(crawler, row, 'future').reasons.map((reason) => crawler.kindOf(reason.row))
  expect(kindsAfter(send)).toContain('coroutine.send') // its own end, the yield
  expect(kindsAfter(crawler.endOf(send))).toContain('future.add_done_callback')
})

test('both are bounded, and of what is seen', () => {
  for (const name of FIXTURES) {
    const recording = fixture(name)
    for (const depth of DEPTHS) {
      for (let row = 0; row < recording.count; row += 23) {
        const why = whyOf(recording, row, depth)
        const then = thenOf(recording, row, depth)
        expect(why.reasons.length).toBeLessThanOrEqual(MOST_CAUSES)
        expect(then.reasons.length).toBeLessThanOrEqual(MOST_EFFECTS)
        for (const reason of [...why.reasons, ...then.reasons])
          expect(isSeen(recording, reason.row, depth)).toBe(true)
        for (const reason of why.reasons) expect(reason.row).toBeLessThan(row)
        if (row > 0 && recording.columns.cause[row] >= 0) expect(why.reasons.at(-1)!.row).toBe(0)
      }
    }
  }
})
