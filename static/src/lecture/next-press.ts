// What the next press of the clicker brings, in words: the very sentence that the narration will say there.
import type {Lang} from '../model/metadata'
import {walk} from '../model/places'
import {worldAt} from '../model/world'
import {narrate} from '../words/narrate'
import {presenterWords, type PresenterWords} from '../words/presenter'
import {plain} from '../words/rich'
import {placesTo, stageAt, type Deck, type Slide, type State} from './deck'
import type {Recordings} from './source'
import type {Told} from './windows'

export const slideAt = ({columns}: Deck, [h, v]: readonly [number, number]): Slide | undefined =>
  columns[h]?.[v]

export function slideAfter({columns}: Deck, [h, v]: readonly [number, number]): Slide | undefined {
  return columns[h]?.[v + 1] ?? columns[h + 1]?.[0]
}

const HEADING = /^#{1,6}\s+(.+?)\s*#*$/m

/** A slide's first heading, without its marks; '' where it has none. */
export function titleOf({parts}: Slide): string {
  for (const part of parts) {
    const [, title] = ('markdown' in part && HEADING.exec(part.markdown)) || []
    if (title) return title.replace(/<[^>]*>|[*_`]/g, '')
  }
  return ''
}

export async function nextPress(
  deck: Deck,
  runs: Recordings,
  {at, step, next}: Pick<Told, 'at' | 'step' | 'next'>,
  lang: Lang,
): Promise<string> {
  const words = presenterWords(lang)
  const slide = slideAt(deck, at.slide)
  const after = slideAfter(deck, at.slide)
  if (next === 'end' || !slide) return words.lastSlide
  if (next === 'slide') return after ? words.goesTo(titleOf(after)) : words.lastSlide
  if (next === 'fragment') return words.something
  for (const part of slide.parts)
    if ('scene' in part) return sceneStep(part.scene.states, step, runs, lang, words)
  const stage = stageAt(slide, step + 1)
  return stage ? words.question[stage] : words.something
}

async function sceneStep(
  states: readonly State[],
  step: number,
  runs: Recordings,
  lang: Lang,
  words: PresenterWords,
): Promise<string> {
  const [before, after] = [states[step], states[step + 1]]
  if (!after) return words.something
  const recording = await runs.of(after.run)
  const said = changesIn(before, after, recording.metadata.preset[lang], words)
  if (after.place !== null || said.length === 0) {
    const row = walk(recording, placesTo(states, step + 1)).at(-1) ?? 0
    const sentence = plain(narrate(recording, row, worldAt(recording, row), lang))
    said.push(after.play ? words.plays + sentence : sentence)
  }
  return said.join(lang === 'zh' ? '；' : '; ')
}

function changesIn(before: State, after: State, preset: string, words: PresenterWords): string[] {
  const said: string[] = []
  if (after.question && after.question !== before.question) said.push(words.question[after.question])
  if (after.run.preset !== before.run.preset) said.push(words.withPreset(preset))
  for (const [name, value] of Object.entries(after.run.parameters))
    if (value !== before.run.parameters[name]) said.push(words.withParameter(name, `${value}`))
  const shown = after.show.filter((panel) => !before.show.includes(panel))
  if (shown.length) said.push(words.shows(shown.map((panel) => words.panels[panel]).join(', ')))
  return said
}
