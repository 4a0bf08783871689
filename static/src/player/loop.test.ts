import {expect, test} from 'vitest'
import {fixture} from '../testing'
import {looped, loopAround, loopWith} from './loop'

const {columns} = fixture('crawler-3')

test('two instants, in either order, are looped by the events around them', () => {
  const [a, b] = [columns.t[40] + 1, columns.t[90] + 1]
  const loop = loopAround(columns, a, b)!
  expect(loopAround(columns, b, a)).toEqual(loop)
  expect(columns.t[loop.from]).toBeLessThanOrEqual(a)
  expect(columns.t[loop.from + 1]).toBeGreaterThan(a)
  expect(columns.t[loop.to]).toBeGreaterThan(b)
  expect(columns.t[loop.to - 1]).toBeLessThanOrEqual(b)
})

test('an end that is put beyond the other one begins anew', () => {
  expect(loopWith(null, 'from', 20, 100)).toEqual({from: 20, to: 99})
  expect(loopWith({from: 20, to: 99}, 'to', 50, 100)).toEqual({from: 20, to: 50})
  expect(loopWith({from: 20, to: 50}, 'from', 70, 100)).toEqual({from: 70, to: 99})
  expect(loopWith({from: 20, to: 50}, 'to', 5, 100)).toEqual({from: 0, to: 5})
  expect(loopWith(null, 'to', 0, 100)).toBeNull()
})

test('what is played stays within, and starts again at its end', () => {
  const loop = {from: 20, to: 50}
  expect(looped(loop, {row: 49, toward: 0.9})).toEqual({row: 49, toward: 0.9})
  expect(looped(loop, {row: 50, toward: 0})).toEqual({row: 20, toward: 0})
  expect(looped(loop, {row: 3, toward: 0.5})).toEqual({row: 20, toward: 0})
  expect(looped(null, {row: 3, toward: 0.5})).toEqual({row: 3, toward: 0.5})
})
