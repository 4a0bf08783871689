// Places: instants named by what happens there, never by time, so that they mean the same in another run.
//
//   start                 the first row                 end                 the last one
//   event 47              row 47                        turn 5              the loop's 5th select()
//   Task-3 send 2         the 2nd send into Task-3      f2 set_result       when f2 gets its value
//   fd 5 readable         when select() first reports it; `fd 5 readable 2` the 2nd time; so `writable`
import {text} from './columns'
import {BEGIN, END, KIND} from './kinds'
import type {Recording} from './recording'

export type Place =
  | {readonly kind: 'start'}
  | {readonly kind: 'end'}
  | {readonly kind: 'event'; readonly row: number}
  | {readonly kind: 'turn'; readonly count: number}
  | {readonly kind: 'send'; readonly task: string; readonly count: number}
  | {readonly kind: 'set_result'; readonly future: string}
  | {readonly kind: 'readable' | 'writable'; readonly fd: string; readonly count: number}

export const PLACES_ALLOWED =
  'start, end, event 47, turn 5, Task-3 send 2, f2 set_result, fd 5 readable, fd 5 writable 2'

/** A place that cannot be read, or that a recording does not have. */
export class PlaceError extends Error {
  override readonly name = 'PlaceError'
}

const GRAMMAR: readonly [RegExp, (match: string[]) => Place][] = [
  [/^(start|end)$/, ([, kind]) => ({kind: kind as 'start' | 'end'})],
  [/^event (\d+)$/, ([, row]) => ({kind: 'event', row: Number(row)})],
  [/^turn ([1-9]\d*)$/, ([, count]) => ({kind: 'turn', count: Number(count)})],
  [/^(\S+) send ([1-9]\d*)$/, ([, task, count]) => ({kind: 'send', task, count: Number(count)})],
  [/^(\S+) set_result$/, ([, future]) => ({kind: 'set_result', future})],
  [
    /^(fd \d+) (readable|writable)(?: ([1-9]\d*))?$/,
    ([, fd, kind, count]) => ({kind: kind as 'readable' | 'writable', fd, count: Number(count ?? 1)}),
  ],
]

export function parsePlace(words: string): Place {
  const trimmed = words.trim().replace(/\s+/g, ' ')
  for (const [pattern, read] of GRAMMAR) {
    const match = pattern.exec(trimmed)
    if (match) return read(match)
  }
  throw new PlaceError(`'${words}' is not a place; allowed: ${PLACES_ALLOWED}`)
}

export function formatPlace(place: Place): string {
  switch (place.kind) {
    case 'start':
    case 'end':
      return place.kind
    case 'event':
      return `event ${place.row}`
    case 'turn':
      return `turn ${place.count}`
    case 'send':
      return `${place.task} send ${place.count}`
    case 'set_result':
      return `${place.future} set_result`
    case 'readable':
    case 'writable':
      return `${place.fd} ${place.kind}${place.count > 1 ? ` ${place.count}` : ''}`
  }
}

/** The row of a place. Throws PlaceError where the recording has no such place. */
export function rowOf(recording: Recording, place: Place): number {
  if (place.kind === 'start') return 0
  if (place.kind === 'end') return recording.count - 1
  if (place.kind === 'event') {
    if (place.row < recording.count) return place.row
    throw new PlaceError(`there is no event ${place.row}: the last one is ${recording.count - 1}`)
  }
  const wanted = 'count' in place ? place.count : 1
  const found = rowsLike(recording, place, wanted)
  if (found.length === wanted) return found[wanted - 1]
  const many = found.length ? `there are only ${found.length} of them` : 'it never happens'
  throw new PlaceError(`this recording has no ${formatPlace(place)}: ${many}`)
}

/** The name of a row: what happens there where that has a name, else `event 47`. */
export function placeOf(recording: Recording, row: number): string {
  return formatPlace(named(recording, row) ?? {kind: 'event', row})
}

type Counted = Exclude<Place, {kind: 'start'} | {kind: 'end'} | {kind: 'event'}>

function named(recording: Recording, row: number): Place | null {
  if (row === 0) return {kind: 'start'}
  if (recording.complete && row === recording.count - 1) return {kind: 'end'}
  const place = uncounted(recording, row)
  if (!place) return null
  const count = rowsLike(recording, place, Infinity, row).length
  if (place.kind === 'set_result') return count === 1 ? place : null
  return {...place, count}
}

/** What happens at a row, as if for the first time. */
function uncounted({columns}: Recording, row: number): Counted | null {
  const subject = text(columns, 'subject', row) ?? ''
  const begins = columns.phase[row] === BEGIN
  switch (columns.kind[row]) {
    case KIND.select:
      return begins ? {kind: 'turn', count: 1} : null
    case KIND['coroutine.send']:
      return begins ? {kind: 'send', task: subject, count: 1} : null
    case KIND['future.set_result']:
      return begins ? {kind: 'set_result', future: subject} : null
    case KIND['select.readiness']: {
      const readable = text(columns, 'label', row)?.startsWith('READ')
      return {kind: readable ? 'readable' : 'writable', fd: subject, count: 1}
    }
    default:
      return null
  }
}

const KIND_OF: Readonly<Record<Counted['kind'], number>> = {
  turn: KIND.select,
  send: KIND['coroutine.send'],
  set_result: KIND['future.set_result'],
  readable: KIND['select.readiness'],
  writable: KIND['select.readiness'],
}

/** Whose place it is; a turn is the loop's, and there is one loop. */
function subjectOf(place: Counted): string | null {
  if (place.kind === 'turn') return null
  if (place.kind === 'send') return place.task
  return place.kind === 'set_result' ? place.future : place.fd
}

/** The rows where such a thing happens: the first `most` of them, up to a row. */
function rowsLike(recording: Recording, place: Counted, most: number, upTo = recording.count - 1): number[] {
  const {kind, phase, subject, label, strings} = recording.columns
  const wantedKind = KIND_OF[place.kind]
  const whose = subjectOf(place)
  const wantedSubject = whose === null ? -1 : recording.indexOf(whose)
  const events = place.kind === 'readable' ? 'READ' : place.kind === 'writable' ? 'WRITE' : null
  const rows: number[] = []
  if (whose !== null && wantedSubject < 0) return rows
  for (let row = 0; row <= upTo && rows.length < most; row++) {
    if (kind[row] !== wantedKind || phase[row] === END) continue
    if (whose !== null && subject[row] !== wantedSubject) continue
    if (events !== null && !strings[label[row]].includes(events)) continue
    rows.push(row)
  }
  return rows
}
