// Waiting: forms that say for what. The CPU's wait in select() is emptiness under a thin bracket, with its felt
// length written in it; a task's wait is a thin band: slanted for the network, dotted for a timer, crossed for
// a disk, zigzag for a lock, a plain line for another task.
import {KINDS} from '../model/kinds'
import {AWAITED, type Lane, type Waits} from '../model/lanes'
import {sees} from '../model/depth'
import {readySince} from '../model/readiness'
import {xOf} from './camera'
import {cpuBlockBand} from './blocks'
import {mixed, numberOf} from './colour'
import {headX, receding, twice, type Frame} from './frame'
import {layerOf, slotOf, type Layer} from './layer'
import type {Band} from './layout'
import {drawReady, FORMS} from './forms'
import {eachWide, textureFor, walk, WIDE_PX} from './pixels'
import {fitting, type Places, sans} from './text'
import {hueOf} from './theme'

/** How strongly a wait is drawn up to the playhead, and how much more than a block beyond it. */
const PAST = 0.9
const FAINT = 0.06
/** Narrower than so many letters a wait has no form, but is a plain band, and paler. */
const FORM_EM = 1.2
const SMALL = 0.5
const BRACKET_PX = 3

interface Shown {
  readonly index: number
  readonly x: number
  readonly right: number
}

const all = () => true
const layerOfWaits = (waits: Waits, owner: number): Layer => layerOf(waits, 'all', all, () => slotOf(owner))

/** The waits on screen that are so wide. */
function wideOf({view, scene}: Frame, waits: Waits, widePx: number): Shown[] {
  const found: Shown[] = []
  const wide = (index: number, x: number, right: number) => found.push({index, x, right})
  eachWide(layerOfWaits(waits, -1), {view, endPs: scene.endPs, widePx, wide})
  return found
}

export function drawCpuWaits(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {theme, layout} = frame
  const {top, height} = cpuBlockBand(layout)
  const tick = layout.em * 0.4
  const shown = wideOf(frame, frame.scene.cpu.waits, BRACKET_PX)
  twice(ctx, frame, (ahead) => {
    ctx.globalAlpha = ahead ? 0.3 + frame.ahead / 2 : 1
    ctx.strokeStyle = theme.faint
    ctx.lineWidth = Math.max(1, layout.em * 0.09)
    for (const {x, right} of shown) {
      ctx.beginPath()
      ctx.moveTo(x + 1, top + tick)
      ctx.lineTo(x + 1, top)
      ctx.lineTo(right - 1, top)
      ctx.lineTo(right - 1, top + tick)
      ctx.stroke()
      // The loop itself works where select() returns.
      if (right - x > layout.em && frame.scene.cores === 1) {
        ctx.fillStyle = theme.loop
        ctx.fillRect(right - layout.em * 0.3, top, layout.em * 0.3, height)
      }
    }
  })
}

/**
 * The felt length inside the bracket, on the roomier side of the playhead, as large as fits. Returns the begins of
 * the waits that have it.
 */
export function labelCpuWaits(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  places: Places,
): ReadonlySet<number> {
  const told = new Set<number>()
  const {theme, layout, words} = frame
  const {top, height} = cpuBlockBand(layout)
  const head = headX(frame)
  const clear = layout.em * 0.5
  const {waits} = frame.scene.cpu
  for (const {index, x, right} of wideOf(frame, waits, layout.em * 1.6)) {
    const ps = Math.min(waits.to[index], frame.scene.endPs) - waits.from[index]
    let from = Math.max(x, layout.plotLeft) + clear
    let to = Math.min(right, layout.plotLeft + layout.plotWidth) - clear - layout.em * 0.3
    if (head > from - clear && head < to + clear) {
      if (head - from > to - head) to = head - clear
      else from = head + clear
    }
    if (to - from < layout.em * 1.6) continue
    const middle = (from + to) / 2
    const ahead = x >= head
    const going = head > x && head < right && frame.t > frame.scene.cpu.waits.from[index]
    const variants = going ? words.passed(frame.t - frame.scene.cpu.waits.from[index], ps) : words.felt(ps)
    // What is still to come is written smaller: it is not what the CPU does now.
    const largest = Math.min(layout.em * 1.75, height * 0.44) * (ahead ? 0.66 : 1)
    const size =
      [1, 0.8, 0.62]
        .map((part) => part * largest)
        .find((px) => {
          ctx.font = sans(theme, px, 500)
          return fitting(ctx, variants.slice(0, 1), to - from) !== ''
        }) ?? Math.min(layout.em * 0.85, largest)
    ctx.font = sans(theme, size, 500)
    const felt = fitting(ctx, variants, to - from)
    if (!felt) continue
    const y = top + height * 0.4
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    const half = ctx.measureText(felt).width / 2
    if (
      !places.take({left: middle - half, right: middle + half, top: y - size * 0.55, bottom: y + size * 0.55})
    )
      continue
    ctx.fillStyle = ahead ? theme.quiet : theme.ink
    ctx.fillText(felt, middle, y)
    told.add(waits.from[index])
    const small = layout.em * 0.94
    ctx.font = sans(theme, small)
    const short = going && felt === variants[1]
    const under = short
      ? [words.inAll(words.felt(ps)[0])]
      : sees(frame.depth, 'select')
        ? stuckIn(frame, index)
        : [words.waits]
    const stuck = fitting(ctx, under, to - from)
    if (stuck && height > layout.em * 2.6) {
      ctx.fillStyle = ahead ? theme.faint : theme.quiet
      ctx.fillText(stuck, middle, y + size * 0.5 + small * 0.72)
    }
  }
  return told
}

/** Where the CPU waits: in the loop's select(), stuck in a call that blocks, or because nothing could run. */
function stuckIn({columns, scene, words}: Frame, index: number): readonly string[] {
  const kind = KINDS[columns.kind[scene.cpu.waits.row[index]]]
  if (kind === 'thread.state') return [words.nobody]
  if (kind === 'line') return [words.stuck('sleep()'), 'sleep()']
  const call = `${kind.slice(kind.indexOf('.') + 1)}()`
  return [call === 'select()' ? words.selecting : words.stuck(call), call]
}

export function drawTaskWaits(ctx: CanvasRenderingContext2D, frame: Frame): void {
  for (const band of frame.layout.tasks) drawWaits(ctx, frame, band, frame.scene.tasks[band.index])
}

function drawWaits(ctx: CanvasRenderingContext2D, frame: Frame, band: Band, lane: Lane): void {
  const {theme, layout, view, scene} = frame
  const {em, plotLeft} = layout
  const height = Math.min(band.height * 0.3, em * 0.55)
  const y = band.top + band.height / 2
  const head = headX(frame)
  const strength = receding(frame, lane.owner)
  const colours = [PAST, frame.ahead + FAINT].map((part) =>
    numberOf(mixed(hueOf(theme, lane.owner), theme.ground, Math.min(1, part * strength * SMALL))),
  )
  const shown: Shown[] = []
  for (const storey of layerOfWaits(lane.waits, lane.owner).storeys) {
    const texture = textureFor(view)
    walk(storey, {
      view,
      endPs: scene.endPs,
      widePx: WIDE_PX,
      texture,
      wide: (index, x, right) => shown.push({index, x, right}),
    })
    const band = {left: plotLeft, top: y - height / 2, height}
    texture.draw(ctx, band, (_, pixel) => colours[plotLeft + pixel < head ? 0 : 1])
  }
  const queued = wideOf(frame, lane.ready, WIDE_PX)
  if (shown.length === 0 && queued.length === 0) return
  twice(ctx, frame, (ahead) => {
    const alpha = (ahead ? frame.ahead + FAINT : PAST) * strength
    ctx.fillStyle = ctx.strokeStyle = hueOf(theme, lane.owner)
    ctx.lineWidth = Math.max(1, em * 0.12)
    for (const {index, x, right} of shown) {
      if (ahead ? right < head : x > head) continue
      const ready = Math.min(right, xOf(view, readyAt(frame, lane, index)))
      const from = Math.max(x, plotLeft - em * 4)
      const to = Math.min(ready, plotLeft + layout.plotWidth + em)
      ctx.globalAlpha = alpha
      if (to - from < em * FORM_EM) {
        // Too narrow for a form.
        ctx.globalAlpha = alpha * SMALL
        ctx.fillRect(from, y - height / 2, Math.max(0, to - from), height)
        ctx.globalAlpha = alpha
      } else {
        ctx.save()
        ctx.beginPath()
        ctx.rect(from, band.top, to - from, band.height)
        ctx.clip()
        // The form is anchored where the wait begins, so that it moves with the picture.
        FORMS[AWAITED[lane.waits.awaited[index]]](ctx, {from, to, lattice: x, y, height, em})
        ctx.restore()
      }
      if (right - ready > 2) drawReady(ctx, {from: ready, to: right, lattice: 0, y, height, em})
    }
    for (const {x, right} of queued) drawReady(ctx, {from: x, to: right, lattice: 0, y, height, em})
  })
  ctx.globalAlpha = 1
}

/** When select() reported what the task waited for; the end of the wait when nothing did. */
function readyAt({columns}: Frame, lane: Lane, wait: number): number {
  if (lane.kind === 'thread' || wait + 1 >= lane.blocks.count) return Infinity
  return readySince(columns, lane.blocks.row[wait + 1])
}
