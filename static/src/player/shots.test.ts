import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {compressedScale} from '../felt/scale'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {WHOLE} from '../stage/camera'
import {closeShot, closeSpan, gapShare, nearness, shotAt, spanBetween} from './shots'

describe('the film', () => {
  test('begins and ends with the whole run', () => {
    expect(nearness({fromStart: 0, toEnd: 100})).toBe(0)
    expect(nearness({fromStart: 100, toEnd: 0})).toBe(0)
    expect(shotAt(0.5, WHOLE.span, 0)).toEqual(WHOLE)
    expect(nearness({fromStart: 50, toEnd: Infinity})).toBe(1)
  })

  test('always has the playhead in the picture', () => {
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.double({min: 1e-4, max: 1, noNaN: true}),
        fc.double({min: 0, max: 1, noNaN: true}),
        (position, close, near) => {
          const span = spanBetween(WHOLE.span, close, near)
          for (const {left, span: width} of [closeShot(position, span), shotAt(position, span, near)]) {
            expect(position).toBeGreaterThanOrEqual(left - 1e-9)
            expect(position).toBeLessThanOrEqual(left + width + 1e-9)
          }
        },
      ),
    )
  })

  test('does not jump: a small step of the playhead is a small step of the camera', () => {
    const span = 0.1
    for (let position = 0; position < 1; position += 0.0005) {
      const step = Math.abs(closeShot(position + 0.0005, span).left - closeShot(position, span).left)
      expect(step).toBeLessThan(span * 0.04)
    }
  })
})

describe('a close shot', () => {
  const scene = sceneOf(fixture('crawler-10'))
  const {gaps} = compressedScale(scene.endPs, scene.cpu.waits)

  test('has a handful of blocks on screen, and gaps that are narrower than it', () => {
    const span = closeSpan(scene, gaps, 80)
    expect(span).toBeLessThan(0.4)
    expect(gapShare(gaps.length, span) / gaps.length).toBeLessThan(span * 0.25)
  })

  test('leaves room beside the gaps however many there are', () => {
    expect(gapShare(1000, WHOLE.span)).toBeLessThan(0.7)
  })
})
