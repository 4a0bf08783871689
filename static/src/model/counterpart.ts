// The same event in another run of the same program: what happens is the same, only when it happens is not.
import {PlaceError, placeOf, rowOf, parsePlace} from './places'
import type {Recording} from './recording'

/** The row of `to` where the same happens as in a row of `from`; where it never does, a row about as far on. */
export function counterpart(from: Recording, row: number, to: Recording): number {
  if (from.count === 0 || to.count === 0) return 0
  const place = placeOf(from, row)
  if (!place.startsWith('event ')) {
    try {
      return rowOf(to, parsePlace(place))
    } catch (error) {
      if (!(error instanceof PlaceError)) throw error
    }
  }
  return nth(to, from, row) ?? Math.min(to.count - 1, Math.round((row / from.count) * to.count))
}

/** As many-eth of its like: the same kind and phase, of the same thing, at the same line. */
function nth(to: Recording, from: Recording, row: number): number | null {
  const {columns} = from
  const {kind, phase, subject, object, line} = columns
  let count = 0
  for (let at = 0; at <= row; at++) {
    if (
      kind[at] === kind[row] &&
      phase[at] === phase[row] &&
      subject[at] === subject[row] &&
      object[at] === object[row] &&
      line[at] === line[row]
    )
      count++
  }
  const index = (string: number) => (string < 0 ? -1 : to.indexOf(columns.strings.at(string)))
  const [whose, other] = [index(subject[row]), index(object[row])]
  if ((subject[row] >= 0 && whose < 0) || (object[row] >= 0 && other < 0)) return null
  const theirs = to.columns
  for (let at = 0; at < to.count; at++) {
    if (
      theirs.kind[at] === kind[row] &&
      theirs.phase[at] === phase[row] &&
      theirs.subject[at] === whose &&
      theirs.object[at] === other &&
      theirs.line[at] === line[row] &&
      --count === 0
    )
      return at
  }
  return null
}
