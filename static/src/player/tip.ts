// What is under the pointer, told beside it: its sentence, and how long it felt.
import {feltText} from '../felt/felt'
import type {Lang} from '../model/metadata'
import {plain} from '../words/rich'
import {narrate} from '../words/narrate'
import type {Viewing} from './view'

export interface Tip {
  readonly x: number
  readonly y: number
  readonly text: string
  /** Empty for what takes no time. */
  readonly felt: string
}

export function tipOf(viewing: Viewing, row: number, x: number, y: number, lang: Lang): Tip {
  const {recording} = viewing
  const {t} = recording.columns
  const end = recording.endOf(row)
  const text = plain(narrate(recording, row, viewing.worldNear(row), lang))
  const felt = end > row ? feltText(t[end] - t[row], recording.metadata.preset.instruction_ps, lang) : ''
  return {x, y, text, felt}
}
