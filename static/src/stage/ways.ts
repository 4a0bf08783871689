// The packets that go from one host to another, in the order of their departure: which are on their way in a stretch
// of time, and what those of a stretch have together.
import {grown} from '../model/growing'
import {ARRIVES, type Packets} from '../model/lanes'
import type {Scene} from '../model/scene'
import {SLOTS, slotOf} from './layer'
import {Pyramid, RUN} from './pyramid'
import {countUpTo} from './search'

/** What a stretch of a way has together: how many of each hue, the first and the last arrival. */
const FIRST = SLOTS
const LAST = SLOTS + 1
const NOTHING = new Float64Array(SLOTS + 2)
NOTHING[FIRST] = Infinity
NOTHING[LAST] = -Infinity

export interface Bundle {
  readonly count: number
  /** How many of each hue. */
  readonly hues: Float64Array
  /** When the first and the last of it arrive. */
  readonly first: number
  readonly last: number
}

export class Way {
  count = 0
  indices = new Int32Array(0)
  /** When they depart, in order. */
  depart = new Float64Array(0)
  /** All before this one have arrived. */
  private settled = 0
  private readonly together = new Pyramid(
    NOTHING,
    (into, at) => {
      const arrive = this.packets.arrive[this.indices[at]]
      into[slotOf(this.packets.owner[this.indices[at]])]++
      into[FIRST] = Math.min(into[FIRST], arrive)
      into[LAST] = Math.max(into[LAST], arrive)
    },
    (into, sums, offset) => {
      for (let slot = 0; slot < SLOTS; slot++) into[slot] += sums[offset + slot]
      into[FIRST] = Math.min(into[FIRST], sums[offset + FIRST])
      into[LAST] = Math.max(into[LAST], sums[offset + LAST])
    },
  )

  constructor(
    private readonly packets: Packets,
    readonly fromHost: number,
    readonly toHost: number,
  ) {}

  push(index: number): void {
    this.indices = grown(this.indices, this.count + 1)
    this.depart = grown(this.depart, this.count + 1)
    this.depart[this.count] = this.packets.depart[index]
    this.indices[this.count++] = index
  }

  /** Packets have departed or arrived since. */
  settle(): void {
    this.together.settle(this.settled, this.count)
    while (this.settled < this.count && this.packets.arrive[this.indices[this.settled]] !== Infinity)
      this.settled++
  }

  /** How many depart until an instant. */
  departed(t: number): number {
    return countUpTo(this.depart, this.count, t)
  }

  /** Calls with each packet that is on its way at any time between two instants, until `false` is returned. */
  eachBetween(from: number, to: number, visit: (index: number) => unknown): void {
    this.together.each(
      this.departed(to),
      (sums, offset) => sums[offset + LAST] < from,
      (at) => this.packets.arrive[this.indices[at]] < from || visit(this.indices[at]),
    )
  }

  /** A place about half way between two, where what lies on either side is quickly added up. */
  middle(from: number, to: number): number {
    let run = 1
    while (run * RUN * 2 <= to - from) run *= RUN
    return Math.round((from + to) / 2 / run) * run
  }

  /** What those from one place up to another have together. */
  bundle(from: number, to: number): Bundle {
    const sums = NOTHING.slice()
    this.together.collect(sums, from, to)
    return {count: to - from, hues: sums.subarray(0, SLOTS), first: sums[FIRST], last: sums[LAST]}
  }
}

class Ways {
  readonly list: Way[] = []
  private readonly between = new Map<number, Way>()
  private seen = 0
  private rows = -1

  constructor(
    private readonly packets: Packets,
    private readonly owner: number | null,
  ) {}

  extend(rows: number): readonly Way[] {
    const {packets, owner} = this
    if (rows === this.rows) return this.list
    this.rows = rows
    for (; this.seen < packets.count; this.seen++) {
      if (owner === null || packets.owner[this.seen] === owner) this.wayOf(this.seen).push(this.seen)
    }
    for (const way of this.list) way.settle()
    return this.list
  }

  private wayOf(index: number): Way {
    const [from, to] = [this.packets.fromHost[index], this.packets.toHost[index]]
    const key = from * 65536 + to
    let way = this.between.get(key)
    if (!way) {
      this.between.set(key, (way = new Way(this.packets, from, to)))
      this.list.push(way)
    }
    return way
  }
}

const all = new WeakMap<Packets, Ways>()
const latest = new WeakMap<Packets, {owner: number; ways: Ways}>()

/** The ways of all packets, or of one owner's. */
export function waysOf(
  {packets, rows}: Pick<Scene, 'packets' | 'rows'>,
  owner: number | null = null,
): readonly Way[] {
  if (owner === null) {
    let ways = all.get(packets)
    if (!ways) all.set(packets, (ways = new Ways(packets, null)))
    return ways.extend(rows)
  }
  let known = latest.get(packets)
  if (known?.owner !== owner) latest.set(packets, (known = {owner, ways: new Ways(packets, owner)}))
  return known.ways.extend(rows)
}

const losses = new WeakMap<Packets, {rows: number; indices: readonly number[]}>()

/** The packets that get lost, in the order of their departure. */
export function lossesOf({packets, rows}: Pick<Scene, 'packets' | 'rows'>): readonly number[] {
  let known = losses.get(packets)
  if (known?.rows !== rows) {
    const indices: number[] = []
    for (let index = 0; index < packets.count; index++)
      if (packets.fate[index] !== ARRIVES) indices.push(index)
    losses.set(packets, (known = {rows, indices}))
  }
  return known.indices
}
