import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {FIXTURES, fixture} from '../testing'
import type {Crowd} from './crowd'
import {readySince} from './readiness'
import {sceneOf} from './scene'

type State = 'waiting' | 'ready' | 'running'

/** From when to when each of a crowd is in a state, by its lanes. */
function intervals(
  name: (typeof FIXTURES)[number],
  {kind}: Crowd,
  state: State,
): [from: number, to: number][] {
  const {columns} = fixture(name)
  const found: [number, number][] = []
  for (const lane of sceneOf(fixture(name)).tasks) {
    if (lane.kind !== kind) continue
    const {blocks, waits, ready} = lane
    const readyAt = (wait: number) =>
      kind === 'task' && wait + 1 < blocks.count ? readySince(columns, blocks.row[wait + 1]) : waits.to[wait]
    if (state === 'running')
      for (let at = 0; at < blocks.count; at++) found.push([blocks.from[at], blocks.to[at]])
    else
      for (let at = 0; at < waits.count; at++)
        found.push(state === 'waiting' ? [waits.from[at], readyAt(at)] : [readyAt(at), waits.to[at]])
    if (state === 'ready') for (let at = 0; at < ready.count; at++) found.push([ready.from[at], ready.to[at]])
  }
  return found
}

describe.each(FIXTURES.filter((name) => sceneOf(fixture(name)).crowds.length))('the crowds of %s', (name) => {
  const scene = sceneOf(fixture(name))
  for (const crowd of scene.crowds)
    for (const state of ['waiting', 'ready', 'running'] as const) {
      const spans = intervals(name, crowd, state)

      test(`know how many ${crowd.kind}s are ${state} at any instant`, () => {
        fc.assert(
          fc.property(fc.nat(scene.endPs), (t) => {
            expect(crowd[state].at(t)).toBe(spans.filter(([from, to]) => from <= t && to > t).length)
          }),
        )
      })

      test(`and how many on average in any stretch`, () => {
        fc.assert(
          fc.property(fc.nat(scene.endPs), fc.nat(scene.endPs), (a, b) => {
            const [from, to] = [Math.min(a, b), Math.max(a, b) + 1]
            const sum = spans.reduce(
              (all, [begin, end]) => all + Math.max(0, Math.min(end, to) - Math.max(begin, from)),
              0,
            )
            expect(crowd[state].between(from, to)).toBeCloseTo(sum / (to - from), 5)
          }),
        )
      })
    }

  test('have each of their members in one state at most, and no more members than lanes', () => {
    fc.assert(
      fc.property(fc.nat(scene.endPs), (t) => {
        for (const {kind, alive, waiting, ready, running} of scene.crowds) {
          expect(waiting.at(t) + ready.at(t) + running.at(t)).toBeLessThanOrEqual(alive.at(t))
          expect(alive.at(t)).toBeLessThanOrEqual(scene.tasks.filter((lane) => lane.kind === kind).length)
        }
      }),
    )
  })
})
