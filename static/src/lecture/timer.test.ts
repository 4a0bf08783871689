import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {clockText, elapsedMs, readTimer, started, stopped, untouched, ZERO} from './timer'

describe('the presenter’s clock', () => {
  it('counts what it goes, and stands while it is stopped', () => {
    const going = started(ZERO, 1000)
    expect(elapsedMs(going, 61_000)).toBe(60_000)
    const standing = stopped(going, 61_000)
    expect(elapsedMs(standing, 999_000)).toBe(60_000)
    expect(elapsedMs(started(standing, 999_000), 1_000_000)).toBe(61_000)
    expect(started(going, 5000)).toBe(going)
  })

  it('never goes back, whatever the machine’s clock does', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({min: -1e6, max: 1e6})))
    fc.assert(
      fc.property(steps, (all) => {
        let [timer, now, before] = [ZERO, 0, 0]
        for (const [go, by] of all) {
          now += by
          timer = go ? started(timer, now) : stopped(timer, now)
          const elapsed = elapsedMs(stopped(timer, now), now)
          if (!go) expect(elapsed).toBeGreaterThanOrEqual(before)
          if (!go) before = elapsed
        }
      }),
    )
  })

  it('is read as it was kept, and anything else is zero', () => {
    const going = started(ZERO, 1000)
    expect(readTimer(JSON.stringify(going))).toEqual(going)
    for (const wrong of [
      null,
      '',
      '[]',
      '{"gatheredMs":-1,"sinceMs":null}',
      '{"gatheredMs":1}',
      '{"gatheredMs":"a"}',
    ])
      expect(untouched(readTimer(wrong))).toBe(true)
  })

  it('is written as people read it', () => {
    expect([0, 65.9, 3725].map(clockText)).toEqual(['0:00', '1:05', '1:02:05'])
  })
})
