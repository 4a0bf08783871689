import {expect, it} from 'vitest'
import {read} from './address'
import {presenting} from './lectures'

it('presents what the page runs', () => {
  const {asked} = read('?scenario=echo&clients=2&preset=same-dc&seed=4')
  expect(presenting(asked, 'zh')).toBe('/lecture/scenario/echo?lang=zh&preset=same-dc&seed=4&clients=2')
})
