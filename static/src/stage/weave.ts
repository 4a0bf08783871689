// Packets by the thousand: those that set out within a few pixels are one strip from host to host, as wide as their
// departures and arrivals, as strong as they are many. None is left out.
import {instantAt, xOfPosition} from './camera'
import {headX, RECEDED, type Frame} from './frame'
import {SLOTS, slotOf} from './layer'
import {hueOf, type Theme} from './theme'
import {waysOf, type Way} from './ways'

/** So wide is a strip at the host that sends, in pixels. */
const STRIP_PX = 3
/** So wide it may be at the other, as long as there are no more than so many strips of a way. */
const WIDEST_PX = 6
const MOST = 2000
/** Of so many packets a strip is nearly as strong as it can be. */
const STRONG = 12
const FAINTEST = 0.5
/** A single one is as wide as a line. */
const HALF_PX = 0.6
const STRENGTHS = 8

/** The corners in order, the colour and how strong it is. */
interface Strip {
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

function stripsOf(frame: Frame, way: Way): Strip[] {
  const {layout, view, scene} = frame
  const [y0, y1] = [layout.hostY[way.fromHost], layout.hostY[way.toHost]]
  if (y0 === undefined || y1 === undefined) return []
  const strips: Strip[] = []
  const {plotLeft} = layout
  const begin = instantAt(view, plotLeft)
  const xAt = (t: number) => xOfPosition(view, view.scale.position(Math.min(t, scene.endPs)))

  // Those that have set out before what is on screen are told apart by where they come in and where they go out.
  const right = plotLeft + layout.plotWidth
  const start = xAt(0)
  const early = new Map<string, {places: number[]; hues: Float64Array}>()
  const {depart, arrive, owner} = scene.packets
  way.eachBetween(begin, begin, (index) => {
    if (depart[index] >= begin) return
    const [x0, x1] = [xAt(depart[index]), xAt(arrive[index])]
    const yAt = (x: number) => Math.round(((y1 - y0) * (x - x0)) / (x1 - x0 || 1) / STRIP_PX)
    const end = x1 < right ? `${Math.floor((x1 - start) / STRIP_PX)}` : `beyond ${yAt(right)}`
    const key = `${yAt(plotLeft)} ${end}`
    let group = early.get(key)
    if (!group) early.set(key, (group = {places: [], hues: new Float64Array(SLOTS)}))
    group.places.push(index)
    group.hues[slotOf(owner[index])]++
  })
  for (const {places, hues} of early.values()) {
    const [first, last] = [places[0], places[places.length - 1]]
    const lines = [first, last].map((index) => [xAt(depart[index]), xAt(arrive[index])] as const)
    strips.push(
      stripOf(frame, {a: lines[0], b: lines[1], y0, y1, count: places.length, hues, number: places[0]}),
    )
  }

  /** Those that arrive far apart are apart: halved, until what is left arrives close together. */
  const weave = (from: number, to: number, number: number): void => {
    const {count, hues, first, last} = way.bundle(from, to)
    const [a1, b1] = [xAt(first), Math.min(xAt(last), right)]
    if (count > 1 && b1 - a1 > WIDEST_PX && strips.length < MOST) {
      const middle = (from + to) >> 1
      weave(from, middle, number)
      weave(middle, to, number + 1)
      return
    }
    const lines = {a: [xAt(way.depart[from]), a1], b: [xAt(way.depart[to - 1]), xAt(last)]} as const
    strips.push(stripOf(frame, {...lines, y0, y1, count, hues, number}))
  }
  for (let at = way.departed(begin); at < way.count;) {
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

function stripOf(frame: Frame, {a, b, y0, y1, count, hues, number}: Woven): Strip {
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
  const strength = Math.ceil((1 - Math.exp((1 - count) / STRONG)) * STRENGTHS) / STRENGTHS
  return {
    corners: [a0, b0, b1, a1],
    left: Math.min(a0[0], a1[0]),
    right: Math.max(b0[0], b1[0]),
    fill: hueAmong(frame.theme, hues, number),
    strength: FAINTEST + (1 - FAINTEST) * strength,
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
