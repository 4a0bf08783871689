// The world and the scene of threads, processes, locks, disks and faults.
import {describe, expect, test} from 'vitest'
import {find, fixture, recordingOf} from '../testing'
import {ownersOf} from './whose'
import {LOST, MISSED, type Blocks, type Waits} from './lanes'
import {sceneOf} from './scene'
import {worldAt} from './world'

const machines = fixture('machines')
const at = (like: Parameters<typeof find>[1], from = 0) => worldAt(machines, find(machines, like, from))
const rowsOf = ({count, row}: Blocks | Waits) => Array.from(row.subarray(0, count))

describe('the world', () => {
  test('a thread is in its process, has a core while it runs, and stands at its own line', () => {
    const {threads, processes} = at({kind: 'disk.transfer', phase: 'begin'})
    const writer = threads.find(({id}) => id === 'Thread-6')!
    expect(writer).toMatchObject({process: 'Process-1', state: 'running', file: 'machines.py'})
    expect(threads.find(({id}) => id === 'main')).toMatchObject({state: 'waiting', core: null, line: 49})
    expect(processes.map(({id, threads}) => [id, threads.length])).toEqual([
      ['main', 5],
      ['Process-1', 3],
    ])
    expect(writer.line).not.toBe(49)
  })

  test('no core runs two threads, and no thread runs on two cores', () => {
    for (let row = 0; row < machines.count; row++) {
      const {threads, cores} = worldAt(machines, row)
      const taken = threads.flatMap(({core}) => (core === null ? [] : [core]))
      expect(new Set(taken).size).toBe(taken.length)
      for (const core of taken) expect(cores[core].thread).not.toBeNull()
    }
  })

  test('one thread of a process at most holds its GIL, and does not wait for it', () => {
    for (let row = 0; row < machines.count; row++) {
      const {processes, threads} = worldAt(machines, row)
      for (const {id, gil, wantGil} of processes) {
        if (gil === null) continue
        expect(threads.find((thread) => thread.id === gil)).toMatchObject({process: id})
        const {kind, subject, strings} = machines.columns
        const isHandedOver =
          machines.kindOf(row) === 'thread.state' || kind[row] < 0 || strings.at(subject[row]) === id
        if (!isHandedOver) expect(wantGil, `row ${row}`).not.toContain(gil)
      }
    }
  })

  test('a lock has a holder from the end of acquire() on, and a queue', () => {
    const taken = find(machines, {kind: 'lock.acquire', phase: 'end', subject: 'lock 1'})
    expect(worldAt(machines, taken).locks).toEqual([{id: 'lock 1', holder: 'Thread-1', waiters: []}])
    const wanted = find(machines, {kind: 'lock.acquire', phase: 'begin', subject: 'lock 1'}, taken)
    expect(worldAt(machines, wanted).locks).toEqual([
      {id: 'lock 1', holder: 'Thread-1', waiters: ['Thread-2']},
    ])
    const passed = find(machines, {kind: 'lock.release', phase: 'end', subject: 'lock 1'}, wanted)
    expect(worldAt(machines, passed).locks[0]).toMatchObject({holder: 'Thread-2', waiters: []})
    const end = worldAt(machines, machines.count - 1)
    expect(end.locks.every(({holder, waiters}) => holder === null && waiters.length === 0)).toBe(true)
  })

  test('a condition has those that wait at it', () => {
    const {locks} = at({kind: 'condition.notify', phase: 'begin'})
    expect(locks.find(({id}) => id === 'condition 1')).toMatchObject({holder: null, waiters: ['Thread-3']})
  })

  test('a disk is busy from the begin of a transfer to its end', () => {
    const begin = find(machines, {kind: 'disk.transfer', phase: 'begin', label: 'write SSD'})
    expect(worldAt(machines, begin).transfers).toEqual([
      {row: begin, what: 'write', disk: 'SSD', path: '/ssd/log', bytes: 10_000},
    ])
    expect(worldAt(machines, machines.endOf(begin)).transfers).toEqual([])
  })

  test('while it goes on, a blocked call is waiting and not work', () => {
    const faults = fixture('faults')
    const down = find(faults, {kind: 'host.reboot', phase: 'begin'})
    const {felt, down: hosts} = worldAt(faults, down)
    expect(hosts).toEqual(['xkcd.com'])
    expect(felt.workingPs).toBeLessThan(felt.waitingPs / 1000)
    expect(worldAt(faults, faults.endOf(down)).down).toEqual([])
  })

  test('a lost packet flies no more', () => {
    const faults = fixture('faults')
    const lost = find(faults, {kind: 'packet.lost'})
    const name = faults.columns.strings.at(faults.columns.subject[lost])
    expect(worldAt(faults, lost - 1).packets.map(({id}) => id)).toContain(name)
    expect(worldAt(faults, lost).packets.map(({id}) => id)).not.toContain(name)
    const again = find(faults, {kind: 'packet.data', phase: 'begin'}, lost)
    expect(faults.endOf(again) < 0 || worldAt(faults, again).packets.length > 0).toBe(true)
  })
})

describe('the scene', () => {
  const scene = sceneOf(machines)

  test('has a lane for each thread, those of a process together, and then the disks', () => {
    expect(scene.tasks.map(({kind, id, group}) => `${kind} ${id} ${group ?? ''}`)).toEqual([
      'thread main main',
      'thread Thread-1 main',
      'thread Thread-2 main',
      'thread Thread-3 main',
      'thread Thread-4 main',
      'thread Process-1 Process-1',
      'thread Thread-5 Process-1',
      'thread Thread-6 Process-1',
      'disk SSD ',
      'disk disk ',
    ])
  })

  test('a thread runs, is ready or waits, one at a time', () => {
    for (const {kind, blocks, waits, ready} of scene.tasks) {
      if (kind !== 'thread') continue
      const spans = [blocks, waits, ready]
        .flatMap(({count, from, to}) => Array.from({length: count}, (_, i) => [from[i], to[i]]))
        .sort(([a, x], [b, y]) => a - b || x - y)
      for (let i = 1; i < spans.length; i++) expect(spans[i][0]).toBeGreaterThanOrEqual(spans[i - 1][1])
    }
  })

  test('a wait has the form of what is awaited', () => {
    const formsOf = (id: string) => {
      const {waits} = scene.tasks.find((lane) => lane.id === id)!
      return new Set(Array.from(waits.awaited.subarray(0, waits.count)))
    }
    const [TIMER, LOCK, DISK, END] = [1, 2, 3, 4]
    expect(formsOf('Thread-6')).toContain(DISK)
    expect(formsOf('Thread-2')).toContain(LOCK)
    expect(formsOf('Thread-4')).toContain(TIMER)
    expect(formsOf('main')).toContain(END)
  })

  test('a core goes over from thread to thread between two blocks, not in one', () => {
    const {switches, cpu} = scene
    expect(switches.count).toBeGreaterThan(0)
    for (let i = 0; i < switches.count; i++) {
      for (let j = 0; j < cpu.blocks.count; j++) {
        if (cpu.blocks.depth[j] !== switches.depth[i]) continue
        expect(cpu.blocks.to[j] <= switches.from[i] || cpu.blocks.from[j] >= switches.to[i]).toBe(true)
      }
    }
  })

  test('each thread but the first has a hue, and what a disk does carries the hue of who asked', () => {
    const owners = ownersOf(machines)
    expect(owners).not.toContain('main')
    const ssd = scene.tasks.find(({id}) => id === 'SSD')!
    expect(rowsOf(ssd.blocks)).toHaveLength(1)
    expect(owners[ssd.blocks.owner[0]]).toBe('Thread-6')
  })

  test('a packet for a host that is down is missed; the host’s line has a gap', () => {
    const {packets, down, hosts} = sceneOf(fixture('faults'))
    expect(Array.from(packets.fate.subarray(0, packets.count))).toContain(MISSED)
    expect(hosts[down.depth[0]]).toBe('xkcd.com')
    expect(down.to[0]).toBeGreaterThan(down.from[0])
  })

  test('a packet that is lost where nobody is down is lost on its way', () => {
    const recording = recordingOf([
      {kind: 'program', phase: 'begin', subject: 'p'},
      {kind: 'packet.syn', phase: 'begin', subject: 'p1', object: 'fd 3', label: 'there', thread: null},
      {kind: 'packet.lost', subject: 'p1', cause: 1, host: 'there', thread: null},
    ])
    const {packets} = sceneOf(recording)
    expect([packets.count, packets.fate[0], packets.arrive[0]]).toEqual([1, LOST, 2000])
  })
})

test('a program alone that sleeps leaves its CPU idle, and that is waiting', () => {
  const faults = fixture('faults')
  const {cpu} = sceneOf(faults)
  const sleeps = rowsOf(cpu.waits).filter((row) => faults.kindOf(row) === 'line')
  expect(sleeps.length).toBeGreaterThan(0)
  const {felt} = worldAt(faults, faults.count - 1)
  expect(felt.workingPs).toBeLessThan(felt.waitingPs / 1000)
})

test('a link that is cut is known by its two hosts, from when to when', () => {
  const {hosts, links, cuts} = sceneOf(
    recordingOf([
      {kind: 'program', phase: 'begin', t: 0},
      {kind: 'link.down', phase: 'begin', thread: null, subject: 'here - xkcd.com', t: 1000},
      {kind: 'link.down', phase: 'begin', thread: null, subject: 'dns - xkcd.com', t: 2000},
      {kind: 'link.down', phase: 'end', thread: null, subject: 'here - xkcd.com', cause: 1, t: 5000},
    ]),
  )
  const named = Array.from(cuts.depth.slice(0, cuts.count), (link) => links[link].map((host) => hosts[host]))
  expect(named).toEqual([
    ['here', 'xkcd.com'],
    ['dns', 'xkcd.com'],
  ])
  expect(Array.from(cuts.from.slice(0, 2))).toEqual([1000, 2000])
  expect(Array.from(cuts.to.slice(0, 2))).toEqual([5000, Infinity])
})
