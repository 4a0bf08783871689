// Packets by the thousand: those that set out within a few pixels are one strip from host to host, as wide as their
// departures and arrivals, as strong as they are many. None is left out.
import {instantAt, xOfPosition} from './camera'
import {headX, RECEDED, type Frame} from './frame'
import {hueOf, type Theme} from './theme'
import {waysOf, type Way} from './ways'

/** So wide is a strip at the host that sends, in pixels. */
const STRIP_PX = 3
/** So wide it may be at the other, as long as there are no more than so many strips of a way. */
const WIDEST_PX = 8
const MOST = 500
/** One alone is a line, and strong; a strip is wide: the more it is, the stronger, up to about so many. */
const ALONE = 0.8
const FAINTEST = 0.35
const STRONGEST = 0.65
const STRONG = 12
/** A single one is as wide as a line. */
const HALF_PX = 0.6
const STRENGTHS = 8

/** The corners in order, the colour and how strong it is. */
export interface Strip {
  /** How many packets it stands for. */
  readonly count: number
  readonly corners: readonly (readonly [number, number])[]
  readonly left: number
  readonly right: number
  readonly fill: string
  readonly strength: number
}

export function drawWoven(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {selected, scene} = frame
  if (selected === null) return drawWays(ctx, frame, waysOf(scene), 1)
  drawWays(ctx, frame, waysOf(scene), RECEDED)
  drawWays(ctx, frame, waysOf(scene, selected), 1)
}

function drawWays(ctx: CanvasRenderingContext2D, frame: Frame, ways: readonly Way[], part: number): void {
  const strips = ways.flatMap((way) => stripsOf(frame, way))
  const {layout} = frame
  const head = headX(frame)
  for (const ahead of [true, false]) {
    const [from, to] = ahead ? [Math.max(head, layout.plotLeft), layout.width] : [layout.plotLeft, head]
    if (to <= from) continue
    ctx.save()
    ctx.beginPath()
    ctx.rect(from, layout.network.top, to - from, layout.network.height)
    ctx.clip()
    // What looks the same is one path.
    const paths = new Map<string, {strip: Strip; path: Path2D}>()
    for (const strip of strips) {
      if (strip.right < from || strip.left > to) continue
      const key = `${strip.fill}${strip.strength}`
      let known = paths.get(key)
      if (!known) paths.set(key, (known = {strip, path: new Path2D()}))
      const {path} = known
      strip.corners.forEach(([x, y], corner) => (corner ? path.lineTo(x, y) : path.moveTo(x, y)))
      path.closePath()
    }
    for (const {strip, path} of paths.values()) {
      ctx.globalAlpha = part * strip.strength * (ahead ? frame.ahead : 1)
      ctx.fillStyle = strip.fill
      ctx.fill(path)
    }
    ctx.restore()
  }
}

type Seen = Pick<Frame, 'layout' | 'view' | 'scene' | 'theme'>

/** All packets of a way that are on screen, each in one strip. */
export function stripsOf(frame: Seen, way: Way): Strip[] {
  const {layout, view, scene} = frame
  const [y0, y1] = [layout.hostY[way.fromHost], layout.hostY[way.toHost]]
  if (y0 === undefined || y1 === undefined) return []
  const strips: Strip[] = []
  const {plotLeft} = layout
  const begin = instantAt(view, plotLeft)
  const xAt = (t: number) => xOfPosition(view, view.scale.position(Math.min(t, scene.endPs)))

  const right = plotLeft + layout.plotWidth
  const start = xAt(0)
  /** Where a stroke leaves the picture. */
  const exit = (x0: number, x1: number) =>
    x1 <= right ? {x: x1, y: y1} : {x: right, y: y0 + ((y1 - y0) * (right - x0)) / (x1 - x0)}
  const entry = (x0: number, x1: number) =>
    x0 >= plotLeft || x1 === x0 ? y0 : y0 + ((y1 - y0) * (plotLeft - x0)) / (x1 - x0)

  /** Those that come in or go out apart are apart: halved, until what is left is together all the way. */
  const weave = (from: number, to: number, number: number): void => {
    const {count, hues, first, last} = way.bundle(from, to)
    if (last < begin) return
    const a = [xAt(way.depart[from]), xAt(first)] as const
    const b = [xAt(way.depart[to - 1]), xAt(last)] as const
    const [one, other] = [exit(...a), exit(...b)]
    const apart =
      other.x - one.x > WIDEST_PX ||
      Math.abs(other.y - one.y) > WIDEST_PX ||
      Math.abs(entry(...a) - entry(...b)) > WIDEST_PX
    if (count > 1 && (first < begin || (apart && strips.length < MOST))) {
      const middle = way.middle(from, to)
      weave(from, middle, number)
      weave(middle, to, number + 1)
      return
    }
    strips.push(stripOf(frame, {a, b, y0, y1, count, hues, number}))
  }
  const early = way.departed(begin)
  if (early) weave(0, early, 0)
  for (let at = early; at < way.count;) {
    const x = xAt(way.depart[at])
    if (x > right) break
    // Strips are counted from the run's start, so that they stay the same when the picture is moved.
    const number = Math.floor((x - start) / STRIP_PX)
    const end = start + (number + 1) * STRIP_PX
    const next = Math.max(at + 1, way.departed(instantAt(view, end)))
    weave(at, next, number)
    at = next
  }
  return strips
}

interface Woven {
  /** Where its first and its last stroke begin and end. */
  readonly a: readonly [number, number]
  readonly b: readonly [number, number]
  readonly y0: number
  readonly y1: number
  readonly count: number
  readonly hues: Float64Array
  readonly number: number
}

function stripOf(frame: Seen, {a, b, y0, y1, count, hues, number}: Woven): Strip {
  const {plotLeft, plotWidth, em} = frame.layout
  const [left, right] = [plotLeft - em, plotLeft + plotWidth + em]
  /** A line as far as it is on screen (a canvas goes wrong with pixels in the millions), moved aside a little. */
  const cut = ([x0, x1]: readonly [number, number], side: number) => {
    const at = (x: number): readonly [number, number] => [
      x,
      x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0),
    ]
    const [from, to] = [
      x0 < left ? at(left) : ([x0, y0] as const),
      x1 > right ? at(right) : ([x1, y1] as const),
    ]
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const part = ((dy < 0 ? -1 : 1) * side) / (Math.hypot(dx, dy) || 1)
    return [from, to].map(([x, y]) => [x + dy * part, y - dx * part] as const)
  }
  const [[a0, a1], [b0, b1]] = [cut(a, -HALF_PX), cut(b, HALF_PX)]
  const many = Math.ceil((1 - Math.exp((1 - count) / STRONG)) * STRENGTHS) / STRENGTHS
  return {
    count,
    corners: [a0, b0, b1, a1],
    left: Math.min(a0[0], a1[0]),
    right: Math.max(b0[0], b1[0]),
    fill: hueAmong(frame.theme, hues, number),
    strength: count === 1 ? ALONE : FAINTEST + (STRONGEST - FAINTEST) * many,
  }
}

/** A strip has one hue: over many strips each hue as often as its share is. `number` is the strip's. */
function hueAmong(theme: Theme, counts: Float64Array, number: number): string {
  const turn = (((number * GOLDEN) % 1) + 1) % 1
  let left = counts.reduce((sum, count) => sum + count, 0) * turn
  const slot = counts.findIndex((count) => (left -= count) < 0)
  return hueOf(theme, Math.max(0, slot) - 1)
}
/** Its multiples are spread as evenly as can be. */
const GOLDEN = 0.618033988749895
