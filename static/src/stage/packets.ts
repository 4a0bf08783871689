// The network: a line for each host, packets as slanted strokes between them. A stroke's slope is the latency;
// one in flight at the playhead has a dot at its front.
import {visible, xOfPosition} from './camera'
import {headX, receding, twice, type Frame} from './frame'
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
  drawFronts(ctx, frame, strokes)
}

/** From so many on, strokes are hairlines without dots: they are a texture then, and dots would take long. */
const MANY = 120

interface Stroke {
  readonly owner: number
  /** It is on its way at the playhead. */
  readonly flying: boolean
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
  const y1 = layout.hostY[packets.toHost[index]]
  if (y0 === undefined || y1 === undefined) return null
  const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
  const x1 = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
  const left = Math.max(x0, layout.plotLeft - layout.em)
  const right = Math.min(x1, layout.plotLeft + layout.plotWidth + layout.em)
  const flying = packets.depart[index] <= t && packets.arrive[index] > t
  return right < left ? null : {x0, y0, x1, y1, left, right, owner: packets.owner[index], flying}
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
