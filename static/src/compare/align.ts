// Two runs laid beside each other: which event of the one is which of the other.
//
// Rule: an event is known by what happens and to whom, never by when: the same task's nth resumption, its nth
// packet of a kind, the loop's nth select(). Descriptors, futures and packets are numbered in the order in which
// they come, which another run may change, so an event with an owner is known by the owner. Where the runs have
// no owner in common (one has tasks, the other threads), the first of one is the first of the other.
import {textOf} from '../model/columns'
import {KINDS} from '../model/kinds'
import {ownerIndexOfRow, ownersOf} from '../model/whose'
import type {Recording} from '../model/recording'

export type By = 'event' | 'time'
export type Side = 0 | 1

const LINES = 65_536

export class Alignment {
  /** Of each row its like in the other run, -1 where it has none. */
  private readonly likes: readonly [Int32Array, Int32Array]

  constructor(private readonly runs: readonly [Recording, Recording]) {
    const names = new Map<string, number>()
    const [first, second] = runs.map((run, side) => keysOf(run, names, side === 0 ? null : renamed(runs)))
    const likes: [Int32Array, Int32Array] = [
      new Int32Array(first.length).fill(-1),
      new Int32Array(second.length).fill(-1),
    ]
    const theirs = rowsByKey(second)
    const met = new Map<number, number>()
    for (const [row, key] of first.entries()) {
      const count = met.get(key) ?? 0
      met.set(key, count + 1)
      const like = theirs.get(key)?.[count]
      if (like === undefined) continue
      likes[0][row] = like
      likes[1][like] = row
    }
    this.likes = likes
  }

  /** The same event in the other run; -1 where it never happens there. */
  likeOf(side: Side, row: number): number {
    return this.likes[side][row] ?? -1
  }

  /** Where the other run is when this one is at a row: at the same event, or the latest that both have; or at the same time. */
  across(side: Side, row: number, by: By): number {
    const [own, other] = side === 0 ? this.runs : [this.runs[1], this.runs[0]]
    if (by === 'time') return other.rowAt(own.columns.t[row])
    for (let at = row; at >= 0; at--) if (this.likes[side][at] >= 0) return this.likes[side][at]
    return 0
  }
}

/** Instants of two runs at which the same happens, each later in both than the one before. */
export interface Knots {
  readonly before: readonly number[]
  readonly after: readonly number[]
}

/** As many events as can be had in one order: what has changed places between the runs is left out. */
export function knotsOf(before: Recording, after: Recording): Knots {
  const alignment = new Alignment([before, after])
  const pairs: [before: number, after: number][] = [[0, 0]]
  const add = (own: number, other: number) => {
    const [a, b] = pairs[pairs.length - 1]
    if (own > a && other > b) pairs.push([own, other])
  }
  for (const row of longestRise(after.count, (row) => alignment.likeOf(1, row)))
    add(before.columns.t[alignment.likeOf(1, row)], after.columns.t[row])
  add(before.endPs, after.endPs)
  if (pairs.length === 1) add(1, 1)
  return {before: pairs.map(([t]) => t), after: pairs.map(([, t]) => t)}
}

/** Of 0 … count - 1 the most numbers, in order, whose values rise; those with a negative value do not count. */
function longestRise(count: number, valueOf: (at: number) => number): number[] {
  /** The end of the best rise of each length, and of each number the one before it. */
  const ends: number[] = []
  const previous = new Int32Array(count).fill(-1)
  for (let at = 0; at < count; at++) {
    const value = valueOf(at)
    if (value < 0) continue
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (valueOf(ends[middle]) < value) low = middle + 1
      else high = middle
    }
    previous[at] = low > 0 ? ends[low - 1] : -1
    ends[low] = at
  }
  const rise: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at]) rise.push(at)
  return rise.reverse()
}

function rowsByKey(keys: Float64Array): Map<number, number[]> {
  const rows = new Map<number, number[]>()
  for (const [row, key] of keys.entries()) {
    const like = rows.get(key)
    if (like) like.push(row)
    else rows.set(key, [row])
  }
  return rows
}

/** What each owner of the second run is called in the first, where they have no name in common. */
export function renamed([first, second]: readonly [Recording, Recording]): ReadonlyMap<
  string,
  string
> | null {
  const [ours, theirs] = [ownersOf(first), ownersOf(second)]
  if (theirs.some((owner) => ours.includes(owner))) return null
  return new Map(theirs.map((owner, place) => [owner, ours[place] ?? owner]))
}

/** A number for each row that says what happens, to whom, and where in the program: the same in both runs. */
function keysOf(
  recording: Recording,
  names: Map<string, number>,
  aliases: ReadonlyMap<string, string> | null,
): Float64Array {
  const {columns, count} = recording
  const {kind, phase, line, subject} = columns
  const numbers = new Map<number, number>()
  const numberOf = (string: number): number => {
    let number = numbers.get(string)
    if (number === undefined) {
      const name = textOf(columns, string) ?? ''
      const known = aliases?.get(name) ?? name
      if (!names.has(known)) names.set(known, names.size)
      numbers.set(string, (number = names.get(known)!))
    }
    return number
  }
  return Float64Array.from({length: count}, (_, row) => {
    const owner = ownerIndexOfRow(recording, row)
    const who = numberOf(owner < 0 ? subject[row] : owner)
    return ((who * KINDS.length + kind[row]) * 3 + phase[row]) * LINES + ((line[row] + 1) % LINES)
  })
}
