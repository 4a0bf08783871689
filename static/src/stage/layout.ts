// Where things are, top to bottom: axis, CPU, tasks, network. Sizes follow the type, so that a hall's big
// letters get big lanes. Many tasks shrink their lanes down to a legible minimum; beyond it the lanes scroll.
import type {Scene} from '../model/scene'

export interface Band {
  readonly top: number
  readonly height: number
}

export interface TaskBand extends Band {
  /** Index into the scene's tasks. */
  readonly index: number
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
/** However big the type: so small a lane still shows what it holds. */
const LANE_LEAST_PX = 18
const TASKS_SHARE = 0.5
const CPU_EM = {least: 3.9, most: 6.2}
/** What each core beyond the first may take. */
const CORE_EM = {least: 0.55, most: 1.2}
const MANY_CORES = 8
const HOST_EM = {least: 1.55, most: 11}

const between = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value))

export function layoutOf(scene: Scene, width: number, height: number, em: number, shownTask: number): Layout {
  const narrow = width < 46 * em
  const plotLeft = Math.round(em * (narrow ? 0.5 : 7.6))
  const axis = {top: 0, height: Math.round(em * 2.6)}
  const hosts = scene.hosts.length
  const room = height - axis.height

  const laneLeast = Math.min(em * LANE_EM.least, LANE_LEAST_PX)
  const networkLeast = hosts < 2 ? 0 : em * HOST_EM.least * Math.min(hosts, 6)
  const cpuLeast = em * (CPU_EM.least + Math.min(scene.cores - 1, MANY_CORES) * CORE_EM.least)
  const spare = Math.max(laneLeast, room - cpuLeast - networkLeast)
  // Many lanes take no more than their share, as long as they stay legible.
  const forTasks = Math.min(spare, Math.max(room * TASKS_SHARE, laneLeast * scene.tasks.length))
  const laneMost = em * (hosts < 2 ? LANE_ALONE_EM : LANE_EM.most)
  const laneHeight = between(laneLeast, forTasks / Math.max(1, scene.tasks.length), laneMost)
  const shown = Math.min(scene.tasks.length, Math.max(1, Math.floor(forTasks / laneHeight + 1e-9)))
  const first = between(0, shownTask - Math.floor(shown / 2), scene.tasks.length - shown)

  const rest = Math.max(0, room - shown * laneHeight)
  const most = em * (CPU_EM.most + (scene.cores - 1) * CORE_EM.most)
  const cpuHeight = hosts < 2 ? rest : between(cpuLeast, rest * (scene.cores > 1 ? 0.6 : 0.44), most)
  const cpu = {top: axis.height, height: cpuHeight}
  const tasksTop = cpu.top + cpu.height
  const networkTop = tasksTop + shown * laneHeight
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
    tasks: Array.from({length: shown}, (_, lane) => ({
      index: first + lane,
      top: tasksTop + lane * laneHeight,
      height: laneHeight,
    })),
    above: first,
    below: scene.tasks.length - shown - first,
    network: {top: networkTop, height: networkHeight},
    hostY: scene.hosts.map((_, host) => networkTop + inset + host * step),
  }
}

export const laneOf = (layout: Layout, task: number): TaskBand | undefined =>
  layout.tasks.find((band) => band.index === task)
