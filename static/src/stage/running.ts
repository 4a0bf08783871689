// Sums of all before every sixteenth thing: what a stretch of thousands has together is the difference of two of
// them, and the few things at its ends.
//
// Rule: the same as adding up each, as long as what is added is whole and no sum reaches 2^53. A thing that may still
// change is in no sum.
import {grown} from '../model/growing'

const RUN = 16

export class RunningSums {
  /** `size` sums before each run, one after the other. */
  private before = new Float64Array(0)
  private runs = 0

  /** `add` adds those of one thing. */
  constructor(
    private readonly size: number,
    private readonly add: (into: Float64Array, at: number) => void,
  ) {}

  /** Things up to `count` will not change any more. */
  settle(count: number): void {
    const {size} = this
    const runs = Math.floor(count / RUN)
    if (runs <= this.runs) return
    const before = (this.before = grown(this.before, (runs + 1) * size))
    for (; this.runs < runs; this.runs++) {
      const next = (this.runs + 1) * size
      before.copyWithin(next, this.runs * size, next)
      const into = before.subarray(next, next + size)
      for (let at = this.runs * RUN; at < (this.runs + 1) * RUN; at++) this.add(into, at)
    }
  }

  /** Adds what the things from one place up to another have together. */
  collect(into: Float64Array, from: number, to: number): void {
    const {before, size} = this
    const first = Math.ceil(from / RUN)
    const last = Math.min(Math.floor(to / RUN), this.runs)
    if (last <= first) {
      for (let at = from; at < to; at++) this.add(into, at)
      return
    }
    for (let at = from; at < first * RUN; at++) this.add(into, at)
    for (let at = last * RUN; at < to; at++) this.add(into, at)
    const [low, high] = [first * size, last * size]
    for (let part = 0; part < size; part++) into[part] += before[high + part] - before[low + part]
  }
}
