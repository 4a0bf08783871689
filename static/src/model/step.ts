// Steps: from a row to the next one of a kind, forward and back.
import {BEGIN, KIND} from './kinds'
import type {Recording} from './recording'

export const STEP_UNITS = ['event', 'callback', 'turn'] as const
export type StepUnit = (typeof STEP_UNITS)[number]

/** What begins a callback, and a turn of the loop. */
const BEGINS_WITH = {callback: KIND.callback, turn: KIND.select} as const

/**
 * The row `count` steps on, or back where count is negative: to the begin of a callback, or of a turn of the
 * loop, or simply to the next event. Where there is no further one, the first or the last row.
 */
export function nextRow(recording: Recording, row: number, count: number, unit: StepUnit): number {
  const last = recording.count - 1
  if (unit === 'event') return Math.max(0, Math.min(last, row + count))
  const {kind, phase} = recording.columns
  const direction = Math.sign(count)
  let left = Math.abs(count)
  let at = row
  while (left > 0 && (direction > 0 ? at < last : at > 0)) {
    at += direction
    if (kind[at] === BEGINS_WITH[unit] && phase[at] === BEGIN) left--
  }
  return at
}
