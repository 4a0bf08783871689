// Where things are, top to bottom: axis, CPU, tasks, network. Sizes follow the type, so that a hall's big
// letters get big lanes. Many tasks shrink their lanes down to a legible minimum. Beyond it they are folded into one
// band, a crowd, beside the lane of the latest and that of the selected one; a crowd that is opened has as many lanes
// as there is room for, around the latest, until the viewer's hand moves them.
import type {CrowdKind} from '../model/crowd'
import type {Scene} from '../model/scene'

export interface Band {
  readonly top: number
  readonly height: number
}

export interface TaskBand extends Band {
  /** Index into the scene's tasks. */
  readonly index: number
}

export interface CrowdBand extends Band {
  readonly kind: CrowdKind
  /** How many lanes it stands for. */
  readonly count: number
  /** Its lanes are shown one by one, below. */
  readonly open: boolean
}

export interface Layout {
  readonly width: number
  readonly height: number
  /** The size of a small letter: what everything else is measured in. */
  readonly em: number
  readonly plotLeft: number
  readonly plotWidth: number
  readonly axis: Band
  readonly cpu: Band
  readonly cores: number
  readonly crowds: readonly CrowdBand[]
  readonly tasks: readonly TaskBand[]
  /** How many task lanes are not shown above and below. */
  readonly above: number
  readonly below: number
  readonly network: Band
  /** The middle of each host's line, in the order of the scene's hosts. */
  readonly hostY: readonly number[]
}

const LANE_EM = {least: 1.05, most: 3.2}
/** Where the network is hidden, the lanes have its room. */
const LANE_ALONE_EM = 5
/** So small a lane still shows what it holds, and its name can be read from where the type was made for. */
const LANE_LEAST = {px: 18, em: 0.9}
const TASKS_SHARE = 0.5
/** A crowd takes more: what it counts is to be seen from far. */
const CROWD_SHARE = 0.56
const CPU_EM = {least: 3.9, most: 6.2}
/** What each core beyond the first may take. */
const CORE_EM = {least: 0.55, most: 1.2}
const MANY_CORES = 8
const HOST_EM = {least: 1.55, most: 11}

/** So few are never folded. */
const FEW = 16
const CROWD_EM = {open: 2.2, least: 2.6, most: 10}
/** Beside a crowd lanes need not be high. */
const LANE_BESIDE_EM = 1.9

const between = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value))

/** What the viewer looks at. */
export interface Attention {
  /** The lane of whoever ran last, and of what is selected; -1 for none. */
  readonly latest: number
  readonly selected: number
  /** The crowds that are opened. */
  readonly open: ReadonlySet<CrowdKind>
  /** How many lanes the viewer's hand has moved out above; null: it has not. */
  readonly above?: number | null
}

/** The crowds of a scene that are folded where not all lanes fit, with how many they are. */
export function crowdsOf({crowds, tasks}: Scene): {kind: CrowdKind; count: number}[] {
  return crowds
    .map(({kind}) => ({kind, count: tasks.reduce((sum, lane) => sum + (lane.kind === kind ? 1 : 0), 0)}))
    .filter(({count}) => count > FEW)
}

export function layoutOf(
  scene: Scene,
  width: number,
  height: number,
  em: number,
  {latest, selected, open, above = null}: Attention,
): Layout {
  const narrow = width < 46 * em
  const plotLeft = Math.round(em * (narrow ? 0.5 : 7.6))
  const axis = {top: 0, height: Math.round(em * 2.6)}
  const hosts = scene.hosts.length
  const room = height - axis.height

  const laneLeast = Math.min(em * LANE_EM.least, Math.max(LANE_LEAST.px, em * LANE_LEAST.em))
  const networkLeast = hosts < 2 ? 0 : em * HOST_EM.least * Math.min(hosts, 6)
  const cpuLeast = em * (CPU_EM.least + Math.min(scene.cores - 1, MANY_CORES) * CORE_EM.least)
  const spare = Math.max(laneLeast, room - cpuLeast - networkLeast)
  const big = laneLeast * scene.tasks.length > spare ? crowdsOf(scene) : []
  const closed = big.filter(({kind}) => !open.has(kind))
  const lanes = lanesBeside(scene, closed, [latest, selected])

  const openPx = Math.min(spare * 0.3, (big.length - closed.length) * em * CROWD_EM.open)
  const closedLeast = Math.min(spare * 0.6, closed.length * em * CROWD_EM.least)
  // Many lanes take no more than their share, as long as they stay legible.
  const forTasks = Math.min(
    spare,
    Math.max(
      room * (closed.length ? CROWD_SHARE : TASKS_SHARE),
      laneLeast * lanes.length + openPx + closedLeast,
    ),
  )
  const forLanes = Math.max(laneLeast, forTasks - openPx - closedLeast)
  const laneMost = em * (closed.length ? LANE_BESIDE_EM : hosts < 2 ? LANE_ALONE_EM : LANE_EM.most)
  const laneHeight = between(laneLeast, forLanes / Math.max(1, lanes.length), laneMost)
  const most = Math.max(1, Math.floor(forLanes / laneHeight + 1e-9))
  const shown =
    above === null ? shownOf(lanes, most, latest, selected) : stretchOf(lanes, most, Math.round(above))
  const left = Math.max(0, forTasks - openPx - shown.lanes.length * laneHeight)
  const closedPx = closed.length ? Math.min(em * CROWD_EM.most, left / closed.length) : 0
  const tasksHeight = shown.lanes.length * laneHeight + openPx + closedPx * closed.length

  const rest = Math.max(0, room - tasksHeight)
  const cpuMost = em * (CPU_EM.most + (scene.cores - 1) * CORE_EM.most)
  const cpuHeight = hosts < 2 ? rest : between(cpuLeast, rest * (scene.cores > 1 ? 0.6 : 0.44), cpuMost)
  const cpu = {top: axis.height, height: cpuHeight}
  const tasksTop = cpu.top + cpu.height
  const crowds: CrowdBand[] = []
  let lanesTop = tasksTop
  for (const {kind, count} of big) {
    const isOpen = open.has(kind)
    const tall = isOpen ? openPx / (big.length - closed.length) : closedPx
    crowds.push({kind, count, open: isOpen, top: lanesTop, height: tall})
    lanesTop += tall
  }
  const networkTop = tasksTop + tasksHeight
  const networkHeight = Math.max(0, height - networkTop)
  const inset = Math.min(em * 1.5, networkHeight * 0.2)
  const step = hosts < 2 ? 0 : Math.min(em * HOST_EM.most, (networkHeight - 2 * inset) / (hosts - 1))

  return {
    width,
    height,
    em,
    plotLeft,
    plotWidth: Math.max(1, width - plotLeft),
    axis,
    cpu,
    cores: scene.cores,
    crowds,
    tasks: shown.lanes.map((index, lane) => ({index, top: lanesTop + lane * laneHeight, height: laneHeight})),
    above: shown.above,
    below: shown.below,
    network: {top: networkTop, height: networkHeight},
    hostY: scene.hosts.map((_, host) => networkTop + inset + host * step),
  }
}

/** The lanes that are no closed crowd's, and those that are looked at. */
function lanesBeside(
  {tasks}: Scene,
  closed: readonly {kind: CrowdKind}[],
  looked: readonly number[],
): number[] {
  const lanes: number[] = []
  tasks.forEach(({kind}, index) => {
    if (!closed.some((crowd) => crowd.kind === kind) || looked.includes(index)) lanes.push(index)
  })
  return lanes
}

/** As many lanes as there is room for: around the latest, and the selected one in any case. */
function shownOf(lanes: readonly number[], most: number, latest: number, selected: number) {
  const count = Math.min(lanes.length, most)
  const stretch = stretchOf(lanes, most, lanes.indexOf(latest) - Math.floor(count / 2))
  const {lanes: shown, above, below} = stretch
  const pinned = lanes.indexOf(selected)
  if (count < 2 || pinned < 0 || shown.includes(selected)) return stretch
  return pinned < above
    ? {lanes: [selected, ...shown.slice(1)], above, below}
    : {lanes: [...shown.slice(0, -1), selected], above, below}
}

function stretchOf(lanes: readonly number[], most: number, from: number) {
  const count = Math.min(lanes.length, most)
  const above = between(0, from, lanes.length - count)
  return {lanes: lanes.slice(above, above + count), above, below: lanes.length - count - above}
}

export const laneOf = (layout: Layout, task: number): TaskBand | undefined =>
  layout.tasks.find((band) => band.index === task)
