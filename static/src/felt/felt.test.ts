import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  DAY,
  feltClock,
  feltSeconds,
  HOUR,
  MINUTE,
  MONTH,
  realClock,
  realText,
  secondsText,
  YEAR,
} from './felt'

const INSTRUCTION_PS = 380

test('a clock is never ahead', () => {
  expect(secondsText(MINUTE - 1, 'en')).toBe('59 seconds')
  expect(secondsText(HOUR - 1, 'en')).toBe('59 min 59 s')
  expect(secondsText(2 * MINUTE, 'zh')).toBe('2分钟')
  expect(secondsText(HOUR, 'en')).toBe('1 hour')
  expect(secondsText(DAY - 1, 'en')).toBe('23.9 hours')
  expect(secondsText(DAY, 'en')).toBe('1 day')
  expect(secondsText(MONTH - 1, 'zh')).toBe('30天')
  expect(secondsText(2 * YEAR, 'zh')).toBe('2年')
  expect(secondsText(0, 'en')).toBe('0 seconds')
  expect(secondsText(0.05, 'zh')).toBe('0.05秒')
  expect(secondsText(12_300 * YEAR, 'zh')).toBe('1.23万年')
  expect(secondsText(30_000 * YEAR, 'zh')).toBe('3万年')
})

test('the felt clock adds up to the felt seconds', () => {
  fc.assert(
    fc.property(fc.integer({min: 0, max: 2 ** 53 - 1}), (ps) => {
      const {years, days, hms} = feltClock(ps, INSTRUCTION_PS)
      const [h, m, s] = hms.split(':').map(Number)
      const sum = years * YEAR + days * DAY + h * HOUR + m * MINUTE + s
      expect(days).toBeLessThanOrEqual(365)
      expect(Math.abs(sum - feltSeconds(ps, INSTRUCTION_PS))).toBeLessThanOrEqual(1.001)
    }),
  )
})

test('the felt clock never runs backwards', () => {
  const reading = (ps: number) => {
    const {years, days, hms} = feltClock(ps, INSTRUCTION_PS)
    return `${`${years}`.padStart(9, '0')} ${`${days}`.padStart(3, '0')} ${hms}`
  }
  fc.assert(
    fc.property(
      fc.nat(2 ** 48),
      fc.nat(2 ** 48),
      (a, b) => reading(Math.min(a, b)) <= reading(Math.max(a, b)),
    ),
  )
})

test('simulated time is written as latencies are', () => {
  expect([380, 1_500_000, 20_000_000, 150_000_000_000, 4e12].map((ps) => realText(ps))).toEqual([
    '0.38 ns',
    '1.5 µs',
    '20 µs',
    '150 ms',
    '4 s',
  ])
  expect(realText(150_000_000_000, 'zh')).toBe('150毫秒')
  expect(realClock(150_003_421_999)).toBe('150.003 421 ms')
  expect(realClock(0, 'zh')).toBe('0.000 000 毫秒')
})
