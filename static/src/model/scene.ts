// What a timeline shows of a recording: lanes, and in typed arrays what lies in them.
//
// Rule: it grows with the recording and never looks at a row twice, so a million rows are a million short steps.
import {text, textOf} from './columns'
import type {Crowd} from './crowd'
import {BEGIN, END, INSTANT, isPacket, KIND, KINDS} from './kinds'
import {GrowingBlocks, GrowingLane, type Blocks, type Lane, type Packets} from './lanes'
import {ownersOf} from './whose'
import type {Recording} from './recording'
import {Cores} from './scene.cores'
import {Network} from './scene.network'
import {Roster} from './scene.roster'
import {Tasks} from './scene.tasks'
import {Threads} from './scene.threads'
import {sleptPs} from './sleep'

export interface Scene {
  /** The recording's rows that it covers. */
  readonly rows: number
  readonly endPs: number
  readonly cpu: Lane
  /** How many cores have run something: on more than one, the depth of a block on the CPU is its core's place. */
  readonly cores: number
  /** Their numbers, in the order of their first use. */
  readonly coreNumbers: readonly number[]
  /** When a core goes from one thread to another; the depth is the core's place. */
  readonly switches: Blocks
  /** Tasks and threads, those of one process together; then the disks. */
  readonly tasks: readonly Lane[]
  /** All tasks together, and all threads, where there are any. */
  readonly crowds: readonly Crowd[]
  readonly hosts: readonly string[]
  /** When a host is down; the depth is its index among the hosts. */
  readonly down: Blocks
  /** When a link is cut; the depth is its index among the links, each between two of the hosts. */
  readonly cuts: Blocks
  readonly links: readonly (readonly [number, number])[]
  readonly packets: Packets
  /** Who has a hue, in the order of their first appearance. */
  readonly owners: readonly string[]
}

const scenes = new WeakMap<Recording, Builder>()

/** The scene of a recording as far as it has come in. The same recording gives the same, grown, scene. */
export function sceneOf(recording: Recording): Scene {
  let scene = scenes.get(recording)
  if (!scene) scenes.set(recording, (scene = new Builder(recording)))
  scene.extend()
  return scene
}

const PACKET = KINDS.map(isPacket)
/** What no thread does, though it may be on a thread's row. */
const APART = new Set([KIND['cpu.switch'], KIND['host.reboot'], KIND['link.down'], KIND['disk.transfer']])
/** What may wait for something outside. */
const OUTSIDE = KINDS.map((kind) => /^(socket|disk|dns)\./.test(kind))

/** What the program's first thread does, as long as it is the only one; the rest is handed on. */
class Builder implements Scene {
  rows = 0
  endPs = 0
  readonly cpu = new GrowingLane('cpu', 'cpu', -1)
  readonly owners: string[] = []
  private readonly roster: Roster
  private readonly network: Network
  private readonly coresUsed: Cores
  private readonly threads: Threads
  private readonly taskLanes: Tasks
  /** The blocks of reboots and transfers that go on, by the row of their begin. */
  private readonly going = new Map<number, [GrowingBlocks, number]>()
  /** The latest row of the program's first thread. */
  private ownRow = -1
  /** The blocks that are open on the CPU, outermost first. */
  private readonly open: number[] = []

  constructor(private readonly recording: Recording) {
    this.roster = new Roster(recording)
    this.network = new Network(this.roster)
    this.coresUsed = new Cores(this.roster, this.cpu)
    this.threads = new Threads(this.roster, this.cpu, this.coresUsed)
    this.taskLanes = new Tasks(this.roster)
  }

  extend(): void {
    const {recording} = this
    const {columns, owners} = recording
    if (this.rows === 0 && columns.count)
      this.network.hosts.push(...recording.metadata.hosts.map(({id}) => id))
    if (owners.order.size > this.owners.length) this.owners.splice(0, Infinity, ...ownersOf(recording))
    for (; this.rows < columns.count; this.rows++) {
      if (PACKET[columns.kind[this.rows]]) this.network.take(this.rows)
      else if (columns.kind[this.rows] === KIND['thread.state']) this.threads.changes(this.rows, this.open)
      else if (APART.has(columns.kind[this.rows])) this.takeApart(this.rows)
      else if (this.threads.any) this.taskLanes.take(this.rows)
      else if (columns.thread[this.rows] === columns.thread[0]) this.takeProgram(this.rows)
    }
    this.endPs = recording.endPs
  }

  get tasks(): readonly Lane[] {
    return this.roster.lanes
  }
  get crowds(): readonly Crowd[] {
    const {task, thread} = this.roster.crowds
    return [task, thread].filter(({blocks}) => blocks.count)
  }
  get hosts(): readonly string[] {
    return this.network.hosts
  }
  get packets(): Packets {
    return this.network.packets
  }
  get down(): Blocks {
    return this.network.down
  }
  get cuts(): Blocks {
    return this.network.cuts
  }
  get links(): readonly (readonly [number, number])[] {
    return this.network.links
  }
  get cores(): number {
    return this.coresUsed.numbers.length
  }
  get coreNumbers(): readonly number[] {
    return this.coresUsed.numbers
  }
  get switches(): Blocks {
    return this.coresUsed.switches
  }

  private takeProgram(row: number): void {
    const {kind, phase, t} = this.recording.columns
    this.sleeps(row)
    if (kind[row] === KIND.program || phase[row] === INSTANT) return
    if (kind[row] === KIND.select) {
      if (phase[row] === BEGIN) this.cpu.waits.begin(t[row], row)
      else this.cpu.waits.end(t[row], 'network')
      return
    }
    if (phase[row] === BEGIN) {
      this.open.push(this.cpu.blocks.begin(t[row], this.open.length, row, this.roster.ownerOf(row)))
    } else {
      const block = this.open.pop()!
      this.cpu.blocks.to[block] = t[row]
      if (this.open.length === 0) this.callEnds(row, block)
    }
    this.taskLanes.take(row)
  }

  /** The CPU has nothing to do while the program's one thread sleeps. */
  private sleeps(row: number): void {
    const {t} = this.recording.columns
    const slept = this.open.length ? 0 : sleptPs(this.recording, this.ownRow, t[row])
    if (slept > 0) {
      this.cpu.waits.begin(t[row] - slept, this.ownRow)
      this.cpu.waits.end(t[row], 'timer')
    }
    this.ownRow = row
  }

  /** A call that took longer than going into the kernel and out again has waited for the rest. */
  private callEnds(row: number, block: number): void {
    const {columns, metadata} = this.recording
    if (!OUTSIDE[columns.kind[row]]) return
    const call = metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
    const from = columns.t[columns.cause[row]] + call
    if (columns.t[row] - from < call) return
    this.cpu.blocks.to[block] = from
    this.cpu.waits.begin(from, columns.cause[row])
    this.cpu.waits.end(columns.t[row], KINDS[columns.kind[row]].startsWith('disk') ? 'disk' : 'network')
  }

  /** What goes on apart from what a thread does. */
  private takeApart(row: number): void {
    const {columns} = this.recording
    const {kind, phase, cause, t, label} = columns
    if (phase[row] === END) {
      const [blocks, at] = this.going.get(cause[row])!
      blocks.to[at] = t[row]
      this.going.delete(cause[row])
    } else if (kind[row] === KIND['cpu.switch']) {
      this.begins(
        this.coresUsed.switches,
        this.coresUsed.placeOf(columns.core[row]),
        row,
        this.roster.placeOf(columns.subject[row], row),
      )
    } else if (kind[row] === KIND['link.down']) {
      const link = this.network.linkIndex(text(columns, 'subject', row) ?? '')
      this.begins(this.network.cuts, link, row, -1)
    } else if (kind[row] === KIND['host.reboot']) {
      this.begins(this.network.down, this.network.hostIndex(text(columns, 'subject', row)), row, -1)
    } else {
      const disk = textOf(columns, label[row])?.split(' ')[1] ?? ''
      this.begins(this.roster.disk(disk).blocks, 0, row, this.whoAsked(row))
    }
  }

  private begins(blocks: GrowingBlocks, depth: number, row: number, owner: number): void {
    this.going.set(row, [blocks, blocks.begin(this.recording.columns.t[row], depth, row, owner)])
  }

  /** The hue of the thread or task that a transfer is for. */
  private whoAsked(row: number): number {
    const call = this.recording.columns.cause[row]
    return call < 0 ? -1 : this.roster.ownerOf(call)
  }
}
