import {describe, expect, test} from 'vitest'
import {find, fixture, FIXTURES, recordingOf} from '../testing'
import {causesOf, chainAt, effectsOf} from './chain'
import type {Recording} from './recording'

/** The chain as a line of text: the current link in brackets, what has not happened yet with a question mark. */
const told = (recording: Recording, row: number): string =>
  chainAt(recording, row)
    .map(({row, kind, current, future}) => {
      const name = kind + (recording.phaseOf(row) === 'end' ? ' ends' : '')
      return current ? `[${name}]` : future ? `${name}?` : name
    })
    .join(' > ')

const crawler = fixture('crawler-3')
const at = (like: Parameters<typeof find>[1], from = 0) => told(crawler, find(crawler, like, from))
const readiness = find(crawler, {kind: 'select.readiness'})

describe('the first answer that arrives', () => {
  test('from the packet to the next yield, link by link', () => {
    const rest =
      'select.readiness? > callback? > future.set_result? > task.step? > coroutine.send? > coroutine.send ends? > future.add_done_callback?'
    expect(at({kind: 'packet.synack', phase: 'end'})).toBe(`[packet.synack ends] > ${rest}`)
    expect(told(crawler, readiness)).toContain('packet.synack ends > [select.readiness] > callback? >')
    expect(at({kind: 'callback'}, readiness)).toContain(
      '> select.readiness > [callback] > future.set_result?',
    )
    expect(at({kind: 'future.set_result'}, readiness)).toContain(
      '> callback > [future.set_result] > task.step?',
    )
    expect(at({kind: 'task.step'}, readiness)).toContain(
      '> future.set_result > [task.step] > coroutine.send?',
    )
    expect(at({kind: 'coroutine.send'}, readiness)).toContain(
      '> task.step > [coroutine.send] > coroutine.send ends?',
    )
    expect(at({kind: 'coroutine.send', phase: 'end'}, readiness)).toContain(
      '> [coroutine.send ends] > future.add',
    )
    expect(at({kind: 'future.add_done_callback'}, readiness)).toMatch(/> \[future\.add_done_callback\]$/)
  })

  test('while waiting: what was sent, the wait, what will come, and whom it will wake', () => {
    expect(at({kind: 'select'})).toBe(
      'socket.connect > packet.syn > [select] > packet.synack? > packet.synack ends? > select.readiness? > callback?',
    )
  })

  test('at the start, a future that is done already starts the task', () => {
    expect(at({kind: 'task.step'})).toBe(
      'program > task.create > future.set_result > [task.step] > coroutine.send? > coroutine.send ends? > future.add_done_callback?',
    )
  })

  test('when a coroutine is over, the chain ends with its task', () => {
    expect(at({kind: 'task.done'})).toMatch(/^packet\.fin ends > .* > coroutine\.send > \[task\.done\]$/)
  })
})

test('without futures the chain goes from the packet to the system calls', () => {
  const echo = fixture('echo')
  expect(told(echo, find(echo, {kind: 'socket.send'}))).toBe(
    'packet.data ends > select.readiness > callback > socket.recv > [socket.send]',
  )
  expect(told(echo, 0)).toMatch(/^\[program\] > socket\.open\? > .* > selector\.register\? > select\?$/)
})

test('after a select, what the program does by itself has a chain of its own', () => {
  const troubles = fixture('troubles')
  const set = find(troubles, {kind: 'future.set_result', value: '7'})
  expect(told(troubles, set)).toBe('program > [future.set_result] > future.callback?')
  expect(told(troubles, find(troubles, {kind: 'coroutine.send', subject: 'Task-5', label: 'resumed'}))).toBe(
    'program > future.set_result > task.step > [coroutine.send] > task.done?',
  )
})

describe.each(FIXTURES)('in %s', (name) => {
  const recording = fixture(name)
  const rows = Array.from({length: recording.count}, (_, row) => row)

  test('a chain has one current link at any row, and its links are in order', () => {
    const isSound = (row: number) => {
      const chain = chainAt(recording, row)
      const current = chain.filter((link) => link.current)
      return (
        current.length === 1 &&
        (current[0].row <= row || chain[0].row > row) &&
        chain.every((link, i) => link.future === link.row > row && (i === 0 || link.row > chain[i - 1].row))
      )
    }
    expect(rows.filter((row) => !isSound(row))).toEqual([])
  })

  test('inside of a callback the chain stays the same from its begin to its end', () => {
    for (const row of rows) {
      if (recording.kindOf(row) !== 'callback' || recording.phaseOf(row) !== 'begin') continue
      const links = (at: number) => chainAt(recording, at).map((link) => link.row)
      const whole = links(row).join()
      for (let at = row; at <= recording.endOf(row); at++) expect(links(at).join()).toBe(whole)
    }
  })

  test('all causes lead to the program', () => {
    for (const row of rows.slice(1)) expect(causesOf(recording, row).at(-1)).toBe(0)
  })
})

test('causes and effects are each other’s inverse', () => {
  for (let row = 1; row < crawler.count; row++) {
    const [cause] = causesOf(crawler, row)
    if (crawler.phaseOf(row) !== 'end') expect(effectsOf(crawler, cause)).toContain(row)
  }
})

test('while nothing is known of what comes, the chain says what it is waiting in', () => {
  const running = recordingOf([
    {kind: 'program', phase: 'begin', subject: 'p'},
    {kind: 'select', phase: 'begin', subject: 'fd 3', cause: 0},
  ])
  expect(told(running, 0)).toBe('[program] > select?')
  expect(told(running, 1)).toBe('[select]')
})
