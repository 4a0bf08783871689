// A deck, as the server has read it (simloop/lecture/deck.py).
import type {Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'

export interface Run {
  readonly scenario: string
  readonly parameters: Readonly<Record<string, number | string>>
  readonly preset: string
  readonly seed: number
}

export type Panel = 'clock' | 'timeline' | 'chain' | 'narration' | 'code' | 'room' | 'transport'

/** All that is to be seen at a step; `place` is null where the step does not move. */
export interface State {
  readonly line: number
  readonly run: Run
  readonly place: string | null
  readonly play: boolean
  readonly show: readonly Panel[]
  readonly depth: Depth
  readonly select: string | null
}

/** `states[0]` is where it begins; `optional`: what a run does not have is passed over. */
export interface Scene {
  readonly line: number
  readonly states: readonly State[]
  readonly optional: boolean
}

export type Part = {readonly markdown: string} | {readonly scene: Scene}

export interface Slide {
  readonly line: number
  readonly parts: readonly Part[]
  readonly notes: string
}

export interface Mistake {
  readonly line: number
  readonly message: string
  readonly allowed: readonly string[]
}

export interface Deck {
  readonly file: string
  readonly title: string
  readonly columns: readonly (readonly Slide[])[]
  readonly mistakes: readonly Mistake[]
  readonly version: string
  readonly lang: Lang
  /** It is being written: ask again. */
  readonly live: boolean
}

/** The path's last parts are the deck's name: `/lecture/notes`, `/lecture/scenario/crawler`. */
export const pathOf = (pathname: string): string => `/api/lectures/${pathname.replace(/^\/lecture\//, '')}`

/** A scenario's deck runs with what the address asks for: `?urls=3&preset=same-dc&seed=7`. */
export function asked(deck: Deck, query: URLSearchParams): Deck {
  const given = [...query].filter(([name]) => name !== 'lang')
  if (!given.length) return deck
  const withQuery = (state: State): State => ({...state, run: asksFor(state.run, given)})
  const part = (each: Part): Part =>
    'scene' in each ? {scene: {...each.scene, states: each.scene.states.map(withQuery)}} : each
  const slide = (each: Slide): Slide => ({...each, parts: each.parts.map(part)})
  return {...deck, columns: deck.columns.map((column) => column.map(slide))}
}

function asksFor(run: Run, given: readonly (readonly [string, string])[]): Run {
  const parameters = {...run.parameters}
  let {preset, seed} = run
  for (const [name, value] of given) {
    if (name === 'preset') preset = value
    else if (name === 'seed') seed = Number(value)
    else parameters[name] = value
  }
  return {...run, parameters, preset, seed}
}

/** The mistakes of each slide: those that stand on its lines. */
export function mistakesOf(deck: Deck, slide: Slide): readonly Mistake[] {
  const next = Math.min(
    Infinity,
    ...deck.columns.flat().flatMap(({line}) => (line > slide.line ? [line] : [])),
  )
  return deck.mistakes.filter(({line}) => line >= slide.line && line < next)
}
