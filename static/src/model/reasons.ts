// why? and then?: the causes of an event back to the start of the program, and what it made happen, both of what
// is seen at a depth and both bounded.
import {causesOf} from './chain'
import {isSeen} from './depth'
import {END, isPacket, type Depth} from './kinds'
import type {Recording} from './recording'

export interface Reason {
  readonly row: number
  /** How many events lie between: 0 is a direct cause or effect. */
  readonly level: number
}

export interface Reasons {
  readonly reasons: readonly Reason[]
  /** How many more there are, left out: of causes, between the last two; of effects, at the end. */
  readonly more: number
}

/** So many are listed, at most. */
export const MOST_CAUSES = 60
export const MOST_EFFECTS = 24
const DEEPEST = 4

/** The causes of a row, the nearest first; the start of the program is always among them. */
export function whyOf(recording: Recording, row: number, depth: Depth, most = MOST_CAUSES): Reasons {
  const causes = causesOf(recording, row).filter((cause) => isSeen(recording, cause, depth))
  const more = Math.max(0, causes.length - most)
  const rows = more ? [...causes.slice(0, most - 1), causes.at(-1)!] : causes
  return {reasons: rows.map((cause, level) => ({row: cause, level})), more}
}

/** What a row made happen, each followed by what that made happen in turn. */
export function thenOf(recording: Recording, row: number, depth: Depth, most = MOST_EFFECTS): Reasons {
  const reasons: Reason[] = []
  let more = 0
  const {spans} = recording
  const open = wayOnFrom(recording, row)
    .map((effect) => ({row: effect, level: 0}))
    .reverse()
  for (let looked = 0; open.length && looked < MOST_LOOKED_AT; looked++) {
    const {row: at, level} = open.pop()!
    const seen = isSeen(recording, at, depth) && isWorthTelling(recording, at, depth)
    if (seen && reasons.length < most) reasons.push({row: at, level})
    else if (seen) more++
    const deeper = seen ? level + 1 : level
    if (deeper >= DEEPEST) continue
    for (const effect of spans.effectsOf(at).reverse()) open.push({row: effect, level: deeper})
  }
  return {reasons, more}
}

const MOST_LOOKED_AT = 2000

/** What a row led to; where a call ended, also how whoever made it went on. */
function wayOnFrom({columns, spans}: Recording, row: number): number[] {
  const effects = spans.effectsOf(row)
  const caller = columns.phase[row] === END ? spans.parentOf(row) : -1
  const after = caller < 0 ? [] : spans.effectsOf(caller).filter((effect) => effect > row)
  return [...effects, ...after.filter((effect) => effect !== spans.endOf(caller))]
}

/** Statements and mere ends are no effects that one asks for, unless there is nothing else to see. */
function isWorthTelling(recording: Recording, row: number, depth: Depth): boolean {
  const kind = recording.kindOf(row)
  if (kind === 'line') return depth === 'program'
  return recording.columns.phase[row] !== END || kind === 'coroutine.send' || isPacket(kind)
}
