import {expect, it} from 'vitest'
import {read} from './address'
import {presenting} from './lectures'

it('presents what the page runs', () => {
  const {asked} = read('?scenario=echo&clients=2&preset=same-dc&seed=4')
  expect(presenting(asked, 'zh')).toBe('/lecture/scenario/echo?lang=zh&preset=same-dc&seed=4&clients=2')
})

it('presents an edited table too', () => {
  const {asked} = read('?scenario=crawler&preset=notes&table=mutex+1us')
  const query = new URLSearchParams(presenting(asked, 'en').split('?')[1])
  expect(query.get('table')).toBe('mutex 1us')
})
