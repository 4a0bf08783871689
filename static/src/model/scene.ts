// What a timeline shows of a recording: lanes, and in typed arrays what lies in them.
//
// Rule: it grows with the recording and never looks at a row twice, so a million rows are a million short steps.
import {grown, text, textOf} from './columns'
import {BEGIN, END, INSTANT, isPacket, KIND, KINDS} from './kinds'
import {ownerIndexOfRow, ownersOf} from './owners'
import type {Recording} from './recording'
import {sleptPs} from './sleep'

/** What a task waits for: the form of its band. `task`: another task's doing. */
export type Awaited = 'network' | 'timer' | 'lock' | 'disk' | 'task'
export const AWAITED: readonly Awaited[] = ['network', 'timer', 'lock', 'disk', 'task']

/** Spans in the order of their begin. `to` is Infinity while a span is open. */
export interface Blocks {
  readonly count: number
  readonly from: Float64Array
  readonly to: Float64Array
  /** 0 is the outermost. */
  readonly depth: Uint8Array
  /** The span's begin; its kind and names are there. */
  readonly row: Int32Array
  /** Index into the scene's owners; -1 is nobody's. */
  readonly owner: Int16Array
}

/** Waits in the order of their begin; those of one lane never overlap. */
export interface Waits {
  readonly count: number
  readonly from: Float64Array
  readonly to: Float64Array
  /** The row that began the wait: the select, or the end of the task's step. */
  readonly row: Int32Array
  /** Index into AWAITED. */
  readonly awaited: Uint8Array
}

export interface Lane {
  readonly kind: 'cpu' | 'task' | 'thread' | 'disk'
  /** The task's, thread's or disk's id; `cpu` for the CPU. */
  readonly id: string
  /** A thread's process. */
  readonly group: string | null
  /** Index into the scene's owners; -1 is nobody's. */
  readonly owner: number
  readonly blocks: Blocks
  readonly waits: Waits
  /** A thread is ready, and has no core: `awaited` means nothing. */
  readonly ready: Waits
}

/** Packets in the order of their departure. `arrive` is Infinity while not known. */
export interface Packets {
  readonly count: number
  readonly row: Int32Array
  /** Indices into the scene's hosts. */
  readonly fromHost: Int16Array
  readonly toHost: Int16Array
  readonly depart: Float64Array
  /** Of a lost one, the instant of its loss. */
  readonly arrive: Float64Array
  readonly owner: Int16Array
  /** One of ARRIVES, LOST and MISSED. */
  readonly fate: Uint8Array
}

export const ARRIVES = 0
/** It gets lost on its way. */
export const LOST = 1
/** It comes to a host that is down. */
export const MISSED = 2

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
  readonly hosts: readonly string[]
  /** When a host is down; the depth is its index among the hosts. */
  readonly down: Blocks
  readonly packets: Packets
  /** Who has a hue, in the order of their first appearance. */
  readonly owners: readonly string[]
}

/** What a thread waits for, by the words of its row. */
function awaitedBy(what: string | null): Awaited {
  if (!what || what === 'time to pass') return 'timer'
  if (/^(the GIL|lock|condition|event|semaphore|queue|pool|future)/.test(what)) return 'lock'
  if (/ on the (SSD|disk)$/.test(what)) return 'disk'
  return what.startsWith('the end of') ? 'task' : 'network'
}

const scenes = new WeakMap<Recording, Builder>()

/** The scene of a recording as far as it has come in. The same recording gives the same, grown, scene. */
export function sceneOf(recording: Recording): Scene {
  let scene = scenes.get(recording)
  if (!scene) scenes.set(recording, (scene = new Builder(recording)))
  scene.extend()
  return scene
}

/** More room in each typed array of a table. */
function makeRoom(table: object): void {
  for (const [name, column] of Object.entries(table)) {
    if (column instanceof Object && 'length' in column)
      Object.assign(table, {[name]: grown(column, column.length + 64)})
  }
}

class GrowingBlocks implements Blocks {
  count = 0
  from = new Float64Array(0)
  to = new Float64Array(0)
  depth = new Uint8Array(0)
  row = new Int32Array(0)
  owner = new Int16Array(0)

  /** Returns the index of the new block. */
  begin(from: number, depth: number, row: number, owner: number): number {
    if (this.count === this.from.length) makeRoom(this)
    const at = this.count++
    this.from[at] = from
    this.to[at] = Infinity
    this.depth[at] = depth
    this.row[at] = row
    this.owner[at] = owner
    return at
  }
}

class GrowingWaits implements Waits {
  count = 0
  from = new Float64Array(0)
  to = new Float64Array(0)
  row = new Int32Array(0)
  awaited = new Uint8Array(0)

  begin(from: number, row: number): void {
    if (this.count === this.from.length) makeRoom(this)
    const at = this.count++
    this.from[at] = from
    this.to[at] = Infinity
    this.row[at] = row
  }

  /** The latest wait is over; a task that has not waited has none. */
  end(to: number, awaited: Awaited): void {
    const at = this.count - 1
    if (at < 0 || this.to[at] !== Infinity) return
    this.to[at] = to
    this.awaited[at] = AWAITED.indexOf(awaited)
  }
}

class GrowingPackets implements Packets {
  count = 0
  row = new Int32Array(0)
  fromHost = new Int16Array(0)
  toHost = new Int16Array(0)
  depart = new Float64Array(0)
  arrive = new Float64Array(0)
  owner = new Int16Array(0)
  fate = new Uint8Array(0)

  /** Returns the index of the new packet. */
  begin(row: number, fromHost: number, toHost: number, depart: number, owner: number): number {
    if (this.count === this.row.length) makeRoom(this)
    const at = this.count++
    this.row[at] = row
    this.fromHost[at] = fromHost
    this.toHost[at] = toHost
    this.depart[at] = depart
    this.arrive[at] = Infinity
    this.owner[at] = owner
    return at
  }
}

class GrowingLane implements Lane {
  readonly blocks = new GrowingBlocks()
  readonly waits = new GrowingWaits()
  readonly ready = new GrowingWaits()
  constructor(
    readonly kind: Lane['kind'],
    readonly id: string,
    readonly owner: number,
    readonly group: string | null = null,
  ) {}
}

const PACKET = KINDS.map(isPacket)
/** What no thread does, though it may be on a thread's row. */
const APART = new Set([KIND['cpu.switch'], KIND['host.reboot'], KIND['disk.transfer']])

class Builder implements Scene {
  rows = 0
  endPs = 0
  readonly cpu = new GrowingLane('cpu', 'cpu', -1)
  readonly tasks: GrowingLane[] = []
  readonly hosts: string[] = []
  readonly packets = new GrowingPackets()
  readonly switches = new GrowingBlocks()
  readonly down = new GrowingBlocks()
  readonly owners: string[] = []
  /** The blocks of switches, reboots and transfers that go on, by the row of their begin. */
  private readonly going = new Map<number, [GrowingBlocks, number]>()
  private disks = 0
  /** The latest row of the program's first thread. */
  private ownRow = -1
  /** The cores in the order of their first use. */
  readonly coreNumbers: number[] = [0]
  /** On threads: how many run now, and which is whose block on the CPU. */
  private running = 1
  private threaded = false
  private readonly onCore = new Map<number, number>()
  private readonly laneOf = new Map<number, GrowingLane>()
  /** The blocks that are open on the CPU, outermost first. */
  private readonly open: number[] = []
  /** The packets in flight, by the row of their begin. */
  private readonly flying = new Map<number, number>()

  constructor(private readonly recording: Recording) {}

  extend(): void {
    const {recording} = this
    const {columns, owners} = recording
    if (this.rows === 0 && columns.count) this.hosts.push(...recording.metadata.hosts.map(({id}) => id))
    if (owners.order.size > this.owners.length) this.owners.splice(0, Infinity, ...ownersOf(recording))
    for (; this.rows < columns.count; this.rows++) {
      if (PACKET[columns.kind[this.rows]]) this.takePacket(this.rows)
      else if (columns.kind[this.rows] === KIND['thread.state']) this.threadChanges(this.rows)
      else if (APART.has(columns.kind[this.rows])) this.takeApart(this.rows)
      else if (this.threaded) this.takeTask(this.rows)
      else if (columns.thread[this.rows] === columns.thread[0]) this.takeProgram(this.rows)
    }
    this.endPs = recording.endPs
  }

  get cores(): number {
    return this.coreNumbers.length
  }

  private takeProgram(row: number): void {
    const {kind, phase, t} = this.recording.columns
    this.sleeps(row)
    if (kind[row] === KIND.program || phase[row] === INSTANT) return
    if (kind[row] === KIND.select) {
      if (phase[row] === BEGIN) this.cpu.waits.begin(t[row], row)
      else this.cpu.waits.end(t[row], 'network')
    } else if (phase[row] === BEGIN) {
      this.blockBegins(row)
    } else {
      this.blockEnds(row)
    }
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

  private blockBegins(row: number): void {
    const {kind, t} = this.recording.columns
    const owner = this.ownerOf(row)
    this.open.push(this.cpu.blocks.begin(t[row], this.open.length, row, owner))
    if (kind[row] === KIND['task.create']) this.newTask(row, owner)
    if (kind[row] === KIND['task.step']) this.taskSteps(row, owner)
  }

  private blockEnds(row: number): void {
    const {kind, t} = this.recording.columns
    const block = this.open.pop()!
    this.cpu.blocks.to[block] = t[row]
    if (this.open.length === 0) this.callEnds(row, block)
    if (kind[row] === KIND['task.step']) this.taskStops(row)
  }

  private ownerOf(row: number): number {
    const owner = ownerIndexOfRow(this.recording, row)
    return owner < 0 ? -1 : this.recording.owners.order.get(owner)!
  }

  /** A call that took longer than going into the kernel and out again has waited for the rest. */
  private callEnds(row: number, block: number): void {
    const {columns, metadata} = this.recording
    const kind = KINDS[columns.kind[row]]
    const waits = /^(socket|disk|dns)\./.test(kind)
    const call = metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
    const from = columns.t[columns.cause[row]] + call
    if (!waits || columns.t[row] - from < call) return
    this.cpu.blocks.to[block] = from
    this.cpu.waits.begin(from, columns.cause[row])
    this.cpu.waits.end(columns.t[row], kind.startsWith('disk') ? 'disk' : 'network')
  }

  // -- what goes on apart from what a thread does

  private takeApart(row: number): void {
    const {kind, phase, cause, t, subject, label} = this.recording.columns
    if (phase[row] === END) {
      const [blocks, at] = this.going.get(cause[row])!
      blocks.to[at] = t[row]
      this.going.delete(cause[row])
    } else if (kind[row] === KIND['cpu.switch']) {
      const place = this.placeOfCore(this.recording.columns.core[row])
      this.begins(this.switches, place, row, this.placeOf(subject[row], row))
    } else if (kind[row] === KIND['host.reboot']) {
      this.begins(this.down, this.hostIndex(text(this.recording.columns, 'subject', row)), row, -1)
    } else {
      const disk = textOf(this.recording.columns, label[row])?.split(' ')[1] ?? ''
      this.begins(this.diskLane(disk).blocks, 0, row, this.whoAsked(row))
    }
  }

  private begins(blocks: GrowingBlocks, depth: number, row: number, owner: number): void {
    this.going.set(row, [blocks, blocks.begin(this.recording.columns.t[row], depth, row, owner)])
  }

  private diskLane(id: string): GrowingLane {
    const known = this.tasks.find((lane) => lane.kind === 'disk' && lane.id === id)
    if (known) return known
    const lane = new GrowingLane('disk', id, -1)
    this.tasks.push(lane)
    this.disks++
    return lane
  }

  /** The hue of the thread or task that a transfer is for. */
  private whoAsked(row: number): number {
    const call = this.recording.columns.cause[row]
    return call < 0 ? -1 : this.ownerOf(call)
  }

  private placeOfCore(core: number): number {
    const place = this.coreNumbers.indexOf(core)
    return place < 0 ? this.coreNumbers.push(core) - 1 : place
  }

  /** What a core runs, and when no core runs anything. */
  private coreChanges(row: number, thread: number, state: string | null): void {
    const {columns} = this.recording
    const {blocks, waits} = this.cpu
    const t = columns.t[row]
    if (!this.threaded) {
      this.threaded = true
      for (const open of this.open.splice(0)) blocks.to[open] = t
      this.onCore.set(columns.thread[0], blocks.begin(t, 0, 0, -1))
    }
    const block = this.onCore.get(thread)
    if (block !== undefined) {
      blocks.to[block] = t
      this.onCore.delete(thread)
      if (--this.running === 0) waits.begin(t, row)
    }
    if (state !== 'running') return
    if (this.running++ === 0) waits.end(t, 'network')
    const place = this.placeOfCore(columns.core[row])
    this.onCore.set(thread, blocks.begin(t, place, row, this.placeOf(thread, row)))
  }

  /** An owner's place among the owners, -1 for nobody. */
  private placeOf(thing: number, row: number): number {
    const owner = this.recording.owners.of(thing, row)
    return owner < 0 ? -1 : this.recording.owners.order.get(owner)!
  }

  // -- threads: each has a lane, as a task has, once there is more than the program's first

  private threadChanges(row: number): void {
    const {columns} = this.recording
    const [subject, t] = [columns.subject[row], columns.t[row]]
    if (!this.threaded) {
      this.firstLane(row)
    }
    const lane = this.threadLane(subject, text(columns, 'object', row), row)
    const {blocks, waits, ready} = lane
    if (blocks.count && blocks.to[blocks.count - 1] === Infinity) blocks.to[blocks.count - 1] = t
    if (waits.count) waits.end(t, awaitedBy(text(columns, 'value', waits.row[waits.count - 1])))
    ready.end(t, 'lock')
    const state = text(columns, 'label', row)
    if (state === 'ready') ready.begin(t, row)
    this.coreChanges(row, subject, state)
    if (state === 'running') blocks.begin(t, 0, row, lane.owner)
    if (state === 'waiting') waits.begin(t, row)
  }

  /** The program's first thread has run, and waited, alone until now. */
  private firstLane(row: number): void {
    const {columns} = this.recording
    const {waits} = this.cpu
    const lane = this.threadLane(columns.thread[0], textOf(columns, columns.thread[0])!, row)
    lane.blocks.begin(columns.t[0], 0, 0, lane.owner)
    for (let at = 0; at < waits.count; at++) {
      if (waits.to[at] === Infinity) continue
      lane.blocks.to[lane.blocks.count - 1] = waits.from[at]
      lane.waits.begin(waits.from[at], waits.row[at])
      lane.waits.end(waits.to[at], AWAITED[waits.awaited[at]])
      lane.blocks.begin(waits.to[at], 0, 0, lane.owner)
    }
  }

  private threadLane(thread: number, process: string | null, row: number): GrowingLane {
    const known = this.laneOf.get(thread)
    if (known) return known
    const name = textOf(this.recording.columns, thread)!
    const lane = new GrowingLane('thread', name, this.placeOf(thread, row), process)
    this.addLane(thread, lane)
    return lane
  }

  /** Behind the last of its process, and above the disks. */
  private addLane(subject: number, lane: GrowingLane): void {
    this.laneOf.set(subject, lane)
    const fellow = lane.group === null ? -1 : this.tasks.findLastIndex(({group}) => group === lane.group)
    this.tasks.splice(fellow < 0 ? this.tasks.length - this.disks : fellow + 1, 0, lane)
  }

  // -- tasks

  /** Where there are threads, the CPU's lane is theirs; tasks still have lanes of their own. */
  private takeTask(row: number): void {
    const {kind, phase} = this.recording.columns
    const begins = phase[row] === BEGIN
    if (kind[row] === KIND['task.create'] && begins) this.newTask(row, this.ownerOf(row))
    if (kind[row] !== KIND['task.step']) return
    if (begins) this.taskSteps(row, this.ownerOf(row))
    else this.taskStops(row)
  }

  private newTask(row: number, owner: number): void {
    const {columns} = this.recording
    const subject = columns.subject[row]
    if (this.laneOf.has(subject)) return
    this.addLane(subject, new GrowingLane('task', textOf(columns, subject)!, owner))
  }

  private taskSteps(row: number, owner: number): void {
    const {columns} = this.recording
    const lane = this.laneOf.get(columns.subject[row])
    if (!lane) return
    lane.waits.end(columns.t[row], this.awaited(row))
    lane.blocks.begin(columns.t[row], 0, row, owner)
  }

  private taskStops(row: number): void {
    const {columns} = this.recording
    const lane = this.laneOf.get(columns.subject[row])
    if (!lane) return
    lane.blocks.to[lane.blocks.count - 1] = columns.t[row]
    if (!this.isOver(row)) lane.waits.begin(columns.t[row], row)
  }

  /** What a task that steps now has waited for: the network, unless another task's coroutine set its future. */
  private awaited(step: number): Awaited {
    const {recording} = this
    const {spans} = recording
    for (let span = spans.parentOf(step); span >= 0; span = spans.parentOf(span)) {
      const kind = recording.kindOf(span)
      if (kind === 'coroutine.send') return 'task'
      if (kind === 'callback') return 'network'
    }
    return 'network'
  }

  /** Whether the coroutine came to its end in the step that this row ends. */
  private isOver(row: number): boolean {
    const {columns} = this.recording
    for (let at = row - 1; at > columns.cause[row]; at--) {
      const isSend =
        columns.kind[at] === KIND['coroutine.send'] && columns.subject[at] === columns.subject[row]
      if (isSend && columns.phase[at] === END) return text(columns, 'label', at) !== 'yielded'
    }
    return false
  }

  // -- packets

  private takePacket(row: number): void {
    const {columns} = this.recording
    if (columns.phase[row] === BEGIN) {
      const from = this.hostIndex(text(columns, 'host', row))
      const to = this.hostIndex(text(columns, 'label', row))
      this.flying.set(row, this.packets.begin(row, from, to, columns.t[row], this.ownerOf(row)))
      return
    }
    const packet = this.flying.get(columns.cause[row])
    if (packet === undefined) return
    this.packets.arrive[packet] = columns.t[row]
    if (columns.kind[row] === KIND['packet.lost']) {
      const isDown = this.isDown(this.packets.toHost[packet])
      this.packets.fate[packet] = isDown ? MISSED : LOST
    }
    this.flying.delete(columns.cause[row])
  }

  private isDown(host: number): boolean {
    const {count, depth, to} = this.down
    for (let at = 0; at < count; at++) if (depth[at] === host && to[at] === Infinity) return true
    return false
  }

  /** A host that the metadata does not name gets a place behind those that it does. */
  private hostIndex(host: string | null): number {
    const id = host ?? '?'
    const at = this.hosts.indexOf(id)
    return at >= 0 ? at : this.hosts.push(id) - 1
  }
}
