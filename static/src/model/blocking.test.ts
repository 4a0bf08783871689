import {describe, expect, test} from 'vitest'
import {find, fixture, type FixtureName} from '../testing'
import {chainAt} from './chain'
import type {Recording} from './recording'

/** The chain in words: `a? ` is yet to come, `[a]` is now. */
function told(recording: Recording, row: number): string {
  const {columns} = recording
  const word = (link: number) => {
    const label = columns.strings.at(columns.label[link])
    const kind = recording.kindOf(link)
    const thread = columns.strings.at(columns.thread[link])
    if (kind === 'thread.state') return `${thread} ${label}`
    return recording.phaseOf(link) === 'end' ? `${kind} ends` : kind
  }
  return chainAt(recording, row)
    .map((link) => (link.current ? `[${word(link.row)}]` : `${word(link.row)}${link.future ? '?' : ''}`))
    .join(' > ')
}

const after = (recording: Recording, name: string, kind: Parameters<typeof find>[1]) => {
  const {columns} = recording
  for (let row = find(recording, kind); ; row = find(recording, kind, row + 1))
    if (columns.strings.at(columns.thread[row]) === name) return row
}

describe('among threads', () => {
  const threads = fixture('crawler-threads')

  test('a packet arrives, its thread is ready, runs, and recv() returns', () => {
    const ends = find(threads, {kind: 'socket.recv', phase: 'end', value: '2000 B'})
    expect(told(threads, ends)).toBe(
      'socket.recv > packet.data ends > Thread-1 ready > Thread-1 running > [socket.recv ends] > socket.recv?',
    )
    const arrives = threads.columns.cause[chainAt(threads, ends)[2].row]
    expect(told(threads, arrives)).toBe(
      'socket.recv > [packet.data ends] > Thread-1 ready? > Thread-1 running? > socket.recv ends? > socket.recv?',
    )
  })

  test('who has sent for the connection is in its chain', () => {
    const ends = find(threads, {kind: 'socket.connect', phase: 'end'})
    expect(told(threads, ends)).toBe(
      'socket.connect > packet.syn > packet.synack ends > Thread-1 ready > Thread-1 running > [socket.connect ends] > socket.send?',
    )
  })
})

describe('for a lock, a condition and a disk', () => {
  const machines = fixture('machines')

  test('a lock is released, who waits for it is ready, runs and has it', () => {
    const taken = after(machines, 'Thread-2', {kind: 'lock.acquire', phase: 'end', subject: 'lock 1'})
    expect(told(machines, taken)).toBe(
      'lock.acquire > lock.release > Thread-2 ready > Thread-2 running > [lock.acquire ends] > lock.release?',
    )
  })

  test('the release shows whom it wakes', () => {
    const taken = after(machines, 'Thread-2', {kind: 'lock.acquire', phase: 'end', subject: 'lock 1'})
    const released = chainAt(machines, taken)[1].row
    expect(chainAt(machines, released).map(({row}) => row)).toEqual(
      chainAt(machines, taken).map(({row}) => row),
    )
  })

  test('a condition is notified', () => {
    const ends = find(machines, {kind: 'condition.wait', phase: 'end'})
    expect(told(machines, ends)).toMatch(
      /^condition\.wait > condition\.notify > Thread-3 ready > Thread-3 running > \[condition\.wait ends\] > /,
    )
  })

  test('a disk has moved the bytes', () => {
    const ends = find(machines, {kind: 'disk.write', phase: 'end'})
    expect(told(machines, ends)).toMatch(
      /^disk\.write > disk\.transfer > disk\.transfer ends > Thread-6 ready > Thread-6 running > \[disk\.write ends\] > disk\.close\?$/,
    )
  })
})

test('alone: the call, what it sent, what came, its return, and the next', () => {
  const faults = fixture('faults')
  const ends = find(faults, {kind: 'socket.connect', phase: 'end'})
  expect(told(faults, ends)).toBe(
    'socket.connect > packet.syn > packet.synack ends > [socket.connect ends] > socket.send?',
  )
  expect(told(faults, find(faults, {kind: 'packet.syn', phase: 'end'}))).toBe(
    'socket.connect > [packet.syn] > packet.synack ends? > socket.connect ends? > socket.send?',
  )
})

const BLOCKING: readonly FixtureName[] = ['crawler-threads', 'crawler-processes', 'faults', 'machines']
test.each(BLOCKING)('in %s no chain is longer than a row of chips', (name) => {
  const recording = fixture(name)
  for (let row = 0; row < recording.count; row++) expect(chainAt(recording, row).length).toBeLessThan(15)
})
