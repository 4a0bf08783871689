// Waiting: forms that say for what. The CPU's wait in select() is emptiness under a thin bracket, with its felt
// length written in it; a task's wait is a thin band: slanted for the network, dotted for a timer, crossed for
// a disk, zigzag for a lock, a plain line for another task.
import {KINDS} from '../model/kinds'
import {KIND} from '../model/kinds'
import {AWAITED, type Awaited, type Lane, type Waits} from '../model/lanes'
import {sees} from '../model/depth'
import {visible, xOf} from './camera'
import {cpuBlockBand} from './blocks'
import {headX, receding, twice, type Frame} from './frame'
import {countUpTo} from './search'
import {fitting, type Places, sans} from './text'
import {hueOf} from './theme'

function* onScreen(frame: Frame, waits: Waits) {
  const [from, to] = visible(frame.view)
  const end = countUpTo(waits.from, waits.count, to)
  for (let index = Math.max(0, countUpTo(waits.to, waits.count, from)); index < end; index++) {
    const until = Math.min(waits.to[index], frame.scene.endPs)
    const x = xOf(frame.view, waits.from[index])
    const right = xOf(frame.view, until)
    if (right - x < 1) continue
    yield {index, x, right, ps: until - waits.from[index], awaited: AWAITED[waits.awaited[index]]}
  }
}

export function drawCpuWaits(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {theme, layout} = frame
  const {top, height} = cpuBlockBand(layout)
  const tick = layout.em * 0.4
  twice(ctx, frame, (ahead) => {
    ctx.globalAlpha = ahead ? 0.3 + frame.ahead / 2 : 1
    ctx.strokeStyle = theme.faint
    ctx.lineWidth = Math.max(1, layout.em * 0.09)
    for (const {x, right} of onScreen(frame, frame.scene.cpu.waits)) {
      if (right - x < 3) continue
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

/** The felt length inside the bracket, on the roomier side of the playhead, as large as fits. */
export function labelCpuWaits(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {theme, layout, words} = frame
  const {top, height} = cpuBlockBand(layout)
  const head = headX(frame)
  const clear = layout.em * 0.5
  for (const {index, x, right, ps} of onScreen(frame, frame.scene.cpu.waits)) {
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
}

/** What the CPU is stuck in: a select(), a call that blocks, or nothing that could run. */
function stuckIn({columns, scene, words}: Frame, index: number): readonly string[] {
  const kind = KINDS[columns.kind[scene.cpu.waits.row[index]]]
  if (kind === 'thread.state') return [words.nobody]
  if (kind === 'line') return [words.stuck('sleep()'), 'sleep()']
  const call = `${kind.slice(kind.indexOf('.') + 1)}()`
  return [words.stuck(call), call]
}

export function drawTaskWaits(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {theme, layout} = frame
  twice(ctx, frame, (ahead) => {
    for (const band of layout.tasks) {
      const lane = frame.scene.tasks[band.index]
      ctx.globalAlpha = (ahead ? frame.ahead + 0.06 : 0.9) * receding(frame, lane.owner)
      const height = Math.min(band.height * 0.3, layout.em * 0.55)
      const y = band.top + band.height / 2
      ctx.fillStyle = ctx.strokeStyle = hueOf(theme, lane.owner)
      ctx.lineWidth = Math.max(1, layout.em * 0.12)
      for (const wait of onScreen(frame, lane.waits)) {
        const ready = xOf(frame.view, readyAt(frame, lane, wait.index))
        const until = Math.min(wait.right, ready)
        const from = Math.max(wait.x, layout.plotLeft - layout.em * 4)
        const to = Math.min(until, layout.plotLeft + layout.plotWidth + layout.em)
        ctx.save()
        ctx.beginPath()
        ctx.rect(from, band.top, Math.max(0, to - from), band.height)
        ctx.clip()
        // The form is anchored where the wait begins, so that it moves with the picture.
        FORMS[wait.awaited](ctx, {from, to, lattice: wait.x, y, height, em: layout.em})
        ctx.restore()
        if (wait.right - ready > 2)
          drawReady(ctx, {from: ready, to: wait.right, lattice: 0, y, height, em: layout.em})
      }
      for (const {x, right} of onScreen(frame, lane.ready))
        if (right - x > 2) drawReady(ctx, {from: x, to: right, lattice: 0, y, height, em: layout.em})
    }
  })
}

/** Ready, but not yet running: an outline, to be filled by the step. */
function drawReady(ctx: CanvasRenderingContext2D, {from, to, y, height, em}: Form): void {
  const tall = Math.max(height, em * 0.5)
  ctx.lineWidth = Math.max(1, em * 0.1)
  ctx.strokeRect(from + 1, y - tall / 2, to - from - 2, tall)
}

/** When select() reported what the task waited for; the end of the wait when nothing did. */
function readyAt({columns}: Frame, lane: Lane, wait: number): number {
  if (lane.kind === 'thread') return Infinity
  const step = lane.blocks.row[wait + 1]
  if (wait + 1 >= lane.blocks.count) return Infinity
  for (let row = columns.cause[step]; row >= 0; row = columns.cause[row]) {
    if (columns.kind[row] === KIND['select.readiness']) return columns.t[row]
    if (columns.kind[row] === KIND['coroutine.send']) break
  }
  return columns.t[step]
}

interface Form {
  from: number
  to: number
  lattice: number
  y: number
  height: number
  em: number
}

/** The first point of a lattice at or before an edge. */
const firstOf = ({from, lattice}: Form, period: number) =>
  lattice + Math.floor((from - lattice) / period) * period

const slanted = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * 0.85
  const {y, height} = form
  ctx.beginPath()
  for (let x = firstOf(form, period) - period; x < form.to; x += period) {
    ctx.moveTo(x, y + height / 2)
    ctx.lineTo(x + period * 0.5, y + height / 2)
    ctx.lineTo(x + period * 0.5 + height * 0.8, y - height / 2)
    ctx.lineTo(x + height * 0.8, y - height / 2)
    ctx.closePath()
  }
  ctx.fill()
}

const dotted = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * 0.7
  ctx.beginPath()
  for (let x = firstOf(form, period); x < form.to; x += period) {
    ctx.moveTo(x + form.height * 0.4, form.y)
    ctx.arc(x, form.y, form.height * 0.4, 0, 2 * Math.PI)
  }
  ctx.fill()
}

const crossed = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * 0.6
  const half = form.height / 2
  ctx.beginPath()
  for (let x = firstOf(form, period); x < form.to; x += period) {
    ctx.moveTo(x, form.y - half)
    ctx.lineTo(x + form.height, form.y + half)
    ctx.moveTo(x, form.y + half)
    ctx.lineTo(x + form.height, form.y - half)
  }
  ctx.stroke()
}

const zigzag = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * 0.8
  const half = form.height / 2
  ctx.beginPath()
  for (let x = firstOf(form, period); x < form.to; x += period) {
    ctx.moveTo(x, form.y + half)
    ctx.lineTo(x + period / 2, form.y - half)
    ctx.lineTo(x + period, form.y + half)
  }
  ctx.stroke()
}

const plain = (ctx: CanvasRenderingContext2D, {from, to, y}: Form) => {
  ctx.beginPath()
  ctx.moveTo(from, y)
  ctx.lineTo(to, y)
  ctx.stroke()
}

const FORMS: Record<Awaited, (ctx: CanvasRenderingContext2D, form: Form) => void> = {
  network: slanted,
  timer: dotted,
  disk: crossed,
  lock: zigzag,
  task: plain,
}
