// The network: a line for each host, packets as slanted strokes between them. A stroke's slope is the latency;
// one in flight at the playhead has a dot at its front.
import {visible, xOfPosition} from './camera'
import {headX, receding, twice, type Frame} from './frame'
import {ARRIVES, LOST} from '../model/lanes'
import {countUpTo} from './search'
import {hueOf} from './theme'

export function drawHostLines(ctx: CanvasRenderingContext2D, {layout, theme}: Frame): void {
  ctx.strokeStyle = theme.loop
  ctx.globalAlpha = 0.6
  ctx.lineWidth = Math.max(1, layout.em * 0.08)
  ctx.beginPath()
  for (const y of layout.hostY) {
    const crisp = Math.round(y) + 0.5
    ctx.moveTo(layout.plotLeft, crisp)
    ctx.lineTo(layout.plotLeft + layout.plotWidth, crisp)
  }
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** Where a host is down, its line is broken: a grey band with nothing in it. */
export function drawDown(ctx: CanvasRenderingContext2D, {layout, theme, scene, view}: Frame): void {
  const {down} = scene
  for (let index = 0; index < down.count; index++) {
    const y = layout.hostY[down.depth[index]]
    if (y === undefined) continue
    const left = Math.max(layout.plotLeft, xOfPosition(view, view.scale.position(down.from[index])))
    const until = view.scale.position(Math.min(down.to[index], scene.endPs))
    const right = Math.min(layout.plotLeft + layout.plotWidth, xOfPosition(view, until))
    if (right <= left) continue
    const half = layout.em * 0.5
    ctx.fillStyle = theme.ground
    ctx.fillRect(left, y - 2, right - left, 4)
    ctx.globalAlpha = 0.5
    ctx.fillStyle = theme.line
    ctx.beginPath()
    ctx.roundRect(left, y - half, right - left, 2 * half, half * 0.5)
    ctx.fill()
    ctx.globalAlpha = 1
  }
}

export function drawPackets(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme} = frame
  const strokes = strokesOf(frame)
  const few = strokes.length < MANY
  twice(ctx, frame, (ahead) => {
    ctx.lineWidth = few ? Math.max(1.25, layout.em * 0.14) : 1
    const strength = ahead ? (few ? 0.2 : 0) + frame.ahead : 1
    ctx.setLineDash(ahead && few ? [layout.em * 0.12, layout.em * 0.36] : [])
    for (const stroke of strokes) {
      ctx.globalAlpha = strength * receding(frame, stroke.owner)
      ctx.strokeStyle = hueOf(theme, stroke.owner)
      ctx.beginPath()
      ctx.moveTo(stroke.left, yAt(stroke, stroke.left))
      ctx.lineTo(stroke.right, yAt(stroke, stroke.right))
      ctx.stroke()
    }
  })
  if (few) drawLosses(ctx, frame, strokes)
  drawFronts(ctx, frame, strokes)
}

/** How far a lost packet's stroke goes. */
const LOST_AT = 0.7

/** From so many on, strokes are hairlines without dots: they are a texture then, and dots would take long. */
const MANY = 120

interface Stroke {
  readonly owner: number
  /** It is on its way at the playhead. */
  readonly flying: boolean
  /** It has been lost at the stroke's far end. */
  readonly lost: boolean
  /** Both ends, as far away as they may be. */
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** The part of it on screen. */
  readonly left: number
  readonly right: number
}

const yAt = ({x0, y0, x1, y1}: Stroke, x: number): number =>
  x1 === x0 ? y0 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)

/** A packet's way: a straight stroke on screen, cut to the plot by arithmetic, since its ends may be far away. */
function strokeOf({scene, layout, view, t}: Frame, index: number): Stroke | null {
  const {packets} = scene
  const y0 = layout.hostY[packets.fromHost[index]]
  const yTo = layout.hostY[packets.toHost[index]]
  if (y0 === undefined || yTo === undefined) return null
  // A loss is noticed by nobody: the stroke ends on the way, unless there was a host to arrive at, but down.
  const reach = packets.fate[index] === LOST ? LOST_AT : 1
  const y1 = y0 + (yTo - y0) * reach
  const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
  const xEnd = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
  const x1 = x0 + (xEnd - x0) * reach
  const left = Math.max(x0, layout.plotLeft - layout.em)
  const right = Math.min(x1, layout.plotLeft + layout.plotWidth + layout.em)
  const flying = packets.depart[index] <= t && packets.arrive[index] > t
  const lost = packets.fate[index] !== ARRIVES
  return right < left ? null : {x0, y0, x1, y1, left, right, owner: packets.owner[index], flying, lost}
}

/** The strokes on screen; of those that have both ends in the same pixels only one. */
function strokesOf(frame: Frame): Stroke[] {
  const {packets} = frame.scene
  const [from, to] = visible(frame.view)
  const end = countUpTo(packets.depart, packets.count, to)
  const strokes: Stroke[] = []
  const seen = new Set<string>()
  for (let index = 0; index < end; index++) {
    if (packets.arrive[index] < from) continue
    const stroke = strokeOf(frame, index)
    if (!stroke) continue
    const {left, right} = stroke
    const ends = `${Math.round(left)} ${Math.round(yAt(stroke, left))} ${Math.round(right)} ${Math.round(yAt(stroke, right))}`
    if (seen.has(ends)) continue
    seen.add(ends)
    strokes.push(stroke)
  }
  return strokes
}

/** A cross where a packet's way ends that nobody will ever have. */
function drawLosses(ctx: CanvasRenderingContext2D, frame: Frame, strokes: readonly Stroke[]): void {
  const {layout, theme} = frame
  const arm = layout.em * 0.36
  ctx.lineWidth = Math.max(1.5, layout.em * 0.16)
  for (const {x1, y1, lost, owner} of strokes) {
    if (!lost || x1 < layout.plotLeft - arm) continue
    ctx.globalAlpha = x1 > headX(frame) ? 0.25 + frame.ahead : 1
    ctx.strokeStyle = theme.ground
    ctx.fillStyle = theme.ground
    ctx.beginPath()
    ctx.arc(x1, y1, arm * 1.3, 0, 2 * Math.PI)
    ctx.fill()
    ctx.strokeStyle = hueOf(theme, owner)
    ctx.beginPath()
    ctx.moveTo(x1 - arm, y1 - arm)
    ctx.lineTo(x1 + arm, y1 + arm)
    ctx.moveTo(x1 - arm, y1 + arm)
    ctx.lineTo(x1 + arm, y1 - arm)
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}

/** The dot at the front of each packet that is in flight at the playhead. */
function drawFronts(ctx: CanvasRenderingContext2D, frame: Frame, strokes: readonly Stroke[]): void {
  const {layout, theme} = frame
  const x = headX(frame)
  if (x < layout.plotLeft) return
  for (const stroke of strokes) {
    if (!stroke.flying || x < stroke.left || x > stroke.right) continue
    ctx.globalAlpha = receding(frame, stroke.owner)
    ctx.fillStyle = hueOf(theme, stroke.owner)
    ctx.beginPath()
    ctx.arc(x, yAt(stroke, x), layout.em * 0.3, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.globalAlpha = 1
}
