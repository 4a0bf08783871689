// Places: instants named by what happens there, never by time, so that they mean the same in another run.
//
//   start                 the first row                 end                 the last one
//   event 47              row 47                        turn 5              the loop's 5th select()
//   Task-3 send 2         the 2nd send into Task-3      f2 set_result       when f2 gets its value
//   fd 5 readable         when select() first reports it; `fd 5 readable 2` the 2nd time; so `writable`
//   Task-3 created        when Task-3 is made
//
// and, from where one is, the next: `select`, `select returns`, `callback`, `set_result`, `step`, `send`, `yield`,
// `Task-3 send`, `crawler.py:13` (that line is executed), `next packet.synack`, `next socket.recv ends`.
// simloop/lecture/places.py reads the same; tests/lecture/places.json holds both to it.
import {text} from './columns'
import {BEGIN, END, KIND, type Kind} from './kinds'
import type {Recording} from './recording'

export type Place =
  | {readonly kind: 'start'}
  | {readonly kind: 'end'}
  | {readonly kind: 'event'; readonly row: number}
  | {readonly kind: 'turn'; readonly count: number}
  | {readonly kind: 'send'; readonly task: string; readonly count: number}
  | {readonly kind: 'set_result'; readonly future: string}
  | {readonly kind: 'readable' | 'writable'; readonly fd: string; readonly count: number}
  | {readonly kind: 'created'; readonly task: string}
  | Next

/** What is counted from where one is. */
type Next =
  | {readonly kind: 'next'; readonly of: Kind; readonly ends: boolean; readonly whose: string | null}
  | {readonly kind: 'line'; readonly file: string; readonly line: number}

export const PLACES_ALLOWED =
  'start, end, event 47, turn 5, Task-3 send 2, f2 set_result, fd 5 readable, fd 5 writable 2, Task-1 created; ' +
  'and the next: select, select returns, callback, set_result, step, send, yield, Task-3 send, crawler.py:13, ' +
  'next packet.synack, next socket.recv ends'

/** The words for the next such thing. */
const NEXT: Readonly<Record<string, readonly [of: Kind, ends: boolean]>> = {
  select: ['select', false],
  'select returns': ['select', true],
  callback: ['callback', false],
  set_result: ['future.set_result', false],
  step: ['task.step', false],
  send: ['coroutine.send', false],
  yield: ['coroutine.send', true],
}

/** A place that cannot be read, or that a recording does not have. */
export class PlaceError extends Error {
  override readonly name = 'PlaceError'
}

const GRAMMAR: readonly [RegExp, (match: string[]) => Place][] = [
  [/^(start|end)$/, ([, kind]) => ({kind: kind as 'start' | 'end'})],
  [/^event (\d+)$/, ([, row]) => ({kind: 'event', row: Number(row)})],
  [/^turn ([1-9]\d*)$/, ([, count]) => ({kind: 'turn', count: Number(count)})],
  [
    /^(\S+) send ([1-9]\d*)$/,
    ([, task, count]) => ({kind: 'send', task: properly(task), count: Number(count)}),
  ],
  [/^(\S+) set_result$/, ([, future]) => ({kind: 'set_result', future})],
  [
    /^(fd \d+) (readable|writable)(?: ([1-9]\d*))?$/,
    ([, fd, kind, count]) => ({kind: kind as 'readable' | 'writable', fd, count: Number(count ?? 1)}),
  ],
  [/^(\S+) created$/, ([, task]) => ({kind: 'created', task: properly(task)})],
  [/^(\S+) send$/, ([, task]) => next('coroutine.send', false, properly(task))],
  [/^(\S+\.py):([1-9]\d*)$/, ([, file, line]) => ({kind: 'line', file, line: Number(line)})],
]

const next = (of: Kind, ends: boolean, whose: string | null): Next => ({kind: 'next', of, ends, whose})

/** `task-1` is Task-1. */
const properly = (task: string): string => task.replace(/^task-/, 'Task-')

/** The next such thing, where the words ask for one. */
function parseNext(words: string): Place | null {
  if (Object.hasOwn(NEXT, words)) return next(...NEXT[words], null)
  const [, kind, ends] = /^next (\S+?)( ends)?$/.exec(words) ?? []
  if (!kind) return null
  if (Object.hasOwn(KIND, kind)) return next(kind as Kind, ends !== undefined, null)
  throw new PlaceError(`'${kind}' is no kind of event; allowed: ${Object.keys(KIND).join(', ')}`)
}

export function parsePlace(words: string): Place {
  const trimmed = words.trim().replace(/\s+/g, ' ')
  const following = parseNext(trimmed)
  if (following) return following
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
    case 'created':
      return `${place.task} created`
    case 'line':
      return `${place.file}:${place.line}`
    case 'next':
      return formatNext(place.of, place.ends, place.whose)
  }
}

function formatNext(of: Kind, ends: boolean, whose: string | null): string {
  if (whose !== null) return `${whose} send`
  const word = Object.keys(NEXT).find((each) => NEXT[each][0] === of && NEXT[each][1] === ends)
  return word ?? `next ${of}${ends ? ' ends' : ''}`
}

/** The row of a place, as one goes there from a row. Throws PlaceError where the recording has no such place. */
export function rowOf(recording: Recording, place: Place, here = 0): number {
  if (place.kind === 'start') return 0
  if (place.kind === 'end') return recording.count - 1
  if (place.kind === 'event') {
    if (place.row < recording.count) return place.row
    throw new PlaceError(`there is no event ${place.row}: the last one is ${recording.count - 1}`)
  }
  if (place.kind === 'next' || place.kind === 'line') return nextRowLike(recording, place, here)
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

/** The rows that one comes by, going from place to place. */
export function walk(recording: Recording, places: readonly Place[]): number[] {
  const rows: number[] = []
  for (const place of places) rows.push(rowOf(recording, place, rows.at(-1) ?? 0))
  return rows
}

function nextRowLike(recording: Recording, place: Next, here: number): number {
  const {kind, phase, subject, file, line} = recording.columns
  const wantedKind = place.kind === 'line' ? KIND.line : KIND[place.of]
  const whose = place.kind === 'line' ? place.file : place.whose
  const wanted = whose === null ? null : recording.indexOf(whose)
  for (let row = here + 1; row < recording.count; row++) {
    if (kind[row] !== wantedKind) continue
    if (place.kind === 'line') {
      if (file[row] === wanted && line[row] === place.line) return row
    } else if ((phase[row] === END) === place.ends && (wanted === null || subject[row] === wanted)) return row
  }
  throw new PlaceError(`this recording has no '${formatPlace(place)}' after event ${here}`)
}

type Counted = Exclude<Place, {kind: 'start'} | {kind: 'end'} | {kind: 'event'} | Next>

function named(recording: Recording, row: number): Place | null {
  if (row === 0) return {kind: 'start'}
  if (recording.complete && row === recording.count - 1) return {kind: 'end'}
  const place = uncounted(recording, row)
  if (!place) return null
  const count = rowsLike(recording, place, Infinity, row).length
  if (place.kind === 'set_result' || place.kind === 'created') return count === 1 ? place : null
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
  created: KIND['task.create'],
}

/** Whose place it is; a turn is the loop's, and there is one loop. */
function subjectOf(place: Counted): string | null {
  if (place.kind === 'turn') return null
  if (place.kind === 'send' || place.kind === 'created') return place.task
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
    if (events !== null && !strings.at(label[row]).includes(events)) continue
    rows.push(row)
  }
  return rows
}
