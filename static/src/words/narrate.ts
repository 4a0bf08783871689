// The narration: one plain sentence for each event, in the reader's language.
import type {Lang} from '../model/metadata'
import type {Recording} from '../model/recording'
import type {World} from '../model/world'
import {EventToTell, type Say, type Sayings} from './event'
import {closedUp, type Rich} from './rich'
import {sayEn} from './say.en'
import {sayZh} from './say.zh'

export const SAYINGS: Readonly<Record<Lang, Sayings>> = {en: sayEn, zh: sayZh}

/** Tells what happens at a row; `world` is the world there. */
export function narrate(recording: Recording, row: number, world: World, lang: Lang): Rich {
  const event = new EventToTell(recording, row, world, lang)
  const sentence = sayerOf(event)(event)
  return lang === 'zh' ? closedUp(sentence) : sentence
}

function sayerOf({recording, row, kind, lang}: EventToTell): Say {
  const saying = SAYINGS[lang][kind]
  if ('instant' in saying) return saying.instant
  return recording.phaseOf(row) === 'begin' ? saying.begin : saying.end
}
