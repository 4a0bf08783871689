// The stretch that is played again and again: a bracket below the axis, and on the strip; what lies outside recedes
// a little.
import {xOf, type View} from './camera'
import type {Frame} from './frame'

const OUTSIDE = 0.4
const LINE_PX = 2
const TICK_PX = 7

function bracket(ctx: CanvasRenderingContext2D, frame: Frame, view: View, top: number): void {
  const {loop, theme} = frame
  if (!loop) return
  const left = xOf(view, loop.from)
  const width = Math.max(LINE_PX * 2, xOf(view, loop.to) - left)
  ctx.fillStyle = theme.quiet
  ctx.fillRect(left, top, width, LINE_PX)
  ctx.fillRect(left, top, LINE_PX, TICK_PX)
  ctx.fillRect(left + width - LINE_PX, top, LINE_PX, TICK_PX)
}

export function drawLoop(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {loop, view, theme, layout} = frame
  if (!loop) return
  const [left, right] = [xOf(view, loop.from), xOf(view, loop.to)]
  const top = layout.axis.height
  ctx.save()
  ctx.globalAlpha = OUTSIDE
  ctx.fillStyle = theme.ground
  ctx.fillRect(layout.plotLeft, top, left - layout.plotLeft, layout.height - top)
  ctx.fillRect(right, top, layout.plotLeft + layout.plotWidth - right, layout.height - top)
  ctx.restore()
  bracket(ctx, frame, view, top - TICK_PX)
}

export const drawLoopOnStrip = (ctx: CanvasRenderingContext2D, frame: Frame, view: View): void =>
  bracket(ctx, frame, view, 1)
