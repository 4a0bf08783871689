import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {beside, brief, fewOf} from './values'

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

describe('values beside a line', () => {
  const two = [
    {name: 'host', text: "'xkcd.com'"},
    {name: 'page', text: "'353'"},
  ]
  const letters = ({shown, more}: ReturnType<typeof beside>) =>
    [...shown.map(({name, text}) => `${name} = ${text}`), ...(more ? [`+${more}`] : [])].join('  ').length

  test('are shortened, then fewer, then gone', () => {
    expect(beside(two, 40)).toEqual({shown: two, more: 0})
    expect(beside(two, 20)).toEqual({shown: [{name: 'host', text: "'xkcd.co…"}], more: 1})
    expect(beside(two, 10)).toEqual({shown: [], more: 0})
  })

  test('never need more letters than there are', () => {
    const named = fc.record({name: fc.string({minLength: 1, maxLength: 9}), text: fc.string({maxLength: 50})})
    fc.assert(
      fc.property(fc.array(named, {maxLength: 5}), fc.integer({min: -5, max: 90}), (values, room) => {
        expect(letters(beside(values, room))).toBeLessThanOrEqual(Math.max(0, room))
      }),
    )
  })
})
