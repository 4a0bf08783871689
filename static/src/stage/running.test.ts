import fc from 'fast-check'
import {expect, test} from 'vitest'
import {RunningSums} from './running'

test('any stretch of any growth has together what each of it has', () => {
  const values = fc.array(fc.tuple(fc.integer({min: 0, max: 2}), fc.integer({min: 0, max: 2 ** 40})), {
    maxLength: 200,
  })
  const cuts = fc.array(fc.nat(200), {minLength: 1, maxLength: 5})
  fc.assert(
    fc.property(values, cuts, fc.nat(200), fc.nat(200), (all, settled, a, b) => {
      const sums = new RunningSums(3, (into, at) => (into[all[at][0]] += all[at][1]))
      for (const count of settled) sums.settle(Math.min(count, all.length))
      const from = Math.min(a, b, all.length)
      const to = Math.min(Math.max(a, b), all.length)
      const together = new Float64Array(3)
      sums.collect(together, from, to)
      const each = new Float64Array(3)
      for (const [slot, value] of all.slice(from, to)) each[slot] += value
      expect([...together]).toEqual([...each])
    }),
  )
})
