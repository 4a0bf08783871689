// The lanes' names and the lines between them, in the column at the left. On a narrow screen there is no such
// column, and the names stand small inside their lanes.
import {text} from '../model/columns'
import {KIND} from '../model/kinds'
import {inkOf, hueOf} from './theme'
import type {Frame} from './frame'
import type {Lane} from '../model/lanes'
import {cpuBlockBand} from './blocks'
import {mixed} from './colour'
import type {TaskBand} from './layout'
import {countUpTo} from './search'
import {fitting, type Places, sans, write} from './text'

export function drawLaneLines(ctx: CanvasRenderingContext2D, {layout, theme}: Frame): void {
  ctx.strokeStyle = theme.grid
  ctx.lineWidth = 1
  ctx.beginPath()
  for (const band of [layout.crowds[0] ?? layout.tasks[0] ?? layout.network, layout.network]) {
    const y = Math.round(band.top) + 0.5
    ctx.moveTo(layout.plotLeft, y)
    ctx.lineTo(layout.plotLeft + layout.plotWidth, y)
  }
  ctx.stroke()
}

/** Threads of one process stand together, with a bracket at their names, where there are several processes. */
function drawGroups(ctx: CanvasRenderingContext2D, {layout, theme, scene}: Frame): void {
  const groupOf = ({index}: TaskBand) => scene.tasks[index].group
  const groups = new Set(layout.tasks.map(groupOf))
  if (groups.size < 2) return
  const x = layout.plotLeft - layout.em * 0.35
  ctx.strokeStyle = theme.faint
  ctx.lineWidth = Math.max(1, layout.em * 0.12)
  for (const group of groups) {
    const own = layout.tasks.filter((band) => groupOf(band) === group)
    if (group === null || own.length < 2) continue
    const inset = Math.min(own[0].height * 0.2, layout.em * 0.3)
    const bottom = own.at(-1)!.top + own.at(-1)!.height - inset
    ctx.beginPath()
    ctx.moveTo(x - inset, own[0].top + inset)
    ctx.lineTo(x, own[0].top + inset)
    ctx.lineTo(x, bottom)
    ctx.lineTo(x - inset, bottom)
    ctx.stroke()
  }
}

/** Each core's number beside its row of blocks, where the rows are high enough. */
function drawCoreNames(ctx: CanvasRenderingContext2D, {layout, theme, words, scene}: Frame): void {
  const {em} = layout
  const {top, height} = cpuBlockBand(layout)
  const tall = height / layout.cores
  const px = Math.min(em * 0.9, tall * 0.9)
  ctx.fillStyle = theme.ink
  ctx.font = sans(theme, em * 1.35, 700)
  ctx.fillText(words.cpu, 0, top + height / 2)
  if (px < em * 0.5) return
  ctx.fillStyle = theme.quiet
  ctx.font = sans(theme, px)
  ctx.textAlign = 'right'
  scene.coreNumbers.forEach((core, place) => {
    ctx.fillText(words.coreName(core), layout.plotLeft - em * 0.6, top + tall * (place + 0.5))
  })
  ctx.textAlign = 'left'
}

/** On a narrow screen: the tasks' names at the left edge of their lanes, where nothing else is written. */
export function drawNamesInside(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene} = frame
  if (layout.plotLeft > layout.em * 4) return
  for (const band of layout.tasks) {
    const lane = scene.tasks[band.index]
    const px = Math.min(layout.em * 0.8, band.height * 0.8)
    ctx.font = sans(theme, px, 600)
    ctx.fillStyle = inkOf(theme, lane.owner)
    const at = {
      x: layout.plotLeft + 2,
      y: band.top + px * 0.62,
      align: 'left',
      px,
      from: 0,
      to: layout.width,
    } as const
    write(ctx, places, [laneName(frame, lane)], {...at, backdrop: theme.ground})
  }
  drawHostNamesInside(ctx, frame, places)
}

/** And the hosts' names at their lines: the first above its own, the others below theirs. */
function drawHostNamesInside(ctx: CanvasRenderingContext2D, frame: Frame, places: Places): void {
  const {layout, theme, scene, words} = frame
  const px = layout.em * 0.8
  ctx.font = sans(theme, px, 600)
  ctx.fillStyle = theme.quiet
  scene.hosts.forEach((host, index) => {
    const line = layout.hostY[index]
    const y = index === 0 || line + px * 1.5 > layout.height ? line - px * 0.75 : line + px * 0.85
    const edges = {from: 0, to: layout.width, backdrop: theme.ground}
    write(ctx, places, shortened(words.hostName(host)), {
      x: layout.plotLeft + 2,
      y,
      align: 'left',
      px,
      ...edges,
    })
  })
}

export function drawLaneNames(ctx: CanvasRenderingContext2D, frame: Frame): void {
  const {layout, theme, words, scene} = frame
  const {em} = layout
  const running = runningTask(frame)
  const room = layout.plotLeft - em * 0.5
  if (room < em * 4) return

  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const cpu = cpuBlockBand(layout)
  if (layout.cores > 1) drawCoreNames(ctx, frame)
  else {
    ctx.fillStyle = theme.ink
    ctx.font = sans(theme, em * 1.35, 700)
    ctx.fillText(words.cpu, 0, cpu.top + cpu.height * 0.36)
    ctx.fillStyle = theme.quiet
    ctx.font = sans(theme, em * 0.9)
    ctx.fillText(fitting(ctx, [words.core], room), 0, cpu.top + cpu.height * 0.36 + em * 1.3)
  }

  for (const band of layout.tasks) {
    const lane = scene.tasks[band.index]
    const px = Math.min(em * 1.1, band.height * 0.82)
    const y = band.top + band.height / 2
    const dot = px * 0.62
    const picked = frame.selected !== null && frame.selected === lane.owner
    const left = picked ? em * 0.35 : 0
    if (picked) {
      // The lane's name as a tab in its own hue, so that the eye finds it at once.
      ctx.fillStyle = mixed(hueOf(theme, lane.owner), theme.ground, 0.3)
      ctx.beginPath()
      ctx.roundRect(0, y - px * 0.75, room, px * 1.5, em * 0.25)
      ctx.fill()
    }
    ctx.globalAlpha = frame.selected === null || picked ? 1 : 0.55
    ctx.fillStyle = hueOf(theme, lane.owner)
    ctx.beginPath()
    ctx.roundRect(left, y - dot / 2, dot, dot, dot * 0.25)
    ctx.fill()
    const runs = lane.id === running || picked || runsNow(frame, lane)
    ctx.font = sans(theme, px, runs ? 700 : 400)
    ctx.fillStyle = runs ? inkOf(theme, lane.owner) : theme.ink
    ctx.fillText(
      fitting(ctx, narrowed(laneName(frame, lane)), room - left - dot - em * 0.5),
      left + dot + em * 0.5,
      y,
    )
    ctx.globalAlpha = 1
  }
  drawGroups(ctx, frame)
  drawFolded(ctx, frame)

  if (scene.hosts.length < 2) return // there is no network
  const spacing = layout.hostY.length > 1 ? layout.hostY[1] - layout.hostY[0] : Infinity
  const px = Math.min(em, spacing * 0.85)
  ctx.font = sans(theme, px)
  ctx.fillStyle = theme.ink
  if (px > em * 0.55) {
    scene.hosts.forEach((host, index) => {
      ctx.fillText(fitting(ctx, shortened(words.hostName(host)), room), 0, layout.hostY[index])
    })
  }
  if (layout.hostY.length > 1 && spacing > em * 3) {
    ctx.font = sans(theme, em * 0.9)
    ctx.fillStyle = theme.quiet
    ctx.fillText(fitting(ctx, [words.network], room), 0, (layout.hostY[0] + layout.hostY[1]) / 2)
  }
}

/** The task whose coroutine is on the stack, if any. */
function runningTask({columns, open}: Frame): string | null {
  for (const row of open) if (columns.kind[row] === KIND['task.step']) return text(columns, 'subject', row)
  return null
}

/** A thread is on a core, a disk is busy at the playhead. */
function runsNow({t}: Frame, {kind, blocks}: Lane): boolean {
  if (kind === 'task') return false
  const latest = countUpTo(blocks.from, blocks.count, t) - 1
  return latest >= 0 && blocks.to[latest] > t
}

const laneName = ({words}: Frame, {kind, id}: Lane): string => (kind === 'disk' ? words.diskName(id) : id)

/** How many lanes there are above and below those shown. */
function drawFolded(ctx: CanvasRenderingContext2D, {layout, theme}: Frame): void {
  const first = layout.tasks[0]
  const last = layout.tasks.at(-1)
  if (!first || !last) return
  ctx.font = sans(theme, layout.em * 0.8)
  ctx.fillStyle = theme.quiet
  ctx.textAlign = 'right'
  const x = layout.plotLeft - layout.em * 0.6
  if (layout.above) ctx.fillText(`▲ ${layout.above}`, x, first.top + first.height / 2)
  if (layout.below) ctx.fillText(`▼ ${layout.below}`, x, last.top + last.height / 2)
  ctx.textAlign = 'left'
}

/** Which of the lanes are in sight: a bar at the right, as one knows them from lists. */
export function drawSight(ctx: CanvasRenderingContext2D, {layout, theme}: Frame): void {
  const {tasks, above, below, em} = layout
  const last = tasks.at(-1)
  if (!last || above + below === 0) return
  const [top, tall] = [tasks[0].top, last.top + last.height - tasks[0].top]
  const all = above + tasks.length + below
  const wide = Math.max(3, em * 0.3)
  const long = Math.max(wide * 3, (tall * tasks.length) / all)
  const y = top + ((tall - long) * above) / (above + below)
  ctx.globalAlpha = 0.6
  ctx.fillStyle = theme.faint
  ctx.beginPath()
  ctx.roundRect(layout.width - wide * 1.5, y, wide, long, wide / 2)
  ctx.fill()
  ctx.globalAlpha = 1
}

function* shortenings(name: string) {
  yield name
  for (let length = name.length - 1; length > 3; length--) yield `${name.slice(0, length)}…`
}
/** A lane's name keeps its end, where the number is. */
function narrowed(name: string): string[] {
  const names = [name]
  const tail = name.slice(Math.max(name.lastIndexOf('-'), 0))
  const head = name.slice(0, name.length - tail.length)
  for (let length = head.length - 1; length > 1; length--) names.push(`${head.slice(0, length)}…${tail}`)
  return tail === name || !head ? shortened(name) : names
}

const shortened = (name: string): string[] => [...shortenings(name)]
