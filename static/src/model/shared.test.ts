import fc from 'fast-check'
import {expect, test} from 'vitest'
import {SharedList} from './shared'

const change = fc.oneof(
  fc.record({is: fc.constant('set' as const), at: fc.nat(700), item: fc.nat()}),
  fc.record({is: fc.constant('remove' as const), at: fc.nat(700)}),
  fc.record({is: fc.constant('copy' as const)}),
)

test('copies go their own ways, whatever is changed in which of them', () => {
  fc.assert(
    fc.property(fc.array(change, {maxLength: 200}), (changes) => {
      const lists: {list: SharedList<number>; plain: (number | undefined)[]}[] = [
        {list: new SharedList<number>(), plain: []},
      ]
      changes.forEach((change, step) => {
        const {list, plain} = lists[step % lists.length]
        if (change.is === 'copy') lists.push({list: list.copy(), plain: plain.slice()})
        else if (change.is === 'remove') {
          list.remove(change.at)
          if (change.at < plain.length) plain[change.at] = undefined
        } else {
          list.set(change.at, change.item)
          plain[change.at] = change.item
        }
      })
      for (const {list, plain} of lists) {
        expect(list.length).toBe(plain.length)
        expect(Array.from(list.toArray())).toEqual(Array.from(plain))
        expect(list.present()).toEqual(plain.filter((item) => item !== undefined))
        expect([0, 15, 16, 255, 256, 700].map((at) => list.get(at))).toEqual(
          [0, 15, 16, 255, 256, 700].map((at) => plain[at]),
        )
      }
    }),
  )
})
