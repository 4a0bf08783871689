// How the playhead walks on: at the automatic tempo, or at so much felt time for each second of viewing.
import {CENTURY, DAY, HOUR, MINUTE, MONTH, YEAR} from '../felt/felt'
import type {Recording} from '../model/recording'
import type {Speed} from '../panels/transport'
import {instantOf, momentAt, type Moment} from './moment'
import type {Tempo} from './tempo'

/** Felt seconds for each second of viewing. */
const FELT_SECONDS: Readonly<Record<Exclude<Speed, 'auto'>, number>> = {
  second: 1,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  month: MONTH,
  year: YEAR,
  century: CENTURY,
}

/** Seconds of viewing from one moment to another; negative where that lies behind. */
export function secondsBetween(
  recording: Recording,
  tempo: Tempo,
  from: Moment,
  to: Moment,
  speed: Speed,
): number {
  if (speed === 'auto') return tempo.at(to) - tempo.at(from)
  const felt = FELT_SECONDS[speed] * recording.metadata.preset.instruction_ps
  return (instantOf(recording.columns, to) - instantOf(recording.columns, from)) / felt
}

/** The moment after some more seconds of viewing; never beyond what has arrived. */
export function walkedOn(
  recording: Recording,
  tempo: Tempo,
  from: Moment,
  seconds: number,
  speed: Speed,
): Moment {
  if (speed === 'auto') return tempo.momentAt(Math.min(tempo.total, tempo.at(from) + seconds))
  const {columns} = recording
  const felt = FELT_SECONDS[speed] * recording.metadata.preset.instruction_ps
  const to = Math.min(recording.endPs, instantOf(columns, from) + seconds * felt)
  return momentAt(columns, to)
}
