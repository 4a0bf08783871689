// The playhead: an event, and how far on the way to the next one it is. Several events share an instant, so an
// instant alone would not say which of them is shown.
import type {Columns} from '../model/columns'
import {countUpTo} from '../stage/search'

export interface Moment {
  readonly row: number
  /** 0: just happened; towards 1: nearly at the next event. */
  readonly toward: number
}

export const START: Moment = {row: 0, toward: 0}

export function instantOf({t, count}: Columns, {row, toward}: Moment): number {
  if (count === 0) return 0
  const from = t[row]
  return row + 1 < count ? from + (t[row + 1] - from) * toward : from
}

/** The moment at an instant: the last event at or before it. */
export function momentAt({t, count}: Columns, instant: number): Moment {
  const row = Math.max(0, countUpTo(t, count, instant) - 1)
  const length = row + 1 < count ? t[row + 1] - t[row] : 0
  return {row, toward: length > 0 ? Math.max(0, Math.min(1, (instant - t[row]) / length)) : 0}
}

export const compare = (a: Moment, b: Moment): number => a.row - b.row || a.toward - b.toward
