// What is awaited, as a form: slanted for the network, dotted for a timer, crossed for a disk, zigzag for a lock, a
// plain line for another task. And ready, but not yet running: an outline.
import type {Awaited} from '../model/lanes'

export interface Form {
  from: number
  to: number
  lattice: number
  y: number
  height: number
  em: number
}

/** So often a form is repeated. */
export const PERIOD_EM: Record<Awaited, number> = {network: 0.85, timer: 0.7, disk: 0.6, lock: 0.8, task: 1}

/** The first point of a lattice at or before an edge. */
const firstOf = ({from, lattice}: Form, period: number) =>
  lattice + Math.floor((from - lattice) / period) * period

const slanted = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * PERIOD_EM.network
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
  const period = form.em * PERIOD_EM.timer
  ctx.beginPath()
  for (let x = firstOf(form, period); x < form.to; x += period) {
    ctx.moveTo(x + form.height * 0.4, form.y)
    ctx.arc(x, form.y, form.height * 0.4, 0, 2 * Math.PI)
  }
  ctx.fill()
}

const crossed = (ctx: CanvasRenderingContext2D, form: Form) => {
  const period = form.em * PERIOD_EM.disk
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
  const period = form.em * PERIOD_EM.lock
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

export const FORMS: Record<Awaited, (ctx: CanvasRenderingContext2D, form: Form) => void> = {
  network: slanted,
  timer: dotted,
  disk: crossed,
  lock: zigzag,
  task: plain,
}

/** Ready, but not yet running: an outline, to be filled by the step. */
export function drawReady(ctx: CanvasRenderingContext2D, {from, to, y, height, em}: Form): void {
  const tall = Math.max(height, em * 0.5)
  ctx.lineWidth = Math.max(1, em * 0.1)
  ctx.strokeRect(from + 1, y - tall / 2, to - from - 2, tall)
}
