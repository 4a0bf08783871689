import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {LOST} from '../model/lanes'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {slotOf} from './layer'
import {lossesOf, waysOf} from './ways'

const NAMES = ['crawler-40', 'echo', 'faults'] as const

describe.each(NAMES)('the packets of %s', (name) => {
  const scene = sceneOf(fixture(name))
  const {packets, endPs} = scene
  const all = Array.from({length: packets.count}, (_, index) => index)

  test('are each on one way, that between their hosts', () => {
    const ways = waysOf(scene)
    expect(ways.reduce((sum, {count}) => sum + count, 0)).toBe(packets.count)
    for (const {indices, count, fromHost, toHost} of ways)
      for (const index of indices.slice(0, count))
        expect([packets.fromHost[index], packets.toHost[index]]).toEqual([fromHost, toHost])
  })

  test('that are on their way in any stretch are found', () => {
    fc.assert(
      fc.property(fc.nat(endPs), fc.nat(endPs), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const found: number[] = []
        for (const way of waysOf(scene)) way.eachBetween(from, to, (index) => found.push(index))
        const there = all.filter((index) => packets.depart[index] <= to && packets.arrive[index] >= from)
        expect(found.toSorted((a, b) => a - b)).toEqual(there)
      }),
    )
  })

  test('of a stretch are counted by hue, with their first and last arrival', () => {
    for (const way of waysOf(scene))
      fc.assert(
        fc.property(fc.nat(way.count), fc.nat(way.count), (a, b) => {
          const [from, to] = [Math.min(a, b), Math.max(a, b)]
          const {count, hues, first, last} = way.bundle(from, to)
          const inside = Array.from(way.indices.slice(from, to))
          const plain = hues.map(
            (_, slot) => inside.filter((index) => slotOf(packets.owner[index]) === slot).length,
          )
          expect(count).toBe(inside.length)
          expect(hues).toEqual(plain)
          expect(first).toBe(Math.min(Infinity, ...inside.map((index) => packets.arrive[index])))
          expect(last).toBe(Math.max(-Infinity, ...inside.map((index) => packets.arrive[index])))
        }),
      )
  })

  test('of one owner are on ways of their own', () => {
    const owner = packets.owner[0]
    const own = waysOf(scene, owner).flatMap(({indices, count}) => Array.from(indices.slice(0, count)))
    expect(own.toSorted((a, b) => a - b)).toEqual(all.filter((index) => packets.owner[index] === owner))
  })
})

test('losses are known', () => {
  const scene = sceneOf(fixture('faults'))
  const {packets} = scene
  expect(lossesOf(scene).length).toBeGreaterThan(0)
  for (const index of lossesOf(scene)) expect(packets.fate[index]).toBeGreaterThanOrEqual(LOST)
})
