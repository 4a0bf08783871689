// What the rows say about each other: which end belongs to which begin, what lies inside of what, what caused
// what. Derived once, as rows come in.
import {type Columns, grown} from './columns'
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
  extend({count, thread, phase, cause}: Columns): void {
    this.ends = grown(this.ends, count).fill(-1, this.count, count)
    this.parents = grown(this.parents, count).fill(-1, this.count, count)
    this.latestEffect = grown(this.latestEffect, count).fill(-1, this.count, count)
    this.previousEffect = grown(this.previousEffect, count).fill(-1, this.count, count)
    for (let row = this.count; row < count; row++) {
      const because = cause[row]
      if (because >= 0) {
        this.previousEffect[row] = this.latestEffect[because]
        this.latestEffect[because] = row
      }
      if (phase[row] === END) this.ends[because] = row
      if (thread[row] >= 0) this.nest(row, thread[row], phase[row], because)
    }
    this.count = count
  }

  private nest(row: number, thread: number, phase: number, begin: number): void {
    if (phase === END) {
      this.parents[row] = this.parents[begin]
      this.innermost.set(thread, this.parents[begin])
    } else {
      this.parents[row] = this.innermost.get(thread) ?? -1
      if (phase === BEGIN) this.innermost.set(thread, row)
    }
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
