import {expect, test} from 'vitest'
import {find, fixture} from '../testing'
import {belongs, nextTo, ownerOfThing, thingOfRow, touches} from './selection'

const crawler = fixture('crawler-3')

test('a task is its own, its futures and sockets are its', () => {
  expect(ownerOfThing(crawler, 'Task-2')).toBe('Task-2')
  const future = find(crawler, {kind: 'future.create'})
  const name = crawler.columns.strings.at(crawler.columns.subject[future])
  expect(ownerOfThing(crawler, name)).toBe('Task-1')
  expect(belongs('Task-1', name, 'Task-1')).toBe(true)
  expect(belongs('Task-2', name, 'Task-1')).toBe(false)
  expect(belongs(name, 'Task-1', 'Task-1')).toBe(false)
})

test('what a row is about: its subject, of a packet its task', () => {
  expect(thingOfRow(crawler, find(crawler, {kind: 'task.step', subject: 'Task-2'}))).toBe('Task-2')
  expect(thingOfRow(crawler, find(crawler, {kind: 'packet.syn'}))).toBe('Task-1')
  expect(thingOfRow(crawler, 0)).toBeNull()
})

test('the next thing that happens to it, on and back again, and none beyond the last', () => {
  for (const thing of ['Task-1', 'Task-3', 'fd 5', 'f2']) {
    const rows: number[] = []
    for (let row: number | null = -1; (row = nextTo(crawler, thing, row!, 1, 'machine')) !== null;)
      rows.push(row)
    const all = Array.from({length: crawler.count}, (_, row) => row)
    const happens = (row: number) => crawler.kindOf(row) !== 'assign' && touches(crawler, thing, row)
    expect(rows).toEqual(all.filter(happens))
    expect(rows.length).toBeGreaterThan(3)
    for (let i = 1; i < rows.length; i++)
      expect(nextTo(crawler, thing, rows[i], -1, 'machine')).toBe(rows[i - 1])
    expect(nextTo(crawler, thing, rows[0], -1, 'machine')).toBeNull()
  }
})

test('passes over what is hidden', () => {
  const next = nextTo(crawler, 'Task-1', 0, 1, 'future')!
  expect(crawler.kindOf(next)).toBe('task.create')
})
