import fc from 'fast-check'
import {expect, test} from 'vitest'
import {Pyramid} from './pyramid'

const pyramidOf = (values: readonly number[]) =>
  new Pyramid(
    new Float64Array(1),
    (into, at) => {
      into[0] += values[at]
    },
    (into, sums, offset) => {
      into[0] += sums[offset]
    },
  )
const stretch = (count: number) =>
  fc.tuple(fc.nat(count), fc.nat(count)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

test('a stretch has the sum of what is in it, however long', () => {
  const some = fc.array(fc.nat(1000), {maxLength: 3000, size: 'max'})
  fc.assert(
    fc.property(
      some.chain((values) => fc.tuple(fc.constant(values), stretch(values.length))),
      ([values, [from, to]]) => {
        const pyramid = pyramidOf(values)
        pyramid.settle(0, values.length)
        const into = new Float64Array(1)
        pyramid.collect(into, from, to)
        expect(into[0]).toBe(sum(values.slice(from, to)))
      },
    ),
  )
})

test('so it has while more comes in and the latest changes', () => {
  const values: number[] = []
  const pyramid = pyramidOf(values)
  let settled = 0
  for (let round = 0; round < 200; round++) {
    for (let at = settled; at < values.length; at++) values[at] += 1
    for (let more = 0; more < (round * 7) % 30; more++) values.push(round + more)
    pyramid.settle(settled, values.length)
    settled = Math.max(0, values.length - 5)
    const into = new Float64Array(1)
    pyramid.collect(into, 3, values.length)
    expect(into[0]).toBe(sum(values.slice(3)))
  }
})

test('each visits all that is not passed over, in order', () => {
  const values = Array.from({length: 5000}, (_, at) => (at % 617 === 3 ? 1 : 0))
  const pyramid = pyramidOf(values)
  pyramid.settle(0, values.length)
  const visited: number[] = []
  let asked = 0
  pyramid.each(
    4000,
    (sums, offset) => {
      asked++
      return sums[offset] === 0
    },
    (at) => {
      if (values[at]) visited.push(at)
    },
  )
  expect(visited).toEqual([3, 620, 1237, 1854, 2471, 3088, 3705])
  expect(asked).toBeLessThan(800)
})
