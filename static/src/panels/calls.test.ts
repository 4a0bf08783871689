import {expect, test} from 'vitest'
import {text} from '../model/columns'
import type {Recording} from '../model/recording'
import {worldAt} from '../model/world'
import {fixture} from '../testing'
import {callStack} from './calls'

/** The call stack in the middle of a call: at the row that begins it. */
function at(recording: Recording, kind: string, thread: string, number = 1) {
  let seen = 0
  for (let row = 0; row < recording.count; row++)
    if (
      recording.kindOf(row) === kind &&
      recording.phaseOf(row) === 'begin' &&
      text(recording.columns, 'thread', row) === thread &&
      ++seen === number
    )
      return callStack(recording, worldAt(recording, row), 'machine').map(({call}) => call)
  throw new Error(`no ${kind} number ${number} of ${thread}`)
}

test('a coroutine: who called whom, from the loop down to the system call', () => {
  const [program, loop, callback, set, step, send, call] = at(fixture('crawler-1'), 'socket.send', 'main')
  expect([program, loop, callback, send, call]).toEqual([
    'crawler.py',
    'loop()',
    'on_writable()',
    'coro.send(None)',
    'send(fd 4)',
  ])
  expect([set, step]).toEqual([
    expect.stringMatching(/^f\d+\.set_result\(None\)$/),
    expect.stringMatching(/^Task-1\.step/),
  ])
})

test('a thread: its name, and its own functions', () => {
  expect(at(fixture('crawler-threads'), 'socket.send', 'Thread-1')).toEqual([
    'Thread-1',
    'fetch()',
    'send(fd 3)',
  ])
})

test('a thread that is only at a statement', () => {
  const recording = fixture('lost-update')
  const row = [...Array(recording.count).keys()].find(
    (row) => recording.kindOf(row) === 'line' && text(recording.columns, 'thread', row) === 'Thread-1',
  )!
  const calls = callStack(recording, worldAt(recording, row), 'machine').map(({call}) => call)
  expect(calls[0]).toBe('Thread-1')
  expect(calls).toHaveLength(2)
  expect(calls[1]).toMatch(/^\w+\(\)$/)
})
