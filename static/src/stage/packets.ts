// The network: a line for each host, packets as slanted strokes between them. A stroke's slope is the latency;
// one in flight at the playhead has a dot at its front. Where they are too many, strokes are woven together (weave.ts).
import {text} from '../model/columns'
import {KINDS, type Kind} from '../model/kinds'
import {ARRIVES, LOST, type Blocks} from '../model/lanes'
import {visible, xOfPosition} from './camera'
import {headX, receding, twice, UNDERWAY, type Frame} from './frame'
import {lossesOf, waysOf} from './ways'
import {mono, sans, write, type Box, type Places} from './text'
import {hueOf, inkOf} from './theme'
import {drawWoven} from './weave'

export function drawHostLines(ctx: CanvasRenderingContext2D, {layout, theme}: Frame): void {
  ctx.strokeStyle = theme.loop
  ctx.globalAlpha = 0.6
  ctx.lineWidth = Math.max(1, layout.em * 0.08)
  ctx.beginPath()
  for (const y of layout.hostY) {
    const crisp = Math.round(y) + 0.5
    ctx.moveTo(layout.plotLeft, crisp)
    ctx.lineTo(layout.plotLeft + layout.plotWidth, crisp)
  }
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** What goes on for a while, as far as it is on screen. */
function* stretches({layout, scene, view}: Frame, {count, from, to}: Blocks) {
  for (let index = 0; index < count; index++) {
    const left = Math.max(layout.plotLeft, xOfPosition(view, view.scale.position(from[index])))
    const until = view.scale.position(Math.min(to[index], scene.endPs))
    const right = Math.min(layout.plotLeft + layout.plotWidth, xOfPosition(view, until))
    if (right > left) yield {index, left, right}
  }
}

/** Where a host is down, its line is broken: a grey band with nothing in it. */
export function drawDown(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme, scene} = frame
  for (const {index, left, right} of stretches(frame, scene.down)) {
    const y = layout.hostY[scene.down.depth[index]]
    if (y === undefined) continue
    const half = layout.em * 0.5
    ctx.fillStyle = theme.ground
    ctx.fillRect(left, y - 2, right - left, 4)
    ctx.globalAlpha = 0.5
    ctx.fillStyle = theme.line
    ctx.beginPath()
    ctx.roundRect(left, y - half, right - left, 2 * half, half * 0.5)
    ctx.fill()
    ctx.globalAlpha = 1
  }
}

/** Where a link is cut, nothing comes through between its hosts: a grey field, torn through the middle. */
export function drawCuts(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme, scene} = frame
  const {em} = layout
  for (const {index, left, right} of stretches(frame, scene.cuts)) {
    const [y0, y1] = scene.links[scene.cuts.depth[index]].map((host) => layout.hostY[host])
    if (y0 === undefined || y1 === undefined) continue
    const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)]
    ctx.globalAlpha = left > headX(frame) ? 0.3 : 0.6
    ctx.fillStyle = theme.line
    ctx.fillRect(left, top, right - left, bottom - top)
    ctx.strokeStyle = theme.head
    ctx.lineWidth = Math.max(1.5, em * 0.12)
    const [middle, swing] = [(top + bottom) / 2, Math.min(em * 0.3, (bottom - top) * 0.2)]
    ctx.beginPath()
    ctx.moveTo(left, middle)
    for (let x = left, up = true; x < right; x += em * 0.6, up = !up)
      ctx.lineTo(Math.min(x + em * 0.6, right), middle + (up ? -swing : swing))
    ctx.stroke()
    ctx.globalAlpha = 1
  }
}

/** And it is said, where there is room. */
export function nameCuts(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene, words} = frame
  const px = layout.em * 0.9
  ctx.font = sans(theme, px, 600)
  ctx.fillStyle = theme.ink
  for (const {index, left, right} of stretches(frame, scene.cuts)) {
    const [y0, y1] = scene.links[scene.cuts.depth[index]].map((host) => layout.hostY[host])
    if (y0 === undefined || y1 === undefined) continue
    const at = {
      x: (left + right) / 2,
      y: Math.min(y0, y1) + Math.abs(y1 - y0) * 0.28,
      align: 'center',
      px,
    } as const
    write(ctx, places, [words.linkCut], {...at, from: left, to: right})
  }
}

export function drawPackets(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const few = packetsIn(frame)
  if (!few) {
    drawWoven(ctx, frame)
    drawLosses(ctx, frame, lossesIn(frame))
    drawFronts(ctx, frame, flyingIn(frame))
    return
  }
  const {layout, theme} = frame
  const strokes = few.map((index) => strokeOf(frame, index)).filter((stroke) => stroke !== null)
  twice(ctx, frame, (ahead) => {
    ctx.lineWidth = Math.max(1.25, layout.em * 0.14)
    const strength = ahead ? AHEAD + frame.ahead : 1
    ctx.setLineDash(ahead ? [layout.em * 0.12, layout.em * 0.36] : [])
    for (const stroke of strokes) {
      ctx.globalAlpha = strength * receding(frame, stroke.owner)
      ctx.strokeStyle = hueOf(theme, stroke.owner)
      ctx.beginPath()
      ctx.moveTo(stroke.left, yAt(stroke, stroke.left))
      ctx.lineTo(stroke.right, yAt(stroke, stroke.right))
      ctx.stroke()
    }
  })
  ctx.globalAlpha = 1
  drawLosses(ctx, frame, strokes)
  drawFronts(ctx, frame, strokes)
}

/** How far a lost packet's stroke goes. */
const LOST_AT = 0.7
/** How much stronger a stroke that is to come is than a block that is. */
const AHEAD = 0.2
/** From so many on, they are woven together. */
const MANY = 60
/** And so many have a dot at their front all the same. */
const MANY_FRONTS = 150

interface Stroke {
  readonly index: number
  readonly owner: number
  /** It is on its way at the playhead. */
  readonly flying: boolean
  /** It has been lost at the stroke's far end. */
  readonly lost: boolean
  /** Both ends, as far away as they may be. */
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  /** The part of it on screen. */
  readonly left: number
  readonly right: number
}

const yAt = ({x0, y0, x1, y1}: Stroke, x: number): number =>
  x1 === x0 ? y0 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)

/** A packet's way: a straight stroke on screen, cut to the plot by arithmetic, since its ends may be far away. */
function strokeOf({scene, layout, view, t}: Frame, index: number): Stroke | null {
  const {packets} = scene
  const y0 = layout.hostY[packets.fromHost[index]]
  const yTo = layout.hostY[packets.toHost[index]]
  if (y0 === undefined || yTo === undefined) return null
  // A loss is noticed by nobody: the stroke ends on the way, unless there was a host to arrive at, but down.
  const reach = packets.fate[index] === LOST ? LOST_AT : 1
  const y1 = y0 + (yTo - y0) * reach
  const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
  const xEnd = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
  const x1 = x0 + (xEnd - x0) * reach
  const left = Math.max(x0, layout.plotLeft - layout.em)
  const right = Math.min(x1, layout.plotLeft + layout.plotWidth + layout.em)
  const flying = packets.depart[index] <= t && packets.arrive[index] > t
  const lost = packets.fate[index] !== ARRIVES
  return right < left ? null : {index, x0, y0, x1, y1, left, right, owner: packets.owner[index], flying, lost}
}

const known = new WeakMap<Frame, readonly number[] | null>()

/** The packets on screen; null when they are too many to be drawn one by one. */
function packetsIn(frame: Frame): readonly number[] | null {
  let found = known.get(frame)
  if (found === undefined) known.set(frame, (found = upTo(MANY, frame)))
  return found
}

function upTo(most: number, {scene, view}: Frame): number[] | null {
  const [from, to] = visible(view)
  const found: number[] = []
  for (const way of waysOf(scene)) {
    if (way.departed(to) - way.departed(from) > most) return null
    way.eachBetween(from, to, (index) => found.push(index) <= most)
    if (found.length > most) return null
  }
  return found.toSorted((a, b) => a - b)
}

/** What is in flight at the playhead; nothing where that is too much. */
function flyingIn(frame: Frame): Stroke[] {
  const found: number[] = []
  for (const way of waysOf(frame.scene)) {
    way.eachBetween(frame.t, frame.t, (index) => found.push(index) <= MANY_FRONTS)
  }
  if (found.length > MANY_FRONTS) return []
  return found.map((index) => strokeOf(frame, index)).filter((stroke) => stroke !== null)
}

/** The strokes of lost packets that end on screen, one for each few pixels. */
function lossesIn(frame: Frame): Stroke[] {
  const {scene, layout} = frame
  let next = layout.plotLeft - layout.em
  const strokes: Stroke[] = []
  for (const index of lossesOf(scene)) {
    const stroke = strokeOf(frame, index)
    if (!stroke || stroke.x1 < next) continue
    strokes.push(stroke)
    next = stroke.x1 + layout.em
  }
  return strokes
}

/** A cross where a packet's way ends that nobody will ever have. */
function drawLosses(ctx: CanvasRenderingContext2D, frame: Frame, strokes: readonly Stroke[]): void {
  const {layout, theme} = frame
  const arm = layout.em * 0.36
  ctx.lineWidth = Math.max(1.5, layout.em * 0.16)
  for (const {x1, y1, lost, owner} of strokes) {
    if (!lost || x1 < layout.plotLeft - arm) continue
    ctx.globalAlpha = x1 > headX(frame) ? 0.25 + frame.ahead : 1
    ctx.strokeStyle = theme.ground
    ctx.fillStyle = theme.ground
    ctx.beginPath()
    ctx.arc(x1, y1, arm * 1.3, 0, 2 * Math.PI)
    ctx.fill()
    ctx.strokeStyle = hueOf(theme, owner)
    ctx.beginPath()
    ctx.moveTo(x1 - arm, y1 - arm)
    ctx.lineTo(x1 + arm, y1 + arm)
    ctx.moveTo(x1 - arm, y1 + arm)
    ctx.lineTo(x1 + arm, y1 - arm)
    ctx.stroke()
  }
  ctx.globalAlpha = 1
}

/** The dot at the front of each packet that is in flight at the playhead. */
function drawFronts(ctx: CanvasRenderingContext2D, frame: Frame, strokes: readonly Stroke[]): void {
  const {layout, theme} = frame
  const x = headX(frame)
  if (x < layout.plotLeft) return
  for (const stroke of strokes) {
    if (!stroke.flying || x < stroke.left || x > stroke.right) continue
    ctx.globalAlpha = receding(frame, stroke.owner)
    ctx.fillStyle = hueOf(theme, stroke.owner)
    ctx.beginPath()
    ctx.arc(x, yAt(stroke, x), layout.em * 0.3, 0, 2 * Math.PI)
    ctx.fill()
  }
  ctx.globalAlpha = 1
}

const NAMES: Partial<Record<Kind, string>> = {
  'packet.syn': 'SYN',
  'packet.synack': 'SYN-ACK',
  'packet.ack': 'ACK',
  'packet.fin': 'FIN',
  'packet.rst': 'RST',
  'packet.unreachable': 'ICMP',
}

/** What a packet is, beside its stroke, where no other stroke is near. */
export function namePackets(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {columns, layout, theme, scene} = frame
  const px = layout.em * 0.8
  ctx.font = mono(theme, px)
  const strokes = (packetsIn(frame) ?? [])
    .map((index) => strokeOf(frame, index))
    .filter((stroke) => stroke !== null)
  const edges = {from: layout.plotLeft, to: layout.plotLeft + layout.plotWidth}
  for (const stroke of strokes) {
    const row = scene.packets.row[stroke.index]
    const name = NAMES[KINDS[columns.kind[row]]] ?? text(columns, 'value', row)
    // A third of the way on: near the host that sends it, and clear of its line.
    const x = stroke.x0 + (stroke.x1 - stroke.x0) * NAMED_AT
    if (!name || stroke.lost || x < layout.plotLeft || receding(frame, stroke.owner) < 1) continue
    const y = yAt(stroke, x)
    const right = x + px * 0.5 + ctx.measureText(name).width
    const isNear = (other: Stroke) => crosses(other, {left: x - px * 0.3, right, top: y - px, bottom: y + px})
    const isClear =
      Math.abs(yAt(stroke, right) - y) > px * 0.5 &&
      [stroke.y0, stroke.y1].every((line) => Math.abs(line - y) > px) &&
      !strokes.some((other) => other !== stroke && isNear(other))
    if (!isClear) continue
    ctx.fillStyle = inkOf(theme, stroke.owner)
    ctx.globalAlpha = x > headX(frame) ? UNDERWAY : 1
    write(ctx, places, [name], {x: x + px * 0.5, y, align: 'left', px, ...edges})
  }
  ctx.globalAlpha = 1
}
const NAMED_AT = 0.35

/** Whether a stroke comes into a box. */
function crosses(stroke: Stroke, {left, right, top, bottom}: Box): boolean {
  const [from, to] = [Math.max(left, stroke.left), Math.min(right, stroke.right)]
  if (from > to) return false
  const [a, b] = [yAt(stroke, from), yAt(stroke, to)]
  return Math.max(a, b) >= top && Math.min(a, b) <= bottom
}
