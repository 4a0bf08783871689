// Why an event is as it is, in a longer sentence: not what led to it here and now (that is the chain's affair), but
// how such things work. The sentences for the moments of moments.ts are in because.en.ts and because.zh.ts, and the
// compiler sees to it that neither lacks one.
import type {Lang} from '../model/metadata'
import type {Recording} from '../model/recording'
import type {World} from '../model/world'
import {becauseEn} from './because.en'
import {becauseZh} from './because.zh'
import {EventToTell} from './event'
import {momentToExplain, type Becauses} from './moments'
import {closedUp, type Rich} from './rich'

export const BECAUSES: Readonly<Record<Lang, Becauses>> = {en: becauseEn, zh: becauseZh}

/** The longer sentence for a row, empty where there is nothing to say; `world` is the world there. */
export function because(recording: Recording, row: number, world: World, lang: Lang): Rich {
  const event = new EventToTell(recording, row, world, lang)
  const moment = momentToExplain(event)
  if (moment === null) return []
  const sentence = BECAUSES[lang][moment](event)
  return lang === 'zh' ? closedUp(sentence) : sentence
}
