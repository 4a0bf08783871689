// Sums over runs of 16, 256, 4096, ... things: what a stretch of thousands has together is added up from a few dozen.
//
// Rule: the same as adding up each, whatever the stretch; a thing that may still change is not in any sum.
import {grown} from '../model/growing'

export const RUN = 16

export class Pyramid {
  /** By length of run: for each run its sums. */
  private readonly sums: Float64Array[] = []
  private readonly summed: number[] = []

  /**
   * `size` sums of each run; `add` adds those of one thing; `join` those of a run, found at an offset. A run's sums
   * begin as `empty`.
   */
  constructor(
    private readonly empty: Float64Array,
    private readonly add: (into: Float64Array, at: number) => void,
    private readonly join: (into: Float64Array, sums: Float64Array, offset: number) => void,
  ) {}

  /** Sums what is settled: things up to `count`, after those from `from` on may have changed. */
  settle(from: number, count: number): void {
    let [first, below] = [from, count]
    for (let level = 0; below >= RUN; level++) {
      first = Math.floor(first / RUN)
      const runs = Math.floor(below / RUN)
      const known = Math.min(first, this.summed[level] ?? 0)
      const size = this.empty.length
      const sums = (this.sums[level] = grown(this.sums[level] ?? new Float64Array(0), runs * size))
      for (let run = known; run < runs; run++) {
        const into = sums.subarray(run * size, (run + 1) * size)
        into.set(this.empty)
        for (let at = run * RUN; at < (run + 1) * RUN; at++) this.addOne(into, level, at)
      }
      this.summed[level] = below = runs
    }
  }

  /** Adds what the things from one place up to another have together. */
  collect(into: Float64Array, from: number, to: number, level = 0): void {
    const upper = Math.min(Math.floor(to / RUN), this.summed[level] ?? 0)
    if (Math.ceil(from / RUN) >= upper) {
      for (let at = from; at < to; at++) this.addOne(into, level, at)
      return
    }
    let [low, high] = [from, to]
    for (; low % RUN; low++) this.addOne(into, level, low)
    for (; high > upper * RUN; high--) this.addOne(into, level, high - 1)
    this.collect(into, low / RUN, upper, level + 1)
  }

  /**
   * Calls with each place below `end`, but for runs of which `skip` says that none in them matters; until `false` is
   * returned.
   */
  each(
    end: number,
    skip: (sums: Float64Array, offset: number) => boolean,
    visit: (at: number) => unknown,
  ): void {
    const size = this.empty.length
    for (let at = 0; at < end;) {
      let length = 1
      for (let level = 0, run = RUN; at % run === 0; level++, run *= RUN) {
        const place = at / run
        if (place >= (this.summed[level] ?? 0) || !skip(this.sums[level], place * size)) break
        length = run
      }
      if (length === 1 && visit(at) === false) return
      at += length
    }
  }

  private addOne(into: Float64Array, level: number, at: number): void {
    if (level === 0) this.add(into, at)
    else this.join(into, this.sums[level - 1], at * this.empty.length)
  }
}
