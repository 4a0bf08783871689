import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Strings} from './strings'

const words = fc.array(
  fc.oneof(
    fc.string({maxLength: 4}),
    fc.string({unit: 'grapheme', maxLength: 60}),
    fc.nat(9000).map((n) => `p${n}`),
  ),
  {maxLength: 400},
)

test('each string has one number, in the order in which they come, and is read as it came', () => {
  fc.assert(
    fc.property(words, (all) => {
      const strings = new Strings()
      const known = [...new Set(all)]
      for (const word of all) expect(known[strings.intern(word)]).toBe(word)
      expect(strings.length).toBe(known.length)
      known.forEach((word, index) => {
        expect(strings.at(index)).toBe(word)
        expect(strings.indexOf(word)).toBe(index)
      })
      expect(strings.indexOf('not among them, for it is longer than any of them could be at all')).toBe(-1)
    }),
  )
})

test('more than are remembered are read again and again', () => {
  const strings = new Strings()
  strings.expect(20_000, 100_000)
  for (let n = 0; n < 20_000; n++) expect(strings.intern(`f${n}`)).toBe(n)
  for (const step of [1, 4096, 7919])
    for (let at = 0; at < 20_000; at++) {
      const n = (at * step) % 20_000
      expect(strings.at(n)).toBe(`f${n}`)
    }
})

test('a stretch of bytes is the string that it spells', () => {
  const strings = new Strings()
  const bytes = new TextEncoder().encode('xxTask-1等待xx')
  expect(strings.internBytes(bytes, 2, bytes.length - 2)).toBe(0)
  expect(strings.at(0)).toBe('Task-1等待')
  expect(strings.intern('Task-1等待')).toBe(0)
})
