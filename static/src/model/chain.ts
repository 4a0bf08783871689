// The chain of causes that the playhead is in, and what any event came from and led to.
//
// Rule: the chain is that of a whole wake-up, from what arrives to the next yield, and stays the same while one
// steps through it; only the current link moves. The links are in the order of their rows.
//
//   a wake-up       connection made > select() returns > on_writable > f2 [None] > Task-1.step > send(None)
//                   > yields f7 > rings Task-1.step
//   with no future  data arrives > select() returns > on_message > recv > send
//   waiting         connect > SYN > select() waits > SYN-ACK > connection made > select() returns > on_writable
//   where calls block, see blocking.ts
//   the start       program > Task-1 > f1 [None], already done > Task-1.step > send(None) > yields f2 > ...
import {BEGIN, END, INSTANT, isPacket, KIND, type Kind} from './kinds'
import {blockingChain, isOfThreads} from './blocking'
import type {Recording} from './recording'

export interface Link {
  readonly row: number
  readonly kind: Kind
  /** The playhead is here. Exactly one link of a chain is current. */
  readonly current: boolean
  /** Has not happened yet at the playhead: drawn dashed. */
  readonly future: boolean
}

/** The chain that a row lies in. Never empty. */
export function chainAt(recording: Recording, row: number): Link[] {
  const rows = chainRows(recording, row)
  const current = Math.max(
    0,
    rows.findLastIndex((link) => link <= row),
  )
  return rows.map((link, i) => ({
    row: link,
    kind: recording.kindOf(link),
    current: i === current,
    future: link > row,
  }))
}

/** The rows that made a row happen, the nearest first, back to the start of the program. */
export function causesOf({columns}: Recording, row: number): number[] {
  const causes: number[] = []
  for (let at = columns.cause[row]; at >= 0; at = columns.cause[at]) causes.push(at)
  return causes
}

/** The rows that a row made happen, in order, its own end not among them. */
export const effectsOf = (recording: Recording, row: number): number[] => {
  const end = recording.spans.endOf(row)
  return recording.spans.effectsOf(row).filter((effect) => effect !== end)
}

function chainRows(recording: Recording, row: number): number[] {
  const {columns} = recording
  if (columns.kind[row] === KIND.program && columns.phase[row] === END) {
    return [...chainRows(recording, row - 1).filter((link) => link !== row), row]
  }
  const {at, select, readiness} = situationAt(recording, row)
  const noLoop = readiness < 0 && select < 0
  const blocking = noLoop || isOfThreads(recording, row) ? blockingChain(recording, row) : null
  if (blocking) return blocking[0] <= row ? blocking : [0, ...blocking]
  if (readiness >= 0) {
    const wakeUp = wakeUpOf(recording, readiness, row)
    return wakeUp[0] <= row ? wakeUp : waitOf(recording, select, readiness)
  }
  return select >= 0 ? [select] : startOf(recording, at)
}

// -- which wake-up a row belongs to

interface Situation {
  /** The program's latest row. */
  readonly at: number
  /** The begin of the select that waits, or has returned; -1 for none. */
  readonly select: number
  /** The select.readiness whose wake-up it is; -1 while there is none, or none is known. */
  readonly readiness: number
}

function situationAt(recording: Recording, row: number): Situation {
  const {columns} = recording
  const at = latestOfProgram(recording, row)
  const callback = around(recording, at, KIND.callback)
  if (callback >= 0) return {at, select: -1, readiness: columns.cause[callback]}
  const select = around(recording, at, KIND.select)
  if (select < 0)
    return outermost(recording, at) < 0 ? betweenCallbacks(recording, at) : {at, select, readiness: -1}
  if (columns.kind[at] === KIND['select.readiness']) return {at, select, readiness: at}
  const led = row > at ? readinessAfter(recording, row) : -1
  return {at, select, readiness: led >= 0 ? led : firstReadiness(recording, select)}
}

/** In the loop's own code: what comes next from the latest select, else what came last. */
function betweenCallbacks(recording: Recording, at: number): Situation {
  const {columns} = recording
  const before = previousTurn(recording, at)
  if (before < 0) return {at, select: -1, readiness: -1}
  if (columns.kind[before] === KIND.select) {
    return {at, select: before, readiness: firstReadiness(recording, before)}
  }
  const answered = columns.cause[before]
  const next = answered + 1
  const more = next < columns.count && columns.kind[next] === KIND['select.readiness']
  return {at, select: -1, readiness: more ? next : answered}
}

/** The latest row at or before one that is the program's thread's; the network's rows lie in between. */
function latestOfProgram({columns}: Recording, row: number): number {
  while (row > 0 && columns.thread[row] !== columns.thread[0]) row--
  return row
}

/** The begin of the innermost span of a kind that the row lies in, begins or ends; -1 for none. */
function around({columns, spans}: Recording, row: number, kind: number): number {
  const from = columns.phase[row] === END ? columns.cause[row] : row
  for (let span = from; span >= 0; span = spans.parentOf(span)) {
    if (columns.kind[span] === kind && columns.phase[span] === BEGIN) return span
  }
  return -1
}

/** The begin of the outermost span, below the program's own, that the row lies in, begins or ends; -1 for none. */
function outermost({columns, spans}: Recording, row: number): number {
  let span = columns.phase[row] === END ? columns.cause[row] : row
  if (columns.phase[row] === INSTANT) span = spans.parentOf(row)
  let below = -1
  for (; span >= 0 && columns.kind[span] !== KIND.program; span = spans.parentOf(span)) below = span
  return below
}

/** The begin of the latest select or callback that ended before a row of the program. */
function previousTurn({columns}: Recording, row: number): number {
  const {kind, phase, cause} = columns
  for (; row >= 0; row--) {
    if (phase[row] === END && (kind[row] === KIND.select || kind[row] === KIND.callback)) return cause[row]
  }
  return -1
}

/** The first thing that a select reports; -1 while it has not. */
function firstReadiness({columns, spans, count}: Recording, select: number): number {
  const end = spans.endOf(select)
  for (let row = select; row < (end < 0 ? count : end); row++) {
    if (columns.kind[row] === KIND['select.readiness']) return row
  }
  return -1
}

/** The first readiness that a row of the network, or else what caused it, leads to. */
function readinessAfter(recording: Recording, row: number): number {
  const {cause, thread} = recording.columns
  const led = ledTo(recording, row)
  const because = cause[row]
  return led >= 0 || because < 0 || thread[because] >= 0 ? led : ledTo(recording, because)
}

/** A row leads to a readiness by way of the network's rows only: the program's would lead to everything. */
function ledTo({columns, spans}: Recording, row: number): number {
  let first = -1
  const open = [row]
  for (let looked = 0; open.length && looked < MOST_LOOKED_AT; looked++) {
    const at = open.pop()!
    if (columns.kind[at] === KIND['select.readiness']) first = first < 0 ? at : Math.min(first, at)
    else if (columns.thread[at] < 0) open.push(...spans.effectsOf(at))
  }
  return first
}

const MOST_LOOKED_AT = 1000

// -- the rows of a chain

const LEADS_ON = new Set<Kind>([
  'future.set_result',
  'future.callback',
  'task.create',
  'task.step',
  'coroutine.send',
])

/** From what arrived to where the task stops again. `row` decides which way to go where there are several. */
function wakeUpOf(recording: Recording, readiness: number, row: number): number[] {
  const callback = callbackOf(recording, readiness)
  const called = callback < 0 ? [] : linksOf(recording, callback, row)
  return [arrivalOf(recording, readiness), readiness, ...called]
}

const callbackOf = (recording: Recording, readiness: number): number =>
  effectsOf(recording, readiness).find((effect) => recording.kindOf(effect) === 'callback') ?? -1

/** What made a descriptor ready: the packet that arrived, or else whatever the kernel says. */
function arrivalOf(recording: Recording, readiness: number): number {
  const {cause} = recording.columns
  const ready = cause[readiness]
  const isReady = recording.kindOf(ready) === 'socket.ready'
  return isReady && isPacket(recording.kindOf(cause[ready])) ? cause[ready] : ready
}

/** A span and what it leads to. */
function linksOf(recording: Recording, span: number, row: number): number[] {
  const effects = effectsOf(recording, span)
  const leading = effects.filter(
    (effect) => isSpan(recording, effect) && LEADS_ON.has(recording.kindOf(effect)),
  )
  switch (recording.kindOf(span)) {
    case 'task.create':
      return [span, ...leading.flatMap((next) => linksOf(recording, next, row))]
    case 'future.callback': {
      const next = chosen(recording, leading, row)
      return next < 0 ? [span] : linksOf(recording, next, row) // the step itself says it
    }
    case 'coroutine.send': {
      const next = leading.find((effect) => contains(recording, effect, row))
      const over = effects.filter((effect) => recording.kindOf(effect) === 'task.done')
      const end = recording.spans.endOf(span)
      const stops = over.length ? over : end < 0 ? [] : [end]
      return [span, ...(next === undefined ? [] : linksOf(recording, next, row)), ...stops]
    }
    case 'task.step': {
      const next = chosen(recording, leading, row)
      const rings = effects.filter((effect) => recording.kindOf(effect) === 'future.add_done_callback')
      return [span, ...(next < 0 ? [] : linksOf(recording, next, row)), ...rings]
    }
    default: {
      const next = chosen(recording, leading, row)
      return [span, ...(next < 0 ? callsOf(recording, effects) : linksOf(recording, next, row))]
    }
  }
}

/** Of several ways on: the one that the row lies in, else the latest begun, else the first. */
function chosen(recording: Recording, ways: readonly number[], row: number): number {
  const inside = ways.find((way) => contains(recording, way, row))
  return inside ?? ways.findLast((way) => way <= row) ?? ways[0] ?? -1
}

const isSpan = ({columns}: Recording, row: number): boolean => columns.phase[row] === BEGIN

function contains({spans}: Recording, span: number, row: number): boolean {
  const end = spans.endOf(span)
  return span <= row && (end < 0 || row <= end)
}

/** System calls, several of a kind in a row as one. */
function callsOf(recording: Recording, effects: readonly number[]): number[] {
  const calls = effects.filter((effect) => isCall(recording, effect))
  return calls.filter((call, i) => i === 0 || recording.kindOf(call) !== recording.kindOf(calls[i - 1]))
}

const isCall = (recording: Recording, row: number): boolean =>
  isSpan(recording, row) && /^(socket|selector)\./.test(recording.kindOf(row))

/** What a select waits for: what was sent, the wait, what shall arrive, and whom it will wake. */
function waitOf(recording: Recording, select: number, readiness: number): number[] {
  const arrival = arrivalOf(recording, readiness)
  const sent = causesOf(recording, arrival).filter((row) => isSpan(recording, row))
  const journey: number[] = []
  for (const row of sent) {
    if (isCall(recording, row)) journey.push(row)
    if (!isPacket(recording.kindOf(row))) break
    journey.push(row)
  }
  const callback = callbackOf(recording, readiness)
  const rows = [...journey, select, arrival, readiness, callback]
  return rows.filter((row) => row >= 0).sort((a, b) => a - b)
}

/** What the program does by itself: the task that it starts, the future that it sets, the calls that it makes. */
function startOf(recording: Recording, row: number): number[] {
  const own = outermost(recording, row)
  if (own >= 0 && LEADS_ON.has(recording.kindOf(own))) return [0, ...linksOf(recording, own, row)]
  if (own >= 0 && previousTurn(recording, row) >= 0) return [0, own]
  return beforeTheLoop(recording, row)
}

/** The calls that have been made, and what comes: the next task's start, or the loop's first select. */
function beforeTheLoop(recording: Recording, row: number): number[] {
  const {kind, count} = recording.columns
  let next = row
  while (next < count && kind[next] !== KIND['task.create'] && kind[next] !== KIND.select) next++
  const made = effectsOf(recording, 0).filter((effect) => effect < next)
  const comes = next === count ? [] : kind[next] === KIND.select ? [next] : linksOf(recording, next, row)
  return [0, ...callsOf(recording, made), ...comes]
}
