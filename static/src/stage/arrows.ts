// Causal arrows: the links of a chain that cross from one lane to another, in the one warm colour.
// From the network's arrival up to the CPU: readiness. From the CPU down to a task: it is woken.
import {text} from '../model/columns'
import {KINDS, type Kind} from '../model/kinds'
import {xOf} from './camera'
import {cpuBlockBand} from './blocks'
import {headX, type Frame} from './frame'
import {laneOf} from './layout'
import {type Places, sans, write} from './text'

type Side = 'cpu' | 'task' | 'network'

interface Anchor {
  readonly side: Side
  readonly x: number
  readonly y: number
  readonly row: number
  readonly task: string | null
  readonly thread?: boolean
}

const sideOf = (kind: Kind): Side | null => {
  if (kind.startsWith('packet.')) return 'network'
  if (kind === 'socket.ready' || kind === 'socket.state') return 'network'
  if (kind === 'task.step' || kind === 'task.done' || kind === 'coroutine.send') return 'task'
  if (kind === 'line' || kind === 'program') return null
  return 'cpu'
}

function anchorOf(frame: Frame, row: number): Anchor | null {
  const {columns, layout, scene} = frame
  const side = sideOf(KINDS[columns.kind[row]])
  if (!side) return null
  if (side === 'cpu' || KINDS[columns.kind[row]] === 'thread.state') {
    const anchor = atThread(frame, row)
    if (anchor) return anchor
  }
  const x = xOf(frame.view, columns.t[row])
  if (side === 'cpu')
    return {side, x, y: cpuBlockBand(layout).top + cpuBlockBand(layout).height, row, task: null}
  if (side === 'network') {
    const host = scene.hosts.indexOf(text(columns, 'host', row) ?? '')
    const y = layout.hostY[host]
    return y === undefined ? null : {side, x, y, row, task: null}
  }
  const task = text(columns, 'subject', row)
  const band = laneOf(
    layout,
    scene.tasks.findIndex((lane) => lane.id === task),
  )
  return band ? {side, x, y: band.top + band.height * 0.16, row, task} : null
}

/** Where there are threads, what one does is on its lane. */
function atThread({columns, layout, scene, view}: Frame, row: number): Anchor | null {
  const thread = text(columns, 'thread', row)
  const lane = scene.tasks.findIndex(({kind, id}) => kind === 'thread' && id === thread)
  const band = lane < 0 ? undefined : laneOf(layout, lane)
  if (!band) return null
  const x = xOf(view, columns.t[row])
  return {side: 'task', x, y: band.top + band.height * 0.5, row, task: thread, thread: true}
}

export function drawArrows(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, words} = frame
  const anchors = frame.chain
    .filter((link) => !link.future)
    .map((link) => anchorOf(frame, link.row))
    .filter((anchor) => anchor !== null)
  ctx.strokeStyle = ctx.fillStyle = theme.cause
  ctx.lineWidth = Math.max(1.5, layout.em * 0.14)
  ctx.lineCap = 'round'
  ctx.globalAlpha = isSelected(frame, anchors) ? 1 : 0.3
  for (let index = 1; index < anchors.length; index++) {
    const from = anchors[index - 1]
    const to = anchors[index]
    const isSame = from.side === to.side && !(from.thread && to.thread && from.task !== to.task)
    if (isSame || !caused(frame, from, to) || offScreen(frame, from) || offScreen(frame, to)) continue
    drawArrow(ctx, frame, from, to)
    const label =
      to.side === 'task' && to.task ? words.wakes(to.task) : from.side === 'network' ? words.readiness : ''
    if (label) labelArrow(ctx, frame, places, label, from, to)
  }
  ctx.globalAlpha = 1
}

/** A chain of somebody else's recedes while one is selected. */
function isSelected({selected, scene}: Frame, anchors: readonly Anchor[]): boolean {
  const owners = anchors.flatMap(({task}) => scene.tasks.find(({id}) => id === task)?.owner ?? [])
  return selected === null || owners.length === 0 || owners.includes(selected)
}

/** Links stand in the order of time; an arrow is drawn only where one really led to the other. */
function caused({columns}: Frame, from: Anchor, to: Anchor): boolean {
  for (let row = columns.cause[to.row]; row >= 0; row = columns.cause[row]) if (row === from.row) return true
  return false
}

const offScreen = ({layout}: Frame, {x}: Anchor) =>
  x < layout.plotLeft - 1 || x > layout.plotLeft + layout.plotWidth + 1

function drawArrow(ctx: CanvasRenderingContext2D, {layout}: Frame, from: Anchor, to: Anchor): void {
  const tip = layout.em * 0.62
  const up = to.y < from.y
  const end = up ? to.y + tip * 0.2 : to.y - tip * 0.1
  // Even straight up the line bows a little, so that it never hides in a block's edge.
  const bow = Math.max(layout.em * 0.3, Math.min(layout.em * 2, Math.abs(to.y - from.y) * 0.12))
  const bx = from.x - bow
  const by = (from.y + end) / 2
  ctx.beginPath()
  ctx.moveTo(from.x, from.y)
  ctx.quadraticCurveTo(bx, by, to.x, up ? end + tip * 0.8 : end - tip * 0.8)
  ctx.stroke()
  const angle = Math.atan2(end - by, to.x - bx)
  ctx.beginPath()
  ctx.moveTo(to.x, end)
  for (const turn of [2.65, -2.65])
    ctx.lineTo(to.x + tip * Math.cos(angle + turn), end + tip * Math.sin(angle + turn))
  ctx.closePath()
  ctx.fill()
}

function labelArrow(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  places: Places,
  label: string,
  from: Anchor,
  to: Anchor,
) {
  const {layout, theme} = frame
  const px = layout.em * 0.94
  ctx.font = sans(theme, px, 500)
  const edges = {from: layout.plotLeft, to: layout.plotLeft + layout.plotWidth}
  const clear = layout.em * 0.9
  const head = headX(frame)
  const upward = to.y < from.y
  const middle = (from.y + to.y) / 2
  // What comes up to the CPU is named where it arrives: in between lie the lanes of others.
  const arrival = to.y + layout.em * 0.85
  const spots = upward
    ? ([
        [Math.min(from.x, to.x) - clear, arrival, 'right'],
        [Math.max(from.x, to.x) + clear, arrival, 'left'],
        [head + clear, arrival, 'left'],
      ] as const)
    : ([
        [to.x + clear, middle, 'left'],
        [head + clear * 0.6, middle, 'left'],
        [Math.min(from.x, to.x) - clear * 1.6, middle, 'right'],
      ] as const)
  for (const [x, y, align] of spots) {
    if (write(ctx, places, [label], {x, y, align, px, backdrop: theme.ground, ...edges})) return
  }
}
