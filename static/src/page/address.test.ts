import {describe, expect, it} from 'vitest'
import {read, write} from './address'

describe('the address', () => {
  it('is the notes’ crawler when it says nothing', () => {
    expect(read('').asked).toEqual({scenario: 'crawler', parameters: {}, preset: 'notes', edits: {}, seed: 0})
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

  it('remembers how deep one looks, unless that is all the way', () => {
    expect(read('?depth=loop').depth).toBe('loop')
    const search = '?scenario=echo&preset=notes&seed=0&depth=future'
    expect(write(read(search))).toBe(search)
    expect(write({...read(search), depth: 'machine'})).not.toContain('depth')
  })

  it('carries the panes, even where there are none, and how one looks', () => {
    const search = '?scenario=echo&preset=notes&seed=0&panes=because+code&view=log+12%7E3400+loop+4%7E9'
    expect(read(search)).toMatchObject({panes: 'because code', view: 'log 12~3400 loop 4~9'})
    expect(write(read(search))).toBe(search)
    expect(read('?panes=').panes).toBe('')
  })

  it('carries the other run of a comparison', () => {
    const search = '?scenario=crawler&urls=3&preset=notes&seed=0&compare=urls%3D5%26preset%3Dsame-dc'
    expect(read(search).compare).toBe('urls=5&preset=same-dc')
    expect(write(read(search))).toBe(search)
  })

  it('says of an edited table only what differs', () => {
    const search = '?scenario=crawler&preset=notes&table=context_switch+2us+ping_other_city+1500us&seed=0'
    expect(read(search).asked.edits).toEqual({context_switch: 2e6, ping_other_city: 1.5e9})
    expect(write(read(search))).toBe(search.replace('1500us', '1.5ms'))
    expect(read('?table=mutex+soon').asked.edits).toEqual({mutex: 'soon'})
  })

  it('hands on what is no number as it is, for the server to refuse', () => {
    expect(read('?seed=lucky').asked.seed).toBe('lucky')
  })
})
