// The whole run as a thin strip: who was on the CPU when, which stretches were cut, what the camera shows and
// where the playhead is. It is also the scrub bar.
import type {Blocks} from '../model/lanes'
import {visible, WHOLE, xOf, type View} from './camera'
import {mixed, numberOf} from './colour'
import {layerOf, SLOTS, slotOf} from './layer'
import {textureFor, walk, WIDE_PX} from './pixels'
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
  if (strip.width === 0 || strip.height === 0) return
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
  drawWork(ctx, frame, strip, bar, head)
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

/** How strongly what is still to come is drawn. */
const AHEAD = 0.45

interface Bar {
  readonly top: number
  readonly height: number
}

const works = new WeakMap<Blocks, {of: readonly unknown[]; canvases: readonly HTMLCanvasElement[]}>()

/** Who was on the CPU: in full up to the playhead, pale beyond it. Two pictures that stay the same while camera and playhead move. */
function drawWork(ctx: CanvasRenderingContext2D, frame: Frame, strip: Strip, bar: Bar, head: number): void {
  const {width, height} = ctx.canvas
  const {scene, theme, overview} = frame
  const of = [scene.rows, theme, overview, width, height, strip.width, strip.height]
  let known = works.get(scene.cpu.blocks)
  if (!known || of.some((part, at) => part !== known!.of[at])) {
    known = {of, canvases: [1, AHEAD].map((part) => pictureOf(frame, strip, bar, {width, height}, part))}
    works.set(scene.cpu.blocks, known)
  }
  const [past, ahead] = known.canvases
  for (const [canvas, from, to] of [
    [past, 0, head],
    [ahead, head, strip.width],
  ] as const) {
    ctx.save()
    ctx.beginPath()
    ctx.rect(from, 0, to - from, strip.height)
    ctx.clip()
    ctx.drawImage(canvas, 0, 0, strip.width, strip.height)
    ctx.restore()
  }
}

/** All of it, with so much of each hue. */
function pictureOf(
  frame: Frame,
  strip: Strip,
  bar: Bar,
  size: {width: number; height: number},
  part: number,
): HTMLCanvasElement {
  const {theme, scene} = frame
  const {blocks} = scene.cpu
  const canvas = Object.assign(document.createElement('canvas'), size)
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('this browser has no canvas to draw on')
  ctx.scale(size.width / strip.width, size.height / strip.height)
  const view = stripView(frame, strip)
  // On one core what lies in another's block is part of it.
  const flat = scene.cores === 1
  const owned = layerOf(
    blocks,
    flat ? 'owned' : 'owned, of cores',
    (index) => blocks.owner[index] >= 0,
    (index) => slotOf(blocks.owner[index]),
    flat,
  )
  const palette = Array.from({length: SLOTS}, (_, slot) => mixed(hueOf(theme, slot - 1), theme.ground, part))
  const numbers = palette.map(numberOf)
  for (const storey of owned.storeys) {
    const texture = textureFor(view)
    walk(storey, {
      view,
      endPs: scene.endPs,
      widePx: WIDE_PX,
      texture,
      wide(index, x, right) {
        ctx.fillStyle = palette[slotOf(blocks.owner[index])]
        ctx.fillRect(x, bar.top, right - x, bar.height)
      },
    })
    texture.draw(ctx, {left: 0, top: bar.top, height: bar.height}, (slot) => numbers[slot])
  }
  return canvas
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
