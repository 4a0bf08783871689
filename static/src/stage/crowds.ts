// A crowd: all tasks, or all threads, as one band. How high it is filled says how many of them there are: those that
// wait in the form of what they mostly wait for, those that are ready outlined upon them; below, who ran when.
import type {Crowd, Tally} from '../model/crowd'
import type {Awaited} from '../model/lanes'
import {xOfPosition, type View} from './camera'
import {FORMS, PERIOD_EM} from './forms'
import {twice, type Frame} from './frame'
import {layerOf, slotOf} from './layer'
import type {CrowdBand} from './layout'
import {drawBlocks} from './paint'
import {edgesOf} from './pixels'
import {fitting, sans, write, type Places} from './text'

/** What of a band is left for who ran. */
const RAN_SHARE = 0.3
const RAN_MOST_EM = 1.3
/** What is there, however few, is seen. */
const LEAST_PX = 1
/** How strong the ground of those that wait is, and the form upon it; and how much more all of it beyond the playhead. */
const FILL = 0.22
const FORM = 0.4
const AHEAD = 0.15
const READY = 0.12
/** A crowd while one of it, or somebody else, is selected. */
const RECEDED = 0.5
/** From one row of the form to the next. */
const ROW_EM = 0.9

const crowdOf = ({scene}: Frame, {kind}: CrowdBand): Crowd =>
  scene.crowds.find((crowd) => crowd.kind === kind)!

export function drawCrowds(ctx: CanvasRenderingContext2D, frame: Frame): void {
  for (const band of frame.layout.crowds) {
    const crowd = crowdOf(frame, band)
    const {em} = frame.layout
    const inset = Math.min(em * 0.35, band.height * 0.12)
    const ran = Math.min(em * RAN_MOST_EM, band.height * RAN_SHARE)
    const bottom = band.top + band.height - inset
    if (!band.open)
      drawCounts(
        ctx,
        frame,
        {count: band.count, top: band.top + inset, bottom: bottom - ran - em * 0.15},
        crowd,
      )
    drawRan(ctx, frame, crowd, band.open ? {top: band.top + inset, bottom} : {top: bottom - ran, bottom})
  }
}

interface Room {
  readonly top: number
  readonly bottom: number
}

/** Whenever one of them ran, in its hue. */
function drawRan(ctx: CanvasRenderingContext2D, frame: Frame, {blocks}: Crowd, {top, bottom}: Room): void {
  const layer = layerOf(
    blocks,
    'all',
    () => true,
    (index) => slotOf(blocks.owner[index]),
  )
  const look = {top, height: bottom - top, radius: frame.layout.em * 0.15, gapPx: 0, full: 1}
  drawBlocks(ctx, frame, 'all', {layer, blocks, ...look})
}

/** How many wait and are ready, over time. */
function drawCounts(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  {count, top, bottom}: Room & {count: number},
  crowd: Crowd,
): void {
  const {layout, theme, view} = frame
  const {em} = layout
  const tall = bottom - top
  const ground = () => bottom
  const waiting = heightsOf(view, crowd.waiting, tall / count)
  const ready = heightsOf(view, crowd.ready, tall / count)
  const waitTop = (pixel: number) => bottom - waiting[pixel]
  const readyTop = (pixel: number) => Math.max(top, bottom - waiting[pixel] - ready[pixel])
  const [waits, isReady] = [between(view, waitTop, ground), between(view, readyTop, waitTop)]
  const line = Math.max(1, em * 0.12)
  twice(ctx, frame, (ahead) => {
    const part = (ahead ? AHEAD + frame.ahead : 1) * (frame.selected === null ? 1 : RECEDED)
    ctx.imageSmoothingEnabled = false
    ctx.fillStyle = patternOf(ctx, frame, crowd.awaited, {bottom, line, part})
    ctx.fill(waits)
    ctx.globalAlpha = part
    ctx.strokeStyle = theme.ink
    ctx.lineWidth = line
    ctx.stroke(isReady)
    ctx.globalAlpha = READY * part
    ctx.fillStyle = theme.ink
    ctx.fill(isReady)
    ctx.globalAlpha = 1
  })
}

let tile: CanvasRenderingContext2D | null = null

/** Rows of a form on their ground, from a line upwards. To cut forms along a curve would take long: as a pattern they fill it. */
function patternOf(
  ctx: CanvasRenderingContext2D,
  {theme, view, layout}: Frame,
  awaited: Awaited,
  {bottom, line, part}: {bottom: number; line: number; part: number},
): CanvasPattern {
  tile ??= document.createElement('canvas').getContext('2d')
  if (!tile) throw new Error('this browser has no canvas to draw on')
  // As large as whole pixels of the screen: otherwise it would be blurred.
  const ratio = ctx.getTransform().a
  const whole = (px: number) => Math.max(1, Math.round(px * ratio))
  const {canvas} = tile
  canvas.width = whole(layout.em * PERIOD_EM[awaited])
  canvas.height = whole(layout.em * ROW_EM)
  const [period, row] = [canvas.width / ratio, canvas.height / ratio]
  tile.scale(ratio, ratio)
  tile.fillStyle = tile.strokeStyle = theme.quiet
  tile.globalAlpha = FILL * part
  tile.fillRect(0, 0, period, row)
  tile.globalAlpha = FORM * part
  tile.lineWidth = line
  const em = period / PERIOD_EM[awaited]
  FORMS[awaited](tile, {from: -period, to: 2 * period, lattice: 0, y: row / 2, height: layout.em * 0.5, em})
  const pattern = ctx.createPattern(canvas, 'repeat')
  if (!pattern) throw new Error('this browser has no patterns to draw with')
  // It is anchored in time, so that it moves with the picture.
  const start = xOfPosition(view, view.scale.position(0)) % period
  const at = (px: number) => Math.round(px * ratio) / ratio
  pattern.setTransform(new DOMMatrix([1 / ratio, 0, 0, 1 / ratio, at(start), at(bottom)]))
  return pattern
}

/** How high each pixel's average is. */
function heightsOf(view: View, tally: Tally, eachPx: number): Float64Array {
  const edges = edgesOf(view)
  return Float64Array.from({length: edges.length - 1}, (_, pixel) => {
    const some = tally.between(edges[pixel], edges[pixel + 1])
    // In half pixels, so that what changes less is one step.
    return some > 0 ? Math.max(LEAST_PX, Math.round(some * eachPx * 2) / 2) : 0
  })
}

/** The area between two lines over the pixels, where there is any; where nothing changes, one step for many. */
function between(view: View, upper: (pixel: number) => number, lower: (pixel: number) => number): Path2D {
  const path = new Path2D()
  const end = edgesOf(view).length - 1
  for (let pixel = 0; pixel < end;) {
    const from = pixel
    while (pixel < end && lower(pixel) > upper(pixel)) pixel++
    if (pixel === from) pixel++
    else outline(path, view.leftPx, upper, lower, from, pixel)
  }
  return path
}

function outline(
  path: Path2D,
  left: number,
  upper: (pixel: number) => number,
  lower: (pixel: number) => number,
  from: number,
  to: number,
): void {
  path.moveTo(left + from, lower(from))
  for (let pixel = from; pixel < to; pixel++) {
    if (pixel > from && upper(pixel) === upper(pixel - 1)) continue
    if (pixel > from) path.lineTo(left + pixel, upper(pixel - 1))
    path.lineTo(left + pixel, upper(pixel))
  }
  path.lineTo(left + to, upper(to - 1))
  path.lineTo(left + to, lower(to - 1))
  for (let pixel = to - 1; pixel > from; pixel--) {
    if (lower(pixel) === lower(pixel - 1)) continue
    path.lineTo(left + pixel, lower(pixel))
    path.lineTo(left + pixel, lower(pixel - 1))
  }
  path.closePath()
}

/** The counts at the playhead, one below the other in the column of names, as many as there is room for. */
export function nameCrowds(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme, words} = frame
  const {em} = layout
  const room = layout.plotLeft - em * 0.5
  if (room < em * 4) return
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const band of layout.crowds) {
    const crowd = crowdOf(frame, band)
    const px = Math.min(em * 1.1, band.height * 0.6)
    const small = em * 0.9
    const lines = Math.max(0, Math.min(3, Math.floor((band.height - px * 1.3) / (small * 1.2))))
    const counts = countsOf(frame, crowd).slice(0, lines)
    let y = band.top + (band.height - counts.length * small * 1.2) / 2
    const arm = px * 0.3
    ctx.fillStyle = theme.quiet
    ctx.beginPath()
    for (const [x, up] of band.open ? OPEN_SIGN : CLOSED_SIGN) ctx.lineTo(arm * (1 + x), y + arm * up)
    ctx.closePath()
    ctx.fill()
    ctx.fillStyle = theme.ink
    const left = em * 0.5 + px * 0.62
    const name = words.crowd(crowd.kind, band.count)
    for (const size of [px, px * 0.88, px * 0.76]) {
      ctx.font = sans(theme, size, 700)
      if (ctx.measureText(name).width <= room - left) break
    }
    ctx.fillText(fitting(ctx, [name, `${band.count}`], room - left), left, y)
    y += px * 0.62 + small * 0.6
    for (const text of counts) {
      ctx.font = sans(theme, small)
      ctx.fillStyle = theme.quiet
      ctx.fillText(fitting(ctx, [text], room - left), left, y)
      y += small * 1.2
    }
  }
}
const CLOSED_SIGN = [
  [-0.5, -1],
  [1, 0],
  [-0.5, 1],
] as const
const OPEN_SIGN = [
  [-1, -0.5],
  [1, -0.5],
  [0, 1],
] as const

/** On a narrow screen: all of it in a line, inside. */
export function nameCrowdsInside(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, words} = frame
  if (layout.plotLeft > layout.em * 4) return
  for (const band of layout.crowds) {
    const crowd = crowdOf(frame, band)
    const px = layout.em * 0.85
    ctx.font = sans(theme, px, 600)
    ctx.fillStyle = theme.ink
    const name = words.crowd(crowd.kind, band.count)
    const counts = countsOf(frame, crowd)
    const variants = [counts.length, 2, 1, 0].map((most) => [name, ...counts.slice(0, most)].join(' · '))
    const at = {x: layout.plotLeft + 2, y: band.top + px * 0.7, align: 'left', px} as const
    write(ctx, places, variants, {...at, from: 0, to: layout.width, backdrop: theme.ground})
  }
}

/** What the crowd does at the playhead, in words. */
function countsOf({words, t}: Frame, {running, ready, waiting}: Crowd): string[] {
  const [runs, could, waits] = [running, ready, waiting].map((tally) => tally.at(t))
  return [words.running(runs), ...(could ? [words.ready(could)] : []), words.waiting(waits)]
}
