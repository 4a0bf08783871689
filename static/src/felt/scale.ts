// Time and place on screen: three scales over the same run, each a pair of inverse functions between instants
// (ps) and positions (0 to 1 of the whole run). Both directions are monotone, so order on screen is order in
// time. Outside of the run they go on as straight lines.

/** A part of the compressed scale where time is cut. */
export interface Gap {
  readonly from: number
  readonly to: number
}

export type ScaleKind = 'linear' | 'compressed' | 'log'
export const SCALE_KINDS: readonly ScaleKind[] = ['linear', 'compressed', 'log']

export interface TimeScale {
  readonly kind: ScaleKind
  /** Where an instant is. */
  position(t: number): number
  /** The instant at a position. */
  instant(position: number): number
  readonly gaps: readonly Gap[]
}

/** The waits in which the CPU does nothing, in order and apart, such as a scene's `cpu.waits`. */
export interface IdleWaits {
  readonly count: number
  readonly from: ArrayLike<number>
  readonly to: ArrayLike<number>
}

/** What a scale is made for. */
export interface Run {
  readonly endPs: number
  readonly instructionPs: number
  readonly waits: IdleWaits
  /** The part of the whole that the gaps of the compressed scale take together. */
  readonly gapShare?: number
  /** The waits that are folded, where they are known already. */
  readonly gaps?: readonly Gap[]
}

export function makeScale(kind: ScaleKind, run: Run): TimeScale {
  if (kind === 'linear') return linearScale(run.endPs)
  return kind === 'log'
    ? logScale(run.endPs, run.instructionPs)
    : compressedScale(run.endPs, run.waits, run.gapShare, run.gaps)
}

/** True proportions. */
export function linearScale(endPs: number): TimeScale {
  const end = Math.max(1, endPs)
  return {kind: 'linear', gaps: [], position: (t) => t / end, instant: (position) => position * end}
}

/** Each tenfold as long as the one before; the first felt second is where it begins to be so. */
export function logScale(endPs: number, instructionPs: number): TimeScale {
  const whole = Math.log1p(Math.max(1, endPs) / instructionPs)
  return {
    kind: 'log',
    gaps: [],
    position: (t) => (t < 0 ? t / instructionPs / whole : Math.log1p(t / instructionPs) / whole),
    instant: (position) =>
      position < 0 ? position * whole * instructionPs : Math.expm1(position * whole) * instructionPs,
  }
}

/** A wait is folded when it is longer than this many times the work that lies between two waits on average. */
const LONG = 10

/**
 * Long waits are folded: each becomes a gap of one width, all of them together at most half of the whole, and
 * what remains keeps its proportions. Inside of a gap time runs evenly.
 */
export function compressedScale(
  endPs: number,
  waits: IdleWaits,
  gapShare?: number,
  gaps: readonly Gap[] = longWaits(endPs, waits),
): TimeScale {
  if (gaps.length === 0) return {...linearScale(endPs), kind: 'compressed'}
  const folded = gaps.reduce((sum, {from, to}) => sum + to - from, 0)
  const share = gapShare ?? gaps.length / (gaps.length + 1) / 2
  const open = (1 - share) / Math.max(1, endPs - folded)

  const ts = [0]
  const positions = [0]
  /** Draw the line on, to an instant that is later than where it ends. */
  const to = (t: number, width: number) => {
    if (t <= ts[ts.length - 1]) return
    ts.push(t)
    positions.push(positions[positions.length - 1] + width)
  }
  for (const gap of gaps) {
    to(gap.from, (gap.from - ts[ts.length - 1]) * open)
    to(gap.to, share / gaps.length)
  }
  to(endPs, (endPs - ts[ts.length - 1]) * open)
  return {
    kind: 'compressed',
    gaps,
    position: (t) => between(ts, positions, t),
    instant: (position) => between(positions, ts, position),
  }
}

function longWaits(endPs: number, {count, from, to}: IdleWaits): Gap[] {
  const waits: Gap[] = []
  for (let i = 0; i < count; i++) waits.push({from: from[i], to: Math.min(to[i], endPs)})
  const waited = waits.reduce((sum, wait) => sum + wait.to - wait.from, 0)
  const threshold = (LONG * (endPs - waited)) / (count + 1)
  return waits.filter((wait) => wait.to - wait.from > threshold)
}

/** A scale through given points, at least two, both coordinates of which grow from one to the next. */
export const scaleThrough = (
  kind: ScaleKind,
  ts: readonly number[],
  positions: readonly number[],
): TimeScale => ({
  kind,
  gaps: [],
  position: (t) => between(ts, positions, t),
  instant: (position) => between(positions, ts, position),
})

/** The value over x on the line through the knots; beyond them the first and the last piece go on. */
function between(xs: readonly number[], ys: readonly number[], x: number): number {
  let low = 1
  let high = xs.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (xs[middle] < x) low = middle + 1
    else high = middle
  }
  const [x0, x1, y0, y1] = [xs[low - 1], xs[low], ys[low - 1], ys[low]]
  return x - x0 <= x1 - x ? y0 + ((x - x0) / (x1 - x0)) * (y1 - y0) : y1 - ((x1 - x) / (x1 - x0)) * (y1 - y0)
}

/**
 * A scale on the way from one to another, 0 <= `way` <= 1: positions lie between theirs. It is of the kind that
 * it goes to; its inverse is found by halving.
 */
export function morphed(a: TimeScale, b: TimeScale, way: number): TimeScale {
  if (way <= 0) return a
  if (way >= 1) return b
  const position = (t: number) => a.position(t) * (1 - way) + b.position(t) * way
  const instant = (wanted: number) => {
    const [p, q] = [a.instant(wanted), b.instant(wanted)]
    let [low, high] = [Math.min(p, q), Math.max(p, q)]
    for (let i = 0; i < 64 && low < high; i++) {
      const middle = (low + high) / 2
      if (position(middle) < wanted) low = middle
      else high = middle
    }
    return (low + high) / 2
  }
  return {kind: b.kind, gaps: b.gaps, position, instant}
}
