// A crawler of ten beside the same crawler in which the fourth packet of Task-3, its request, gets lost.
import {describe, expect, test} from 'vitest'
import {find, fixture} from '../testing'
import {text} from '../model/columns'
import {ownerOfRow} from '../model/whose'
import {placeOf, rowOf, parsePlace} from '../model/places'
import {Alignment, knotsOf} from './align'
import {differencesOf, laterBy} from './differences'
import {offersAt, parametersFor, parametersOf, readInterventions, writeInterventions} from './interventions'
import {verdictOf} from './verdict'

const plain = fixture('crawler-10')
const dropped = fixture('crawler-dropped')
const runs = new Alignment([plain, dropped])

describe('two runs are aligned', () => {
  test('a run beside itself stands at the same row, everywhere', () => {
    const itself = new Alignment([plain, plain])
    for (let row = 0; row < plain.count; row++) {
      expect(itself.likeOf(0, row)).toBe(row)
      expect(itself.across(1, row, 'event')).toBe(row)
    }
  })

  test('what has a like is of the same kind, phase, owner and line, and is its like in turn', () => {
    let alike = 0
    for (let row = 0; row < plain.count; row++) {
      const like = runs.likeOf(0, row)
      if (like < 0) continue
      alike++
      expect(runs.likeOf(1, like)).toBe(row)
      for (const column of ['kind', 'phase', 'line'] as const)
        expect(dropped.columns[column][like]).toBe(plain.columns[column][row])
      expect(ownerOfRow(dropped, like)).toBe(ownerOfRow(plain, row))
    }
    expect(alike).toBeGreaterThan(plain.count * 0.95)
  })

  test('by event, a task is at its same step; by time, at the same instant', () => {
    const place = parsePlace('Task-3 send 3')
    const row = rowOf(plain, place)
    const like = runs.across(0, row, 'event')
    expect(placeOf(dropped, like)).toBe('Task-3 send 3')
    expect(dropped.columns.t[like]).toBeGreaterThan(plain.columns.t[row])
    const then = runs.across(0, row, 'time')
    expect(dropped.columns.t[then]).toBeLessThanOrEqual(plain.columns.t[row])
    expect(dropped.columns.t[then + 1]).toBeGreaterThan(plain.columns.t[row])
  })

  test('at an event that the other run has not, it stays where both were last', () => {
    const lost = find(dropped, {kind: 'packet.lost'})
    expect(runs.likeOf(1, lost)).toBe(-1)
    const before = runs.across(1, lost, 'event')
    expect(runs.likeOf(0, before)).toBeLessThan(lost)
  })

  test.each([
    ['crawler-same-host', 0.2],
    ['crawler-dropped', 0.8],
  ] as const)(
    'their knots are instants of the same events, later and later in both, from start to end: %s',
    (name, part) => {
      const other = fixture(name)
      const {before, after} = knotsOf(plain, other)
      for (const [run, ts] of [
        [plain, before],
        [other, after],
      ] as const) {
        expect(ts[0]).toBe(0)
        expect(ts.at(-1)).toBe(run.endPs)
        expect(ts.slice(1).every((t, i) => t > ts[i])).toBe(true)
      }
      // The more of the order is the same in both, the less is left out.
      expect(before.length).toBeGreaterThan(new Set(plain.columns.t.slice(0, plain.count)).size * part)
      const alignment = new Alignment([plain, other])
      const like = (a: number, b: number) =>
        alignment.likeOf(0, plain.rowAt(a)) >= 0 && other.columns.t[alignment.likeOf(0, plain.rowAt(a))] <= b
      expect(before.filter((t, i) => !like(t, after[i])).length).toBeLessThan(before.length * 0.05)
    },
  )

  test('threads stand for tasks, the first for the first', () => {
    const threads = fixture('crawler-threads')
    const mixed = new Alignment([fixture('crawler-3'), threads])
    const request = find(threads, {kind: 'socket.send', phase: 'begin'})
    const like = fixture('crawler-3')
    const row = mixed.across(1, request, 'time')
    expect(like.columns.t[row]).toBeLessThanOrEqual(threads.columns.t[request])
    const syn = find(threads, {kind: 'packet.syn', phase: 'begin'})
    const asked = mixed.likeOf(1, syn)
    expect(like.kindOf(asked)).toBe('packet.syn')
    expect(ownerOfRow(like, asked)).toBe('Task-1')
  })
})

describe('what differs is named', () => {
  const differences = differencesOf(plain, dropped)

  test('the verdict names the task whose packet was lost, in both languages, and no other', () => {
    expect(verdictOf(differences, 'en')).toMatch(/^Task-3 finished \d[\d.]* years later; nobody else noticed/)
    expect(verdictOf(differences, 'zh')).toMatch(/^Task-3 晚了 \d[\d.]*年完成；其他的/)
    for (const lang of ['en', 'zh'] as const)
      expect(verdictOf(differences, lang).match(/Task-\d+/g)).toEqual(['Task-3'])
  })

  test('beside itself nothing differs', () => {
    const none = differencesOf(plain, plain)
    expect(none.waits).toEqual([])
    expect(none.spent).toEqual([])
    expect(none.counts).toEqual([])
    expect(verdictOf(none, 'en')).toMatch(/^Nobody noticed/)
  })

  test('Task-3 waited longer for the network, by about as much as it was late', () => {
    const [most] = differences.waits
    expect([most.who, most.awaited]).toEqual(['Task-3', 'network'])
    const finish = differences.finishes.find(({who}) => who === 'Task-3')!
    expect(laterBy(most) / laterBy(finish)).toBeCloseTo(1, 3)
  })

  test('one run lost a packet and sent it again', () => {
    const of = (kind: string) => differences.counts.find((one) => one.kind === kind)
    expect(of('packet.lost')).toEqual({kind: 'packet.lost', first: 0, second: 1})
    const sent = of('packet.data')!
    expect(sent.second - sent.first).toBe(1)
  })

  test('what the rows of the table took adds up to the difference of the runs', () => {
    const sum = differences.spent.reduce((sum, one) => sum + laterBy(one), 0)
    expect(sum / laterBy(differences.whole)).toBeCloseTo(1, 1)
  })

  test('when everyone is late the verdict counts them', () => {
    const near = differencesOf(fixture('crawler-same-host'), fixture('crawler-3'))
    expect(verdictOf(near, 'en')).toMatch(/Task-\d finished [\d.]+ years later; Task-\d .* years later/)
    const itself = differencesOf(plain, plain)
    const late = {...itself, finishes: itself.finishes.map((one) => ({...one, second: one.first! + 4e8}))}
    expect(verdictOf(late, 'en')).toMatch(/^10 tasks finished up to 12.7 years later\.$/)
  })

  test('a thread and the task that it stands for are compared by both their names', () => {
    const models = differencesOf(fixture('crawler-3'), fixture('crawler-threads'))
    expect(models.finishes.map(({who}) => who)).toEqual([1, 2, 3].map((n) => `Task-${n} / Thread-${n}`))
    expect(models.counts).toContainEqual({kind: 'thread.create', first: 0, second: 3})
    expect(models.waits.map(({who, awaited}) => [who, awaited])).toContainEqual(['main', 'task'])
  })

  test('who never finishes is said not to', () => {
    const none = differencesOf(plain, plain)
    const finishes = none.finishes.map((one) => (one.who === 'Task-2' ? {...one, second: Infinity} : one))
    expect(verdictOf({...none, finishes}, 'en')).toBe('Task-2 never finished; nobody else noticed.')
  })
})

describe('what if', () => {
  test('a packet can get lost, at the place where the machine counts it', () => {
    const lost = find(dropped, {kind: 'packet.lost'})
    const begin = dropped.columns.cause[lost]
    expect(offersAt(dropped, begin)[0]).toEqual({at: 'Task-3 packet 4', do: 'drop'})
    expect(offersAt(dropped, lost)[0]).toEqual({at: 'Task-3 packet 4', do: 'drop'})
  })

  test('where no task owns a connection, its packets are counted by its descriptor', () => {
    const threads = fixture('crawler-threads')
    const syn = find(threads, {kind: 'packet.syn', phase: 'begin'})
    const fd = text(threads.columns, 'object', syn)
    expect(offersAt(threads, syn)[0]).toEqual({at: `${fd} packet 1`, do: 'drop'})
    const answer = find(threads, {kind: 'packet.synack', phase: 'begin'})
    expect(offersAt(threads, answer)[0].at).toMatch(/^fd \d+ packet 2$/)
  })

  test('a call can compute longer: the innermost that an event lies in', () => {
    const send = rowOf(plain, parsePlace('Task-3 send 2'))
    expect(offersAt(plain, send)[0]).toEqual({at: 'Task-3 send 2', do: 'compute', ps: 10e9})
    expect(offersAt(plain, send + 1)[0].at).toBe('Task-3 send 2')
    const callback = find(plain, {kind: 'callback', phase: 'begin'})
    expect(offersAt(plain, callback)[0].at).toMatch(/^fd \d+ callback 1$/)
  })

  test('a peer can think longer or reboot; at the start there is nothing else', () => {
    expect(offersAt(plain, 0).map((one) => [one.at, one.do, one.host])).toEqual([
      ['start', 'slow', 'xkcd.com'],
      ['start', 'reboot', 'xkcd.com'],
      ['start', 'reboot', 'xkcd.com'],
    ])
  })

  test('interventions are the same after an address', () => {
    const all = [...offersAt(dropped, find(dropped, {kind: 'packet.lost'})), ...offersAt(plain, 300)]
    expect(all.length).toBeGreaterThan(6)
    expect(readInterventions(writeInterventions(all))).toEqual(all)
    const parameters = {urls: 10, interventions: all}
    expect(parametersFor(parametersOf(parameters))).toEqual(parameters)
  })

  test('what is no intervention goes on as it stands, to be refused by name', () => {
    expect(readInterventions('at noon')).toEqual([{at: 'at noon', do: ''}])
    expect(readInterventions('start explode')).toEqual([{at: 'start', do: 'explode'}])
    expect(parametersFor({urls: 3, interventions: ''})).toEqual({urls: 3})
  })
})
