import {describe, expect, it} from 'vitest'
import {asked, mistakesOf, pathOf, type Deck, type State} from './deck'

const state: State = {
  line: 4,
  run: {scenario: 'crawler', parameters: {urls: 10}, preset: 'notes', seed: 0},
  place: 'start',
  play: false,
  show: ['timeline'],
  depth: 'machine',
  view: null,
  select: null,
  question: null,
}
const deck: Deck = {
  file: 'deck.md',
  title: 'Deck',
  columns: [
    [
      {line: 1, parts: [{scene: {line: 3, states: [state], optional: false}}], notes: ''},
      {line: 9, parts: [], notes: ''},
    ],
    [{line: 20, parts: [], notes: ''}],
  ],
  mistakes: [{line: 12, message: 'wrong', allowed: []}],
  version: '1',
  lang: 'en',
  live: false,
}

describe('a deck', () => {
  it('is asked for by the name in the path', () => {
    expect(pathOf('/lecture/notes')).toBe('/api/lectures/notes')
    expect(pathOf('/lecture/scenario/crawler')).toBe('/api/lectures/scenario/crawler')
  })

  it('runs with what the address asks for', () => {
    const [[slide]] = asked(deck, new URLSearchParams('lang=zh&urls=3&preset=same-dc&seed=7')).columns
    expect('scene' in slide.parts[0] && slide.parts[0].scene.states[0].run).toEqual({
      scenario: 'crawler',
      parameters: {urls: '3'},
      preset: 'same-dc',
      seed: 7,
    })
    expect(asked(deck, new URLSearchParams('lang=zh&speaker'))).toBe(deck)
  })

  it('runs with the table that the address asks for', () => {
    const [[slide]] = asked(deck, new URLSearchParams('preset=notes&table=ping_other_city+1.5ms')).columns
    expect('scene' in slide.parts[0] && slide.parts[0].scene.states[0].run.edits).toEqual({
      ping_other_city: 1.5e9,
    })
  })

  it('says what is wrong on the slide where it stands', () => {
    const [[first, second], [third]] = deck.columns
    expect([first, second, third].map((slide) => mistakesOf(deck, slide).length)).toEqual([0, 1, 0])
  })
})
