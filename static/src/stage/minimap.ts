// The whole run as a thin strip: who was on the CPU when, which stretches were cut, what the camera shows and
// where the playhead is. It is also the scrub bar.
import {visible, WHOLE, xOf, type View} from './camera'
import {mixed} from './blocks'
import type {Frame} from './frame'
import {drawLoopOnStrip} from './loop'
import {fitting, sans} from './text'
import {hueOf} from './theme'

export interface Strip {
  readonly width: number
  readonly height: number
  readonly em: number
  readonly markers: readonly number[]
}

export const stripView = (frame: Frame, strip: Pick<Strip, 'width'>): View => ({
  scale: frame.overview,
  camera: WHOLE,
  leftPx: 0,
  widthPx: strip.width,
})

export function drawMinimap(ctx: CanvasRenderingContext2D, frame: Frame, strip: Strip): void {
  const view = stripView(frame, strip)
  const {theme} = frame
  const bar = {top: strip.height * 0.42, height: strip.height * 0.4}
  const head = xOf(view, frame.t)
  ctx.clearRect(0, 0, strip.width, strip.height)

  drawCamera(ctx, frame, view, bar)
  const middle = bar.top + bar.height / 2
  ctx.fillStyle = theme.line
  ctx.beginPath()
  ctx.roundRect(0, middle - 2, strip.width, 4, 2)
  ctx.fill()
  drawWork(ctx, frame, view, bar, head)
  labelCuts(ctx, frame, view, strip, bar.top)
  drawMarkers(ctx, frame, view, strip, bar)
  drawLoopOnStrip(ctx, frame, view)

  ctx.fillStyle = theme.head
  ctx.beginPath()
  ctx.arc(head, middle, strip.em * 0.5, 0, 2 * Math.PI)
  ctx.fill()
  ctx.fillRect(head - 1, bar.top - 2, 2, bar.height + 4)
}

function drawCamera(ctx: CanvasRenderingContext2D, frame: Frame, view: View, bar: Bar): void {
  if (frame.view.camera.span >= WHOLE.span * 0.999) return
  const [start, end] = visible(frame.view)
  const from = Math.max(0, xOf(view, start))
  const width = Math.max(3, Math.min(view.widthPx, xOf(view, end)) - from)
  ctx.fillStyle = frame.theme.raised
  ctx.strokeStyle = frame.theme.line
  ctx.lineWidth = 1
  ctx.beginPath()
  ctx.roundRect(from + 0.5, bar.top - 5.5, width - 1, bar.height + 11, 5)
  ctx.fill()
  ctx.stroke()
}

interface Bar {
  readonly top: number
  readonly height: number
}

function drawWork(ctx: CanvasRenderingContext2D, frame: Frame, view: View, bar: Bar, head: number): void {
  const {blocks} = frame.scene.cpu
  let drawnTo = -Infinity
  for (let index = 0; index < blocks.count; index++) {
    const owner = blocks.owner[index]
    if (owner < 0) continue
    const x = xOf(view, blocks.from[index])
    const right = xOf(view, Math.min(blocks.to[index], frame.scene.endPs))
    if (right < drawnTo + 0.5) continue
    drawnTo = Math.max(right, x + 1)
    ctx.fillStyle = mixed(hueOf(frame.theme, owner), frame.theme.ground, x <= head ? 1 : 0.45)
    ctx.fillRect(Math.max(x, 0), bar.top, drawnTo - x, bar.height)
  }
}

function labelCuts(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  view: View,
  strip: Strip,
  bottom: number,
): void {
  const px = strip.em * 0.86
  ctx.font = sans(frame.theme, px)
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillStyle = frame.theme.quiet
  for (const gap of view.scale.gaps) {
    const left = xOf(view, gap.from)
    const right = xOf(view, gap.to)
    const felt = fitting(ctx, frame.words.felt(gap.to - gap.from), right - left - 8)
    if (felt) ctx.fillText(felt, (left + right) / 2, bottom - px * 0.75)
  }
}

function drawMarkers(ctx: CanvasRenderingContext2D, frame: Frame, view: View, strip: Strip, bar: Bar): void {
  ctx.fillStyle = frame.theme.cause
  for (const row of strip.markers) {
    const x = xOf(view, frame.columns.t[row])
    ctx.beginPath()
    ctx.moveTo(x, bar.top)
    ctx.lineTo(x - strip.em * 0.35, bar.top - strip.em * 0.6)
    ctx.lineTo(x + strip.em * 0.35, bar.top - strip.em * 0.6)
    ctx.closePath()
    ctx.fill()
  }
}
