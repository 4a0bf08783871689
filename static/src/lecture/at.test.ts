import {describe, expect, it} from 'vitest'
import {isNews, type At} from './at'

const at: At = {
  deck: 'notes',
  slide: [3, 0],
  step: 2,
  blank: false,
  place: 'event 57',
  playing: false,
  until: null,
  rate: 'auto',
  view: 'log 10~20',
  depth: 'machine',
  run: null,
}

describe('what is told', () => {
  it('is told when it differs', () => {
    expect(isNews(at, null)).toBe(true)
    expect(isNews(at, {...at})).toBe(false)
    expect(isNews({...at, place: 'event 58'}, at)).toBe(true)
    expect(isNews({...at, view: 'log 10~21'}, at)).toBe(true)
  })

  it('is not told again because it plays', () => {
    const plays: At = {...at, playing: true}
    expect(isNews(plays, at)).toBe(true)
    expect(isNews({...plays, place: 'event 60', view: 'log 10~20 toward 0.25'}, plays)).toBe(false)
    expect(isNews({...plays, view: 'log 10~30'}, plays)).toBe(true)
    expect(isNews({...at, place: 'event 60'}, plays)).toBe(true)
  })
})
