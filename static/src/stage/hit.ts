// What lies under a point of the picture.
import {KINDS} from '../model/kinds'
import type {Blocks, Packets, Waits} from '../model/lanes'
import {instantAt, xOf, xOfPosition} from './camera'
import {cpuBlockBand, levelOf} from './blocks'
import type {Frame} from './frame'
import {countUpTo} from './search'

export interface Hit {
  readonly what: 'block' | 'wait' | 'packet' | 'name'
  readonly row: number
}

export function hitAt(frame: Frame, x: number, y: number): Hit | null {
  const {layout, scene} = frame
  if (y < layout.axis.height || x < layout.plotLeft) return null
  const cpu = cpuBlockBand(layout)
  if (y < layout.cpu.top + layout.cpu.height) {
    if (y < cpu.top - 4 || y > cpu.top + cpu.height + 4) return null
    return blockAt(frame, scene.cpu.blocks, x) ?? waitAt(frame, scene.cpu.waits, x)
  }
  const band = layout.tasks.find(({top, height}) => y >= top && y < top + height)
  if (band) {
    const lane = scene.tasks[band.index]
    return blockAt(frame, lane.blocks, x) ?? waitAt(frame, lane.waits, x)
  }
  return packetAt(frame, scene.packets, x, y)
}

/** The innermost block; at least a few pixels wide, so that a finger can hit it. */
function blockAt(frame: Frame, blocks: Blocks, x: number): Hit | null {
  let found: Hit | null = null
  const end = countUpTo(blocks.from, blocks.count, instantAt(frame.view, x + 3))
  for (let index = 0; index < end; index++) {
    const kind = KINDS[frame.columns.kind[blocks.row[index]]]
    if (levelOf(frame.depth, kind, blocks.depth[index]) === undefined) continue
    const left = xOf(frame.view, blocks.from[index])
    const right = xOf(frame.view, Math.min(blocks.to[index], frame.scene.endPs))
    if (x >= Math.min(left, right - 4) && x <= Math.max(right, left + 4))
      found = {what: 'block', row: blocks.row[index]}
  }
  return found
}

function waitAt(frame: Frame, waits: Waits, x: number): Hit | null {
  const t = instantAt(frame.view, x)
  const index = countUpTo(waits.from, waits.count, t) - 1
  return index >= 0 && waits.to[index] >= t ? {what: 'wait', row: waits.row[index]} : null
}

/** The nearest stroke within a finger's width. */
function packetAt(frame: Frame, packets: Packets, x: number, y: number): Hit | null {
  const {view, layout, scene} = frame
  let best = Math.max(6, layout.em * 0.6)
  let found: Hit | null = null
  for (let index = 0; index < packets.count; index++) {
    const x0 = xOfPosition(view, view.scale.position(packets.depart[index]))
    const x1 = xOfPosition(view, view.scale.position(Math.min(packets.arrive[index], scene.endPs)))
    if (x < x0 - best || x > x1 + best) continue
    const y0 = layout.hostY[packets.fromHost[index]]
    const y1 = layout.hostY[packets.toHost[index]]
    if (y0 === undefined || y1 === undefined) continue
    const length = Math.hypot(x1 - x0, y1 - y0) || 1
    const distance = Math.abs((y1 - y0) * (x - x0) - (x1 - x0) * (y - y0)) / length
    if (distance < best && y >= Math.min(y0, y1) - best && y <= Math.max(y0, y1) + best) {
      best = distance
      found = {what: 'packet', row: packets.row[index]}
    }
  }
  return found
}
