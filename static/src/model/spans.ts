// What the rows say about each other: which end belongs to which begin, what lies inside of what, what caused
// what. Derived once, as rows come in.
import {type Columns} from './columns'
import {grown} from './growing'
import {BEGIN, END} from './kinds'

export class Spans {
  /** Of a begin, the row of its end: -1 while it is open. */
  private ends = new Int32Array(0)
  /** The innermost span of its thread that a row lies in: the row of that span's begin, or -1. */
  private parents = new Int32Array(0)
  /** The effects of each row as a list from the latest back. */
  private latestEffect = new Int32Array(0)
  private previousEffect = new Int32Array(0)
  private readonly innermost = new Map<number, number>()
  private count = 0

  /** Take in the rows that are new in the columns. */
  extend({count, t, thread, phase, cause}: Columns): void {
    const room = t.length
    const ends = (this.ends = grown(this.ends, room).fill(-1, this.count, count))
    const parents = (this.parents = grown(this.parents, room).fill(-1, this.count, count))
    const latest = (this.latestEffect = grown(this.latestEffect, room).fill(-1, this.count, count))
    const previous = (this.previousEffect = grown(this.previousEffect, room).fill(-1, this.count, count))
    // Rows of one thread mostly come one after the other.
    let own = -1
    let inside = -1
    for (let row = this.count; row < count; row++) {
      const because = cause[row]
      if (because >= 0) {
        previous[row] = latest[because]
        latest[because] = row
      }
      if (phase[row] === END) ends[because] = row
      if (thread[row] < 0) continue
      if (thread[row] !== own) {
        if (own >= 0) this.innermost.set(own, inside)
        own = thread[row]
        inside = this.innermost.get(own) ?? -1
      }
      if (phase[row] === END) inside = parents[because]
      parents[row] = inside
      if (phase[row] === BEGIN) inside = row
    }
    if (own >= 0) this.innermost.set(own, inside)
    this.count = count
  }

  /** The row of a begin's end; -1 while it is open. */
  endOf(row: number): number {
    return this.ends[row]
  }

  /** The begin of the innermost span that the row lies in, -1 for none. A begin does not lie in itself. */
  parentOf(row: number): number {
    return this.parents[row]
  }

  /** The rows that this one caused, in order; the end of a span among them. */
  effectsOf(row: number): number[] {
    const effects: number[] = []
    for (let at = this.latestEffect[row]; at >= 0; at = this.previousEffect[at]) effects.push(at)
    return effects.reverse()
  }

  /** The first of them that is like that; -1 for none. */
  firstEffectOf(row: number, isLike: (effect: number) => boolean): number {
    let first = -1
    for (let at = this.latestEffect[row]; at >= 0; at = this.previousEffect[at]) if (isLike(at)) first = at
    return first
  }
}
