import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {linearScale} from '../felt/scale'
import {clamped, instantAt, visible, WHOLE, xOf, type View} from './camera'

const END = 300_000_000_000
const anyView = fc
  .record({
    left: fc.double({min: -0.01, max: 0.9, noNaN: true}),
    span: fc.double({min: 1e-6, max: 1, noNaN: true}),
  })
  .map((camera): View => ({scale: linearScale(END), camera, leftPx: 120, widthPx: 1300}))

test('an x on the plot and its instant are an inverse pair', () => {
  fc.assert(
    fc.property(anyView, fc.double({min: 120, max: 1420, noNaN: true}), (view, x) => {
      expect(xOf(view, instantAt(view, x))).toBeCloseTo(x, 3)
    }),
  )
})

test('what is far away stays within what a canvas can take', () => {
  const view: View = {scale: linearScale(END), camera: {left: 0.5, span: 1e-9}, leftPx: 0, widthPx: 1000}
  expect(Math.abs(xOf(view, 0))).toBeLessThan(10_000)
  expect(xOf(view, Infinity)).toBeLessThan(10_000)
})

describe('a camera that is kept on the run', () => {
  test('never looks away from it, and the whole run is as far as it goes', () => {
    fc.assert(
      fc.property(
        fc.double({min: -5, max: 5, noNaN: true}),
        fc.double({min: 1e-12, max: 9, noNaN: true}),
        (left, span) => {
          const camera = clamped({left, span}, 1e-9)
          const [from, to] = visible({scale: linearScale(END), camera, leftPx: 0, widthPx: 1000})
          expect(camera.span).toBeLessThanOrEqual(WHOLE.span)
          expect(from).toBeLessThan(END)
          expect(to).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('is left alone where it looks at the run already', () => {
    expect(clamped({left: 0.4, span: 0.2}, 1e-9)).toEqual({left: 0.4, span: 0.2})
  })
})
