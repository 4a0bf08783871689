import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {
  compressedScale,
  makeScale,
  morphed,
  SCALE_KINDS,
  type IdleWaits,
  type Run,
  type TimeScale,
} from './scale'

const idle = (waits: readonly (readonly [from: number, to: number])[]): IdleWaits => ({
  count: waits.length,
  from: waits.map(([from]) => from),
  to: waits.map(([, to]) => to),
})

/** Runs of alternating work and waits, from nanoseconds to minutes long. */
const anyRun: fc.Arbitrary<Run> = fc
  .array(fc.tuple(fc.integer({min: 1, max: 1e9}), fc.integer({min: 1, max: 2 ** 40})), {maxLength: 40})
  .map((turns) => {
    let t = 0
    const waits = turns.map(([work, wait]) => [(t += work), (t += wait)] as const)
    return {endPs: t + 1000, instructionPs: 380, waits: idle(waits)}
  })
const anyKind = fc.constantFrom(...SCALE_KINDS)
const anyWay = fc.double({min: 0, max: 1, noNaN: true})
const anyScale: fc.Arbitrary<[TimeScale, number]> = fc
  .tuple(anyRun, anyKind, anyKind, anyWay)
  .map(([run, a, b, way]) => [morphed(makeScale(a, run), makeScale(b, run), way), run.endPs])

/** What a double can tell apart at an instant, on a scale on which a position has 53 bits. */
const close = (a: number, b: number, endPs: number) => Math.abs(a - b) <= 1e-9 * endPs + 1

test('the run goes from 0 to 1', () => {
  fc.assert(
    fc.property(anyScale, ([scale, endPs]) => {
      expect(scale.position(0)).toBeCloseTo(0, 12)
      expect(scale.position(endPs)).toBeCloseTo(1, 9)
    }),
  )
})

test('position and instant are inverse', () => {
  fc.assert(
    fc.property(anyScale, anyWay, ([scale, endPs], part) => {
      const t = part * endPs
      expect(close(scale.instant(scale.position(t)), t, endPs)).toBe(true)
      expect(scale.position(scale.instant(part))).toBeCloseTo(part, 6)
    }),
  )
})

test('what is later is never further left', () => {
  const anywhere = fc.double({min: -0.2, max: 1.2, noNaN: true})
  fc.assert(
    fc.property(anyScale, anywhere, anywhere, ([scale, endPs], a, b) => {
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      expect(scale.position(first * endPs)).toBeLessThanOrEqual(scale.position(second * endPs))
      expect(scale.instant(first)).toBeLessThanOrEqual(scale.instant(second))
    }),
  )
})

describe('the compressed scale', () => {
  test('gives every long wait the same width and leaves work its proportions', () => {
    const scale = compressedScale(
      1_000_300,
      idle([
        [100, 500_100],
        [500_200, 1_000_200],
      ]),
    )
    const width = (from: number, to: number) => scale.position(to) - scale.position(from)
    expect(scale.gaps).toEqual([
      {from: 100, to: 500_100},
      {from: 500_200, to: 1_000_200},
    ])
    expect(width(100, 500_100)).toBeCloseTo(1 / 6)
    expect(width(500_200, 1_000_200)).toBeCloseTo(1 / 6)
    expect(width(0, 100)).toBeCloseTo(2 / 9)
    expect(width(0, 50)).toBeCloseTo(1 / 9)
  })

  test('folds nothing where nobody waits long', () => {
    expect(compressedScale(1000, idle([[400, 500]])).gaps).toEqual([])
    expect(compressedScale(1000, idle([])).position(250)).toBe(0.25)
  })

  test('a wait that is still open ends with the run', () => {
    expect(compressedScale(1e9, idle([[1000, Infinity]])).gaps).toEqual([{from: 1000, to: 1e9}])
  })
})
