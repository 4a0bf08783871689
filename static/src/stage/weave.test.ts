import fc from 'fast-check'
import {expect, test} from 'vitest'
import {compressedScale, linearScale} from '../felt/scale'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {visible, type View} from './camera'
import {layoutOf} from './layout'
import type {Theme} from './theme'
import {waysOf} from './ways'
import {stripsOf} from './weave'

const theme = {loop: '#888888', hues: Array.from({length: 10}, () => '#123456')} as unknown as Theme

test.each(['crawler-40', 'echo', 'faults'] as const)(
  'each packet of %s on screen is in one strip',
  (name) => {
    const scene = sceneOf(fixture(name))
    const {packets, endPs} = scene
    const layout = layoutOf(scene, 1200, 500, 16, {latest: 0, selected: -1, open: new Set()})
    const scales = [linearScale(endPs), compressedScale(endPs, scene.cpu.waits)]
    const cameras = fc.record({
      scale: fc.constantFrom(...scales),
      left: fc.double({min: -0.01, max: 0.99, noNaN: true}),
      span: fc.double({min: 1e-5, max: 1.02, noNaN: true}),
    })
    fc.assert(
      fc.property(cameras, ({scale, left, span}) => {
        const view: View = {scale, camera: {left, span}, leftPx: layout.plotLeft, widthPx: layout.plotWidth}
        const [from, to] = visible(view)
        let there = 0
        for (let at = 0; at < packets.count; at++)
          if (packets.depart[at] <= to && packets.arrive[at] >= from) there++
        const strips = waysOf(scene).flatMap((way) => stripsOf({layout, view, scene, theme}, way))
        expect(strips.reduce((sum, {count}) => sum + count, 0)).toBe(there)
        for (const {first, last} of strips)
          for (const end of [0, 1] as const) expect(last[end]).toBeGreaterThanOrEqual(first[end])
      }),
    )
  },
)
