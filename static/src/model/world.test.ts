import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {find, fixture, fixtureBytes, FIXTURES, recordingOf} from '../testing'
import {Recording} from './recording'
import {replayedWorldAt, worldAt, worldsAhead} from './world'

const crawler = fixture('crawler-3')
const at = (like: Parameters<typeof find>[1], from = 0) => worldAt(crawler, find(crawler, like, from))

describe('the world is exact', () => {
  test.each(FIXTURES)('%s: at any row, in whatever order one looks', (name) => {
    const recording = fixture(name)
    fc.assert(
      fc.property(fc.array(fc.nat(recording.count - 1), {maxLength: 12}), (rows) => {
        for (const row of rows) expect(worldAt(recording, row)).toEqual(replayedWorldAt(recording, row))
      }),
      {numRuns: 30},
    )
  })

  test('what is made ahead is the same as what is made when it is asked for', () => {
    const asked = fixture('crawler-40')
    const recording = Recording.fromBytes(fixtureBytes('crawler-40'))
    let [slices, looks] = [1, 0]
    while (!worldsAhead(recording, () => looks++ % 2 === 1)) slices++
    expect(slices).toBeGreaterThan(1)
    expect(worldsAhead(recording, () => false)).toBe(true)
    for (let row = recording.count - 1; row >= 0; row -= 397)
      expect(worldAt(recording, row)).toEqual(worldAt(asked, row))
  })

  test('a world that one holds does not change when one looks on', () => {
    const before = worldAt(crawler, 100)
    const copy = structuredClone(before)
    worldAt(crawler, 101)
    worldAt(crawler, crawler.count - 1)
    expect(before).toEqual(copy)
  })

  test('beyond the recording there is none', () => {
    expect(() => worldAt(crawler, crawler.count)).toThrow(RangeError)
    expect(() => worldAt(crawler, -1)).toThrow(RangeError)
  })
})

describe('the first answer that arrives', () => {
  const readiness = find(crawler, {kind: 'select.readiness'})

  test('waiting: one select() for three descriptors, three tasks paused at their yields', () => {
    const {phase, select, registered, tasks, packets} = at({kind: 'select', phase: 'begin'})
    expect([phase, select.state, select.registered]).toEqual(['select', 'waiting', 3])
    expect(registered.map(({fd, events, owner, state}) => [fd, events, owner, state])).toEqual([
      ['fd 4', 'WRITE', 'Task-1', 'waiting'],
      ['fd 5', 'WRITE', 'Task-2', 'waiting'],
      ['fd 6', 'WRITE', 'Task-3', 'waiting'],
    ])
    expect(tasks.map(({state, line, on}) => [state, line, on])).toEqual([
      ['waiting', 28, 'f2'],
      ['waiting', 28, 'f4'],
      ['waiting', 28, 'f6'],
    ])
    expect(packets.map(({kind, from, to, owner}) => [kind, from, to, owner])).toEqual([
      ['packet.syn', 'here', 'xkcd.com', 'Task-1'],
      ['packet.syn', 'here', 'xkcd.com', 'Task-2'],
      ['packet.syn', 'here', 'xkcd.com', 'Task-3'],
    ])
  })

  test('readiness: select() has returned, the callback is ready and not yet running', () => {
    const {phase, select, ready, registered, tasks} = worldAt(crawler, readiness)
    expect([phase, select.state, select.ready]).toEqual(['take', 'returned', 1])
    expect(ready).toEqual([
      {fd: 'fd 4', events: 'WRITE', label: 'on_writable', owner: 'Task-1', row: readiness},
    ])
    expect(registered.map(({state}) => state)).toEqual(['next', 'waiting', 'waiting'])
    expect(tasks.map(({state}) => state)).toEqual(['ready', 'waiting', 'waiting'])
  })

  test('callback: it is on the CPU, and nothing is ready any more', () => {
    const {phase, ready, registered, tasks, spans} = at({kind: 'callback', phase: 'begin'})
    expect([phase, ready.length, registered[0].state, tasks[0].state]).toEqual(['call', 0, 'now', 'ready'])
    expect(spans.map(({kind}) => kind)).toEqual(['program', 'callback'])
  })

  test('set_result: the box is just set, and its list is about to be called', () => {
    const {futures} = at({kind: 'future.set_result', subject: 'f2', phase: 'begin'})
    expect(futures.find(({id}) => id === 'f2')).toEqual({
      id: 'f2',
      owner: 'Task-1',
      state: 'just set',
      value: 'None',
      callbacks: [{label: 'Task-1.step', task: 'Task-1', calling: false}],
      startedOnly: false,
    })
  })

  test('send: the value enters at the yield, and the whole stack is in view', () => {
    const world = at({kind: 'coroutine.send', label: 'resumed', subject: 'Task-1'})
    expect(world.tasks[0]).toMatchObject({state: 'running', file: 'crawler.py', line: 28, incoming: 'None'})
    expect(world.spans.map(({kind}) => kind)).toEqual([
      'program',
      'callback',
      'future.set_result',
      'future.callback',
      'task.step',
      'coroutine.send',
    ])
    expect(world.code).toEqual({'crawler.py': 28, 'loop.py': 12, 'future.py': 12, 'task.py': 13})
    expect(worldAt(crawler, world.row + 1).tasks[0]).toMatchObject({line: 29, incoming: null})
  })

  test('yield: it hands out the next future, and step joins that one’s list', () => {
    const send = find(crawler, {kind: 'coroutine.send', label: 'resumed', subject: 'Task-1'})
    const {tasks} = worldAt(crawler, crawler.endOf(send))
    expect(tasks[0]).toMatchObject({state: 'running', line: 40, on: 'f7'})
    const {futures} = at({kind: 'future.add_done_callback', subject: 'f7'})
    expect(futures.find(({id}) => id === 'f7')).toMatchObject({
      state: 'empty',
      callbacks: [{label: 'Task-1.step'}],
    })
    const callback = find(crawler, {kind: 'callback', phase: 'end'})
    expect(worldAt(crawler, callback)).toMatchObject({phase: 'take', code: {'loop.py': 12}})
    expect(worldAt(crawler, callback).tasks[0]).toMatchObject({state: 'waiting', line: 40, on: 'f7'})
  })
})

describe('the crawler as a whole', () => {
  const end = worldAt(crawler, crawler.count - 1)

  test('all futures are listed, those that only started a task among them', () => {
    expect(end.futures.map(({id}) => id)).toEqual(Array.from({length: 12}, (_, i) => `f${i + 1}`))
    expect(end.futures.filter(({startedOnly}) => startedOnly).map(({id}) => id)).toEqual(['f1', 'f3', 'f5'])
    expect(end.futures.every(({state}) => state === 'done')).toBe(true)
  })

  test('at the end nothing is left over', () => {
    expect(end).toMatchObject({phase: 'done', spans: [], registered: [], ready: [], sockets: []})
    expect(end.tasks.map(({state, result}) => [state, result])).toEqual(Array(3).fill(['done', 'None']))
    expect(end.output).toHaveLength(1)
  })

  test('working and waiting add up to the time', () => {
    const {workingPs, waitingPs} = end.felt
    expect(workingPs + waitingPs).toBe(end.t)
    expect(workingPs).toBeGreaterThanOrEqual(0)
    expect(waitingPs).toBeGreaterThan(0.99 * end.t)
  })

  test('what has arrived lies in the buffer until it is read', () => {
    const arrives = find(crawler, {kind: 'packet.data', phase: 'end', host: 'here'})
    const buffered = (row: number) => worldAt(crawler, row).sockets.find(({id}) => id === 'fd 4')?.buffered
    expect(buffered(arrives)).toBe(2000)
    expect(buffered(find(crawler, {kind: 'socket.recv', phase: 'end'}, arrives))).toBe(0)
  })
})

test('in a program of callbacks, connections own what is theirs', () => {
  const echo = fixture('echo')
  const {sockets, registered, tasks} = worldAt(echo, find(echo, {kind: 'callback', subject: 'fd 5'}))
  expect(tasks).toEqual([])
  expect(sockets.map(({id, owner, state}) => [id, owner, state])).toEqual([
    ['fd 4', null, 'listening'],
    ['fd 5', 'fd 5', 'connected'],
    ['fd 6', 'fd 6', 'connected'],
    ['fd 7', 'fd 7', 'connected'],
  ])
  expect(registered.find(({fd}) => fd === 'fd 5')?.state).toBe('now')
})

test('several ready callbacks have their turns: now, next, then', () => {
  const ready = (fd: string) =>
    ({kind: 'select.readiness', subject: fd, label: 'READ', value: 'on', cause: 0}) as const
  const register = (fd: string, cause?: number) =>
    ({kind: 'selector.register', subject: fd, label: 'READ', ...(cause ? {cause} : {value: 'on'})}) as const
  const recording = recordingOf([
    {kind: 'program', phase: 'begin', subject: 'p'},
    ...['fd 4', 'fd 5', 'fd 6', 'fd 7'].flatMap((fd, i) => [
      {...register(fd), phase: 'begin'} as const,
      {...register(fd, 2 * i + 1), phase: 'end'} as const,
    ]),
    {kind: 'select', phase: 'begin', subject: 'fd 3', value: '4', cause: 0},
    ready('fd 4'),
    ready('fd 6'),
    ready('fd 7'),
    {kind: 'select', phase: 'end', subject: 'fd 3', value: '3', cause: 9},
    {kind: 'callback', phase: 'begin', subject: 'fd 4', label: 'on', cause: 10},
  ])
  const states = (row: number) => worldAt(recording, row).registered.map(({fd, state}) => `${fd} ${state}`)
  expect(states(13)).toEqual(['fd 4 next', 'fd 5 waiting', 'fd 6 then', 'fd 7 then'])
  expect(states(14)).toEqual(['fd 4 now', 'fd 5 waiting', 'fd 6 next', 'fd 7 then'])
})

test('while a recording comes in, its rows have the worlds that they will have in the end', () => {
  const whole = fixture('crawler-40')
  const running = new Recording()
  for (let batch = 0; running.count < whole.count; batch++) {
    running.append(fixtureBytes(`crawler-40.batch-${batch}`))
    for (const row of [0, 100, running.count >> 1, running.count - 1]) {
      const withoutFutureKnowledge = (recording: Recording) => {
        const world = worldAt(recording, row)
        return {...world, packets: world.packets.map((packet) => ({...packet, arriveT: null}))}
      }
      expect(withoutFutureKnowledge(running)).toEqual(withoutFutureKnowledge(whole))
    }
  }
})
