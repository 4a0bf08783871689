// What is played again and again: from one event to another.
import {countUpTo} from '../stage/search'
import type {Columns} from '../model/columns'
import type {Moment} from './moment'
import type {Stretch} from './viewpoint'

/** The events around two instants, in whatever order they are; null where that is none. */
export function loopAround({t, count}: Columns, a: number, b: number): Stretch | null {
  const from = Math.max(0, countUpTo(t, count, Math.min(a, b)) - 1)
  const to = Math.min(count - 1, countUpTo(t, count, Math.max(a, b)))
  return from < to ? {from, to} : null
}

/** Its start or its end put at an event; the other end stays, or is that of the run. */
export function loopWith(
  loop: Stretch | null,
  end: 'from' | 'to',
  row: number,
  count: number,
): Stretch | null {
  const before = loop ?? {from: 0, to: count - 1}
  const {from, to} = end === 'from' ? {...before, from: row} : {...before, to: row}
  if (from < to) return {from, to}
  return loop === null ? null : loopWith(null, end, row, count)
}

/** Where the playhead goes on: after the end, and from anywhere else, at the start. */
export const looped = (loop: Stretch | null, moment: Moment): Moment =>
  loop && (moment.row >= loop.to || moment.row < loop.from) ? {row: loop.from, toward: 0} : moment
