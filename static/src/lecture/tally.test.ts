import {describe, expect, it} from 'vitest'
import {counted, filled, Hands, total} from './tally'

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return {getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text)}
}

describe('a tally', () => {
  it('counts one more and one less, and never below nothing', () => {
    expect(counted([0, 2, 1], 1, 1)).toEqual([0, 3, 1])
    expect(counted([0, 2, 1], 0, -1)).toEqual([0, 2, 1])
    expect(total([3, 0, 4])).toBe(7)
  })

  it('fills its bars as answers come, and shares them out when there are many', () => {
    expect(filled([1, 0])).toEqual([0.1, 0])
    expect(filled([30, 10])).toEqual([0.75, 0.25])
    expect(filled([0, 0, 0])).toEqual([0, 0, 0])
  })
})

describe('hands', () => {
  it('are counted for each question, and known after a reload', () => {
    const kept = storage()
    const hands = new Hands('deck', kept)
    hands.count(2, 3, 1, 1)
    hands.count(2, 3, 1, 1)
    hands.count(4, 2, 0, 1)
    expect(new Hands('deck', kept).of(2, 3)).toEqual([0, 2, 0])
    expect(new Hands('deck', kept).of(4, 2)).toEqual([1, 0])
    expect(new Hands('another', kept).of(2, 3)).toEqual([0, 0, 0])
  })

  it('begin at nothing where what was kept is no tally', () => {
    const kept = storage()
    kept.setItem('deck', '{"1":')
    expect(new Hands('deck', kept).of(1, 2)).toEqual([0, 0])
    expect(new Hands('deck', null).of(1, 2)).toEqual([0, 0])
  })
})
