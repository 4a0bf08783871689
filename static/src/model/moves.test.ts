// What moves in the machine room, over whole recordings.
import {describe, expect, it} from 'vitest'
import {find, fixture} from '../testing'
import {moveOf, type Move, type Spot} from './moves'
import {placeOf} from './places'
import type {World} from './world'
import {worldAt} from './world'

const told = (move: Move | null) => {
  const spot = ({part, thing}: Spot) => (thing === null ? part : `${part} ${thing}`)
  return move && `${spot(move.from)} → ${spot(move.to)}: ${move.what}`
}

/** Whether a spot is something that the world has. */
function isThere({part, thing}: Spot, {registered, ready, futures, tasks, sockets}: World): boolean {
  switch (part) {
    case 'cpu':
      return true
    case 'selector':
      return registered.some(({fd}) => fd === thing)
    case 'ready':
      return ready.some(({fd}) => fd === thing)
    case 'futures':
      return futures.some(({id}) => id === thing)
    case 'tasks':
      return tasks.some(({id}) => id === thing)
    case 'sockets':
      return sockets.some(({id}) => id === thing)
  }
}

describe('what moves', () => {
  const recording = fixture('crawler-1')

  it('tells of the first answer who brings what where', () => {
    const from = find(recording, {kind: 'select.readiness'})
    const to = find(recording, {kind: 'coroutine.send', phase: 'end'}, from)
    const story: string[] = []
    for (let row = from; row <= to + 3; row++) {
      const move = told(moveOf(recording, worldAt(recording, row)))
      if (move) story.push(move)
    }
    expect(story.slice(0, 5)).toEqual([
      'selector fd 4 → ready fd 4: on_writable',
      'selector fd 4 → cpu: on_writable',
      'cpu → futures f2: None',
      'futures f2 → tasks Task-1: Task-1.step',
      'cpu → tasks Task-1: None',
    ])
    expect(story.slice(-2)).toEqual([
      'tasks Task-1 → futures f3: f3',
      'tasks Task-1 → futures f3: Task-1.step',
    ])
  })

  it.each(['crawler-1', 'crawler-3', 'crawler-40', 'echo'] as const)(
    'of %s comes from where something is, and goes where something is',
    (name) => {
      const run = fixture(name)
      let moves = 0
      for (let row = 0; row < run.count; row++) {
        const world = worldAt(run, row)
        const move = moveOf(run, world)
        if (!move) continue
        moves++
        for (const spot of [move.from, move.to])
          expect(isThere(spot, world), `${placeOf(run, row)}: ${told(move)}`).toBe(true)
      }
      expect(moves).toBeGreaterThan(8)
    },
  )
})
