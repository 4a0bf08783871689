// The network: a line for each host, packets as slanted strokes between them. A stroke's slope is the latency;
// one in flight at the playhead has a dot at its front.
import {visible, xOfPosition} from './camera'
import {headX, twice, type Frame} from './frame'
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
  const {scene, layout, theme, view} = frame
  const {packets} = scene
  const [from, to] = visible(view)
  const end = countUpTo(packets.depart, packets.count, to)
  const width = Math.max(1.25, layout.em * 0.14)
  twice(ctx, frame, (ahead) => {
    ctx.lineWidth = width
    ctx.globalAlpha = ahead ? 0.2 + frame.ahead : 1
    ctx.setLineDash(ahead ? [layout.em * 0.12, layout.em * 0.36] : [])
    for (let index = 0; index < end; index++) {
      if (packets.arrive[index] < from) continue
      const stroke = strokeOf(frame, index)
      if (!stroke) continue
      ctx.strokeStyle = hueOf(theme, packets.owner[index])
      ctx.beginPath()
      ctx.moveTo(stroke.left, yAt(stroke, stroke.left))
      ctx.lineTo(stroke.right, yAt(stroke, stroke.right))
      ctx.stroke()
    }
  })
  drawFronts(ctx, frame, end)
}

interface Stroke {
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
function strokeOf({scene, layout, view}: Frame, index: number): Stroke | null {
  const {packets} = scene
  const y0 = layout.hostY[packets.fromHost[index]]
  const y1 = layout.hostY[packets.toHost[index]]
  if (y0 === undefined || y1 === undefined) return null
  const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
  const x1 = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
  const left = Math.max(x0, layout.plotLeft - layout.em)
  const right = Math.min(x1, layout.plotLeft + layout.plotWidth + layout.em)
  return right < left ? null : {x0, y0, x1, y1, left, right}
}

/** The dot at the front of each packet that is in flight at the playhead. */
function drawFronts(ctx: CanvasRenderingContext2D, frame: Frame, end: number): void {
  const {scene, layout, theme, t} = frame
  const {packets} = scene
  const x = headX(frame)
  if (x < layout.plotLeft) return
  for (let index = 0; index < end; index++) {
    if (packets.depart[index] > t || packets.arrive[index] <= t) continue
    const stroke = strokeOf(frame, index)
    if (!stroke || x < stroke.left || x > stroke.right) continue
    ctx.fillStyle = hueOf(theme, packets.owner[index])
    ctx.beginPath()
    ctx.arc(x, yAt(stroke, x), layout.em * 0.3, 0, 2 * Math.PI)
    ctx.fill()
  }
}
