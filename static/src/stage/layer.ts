// Spans of one level of a lane, so that a picture takes as many steps as it is wide, however many there are: those
// that can be seen are given one by one, the others as how much of a pixel they fill, by hue.
//
// Rule: nothing is left out. What lies inside another of its level is in a further storey; of what is too small,
// running sums give the same as adding up each.
import {grown} from '../model/growing'
import {HUES, hueNumber} from '../model/hues'
import {RunningSums} from './running'

/** A hue's number, 0 for nobody's. */
export const SLOTS = HUES + 1
export const slotOf = (owner: number): number => (owner < 0 ? 0 : hueNumber(owner))

/** Anything with a begin and an end, in the order of the begins. */
export interface Spans {
  readonly count: number
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
}

/** Spans one after the other: indices into the table that they are from. */
export class Storey {
  count = 0
  indices = new Int32Array(0)
  private readonly lengths = new RunningSums(SLOTS, (into, at) => {
    const index = this.indices[at]
    into[this.hue(index)] += this.spans.to[index] - this.spans.from[index]
  })

  constructor(
    readonly spans: Spans,
    readonly hue: (index: number) => number,
  ) {}

  /** Whether a span begins after all that are here have ended. */
  fits(index: number): boolean {
    const {from, to} = this.spans
    return this.count === 0 || to[this.indices[this.count - 1]] <= from[index]
  }

  push(index: number): void {
    this.indices = grown(this.indices, this.count + 1)
    this.indices[this.count++] = index
  }

  /** The first place, from a known one on, whose span ends after an instant. */
  endingAfter(t: number, place = 0): number {
    return this.search(this.spans.to, t, place, this.count)
  }

  /** The first place, from a known one on, whose span begins after an instant. */
  beginningAfter(t: number, place = 0): number {
    return this.search(this.spans.from, t, place, this.count)
  }

  /** Doubling steps, then halving: what is looked for is mostly near. */
  private search(values: ArrayLike<number>, t: number, place: number, count: number): number {
    const {indices} = this
    let [low, step] = [place, 1]
    while (low + step <= count && values[indices[low + step - 1]] <= t) {
      low += step
      step *= 2
    }
    let high = Math.min(count, low + step - 1)
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[indices[middle]] <= t) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Adds the lengths of the spans from one place up to another, by hue. */
  add(into: Float64Array, from: number, to: number): void {
    // Only the last may still be open.
    const closed =
      this.count && this.spans.to[this.indices[this.count - 1]] === Infinity ? this.count - 1 : this.count
    this.lengths.settle(closed)
    this.lengths.collect(into, from, to)
  }
}

export class Layer {
  readonly storeys: Storey[] = []
  /** How many of the spans it knows. */
  private seen = 0

  constructor(
    readonly spans: Spans,
    readonly holds: (index: number) => boolean,
    private readonly hue: (index: number) => number,
    /** What lies inside another is left out: where it is only asked whether there is anything. */
    private readonly flat = false,
  ) {}

  /** Takes in the spans that are new. */
  extend(): this {
    for (; this.seen < this.spans.count; this.seen++) if (this.holds(this.seen)) this.take(this.seen)
    return this
  }

  private take(index: number): void {
    let storey = this.storeys.find((one) => one.fits(index))
    if (!storey) {
      if (this.flat && this.storeys.length) return
      this.storeys.push((storey = new Storey(this.spans, this.hue)))
    }
    storey.push(index)
  }
}

const layers = new WeakMap<Spans, Map<string, Layer>>()
/** So many are remembered of one table: those of the latest selections among them. */
const MOST = 24

/** The layer of a name; the same name always accepts the same. */
export function layerOf(
  spans: Spans,
  name: string,
  accepts: (index: number) => boolean,
  hue: (index: number) => number,
  flat = false,
): Layer {
  let known = layers.get(spans)
  if (!known) layers.set(spans, (known = new Map()))
  let layer = known.get(name)
  if (!layer) {
    if (known.size >= MOST) known.clear()
    known.set(name, (layer = new Layer(spans, accepts, hue, flat)))
  }
  return layer.extend()
}
