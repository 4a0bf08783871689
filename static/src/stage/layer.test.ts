import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {linearScale} from '../felt/scale'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {WHOLE, type View} from './camera'
import {Layer, SLOTS, slotOf} from './layer'
import {edgesOf, walk} from './pixels'
import type {Texture} from './texture'

const scene = sceneOf(fixture('crawler-40'))
const {blocks} = scene.cpu
const steps = new Layer(
  blocks,
  (index) => blocks.depth[index] === 2,
  (index) => slotOf(blocks.owner[index]),
).extend()

describe('a layer', () => {
  test('holds each span that it accepts once, and in a storey one after the other', () => {
    const held = steps.storeys.flatMap(({indices, count}) => Array.from(indices.slice(0, count)))
    const all = Array.from({length: blocks.count}, (_, index) => index).filter(
      (index) => blocks.depth[index] === 2,
    )
    expect(held.toSorted((a, b) => a - b)).toEqual(all)
    for (const {indices, count} of steps.storeys)
      for (let place = 1; place < count; place++)
        expect(blocks.from[indices[place]]).toBeGreaterThanOrEqual(blocks.to[indices[place - 1]])
  })

  test('knows how long each hue is in any stretch', () => {
    const [storey] = steps.storeys
    fc.assert(
      fc.property(fc.nat(storey.count), fc.nat(storey.count), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const sums = new Float64Array(SLOTS)
        storey.add(sums, from, to)
        const plain = new Float64Array(SLOTS)
        for (let place = from; place < to; place++) {
          const index = storey.indices[place]
          plain[slotOf(blocks.owner[index])] += blocks.to[index] - blocks.from[index]
        }
        expect(Array.from(sums)).toEqual(Array.from(plain))
      }),
    )
  })

  test('finds what begins and what ends after an instant', () => {
    const [{indices, count}] = steps.storeys
    const [storey] = steps.storeys
    fc.assert(
      fc.property(fc.nat(scene.endPs), fc.nat(count), (t, known) => {
        const ids = Array.from(indices.slice(0, count))
        const first = (values: Float64Array, from: number) => {
          const at = ids.findIndex((index, place) => place >= from && values[index] > t)
          return at < 0 ? count : at
        }
        expect(storey.beginningAfter(t)).toBe(first(blocks.from, 0))
        expect(storey.endingAfter(t)).toBe(first(blocks.to, 0))
        expect(storey.beginningAfter(t, known)).toBe(first(blocks.from, known))
      }),
    )
  })
})

test('what is drawn of a layer is all that is on screen', () => {
  const scale = linearScale(scene.endPs)
  const views = fc.record({
    left: fc.double({min: 0, max: 0.99, noNaN: true}),
    span: fc.double({min: 1e-4, max: 0.5, noNaN: true}),
    widthPx: fc.integer({min: 200, max: 1500}),
  })
  const check = (view: View) => {
    const edges = edgesOf(view)
    const perPixel = edges[1] - edges[0]
    let drawn = 0
    let before = 0
    const [from, to] = [edges[0], edges[edges.length - 1]]
    for (const storey of steps.storeys) {
      const texture = {
        add: (_: number, part: number) => (drawn += part * perPixel),
        span: (x: number, right: number) => (drawn += (right - x) * perPixel),
      } as unknown as Texture
      const wide = (index: number) => (drawn += blocks.to[index] - blocks.from[index])
      walk(storey, {view, endPs: scene.endPs, widePx: 2, wide, texture})
      for (let place = 0; place < storey.count; place++) {
        const index = storey.indices[place]
        if (blocks.to[index] > from && blocks.from[index] <= to)
          before += blocks.to[index] - blocks.from[index]
      }
    }
    expect(drawn / before || 0).toBeCloseTo(before ? 1 : 0, 4)
  }
  check({scale, camera: WHOLE, leftPx: 100, widthPx: 1000})
  fc.assert(
    fc.property(views, ({left, span, widthPx}) => check({scale, camera: {left, span}, leftPx: 100, widthPx})),
  )
})
