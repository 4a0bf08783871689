import fc from 'fast-check'
import {expect, test} from 'vitest'
import {densityOf, type Strip} from './density'

const FIELD = {left: 100, top: 50, width: 400, height: 60}
const alphasOf = (strips: readonly Strip[], strength: (pixel: number) => number = () => 1) =>
  Array.from(densityOf(strips, FIELD, strength).pixels, (pixel) => pixel >>> 24)

const stroke = (x0: number, x1: number, colour = 0x336699): Strip => ({
  count: 1,
  y0: 50,
  y1: 110,
  first: [x0, x1],
  last: [x0, x1],
  colour,
})

test('strokes that are evenly apart make an even field, however they are bundled', () => {
  const bundles = fc.record({
    apartPx: fc.double({min: 0.05, max: 3, noNaN: true}),
    inEach: fc.integer({min: 2, max: 40}),
    slantPx: fc.double({min: 0, max: 300, noNaN: true}),
  })
  fc.assert(
    fc.property(bundles, ({apartPx, inEach, slantPx}) => {
      const strips: Strip[] = []
      for (let x = -400; x < 600; x += apartPx * inEach) {
        const end = x + apartPx * (inEach - 1)
        strips.push({...stroke(0, 0), count: inEach, first: [x, x + slantPx], last: [end, end + slantPx]})
      }
      const inside = alphasOf(strips)
      expect(Math.max(...inside) - Math.min(...inside)).toBeLessThanOrEqual(4)
    }),
    {numRuns: 40},
  )
})

test('a stroke has its own colour, and is as strong in all as it is long and wide', () => {
  const {pixels} = densityOf([stroke(150, 350)], FIELD, () => 1)
  const colours = new Set(Array.from(pixels, (pixel) => (pixel >>> 24 > 9 ? pixel & 0xffffff : -1)))
  expect(colours).toEqual(new Set([-1, 0x996633]))
  const covered = alphasOf([stroke(150, 350)]).reduce((sum, alpha) => sum + alpha, 0) / 255
  expect(covered).toBeCloseTo(Math.hypot(200, 60) * 1.2 * 0.6, -1)
})

test('what is twice as many is stronger, in whatever order', () => {
  const many = Array.from({length: 200}, (_, at) => stroke(100 + (at % 50) * 3, 300 + (at % 50) * 3))
  const [one, two] = [alphasOf(many), alphasOf([...many, ...many])]
  one.forEach((alpha, at) => expect(two[at]).toBeGreaterThanOrEqual(alpha))
  expect(alphasOf(many.toReversed())).toEqual(one)
})

test('what is to come is paler', () => {
  const ahead = alphasOf([stroke(100, 500)], (pixel) => (pixel < 200 ? 1 : 0.25))
  const past = alphasOf([stroke(100, 500)])
  past.forEach((alpha, at) => {
    if (at % FIELD.width < 200) expect(ahead[at]).toBe(alpha)
    else expect(Math.abs(ahead[at] - alpha / 4)).toBeLessThanOrEqual(1)
  })
})

test('on a finer screen it is as strong', () => {
  const strips = [stroke(150, 350), stroke(160, 340), stroke(200, 201)]
  const [coarse, fine] = [1, 2].map((ratio) =>
    densityOf(strips, FIELD, () => 1, ratio).pixels.reduce((sum, pixel) => sum + (pixel >>> 24), 0),
  )
  expect(fine / 4 / coarse).toBeCloseTo(1, 1)
})
