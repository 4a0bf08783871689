// A deck, as the server has read it (simloop/lecture/deck.py).
import type {Depth} from '../model/kinds'
import type {Lang, Preset} from '../model/metadata'
import {parsePlace, walk, type Place} from '../model/places'
import type {Recording} from '../model/recording'
import {readEdits, type Edits} from '../model/table'
import type {Stretch} from '../player/viewpoint'
import {OWN} from './address'

export interface Run {
  readonly scenario: string
  readonly parameters: Readonly<Record<string, number | string>>
  /** Its name; what is tried outside the script has a whole table. */
  readonly preset: string | Preset
  readonly seed: number
  /** The rows in which its table differs from the preset's: an address has them, a deck has none. */
  readonly edits?: Edits
}

export type Panel = 'clock' | 'timeline' | 'chain' | 'narration' | 'code' | 'room' | 'transport'

/** How far a question is: phones answer, nobody does any more, the right option is marked. */
export type Stage = 'open' | 'closed' | 'revealed'

/** What the hall is asked; `right` counts from 0. */
export interface Question {
  readonly line: number
  readonly ask: string
  readonly options: readonly string[]
  readonly right: number
}

export const letterOf = (option: number): string => String.fromCharCode(65 + option)

/** All that is to be seen at a step; `place` is null where the step does not move. */
export interface State {
  readonly line: number
  readonly run: Run
  readonly place: string | null
  readonly play: boolean
  readonly show: readonly Panel[]
  readonly depth: Depth
  /** The places between which the camera looks, counted from where the scene begins; null: it follows. */
  readonly view: readonly [string, string] | null
  readonly select: string | null
  readonly question: Stage | null
}

/** `states[0]` is where it begins; `optional`: what a run does not have is passed over. */
export interface Scene {
  readonly line: number
  readonly states: readonly State[]
  readonly optional: boolean
}

export type Part = {readonly markdown: string} | {readonly scene: Scene} | {readonly question: Question}

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

/** A scenario's deck runs with what the address asks for: `?urls=3&preset=same-dc&table=mutex+1us&seed=7`. */
export function asked(deck: Deck, query: URLSearchParams): Deck {
  const given = [...query].filter(([name]) => !OWN.includes(name))
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
  let table = {}
  for (const [name, value] of given) {
    if (name === 'preset') preset = value
    else if (name === 'table') table = {edits: readEdits(value)}
    else if (name === 'seed') seed = Number(value)
    else parameters[name] = value
  }
  return {...run, parameters, preset, seed, ...table}
}

/** The mistakes of each slide: those that stand on its lines. */
export function mistakesOf(deck: Deck, slide: Slide): readonly Mistake[] {
  const next = Math.min(
    Infinity,
    ...deck.columns.flat().flatMap(({line}) => (line > slide.line ? [line] : [])),
  )
  return deck.mistakes.filter(({line}) => line >= slide.line && line < next)
}

/** The deck's questions, in their order: the first has number 1. */
export const questionsOf = (deck: Deck): readonly Question[] =>
  deck.columns
    .flat()
    .flatMap(({parts}) => parts.flatMap((part) => ('question' in part ? [part.question] : [])))

/** The stages of a question that has no scene to answer it. */
export const STAGES: readonly Stage[] = ['open', 'closed', 'revealed']

/** How far the slide's question is at a step; null where it asks none. */
export function stageAt({parts}: Slide, step: number): Stage | null {
  if (!parts.some((part) => 'question' in part)) return null
  for (const part of parts) if ('scene' in part) return part.scene.states[step]?.question ?? null
  return STAGES[step] ?? 'revealed'
}

/** How many presses of the clicker the slide takes: its scene's steps, or its question's. */
export function stepsOf({parts}: Slide): number {
  for (const part of parts) if ('scene' in part) return part.scene.states.length - 1
  return parts.some((part) => 'question' in part) ? STAGES.length - 1 : 0
}

/** The places that one goes through, to be at a scene's state. */
export const placesTo = (states: readonly State[], index: number): Place[] =>
  states.slice(0, index + 1).flatMap(({place}) => (place === null ? [] : [parsePlace(place)]))

/** The rows between which the camera looks at a state; null: it follows. */
export function viewedRows(recording: Recording, states: readonly State[], index: number): Stretch | null {
  const {view} = states[index]
  if (!view) return null
  const [, from, to] = walk(recording, [...placesTo(states, 0), ...view.map(parsePlace)])
  return {from, to}
}
