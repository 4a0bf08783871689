import fc from 'fast-check'
import {expect, test} from 'vitest'
import {find, fixture} from '../testing'
import {nextRow, STEP_UNITS} from './step'

const crawler = fixture('crawler-3')
const last = crawler.count - 1

test('by event, by callback, by turn of the loop', () => {
  expect(nextRow(crawler, 10, 1, 'event')).toBe(11)
  expect(nextRow(crawler, 0, 1, 'callback')).toBe(find(crawler, {kind: 'callback'}))
  expect(nextRow(crawler, 0, 1, 'turn')).toBe(find(crawler, {kind: 'select'}))
  expect(nextRow(crawler, nextRow(crawler, 0, 3, 'turn'), -2, 'turn')).toBe(nextRow(crawler, 0, 1, 'turn'))
})

test('steps end with the recording', () => {
  const unit = fc.constantFrom(...STEP_UNITS)
  fc.assert(
    fc.property(fc.nat(last), fc.integer({min: -1000, max: 1000}), unit, (row, count, by) => {
      const next = nextRow(crawler, row, count, by)
      expect(next).toBeGreaterThanOrEqual(0)
      expect(next).toBeLessThanOrEqual(last)
      if (count > 0) expect(next).toBeGreaterThanOrEqual(row)
      if (count < 0) expect(next).toBeLessThanOrEqual(row)
      if (count === 0) expect(next).toBe(row)
    }),
  )
})

test('one back undoes one on, from where a step has led', () => {
  for (const unit of STEP_UNITS) {
    const here = nextRow(crawler, 0, 2, unit)
    expect(nextRow(crawler, nextRow(crawler, here, 1, unit), -1, unit)).toBe(here)
  }
})
