// Work: solid blocks. On the CPU what is called lies inside what calls it, lower and stronger in colour;
// a system call is a notch in the block's lower edge.
import {text} from '../model/columns'
import {sees} from '../model/depth'
import {KINDS, type Depth, type Kind} from '../model/kinds'
import type {Blocks} from '../model/lanes'
import {visible, xOf} from './camera'
import {headX, receding, twice, UNDERWAY, type Frame} from './frame'
import type {Band} from './layout'
import {countUpTo} from './search'
import {type Places, sans, write} from './text'
import {hueOf, inkOn, type Theme} from './theme'

/** How deep inside a block on the CPU a kind is drawn; what is neither outermost nor here is not drawn. */
const LEVELS: Partial<Record<Kind, number>> = {
  'future.set_result': 1,
  'task.step': 2,
  'coroutine.send': 3,
}
export const levelOf = (seen: Depth, kind: Kind, depth: number): number | undefined =>
  depth === 0 || kind === 'thread.state' ? depth : sees(seen, kind) ? LEVELS[kind] : undefined
/** How much of its hue a level has; the rest is the panel's colour. */
const STRENGTH = [0.36, 0.56, 0.78, 1]
/** Where no task steps inside, the outermost block is all there is. */
const strengthAt = ({scene}: Frame, level: number) =>
  scene.cores > 1 || (level === 0 && scene.tasks.length === 0) ? 0.85 : STRENGTH[level]
const INSET = [0, 0.3, 0.46, 0.62]

const isStep = (kind: Kind) =>
  kind === 'task.step' || kind === 'thread.state' || kind === 'program' || kind === 'disk.transfer'
const isSystemCall = (kind: Kind) => kind.startsWith('socket.') || kind.startsWith('selector.')

export const cpuBlockBand = ({cpu, em, cores}: Frame['layout']): Band => {
  // Where tasks and network are hidden, the CPU has the room.
  const least = em * (3.6 + (cores - 1) * 1.2)
  const height = Math.min(cpu.height - em * 1.1, Math.max(least, Math.min(cpu.height * 0.5, em * 8)))
  return {top: cpu.top + (cpu.height - height) / 2 - em * 0.1, height}
}

/** Colours mix on the ground, so that nested blocks stay opaque. */
export function mixed(colour: string, ground: string, strength: number): string {
  const part = (at: number) =>
    Math.round(
      parseInt(colour.slice(at, at + 2), 16) * strength +
        parseInt(ground.slice(at, at + 2), 16) * (1 - strength),
    )
  return `rgb(${part(1)} ${part(3)} ${part(5)})`
}

/** Spans on screen, outermost first; of those that share a pixel only one. */
function* onScreen(frame: Frame, blocks: Blocks, level: (kind: Kind, depth: number) => number | undefined) {
  const [from, to] = visible(frame.view)
  const end = countUpTo(blocks.from, blocks.count, to)
  const drawnTo: number[] = []
  for (let index = 0; index < end; index++) {
    if (blocks.to[index] < from) continue
    const kind = KINDS[frame.columns.kind[blocks.row[index]]]
    const deep = level(kind, blocks.depth[index])
    if (deep === undefined) continue
    const x = xOf(frame.view, blocks.from[index])
    const right = xOf(frame.view, Math.min(blocks.to[index], frame.scene.endPs))
    if (right < (drawnTo[deep] ?? -Infinity) + 0.5) continue
    drawnTo[deep] = Math.max(right, x + 1)
    const [begun, until] = [blocks.from[index], blocks.to[index]]
    yield {
      from: begun,
      to: until,
      index,
      row: blocks.row[index],
      owner: blocks.owner[index],
      deep,
      kind,
      x,
      right: drawnTo[deep],
    }
  }
}

/** A thread's time on its core is no span of its own: it goes on while it has the core. */
const goesOn = (frame: Frame, {kind, from, to}: {kind: Kind; from: number; to: number}) =>
  (kind === 'thread.state' || kind === 'program') && from <= frame.t && to > frame.t

const strengthOf = (frame: Frame, row: number, ahead: boolean, isOn = false) =>
  !ahead ? 1 : isOn || frame.open.has(row) ? Math.max(UNDERWAY, frame.ahead) : frame.ahead

function box(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
) {
  ctx.beginPath()
  if (width > 2 * radius + 1) ctx.roundRect(x, y, width, height, radius)
  else ctx.rect(x, y, width, height)
}

export function drawCpuBlocks(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {blocks} = frame.scene.cpu
  const {top, height} = cpuBlockBand(frame.layout)
  const {theme, layout} = frame
  const radius = layout.em * 0.22
  twice(ctx, frame, (ahead) => {
    for (const block of onScreen(frame, blocks, (kind, depth) => levelOf(frame.depth, kind, depth))) {
      const isOn = goesOn(frame, block)
      const strength =
        strengthAt(frame, block.deep) *
        strengthOf(frame, block.row, ahead, isOn) *
        receding(frame, block.owner)
      const gap = block.deep === 0 && block.right - block.x > 3 ? 1 : 0
      const {y, tall} = levelBand(frame, top, height, block.deep)
      ctx.fillStyle = mixed(hueOf(theme, block.owner), theme.ground, strength)
      box(ctx, block.x + gap, y, block.right - block.x - 2 * gap, tall, radius)
      ctx.fill()
    }
    drawNotches(ctx, frame, top + height)
    drawSwitches(ctx, frame, ahead)
  })
}

/** Levels lie inside each other; cores side by side. */
function levelBand({scene}: Frame, top: number, height: number, level: number) {
  if (scene.cores === 1) return {y: top + height * INSET[level], tall: height * (1 - INSET[level])}
  const tall = height / scene.cores
  return {y: top + tall * level, tall: tall - (tall > 4 ? 1 : 0)}
}

/** Where a core goes from one thread to another, it is notched, and half as high in the hue of who comes. */
function drawSwitches(ctx: CanvasRenderingContext2D, frame: Frame, ahead: boolean): void {
  const {theme, layout, scene} = frame
  const {top, height} = cpuBlockBand(layout)
  for (const {x, right, row, owner, deep} of onScreen(frame, scene.switches, (_kind, depth) => depth)) {
    const {y, tall} = levelBand(frame, top, height, deep)
    const width = Math.max(right - x, 2)
    ctx.fillStyle = theme.ground
    ctx.fillRect(x, y, width, tall)
    ctx.fillStyle = mixed(hueOf(theme, owner), theme.ground, 0.5 * strengthOf(frame, row, ahead))
    ctx.fillRect(x, y + tall * 0.7, width, tall * 0.3)
  }
}

function drawNotches(ctx: CanvasRenderingContext2D, frame: Frame, bottom: number): void {
  const deep = frame.layout.em * 0.42
  ctx.fillStyle = frame.theme.ground
  for (const {x, right} of onScreen(frame, frame.scene.cpu.blocks, (kind) =>
    isSystemCall(kind) && sees(frame.depth, kind) ? 0 : undefined,
  )) {
    if (right - x < 4) continue
    const inset = Math.min(3, (right - x) * 0.12)
    ctx.fillRect(x + inset, bottom - deep, right - x - 2 * inset, deep + 1)
  }
}

/** A task's steps: what it does itself. */
export function drawSteps(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {theme, layout} = frame
  twice(ctx, frame, (ahead) => {
    for (const band of layout.tasks) {
      const lane = frame.scene.tasks[band.index]
      const height = stepHeight(band, layout.em)
      for (const step of onScreen(frame, lane.blocks, (kind) => (isStep(kind) ? 0 : undefined))) {
        const owner = lane.kind === 'disk' ? step.owner : lane.owner
        ctx.fillStyle = mixed(
          hueOf(theme, owner),
          theme.ground,
          strengthOf(frame, step.row, ahead, goesOn(frame, step)) * receding(frame, owner),
        )
        box(ctx, step.x, band.top + (band.height - height) / 2, step.right - step.x, height, layout.em * 0.2)
        ctx.fill()
      }
    }
  })
}

export const stepHeight = (band: Band, em: number): number => Math.min(band.height * 0.66, em * 1.6)

/** Names on the outermost blocks, where they fit, on the roomier side of the playhead. */
export function labelCpuBlocks(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene} = frame
  const {top, height} = cpuBlockBand(layout)
  const px = Math.min(layout.em * 0.94, height * INSET[1] * 1.15)
  const head = headX(frame)
  const end = layout.plotLeft + layout.plotWidth
  if (scene.cores > 1) return labelCores(ctx, frame, places)
  for (const block of onScreen(frame, scene.cpu.blocks, (_kind, depth) => (depth === 0 ? 0 : undefined))) {
    const from = Math.max(block.x, layout.plotLeft) + layout.em * 0.4
    const to = Math.min(block.right, end) - layout.em * 0.2
    if (to - from < layout.em * 2) continue
    const [left, right] = beside(from, to, head, layout.em * 0.55)
    const strength =
      strengthAt(frame, 0) * strengthOf(frame, block.row, block.x > head) * receding(frame, block.owner)
    ctx.globalAlpha = Math.max(0.5, receding(frame, block.owner))
    ctx.fillStyle = inkOnMix(theme, block.owner, strength)
    ctx.font = sans(theme, px, frame.open.has(block.row) ? 700 : 500)
    const y = top + height * INSET[1] * 0.54
    write(ctx, places, namesOf(frame, block.row), {
      x: left,
      y,
      align: 'left',
      px: px * 0.8,
      from: left - 3,
      to: right,
    })
    ctx.globalAlpha = 1
  }
}

/** Each core's thread, where its row is high enough to be written in. */
function labelCores(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene} = frame
  const {top, height} = cpuBlockBand(layout)
  const px = Math.min(layout.em * 0.9, (height / scene.cores) * 0.8)
  if (px < layout.em * 0.6) return
  const head = headX(frame)
  const end = layout.plotLeft + layout.plotWidth
  for (const block of onScreen(frame, scene.cpu.blocks, (kind, depth) => levelOf(frame.depth, kind, depth))) {
    const from = Math.max(block.x, layout.plotLeft) + layout.em * 0.3
    const to = Math.min(block.right, end) - layout.em * 0.2
    if (to - from < layout.em * 2) continue
    const [left, right] = beside(from, to, head, layout.em * 0.55)
    const ahead = left >= head ? (goesOn(frame, block) ? Math.max(UNDERWAY, frame.ahead) : frame.ahead) : 1
    ctx.fillStyle = inkOnMix(theme, block.owner, strengthAt(frame, 0) * ahead)
    ctx.font = sans(theme, px, 500)
    const {y, tall} = levelBand(frame, top, height, block.deep)
    const at = {x: left, y: y + tall / 2, align: 'left', px: px * 0.8, from: left - 3, to: right} as const
    write(ctx, places, namesOf(frame, block.row), at)
  }
}

function beside(from: number, to: number, head: number, clear: number): readonly [number, number] {
  if (head <= from - clear || head >= to + clear) return [from, to]
  return head - from > to - head ? [from, head - clear] : [head + clear, to]
}

/** What a block is called, the longest name first. */
function namesOf({columns, depth}: Frame, row: number): string[] {
  const label = text(columns, 'label', row)
  const subject = text(columns, 'subject', row) ?? ''
  const kind = KINDS[columns.kind[row]]
  if (!sees(depth, kind) && label) return [`${label}()`, label]
  if (kind === 'task.create') return [`${subject} = Task(${label}())`, subject]
  if (kind === 'thread.state') return [subject]
  if (kind === 'program') return [text(columns, 'thread', row) ?? subject]
  if (kind === 'cpu.work') return [`${subject} × ${text(columns, 'value', row)}`, subject]
  if (kind === 'callback') return label ? [`${label} ${subject}`, label, subject] : [subject]
  return [`${kind.slice(kind.indexOf('.') + 1)}()`]
}

function inkOnMix(theme: Theme, owner: number, strength: number): string {
  const [r, g, b] = mixed(hueOf(theme, owner), theme.ground, strength).match(/\d+/g)!.map(Number)
  return inkOn(`#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`)
}
