// The playhead: the one red line. Whatever is written keeps clear of it.
import {headX, type Frame} from './frame'
import type {Box} from './text'

export function playheadBox(frame: Frame): Box {
  const x = headX(frame)
  const clear = frame.layout.em * 0.3
  return {left: x - clear, right: x + clear, top: 0, bottom: frame.layout.height}
}

export function drawPlayhead(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme} = frame
  const x = headX(frame)
  if (x < layout.plotLeft - 1 || x > layout.plotLeft + layout.plotWidth + 1) return
  const half = layout.em * 0.55
  ctx.fillStyle = theme.head
  ctx.fillRect(x - layout.em * 0.07, 0, layout.em * 0.14, layout.height)
  ctx.beginPath()
  ctx.moveTo(x - half, 0)
  ctx.lineTo(x + half, 0)
  ctx.lineTo(x, half * 1.2)
  ctx.closePath()
  ctx.fill()
}
