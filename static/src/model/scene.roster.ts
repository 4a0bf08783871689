// The lanes of a scene in their order, and the places of owners among the owners.
import {textOf} from './columns'
import {GrowingCrowd} from './crowd'
import {GrowingLane} from './lanes'
import {ownerIndexOfRow} from './whose'
import type {Recording} from './recording'

export class Roster {
  readonly lanes: GrowingLane[] = []
  readonly crowds = {task: new GrowingCrowd('task'), thread: new GrowingCrowd('thread')}
  private readonly known = new Map<number, GrowingLane>()
  private disks = 0

  constructor(readonly recording: Recording) {}

  /** The lane of a task or thread, by the index of its name. */
  of(name: number): GrowingLane | undefined {
    return this.known.get(name)
  }

  /** A new lane: behind the last of its process, and above the disks. */
  add(name: number, kind: 'task' | 'thread', owner: number, group: string | null = null): GrowingLane {
    const lane = new GrowingLane(kind, textOf(this.recording.columns, name)!, owner, group)
    this.known.set(name, lane)
    const fellow = group === null ? -1 : this.lanes.findLastIndex((other) => other.group === group)
    this.lanes.splice(fellow < 0 ? this.lanes.length - this.disks : fellow + 1, 0, lane)
    return lane
  }

  disk(id: string): GrowingLane {
    const known = this.lanes.find((lane) => lane.kind === 'disk' && lane.id === id)
    if (known) return known
    const lane = new GrowingLane('disk', id, -1)
    this.lanes.push(lane)
    this.disks++
    return lane
  }

  /** An owner's place among the owners, -1 for nobody. */
  placeOf(thing: number, row: number): number {
    const owner = this.recording.owners.of(thing, row)
    return owner < 0 ? -1 : this.recording.owners.order.get(owner)!
  }

  /** The same of whose event a row is. */
  ownerOf(row: number): number {
    const owner = ownerIndexOfRow(this.recording, row)
    return owner < 0 ? -1 : this.recording.owners.order.get(owner)!
  }
}
