// Whose a thing or an event of a recording is: the name of the task, thread or connection whose hue it carries.
import {textOf} from './columns'
import {KIND} from './kinds'
import {NOBODY} from './owners'
import type {Recording} from './recording'

/** Whose hue a thing (`fd 5`, `f2`, `p7`, `Task-1`) carries at a row, by default at the latest; null: nobody's. */
export function ownerOf(recording: Recording, subject: string, row = recording.count - 1): string | null {
  return textOf(recording.columns, recording.owners.of(recording.indexOf(subject), row))
}

/** Whose event a row is: its subject's owner, else its object's, else that of the span it lies in. */
export function ownerOfRow(recording: Recording, row: number): string | null {
  return textOf(recording.columns, ownerIndexOfRow(recording, row))
}

/** The same as an index of a string, -1 for nobody. */
export function ownerIndexOfRow({columns, owners, spans}: Recording, row: number): number {
  for (let at = row; at >= 0; at = spans.parentOf(at)) {
    // Its object is whoever has the GIL: the wait is that of the thread that wants it.
    if (columns.kind[at] === KIND['gil.wait']) break
    for (const thing of [columns.subject[at], columns.object[at]]) {
      const owner = owners.of(thing, row)
      if (owner !== NOBODY) return owner
    }
  }
  return owners.of(columns.thread[row], row)
}

/** All owners, in the order of their first appearance: their hues follow it. */
export const ownersOf = ({columns, owners}: Recording): string[] =>
  Array.from(owners.order.keys(), (index) => columns.strings.at(index))
