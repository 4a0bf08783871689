// Packets by the thousand: those that set out within a few pixels are one strip from host to host, as wide as their
// departures and arrivals, in which they lie evenly. None is left out.
import {instantAt, xOfPosition} from './camera'
import {blue, green, numberOf, red} from './colour'
import {paintDensity, type Strip} from './density'
import {headX, RECEDED, type Frame} from './frame'
import {SLOTS} from './layer'
import {hueOf} from './theme'
import {waysOf, type Way} from './ways'

/** So wide is a strip at the host that sends, in pixels. */
const STRIP_PX = 4
/** So wide it may be at the other, as long as there are no more than so many strips of a way. */
const WIDEST_PX = 8
const MOST = 500

export function drawWoven(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {selected, scene} = frame
  if (selected === null) return drawWays(ctx, frame, waysOf(scene), 1)
  drawWays(ctx, frame, waysOf(scene), RECEDED)
  drawWays(ctx, frame, waysOf(scene, selected), 1)
}

function drawWays(ctx: CanvasRenderingContext2D, frame: Frame, ways: readonly Way[], part: number): void {
  const {layout} = frame
  if (layout.hostY.length < 2) return
  const head = headX(frame) - layout.plotLeft
  const top = Math.floor(Math.min(...layout.hostY))
  const field = {left: layout.plotLeft, width: layout.plotWidth, top, height: Math.max(...layout.hostY) - top}
  const strips = ways.flatMap((way) => stripsOf(frame, way))
  paintDensity(ctx, strips, field, (pixel) => part * (pixel < head ? 1 : frame.ahead))
}

type Seen = Pick<Frame, 'layout' | 'view' | 'scene' | 'theme'>

/** All packets of a way that are on screen, each in one strip. */
export function stripsOf(frame: Seen, way: Way): Strip[] {
  const {layout, view, scene, theme} = frame
  const [y0, y1] = [layout.hostY[way.fromHost], layout.hostY[way.toHost]]
  if (y0 === undefined || y1 === undefined) return []
  const strips: Strip[] = []
  const {plotLeft} = layout
  const palette = Array.from({length: SLOTS}, (_, slot) => numberOf(hueOf(theme, slot - 1)))
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
  const weave = (from: number, to: number): void => {
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
      weave(from, middle)
      weave(middle, to)
      return
    }
    strips.push({count, y0, y1, first: a, last: b, colour: meanOf(palette, hues, count)})
  }
  const early = way.departed(begin)
  if (early) weave(0, early)
  for (let at = early; at < way.count;) {
    const x = xAt(way.depart[at])
    if (x > right) break
    // Strips are counted from the run's start, so that they stay the same when the picture is moved.
    const number = Math.floor((x - start) / STRIP_PX)
    const end = Math.min(right, start + (number + 1) * STRIP_PX)
    const next = Math.max(at + 1, way.departed(instantAt(view, end)))
    weave(at, next)
    at = next
  }
  return strips
}

/** The mean of their hues: of many it is nobody's. */
function meanOf(palette: readonly number[], hues: Float64Array, count: number): number {
  let [r, g, b] = [0, 0, 0]
  for (let slot = 0; slot < hues.length; slot++) {
    const part = hues[slot] / count
    r += red(palette[slot]) * part
    g += green(palette[slot]) * part
    b += blue(palette[slot]) * part
  }
  return (Math.round(r) << 16) | (Math.round(g) << 8) | Math.round(b)
}
