import {describe, expect, it} from 'vitest'
import {fixture} from '../testing'
import type {Deck, State} from './deck'
import {nextPress, slideAfter, titleOf} from './next-press'

const state = (more: Partial<State>): State => ({
  line: 1,
  run: {scenario: 'crawler', parameters: {urls: 3}, preset: 'notes', seed: 0},
  place: null,
  play: false,
  show: ['timeline'],
  depth: 'machine',
  view: null,
  select: null,
  question: null,
  ...more,
})
const states = [
  state({place: 'start'}),
  state({place: 'f2 set_result'}),
  state({place: 'end', play: true}),
  state({run: {...state({}).run, parameters: {urls: 2}}}),
  state({run: {...state({}).run, parameters: {urls: 2}}, show: ['timeline', 'room']}),
]
const deck: Deck = {
  file: 'deck.md',
  title: 'Deck',
  columns: [
    [{line: 1, parts: [{scene: {line: 3, states, optional: false}}], notes: ''}],
    [{line: 9, parts: [{markdown: 'Words\n\n## A *box*, and `f2` #'}], notes: ''}],
  ],
  mistakes: [],
  version: '1',
  lang: 'en',
  live: false,
}
const runs = {of: async () => fixture('crawler-3')}
const at = {slide: [0, 0] as const, step: 0, blank: false}
const press = (step: number, next: 'step' | 'slide' | 'end' = 'step', lang: 'en' | 'zh' = 'en') =>
  nextPress(deck, runs, {at, step, next}, lang)

describe('the next press', () => {
  it('is told as the narration will tell it', async () => {
    expect(await press(0)).toMatch(/f2/)
    expect(await press(0, 'step', 'zh')).toMatch(/f2/)
    expect(await press(1)).toMatch(/^Plays until: ./)
  })

  it('says what it changes', async () => {
    expect(await press(2)).toBe('urls = 2')
    expect(await press(3)).toBe('shows the machine room')
  })

  it('goes on to the next slide by its title, or says that there is none', async () => {
    expect(await press(4, 'slide')).toBe('On to “A box, and f2”')
    expect(await press(4, 'end')).toBe('That was the last slide.')
    expect(slideAfter(deck, [1, 0])).toBeUndefined()
    expect(titleOf(deck.columns[0][0])).toBe('')
  })
})
