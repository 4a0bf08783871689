// Threads: each has a lane, as a task has, once there is more than the program's first.
import {text} from './columns'
import type {State} from './crowd'
import {AWAITED, type Awaited, type GrowingLane} from './lanes'
import type {Cores} from './scene.cores'
import type {Roster} from './scene.roster'

const STATES: readonly State[] = ['waiting', 'ready', 'running']

/** What a thread waits for, by the words of its row. */
function awaitedBy(what: string | null): Awaited {
  if (!what || what === 'time to pass') return 'timer'
  if (/^(the GIL|lock|condition|event|semaphore|queue|pool|future)/.test(what)) return 'lock'
  if (/ on the (SSD|disk)$/.test(what)) return 'disk'
  return what.startsWith('the end of') ? 'task' : 'network'
}

export class Threads {
  /** There is more than one. */
  any = false

  constructor(
    private readonly roster: Roster,
    private readonly cpu: GrowingLane,
    private readonly cores: Cores,
  ) {}

  /** `open`: what the first thread has begun on the CPU. */
  changes(row: number, open: number[]): void {
    const {columns} = this.roster.recording
    const [subject, t] = [columns.subject[row], columns.t[row]]
    if (!this.any) this.firstLane(row)
    const lane = this.lane(subject, text(columns, 'object', row), row)
    const {blocks, waits, ready} = lane
    if (blocks.count && blocks.to[blocks.count - 1] === Infinity) blocks.to[blocks.count - 1] = t
    if (waits.count && waits.to[waits.count - 1] === Infinity) {
      const awaited = awaitedBy(text(columns, 'value', waits.row[waits.count - 1]))
      waits.end(t, awaited)
      this.roster.crowds.thread.waitedFor(awaited)
    }
    ready.end(t, 'lock')
    const state = text(columns, 'label', row)
    if (state === 'ready') ready.begin(t, row)
    if (!this.any) {
      this.any = true
      this.cores.takeOver(t, open)
    }
    this.cores.threadChanges(row, subject, state === 'running')
    if (state === 'running') blocks.begin(t, 0, row, lane.owner)
    if (state === 'waiting') waits.begin(t, row)
    const now = STATES.find((known) => known === state) ?? null
    this.roster.crowds.thread.becomes(lane, now, t, row, lane.owner)
  }

  /** The program's first thread has run, and waited, alone until now. */
  private firstLane(row: number): void {
    const {columns} = this.roster.recording
    const {waits} = this.cpu
    const lane = this.lane(columns.thread[0], columns.strings.at(columns.thread[0]), row)
    const crowd = this.roster.crowds.thread
    lane.blocks.begin(columns.t[0], 0, 0, lane.owner)
    crowd.becomes(lane, 'running', columns.t[0], 0, lane.owner)
    for (let at = 0; at < waits.count; at++) {
      if (waits.to[at] === Infinity) continue
      lane.blocks.to[lane.blocks.count - 1] = waits.from[at]
      lane.waits.begin(waits.from[at], waits.row[at])
      lane.waits.end(waits.to[at], AWAITED[waits.awaited[at]])
      lane.blocks.begin(waits.to[at], 0, 0, lane.owner)
      crowd.becomes(lane, 'waiting', waits.from[at], waits.row[at], lane.owner)
      crowd.becomes(lane, 'running', waits.to[at], 0, lane.owner)
    }
  }

  private lane(thread: number, process: string | null, row: number): GrowingLane {
    return (
      this.roster.of(thread) ?? this.roster.add(thread, 'thread', this.roster.placeOf(thread, row), process)
    )
  }
}
