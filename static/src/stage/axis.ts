// The time axis: felt units that people know. Where a tick's label has the room, the real unit stands beside it.
import {ticksOf, type Tick} from '../felt/ticks'
import {xOfPosition} from './camera'
import type {Frame} from './frame'
import {type Places, sans, write} from './text'

/** Big letters need fewer ticks, small ones more: the axis is as wide as so many letters of the usual size. */
const USUAL_EM = 17

function ticks({view, columns, words, layout}: Frame): Tick[] {
  const {camera, scale} = view
  const widthPx = (view.widthPx * USUAL_EM) / layout.em
  const shown = {from: camera.left, to: camera.left + camera.span, widthPx}
  return columns.count ? ticksOf(scale, shown, words.instructionPs, words.lang) : []
}

/** Thin lines through all lanes at the ticks that have a label. */
export function drawGrid(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme, view} = frame
  ctx.strokeStyle = theme.grid
  ctx.lineWidth = 1
  ctx.beginPath()
  for (const {position, text} of ticks(frame)) {
    if (!text) continue
    const x = Math.round(xOfPosition(view, position)) + 0.5
    ctx.moveTo(x, layout.axis.height * 0.78)
    ctx.lineTo(x, layout.height)
  }
  ctx.stroke()
}

export function drawAxis(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, view, scene} = frame
  const px = layout.em * 0.94
  const y = layout.axis.height * 0.5
  const edges = {from: layout.plotLeft, to: layout.plotLeft + layout.plotWidth}
  const written: {right: number; real: string}[] = []
  ctx.font = sans(theme, px)
  for (const {t, position, text, real} of ticks(frame)) {
    if (t > scene.endPs) continue
    const x = xOfPosition(view, position)
    ctx.fillStyle = theme.line
    ctx.fillRect(Math.round(x), layout.axis.height * 0.78, 1, layout.axis.height * (text ? 0.22 : 0.12))
    ctx.fillStyle = theme.quiet
    if (text && write(ctx, places, [text], {x, y, align: 'center', px, ...edges})) {
      written.push({right: x + ctx.measureText(text).width / 2, real: t > 0 ? real : ''})
    }
  }
  const small = layout.em * 0.8
  ctx.font = sans(theme, small)
  ctx.fillStyle = theme.faint
  let before = ''
  for (const {right, real} of written) {
    if (!real || real === before) continue // so near that the real unit does not tell them apart
    before = real
    write(ctx, places, [real], {x: right + layout.em * 0.4, y, align: 'left', px: small, ...edges})
  }
}
