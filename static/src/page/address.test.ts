import {describe, expect, it} from 'vitest'
import {read, write} from './address'

describe('the address', () => {
  it('is the notes’ crawler when it says nothing', () => {
    expect(read('').asked).toEqual({scenario: 'crawler', parameters: {}, preset: 'notes', seed: 0})
  })

  it('takes every name that is none of ours as a parameter', () => {
    const {asked, place} = read('?scenario=crawler&urls=3&page_bytes=many&seed=7&place=Task-3+send+2')
    expect(asked.parameters).toEqual({urls: 3, page_bytes: 'many'})
    expect(asked.seed).toBe(7)
    expect(place).toBe('Task-3 send 2')
  })

  it('reads what it has written', () => {
    const search = '?scenario=echo&clients=2&preset=same-dc&seed=4&lang=zh&theme=light&place=fd+5+readable'
    expect(write(read(search))).toBe(search)
  })

  it('hands on what is no number as it is, for the server to refuse', () => {
    expect(read('?seed=lucky').asked.seed).toBe('lucky')
  })
})
