// All tasks together, and all threads: how many there are, wait, are ready and run at any instant, and on average in
// any stretch of time. Counts are true: nothing is sampled.
import {grown} from './growing'
import {AWAITED, GrowingBlocks, type Awaited, type Blocks} from './lanes'

/** How many of something go on. */
export interface Tally {
  /** At an instant. */
  at(t: number): number
  /** On average between two instants. */
  between(from: number, to: number): number
}

/** Instants in order, with the sum of all before each. */
class Instants {
  count = 0
  private t = new Float64Array(0)
  private sums = new Float64Array(1)
  private summed = 0

  /** Mostly the latest; what is known late is put where it belongs. */
  add(t: number): void {
    this.t = grown(this.t, this.count + 1)
    let at = this.count++
    for (; at > 0 && this.t[at - 1] > t; at--) this.t[at] = this.t[at - 1]
    this.t[at] = t
    this.summed = Math.min(this.summed, at)
  }

  upTo(t: number): number {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.t[middle] <= t) low = middle + 1
      else high = middle
    }
    return low
  }

  /** How long it is until an instant from each of those between two places, together. */
  until(t: number, from: number, to: number): number {
    // A few are added up plainly: sums of all before are as exact only as they are large.
    if (to - from < PLAIN) {
      let sum = 0
      for (let at = from; at < to; at++) sum += t - this.t[at]
      return sum
    }
    this.sums = grown(this.sums, this.count + 1)
    for (; this.summed < this.count; this.summed++)
      this.sums[this.summed + 1] = this.sums[this.summed] + this.t[this.summed]
    return t * (to - from) - (this.sums[to] - this.sums[from])
  }
}
const PLAIN = 64

class GrowingTally implements Tally {
  readonly begins = new Instants()
  readonly ends = new Instants()

  at(t: number): number {
    return this.begins.upTo(t) - this.ends.upTo(t)
  }

  between(from: number, to: number): number {
    if (to <= from) return this.at(from)
    const [begun, ended] = [this.begins.upTo(from), this.ends.upTo(from)]
    const more =
      this.begins.until(to, begun, this.begins.upTo(to)) - this.ends.until(to, ended, this.ends.upTo(to))
    return Math.max(0, begun - ended + more / (to - from))
  }
}

export type CrowdKind = 'task' | 'thread'
export const CROWD_KINDS: readonly CrowdKind[] = ['task', 'thread']

export interface Crowd {
  readonly kind: CrowdKind
  /** Those that have begun and are not over. */
  readonly alive: Tally
  readonly waiting: Tally
  readonly ready: Tally
  readonly running: Tally
  /** Whenever one of them runs. */
  readonly blocks: Blocks
  /** What they wait for most often. */
  readonly awaited: Awaited
}

export type State = 'waiting' | 'ready' | 'running'

/** What one of a crowd does now. */
interface Member {
  state: State | null
  block: number
}

export class GrowingCrowd implements Crowd {
  readonly alive = new GrowingTally()
  readonly waiting = new GrowingTally()
  readonly ready = new GrowingTally()
  readonly running = new GrowingTally()
  readonly blocks = new GrowingBlocks()
  private readonly members = new Map<object, Member>()
  private readonly waits = AWAITED.map(() => 0)

  constructor(readonly kind: CrowdKind) {}

  get awaited(): Awaited {
    return AWAITED[this.waits.indexOf(Math.max(...this.waits))]
  }

  /** There is one more. */
  joins(who: object, t: number): Member {
    const member = {state: null, block: -1}
    this.members.set(who, member)
    this.alive.begins.add(t)
    return member
  }

  /** One of them is in another state from an instant on, or over (null). */
  becomes(who: object, state: State | null, t: number, row: number, owner: number): void {
    const member = this.members.get(who) ?? this.joins(who, t)
    if (member.state) this[member.state].ends.add(t)
    if (member.state === 'running') this.blocks.to[member.block] = t
    if (state === 'running') member.block = this.blocks.begin(t, 0, row, owner)
    if (state) this[state].begins.add(t)
    else this.alive.ends.add(t)
    member.state = state
  }

  /** What a wait that is over was for. */
  waitedFor(awaited: Awaited): void {
    this.waits[AWAITED.indexOf(awaited)]++
  }
}
