import {describe, expect, test} from 'vitest'
import {brief, fewOf} from './values'

test('a value is told shortly', () => {
  expect(brief('<2000 bytes>')).toBe('2000 B')
  expect(brief("b''")).toBe("b''")
  expect(brief('a rather long value')).toBe('a rather long v…')
})

describe('few of many', () => {
  const numbers = Array.from({length: 100}, (_, i) => i)

  test('are those that matter, in their order, and then the first ones', () => {
    expect(fewOf(numbers, 4, (n) => n === 50 || n === 20)).toEqual({shown: [0, 1, 20, 50], more: 96})
  })

  test('are all of them where there are no more', () => {
    expect(fewOf([3, 1, 2], 3, () => false)).toEqual({shown: [3, 1, 2], more: 0})
  })
})
