// The one thing that the viewer has selected: a task, a future, a socket or a packet, by its name. What it
// touches lights up everywhere; what it does not, recedes.
import {isSeen} from './depth'
import {isPacket, type Depth} from './kinds'
import {ownerIndexOfRow, ownerOf, ownerOfRow} from './whose'
import type {Recording} from './recording'

/** Whose it is: a task is its own; null where it is nobody's. */
export const ownerOfThing = (recording: Recording, thing: string, row?: number): string | null =>
  ownerOf(recording, thing, row)

/** Whether something with a name and an owner belongs to what is selected. */
export const belongs = (selected: string, thing: string | null, owner: string | null): boolean =>
  thing === selected || owner === selected

/** What a row is about, to be selected: its task, future or socket; of a packet, the one whose it is. */
export function thingOfRow(recording: Recording, row: number): string | null {
  const {columns} = recording
  const subject = columns.subject[row] < 0 ? null : columns.strings.at(columns.subject[row])
  const owner = ownerOfRow(recording, row)
  if (subject === null || isPacket(recording.kindOf(row))) return owner
  // A program, and a call of a function, have no rows of their own in the machine room.
  return ['program', 'line', 'assign'].includes(recording.kindOf(row)) ? owner : subject
}

/** Whether a row is something that happens to a thing: to itself, or, of a task, to anything that is its own. */
export function touches(recording: Recording, thing: string, row: number): boolean {
  const index = recording.indexOf(thing)
  if (index < 0) return false
  const {subject, object} = recording.columns
  return subject[row] === index || object[row] === index || ownerIndexOfRow(recording, row) === index
}

/** The next thing that happens to a thing, or the one before; null where there is none. */
export function nextTo(
  recording: Recording,
  thing: string,
  row: number,
  direction: 1 | -1,
  depth: Depth,
): number | null {
  for (let at = row + direction; at >= 0 && at < recording.count; at += direction) {
    if (isSeen(recording, at, depth) && touches(recording, thing, at)) return at
  }
  return null
}
