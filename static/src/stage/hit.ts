// What lies under a point of the picture.
import type {CrowdKind} from '../model/crowd'
import type {Blocks, Waits} from '../model/lanes'
import {instantAt, xOfPosition} from './camera'
import {cpuBlockBand, layersAt, stepsOf} from './blocks'
import type {Frame} from './frame'
import type {Layer, Storey} from './layer'
import {countUpTo} from './search'
import {waysOf} from './ways'

export interface Hit {
  readonly what: 'block' | 'wait' | 'packet' | 'name'
  readonly row: number
}

/** The crowd whose band is at a height. */
export const crowdAt = ({layout}: Frame, y: number): CrowdKind | null =>
  layout.crowds.find(({top, height}) => y >= top && y < top + height)?.kind ?? null

export function hitAt(frame: Frame, x: number, y: number): Hit | null {
  const {layout, scene} = frame
  if (y < layout.axis.height || x < layout.plotLeft) return null
  const cpu = cpuBlockBand(layout)
  if (y < layout.cpu.top + layout.cpu.height) {
    if (y < cpu.top - 4 || y > cpu.top + cpu.height + 4) return null
    return blockAt(frame, scene.cpu.blocks, layersAt(frame, y), x) ?? waitAt(frame, scene.cpu.waits, x)
  }
  const band = layout.tasks.find(({top, height}) => y >= top && y < top + height)
  if (band) {
    const lane = scene.tasks[band.index]
    return blockAt(frame, lane.blocks, [stepsOf(frame, lane)], x) ?? waitAt(frame, lane.waits, x)
  }
  return packetAt(frame, x, y)
}

/** So near is near enough for a finger, in pixels. */
const NEAR_PX = 4

/** The innermost block. */
function blockAt({view}: Frame, blocks: Blocks, layers: Iterable<Layer>, x: number): Hit | null {
  const at = (storey: Storey, from: number, to: number) => {
    const place = storey.beginningAfter(to) - 1
    const index = place < 0 ? -1 : storey.indices[place]
    return index >= 0 && blocks.to[index] >= from ? index : -1
  }
  const [from, here, to] = [x - NEAR_PX, x, x + NEAR_PX].map((near) => instantAt(view, near))
  let found = -1
  for (const {storeys} of layers)
    for (const storey of storeys) {
      const exact = at(storey, here, here)
      const index = exact >= 0 ? exact : at(storey, from, to)
      if (index >= 0) found = index
    }
  return found < 0 ? null : {what: 'block', row: blocks.row[found]}
}

function waitAt(frame: Frame, waits: Waits, x: number): Hit | null {
  const t = instantAt(frame.view, x)
  const index = countUpTo(waits.from, waits.count, t) - 1
  return index >= 0 && waits.to[index] >= t ? {what: 'wait', row: waits.row[index]} : null
}

/** The nearest stroke within a finger's width. */
function packetAt(frame: Frame, x: number, y: number): Hit | null {
  const {view, layout, scene} = frame
  const {packets} = scene
  let best = Math.max(6, layout.em * 0.6)
  let found: Hit | null = null
  const [from, to] = [instantAt(view, x - best), instantAt(view, x + best)]
  const near = (index: number) => {
    const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
    const x1 = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
    const y0 = layout.hostY[packets.fromHost[index]]
    const y1 = layout.hostY[packets.toHost[index]]
    if (y0 === undefined || y1 === undefined) return
    const length = Math.hypot(x1 - x0, y1 - y0) || 1
    const distance = Math.abs((y1 - y0) * (x - x0) - (x1 - x0) * (y - y0)) / length
    if (distance < best && y >= Math.min(y0, y1) - best && y <= Math.max(y0, y1) + best) {
      best = distance
      found = {what: 'packet', row: packets.row[index]}
    }
  }
  for (const way of waysOf(scene)) way.eachBetween(from, to, near)
  return found
}
