// Work: solid blocks. On the CPU what is called lies inside what calls it, lower and stronger in colour;
// a system call is a notch in the block's lower edge.
import {amountOf, byAmount} from '../model/amount'
import {text} from '../model/columns'
import {sees} from '../model/depth'
import {KINDS, type Kind} from '../model/kinds'
import type {Lane} from '../model/lanes'
import {mixed} from './colour'
import {headX, receding, type Frame} from './frame'
import {layerOf, slotOf, type Layer} from './layer'
import type {Band} from './layout'
import {drawBlocks, strengthAhead} from './paint'
import {eachWide} from './pixels'
import {type Places, sans, write} from './text'
import {hueOf, inkOn, type Theme} from './theme'

/** How deep inside a block on the CPU a kind is drawn; what is neither outermost nor here is not drawn. */
const INNER: readonly (readonly [Kind, number])[] = [
  ['future.set_result', 1],
  ['task.step', 2],
  ['coroutine.send', 3],
]
/** How much of its hue a level has; the rest is the panel's colour. */
const STRENGTH = [0.36, 0.56, 0.78, 1]
/** Where no task steps inside, the outermost block is all there is. */
const strengthAt = ({scene}: Frame, level: number) =>
  scene.cores > 1 || (level === 0 && scene.tasks.length === 0) ? 0.85 : STRENGTH[level]
const INSET = [0, 0.3, 0.46, 0.62]

const isStep = (kind: Kind) =>
  kind === 'task.step' || kind === 'thread.state' || kind === 'program' || kind === 'disk.transfer'
/** So wide is a system call's notch, and a core's change of threads, that it can be seen. */
const NOTCH_PX = 4
const SWITCH_PX = 1

export const cpuBlockBand = ({cpu, em, cores}: Frame['layout']): Band => {
  // Where tasks and network are hidden, the CPU has the room.
  const least = em * (3.6 + (cores - 1) * 1.2)
  const height = Math.min(cpu.height - em * 1.1, Math.max(least, Math.min(cpu.height * 0.5, em * 8)))
  return {top: cpu.top + (cpu.height - height) / 2 - em * 0.1, height}
}

/** The blocks on the CPU that are drawn at this depth, outermost first: levels inside each other, or cores. */
function* cpuLayers({
  scene,
  columns,
  depth: seen,
}: Frame): Generator<{name: string; deep: number; layer: Layer}> {
  const {blocks} = scene.cpu
  const of = (name: string, accepts: (kind: Kind, depth: number) => boolean) =>
    layerOf(
      blocks,
      name,
      (index) => accepts(KINDS[columns.kind[blocks.row[index]]], blocks.depth[index]),
      (index) => slotOf(blocks.owner[index]),
    )
  if (scene.cores > 1) {
    for (let core = 0; core < scene.cores; core++)
      yield {name: `core ${core}`, deep: core, layer: of(`core ${core}`, (_, depth) => depth === core)}
    return
  }
  yield {name: 'outermost', deep: 0, layer: of('outermost', (_, depth) => depth === 0)}
  for (const [kind, deep] of INNER)
    if (sees(seen, kind)) yield {name: kind, deep, layer: of(kind, (one, depth) => one === kind && depth > 0)}
}

/** Those under a height: all levels, or one core's. */
export function* layersAt(frame: Frame, y: number): Generator<Layer> {
  const {top, height} = cpuBlockBand(frame.layout)
  for (const {deep, layer} of cpuLayers(frame)) {
    const band = levelBand(frame, top, height, deep)
    if (frame.scene.cores === 1 || (y >= band.y && y <= band.y + band.tall + 1)) yield layer
  }
}

/** The calls into the kernel among them. */
function* systemCalls({scene, columns, depth}: Frame): Generator<Layer> {
  const {blocks} = scene.cpu
  const kindOf = (index: number) => KINDS[columns.kind[blocks.row[index]]]
  for (const [name, kind] of [
    ['socket.', 'socket.send'],
    ['selector.', 'selector.register'],
  ] as const) {
    if (sees(depth, kind))
      yield layerOf(
        blocks,
        name,
        (index) => kindOf(index).startsWith(name),
        () => 0,
      )
  }
}

export function drawCpuBlocks(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, scene} = frame
  const {blocks} = scene.cpu
  const {top, height} = cpuBlockBand(layout)
  for (const {name, deep, layer} of cpuLayers(frame)) {
    const {y, tall} = levelBand(frame, top, height, deep)
    drawBlocks(ctx, frame, name, {
      layer,
      blocks,
      top: y,
      height: tall,
      radius: layout.em * 0.22,
      gapPx: deep === 0 || scene.cores > 1 ? 1 : 0,
      full: strengthAt(frame, deep),
    })
  }
  drawNotches(ctx, frame, top + height)
  drawSwitches(ctx, frame)
}

/** Levels lie inside each other; cores side by side. */
function levelBand({scene}: Frame, top: number, height: number, level: number) {
  if (scene.cores === 1) return {y: top + height * INSET[level], tall: height * (1 - INSET[level])}
  const tall = height / scene.cores
  return {y: top + tall * level, tall: tall - (tall > 4 ? 1 : 0)}
}

/** Where a core goes from one thread to another, it is notched, and half as high in the hue of who comes. */
function drawSwitches(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {theme, layout, scene, view} = frame
  const {switches} = scene
  const {top, height} = cpuBlockBand(layout)
  const head = headX(frame)
  for (let core = 0; core < scene.cores; core++) {
    const layer = layerOf(
      switches,
      `core ${core}`,
      (index) => switches.depth[index] === core,
      (index) => slotOf(switches.owner[index]),
    )
    const {y, tall} = levelBand(frame, top, height, core)
    eachWide(layer, {
      view,
      endPs: scene.endPs,
      widePx: SWITCH_PX,
      wide(index, x, right) {
        const strength = x < head ? 1 : strengthAhead(frame, switches, index)
        ctx.fillStyle = theme.ground
        ctx.fillRect(x, y, right - x, tall)
        ctx.fillStyle = mixed(hueOf(theme, switches.owner[index]), theme.ground, 0.5 * strength)
        ctx.fillRect(x, y + tall * 0.7, right - x, tall * 0.3)
      },
    })
  }
}

function drawNotches(ctx: CanvasRenderingContext2D, frame: Frame, bottom: number): void {
  const deep = frame.layout.em * 0.42
  const {view, scene} = frame
  ctx.fillStyle = frame.theme.ground
  for (const layer of systemCalls(frame))
    eachWide(layer, {
      view,
      endPs: scene.endPs,
      widePx: NOTCH_PX,
      wide(_, x, right) {
        const inset = Math.min(3, (right - x) * 0.12)
        ctx.fillRect(x + inset, bottom - deep, right - x - 2 * inset, deep + 1)
      },
    })
}

/** A task's steps: what it does itself. */
export function drawSteps(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, scene} = frame
  for (const band of layout.tasks) {
    const {kind, blocks, owner} = scene.tasks[band.index]
    const height = stepHeight(band, layout.em)
    drawBlocks(ctx, frame, 'steps', {
      layer: stepsOf(frame, scene.tasks[band.index]),
      blocks,
      top: band.top + (band.height - height) / 2,
      height,
      radius: layout.em * 0.2,
      gapPx: 0,
      full: 1,
      ...(kind === 'disk' ? {} : {owner}),
    })
  }
}

export const stepsOf = ({columns}: Frame, {blocks}: Lane): Layer =>
  layerOf(
    blocks,
    'steps',
    (index) => isStep(KINDS[columns.kind[blocks.row[index]]]),
    (index) => slotOf(blocks.owner[index]),
  )

export const stepHeight = (band: Band, em: number): number => Math.min(band.height * 0.66, em * 1.6)

/** Names on the outermost blocks, where they fit, on the roomier side of the playhead. */
export function labelCpuBlocks(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene, view} = frame
  const {top, height} = cpuBlockBand(layout)
  const px = Math.min(layout.em * 0.94, height * INSET[1] * 1.15)
  const head = headX(frame)
  const end = layout.plotLeft + layout.plotWidth
  if (scene.cores > 1) return labelCores(ctx, frame, places)
  const {blocks} = scene.cpu
  for (const {layer} of cpuLayers(frame)) {
    eachWide(layer, {
      view,
      endPs: scene.endPs,
      widePx: layout.em * 2.6,
      wide(index, x, blockEnd) {
        const [row, owner] = [blocks.row[index], blocks.owner[index]]
        const from = Math.max(x, layout.plotLeft) + layout.em * 0.4
        const to = Math.min(blockEnd, end) - layout.em * 0.2
        if (to - from < layout.em * 2) return
        const [left, right] = beside(from, to, head, layout.em * 0.55)
        const reached = x > head ? strengthAhead(frame, blocks, index) : 1
        const strength = strengthAt(frame, 0) * reached * receding(frame, owner)
        ctx.globalAlpha = Math.max(0.5, receding(frame, owner))
        ctx.fillStyle = inkOnMix(theme, owner, strength)
        ctx.font = sans(theme, px, frame.open.has(row) ? 700 : 500)
        const y = top + height * INSET[1] * 0.54
        const at = {x: left, y, align: 'left', px: px * 0.8, from: left - 3, to: right} as const
        write(ctx, places, namesOf(frame, row), at)
        ctx.globalAlpha = 1
      },
    })
    return // the outermost are named
  }
}

/** Each core's thread, where its row is high enough to be written in. */
function labelCores(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene, view} = frame
  const {top, height} = cpuBlockBand(layout)
  const px = Math.min(layout.em * 0.9, (height / scene.cores) * 0.8)
  if (px < layout.em * 0.6) return
  const head = headX(frame)
  const end = layout.plotLeft + layout.plotWidth
  const {blocks} = scene.cpu
  for (const {deep, layer} of cpuLayers(frame)) {
    eachWide(layer, {
      view,
      endPs: scene.endPs,
      widePx: layout.em * 2.5,
      wide(index, x, blockEnd) {
        const from = Math.max(x, layout.plotLeft) + layout.em * 0.3
        const to = Math.min(blockEnd, end) - layout.em * 0.2
        if (to - from < layout.em * 2) return
        const [left, right] = beside(from, to, head, layout.em * 0.55)
        const reached = left >= head ? strengthAhead(frame, blocks, index) : 1
        ctx.fillStyle = inkOnMix(theme, blocks.owner[index], strengthAt(frame, 0) * reached)
        ctx.font = sans(theme, px, 500)
        const {y, tall} = levelBand(frame, top, height, deep)
        const at = {x: left, y: y + tall / 2, align: 'left', px: px * 0.8, from: left - 3, to: right} as const
        write(ctx, places, namesOf(frame, blocks.row[index]), at)
      },
    })
  }
}

function beside(from: number, to: number, head: number, clear: number): readonly [number, number] {
  if (head <= from - clear || head >= to + clear) return [from, to]
  return head - from > to - head ? [from, head - clear] : [head + clear, to]
}

/** What a block is called, the longest name first. */
function namesOf({columns, depth, words}: Frame, row: number): string[] {
  const label = text(columns, 'label', row)
  const subject = text(columns, 'subject', row) ?? ''
  const kind = KINDS[columns.kind[row]]
  if (!sees(depth, kind) && label) return [`${label}()`, label]
  if (kind === 'task.create') return [`${subject} = Task(${label}())`, subject]
  if (kind === 'thread.state') return [subject]
  if (kind === 'program') return [text(columns, 'thread', row) ?? subject]
  if (kind === 'cpu.work') {
    const name = words.rowName(subject)
    return [name + byAmount(amountOf(text(columns, 'value', row) ?? '')), name]
  }
  if (kind === 'callback') return label ? [`${label} ${subject}`, label, subject] : [subject]
  return [`${kind.slice(kind.indexOf('.') + 1)}()`]
}

const inkOnMix = (theme: Theme, owner: number, strength: number): string =>
  inkOn(mixed(hueOf(theme, owner), theme.ground, strength))
