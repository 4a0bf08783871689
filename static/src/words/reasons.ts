// Causes and effects as sentences: what the narration says at each of them.
import type {Lang} from '../model/metadata'
import type {Reason} from '../model/reasons'
import type {Recording} from '../model/recording'
import {worldAt} from '../model/world'
import {narrate} from './narrate'
import type {Rich} from './rich'

export interface ToldReason extends Reason {
  readonly told: Rich
}

export const tellReasons = (
  recording: Recording,
  reasons: readonly Reason[],
  lang: Lang,
): readonly ToldReason[] =>
  reasons.map((reason) => ({
    ...reason,
    told: narrate(recording, reason.row, worldAt(recording, reason.row), lang),
  }))
