// What lies on a timeline, in typed arrays: spans, waits, packets. A lane has spans and waits of its own.
import {grown} from './growing'

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

// There are as many tables as lanes, most of them short: they begin with arrays that they all share.
const NO_FLOATS = new Float64Array(0)
const NO_INTS = new Int32Array(0)
const NO_SHORTS = new Int16Array(0)
const NO_BYTES = new Uint8Array(0)
const LEAST_ROOM = 8

export class GrowingBlocks implements Blocks {
  count = 0
  from: Float64Array = NO_FLOATS
  to: Float64Array = NO_FLOATS
  depth: Uint8Array = NO_BYTES
  row: Int32Array = NO_INTS
  owner: Int16Array = NO_SHORTS

  /** Returns the index of the new block. */
  begin(from: number, depth: number, row: number, owner: number): number {
    if (this.count === this.from.length) this.makeRoom(Math.max(LEAST_ROOM, this.count * 2))
    const at = this.count++
    this.from[at] = from
    this.to[at] = Infinity
    this.depth[at] = depth
    this.row[at] = row
    this.owner[at] = owner
    return at
  }

  private makeRoom(room: number): void {
    this.from = grown(this.from, room)
    this.to = grown(this.to, room)
    this.depth = grown(this.depth, room)
    this.row = grown(this.row, room)
    this.owner = grown(this.owner, room)
  }
}

export class GrowingWaits implements Waits {
  count = 0
  from: Float64Array = NO_FLOATS
  to: Float64Array = NO_FLOATS
  row: Int32Array = NO_INTS
  awaited: Uint8Array = NO_BYTES

  begin(from: number, row: number): void {
    if (this.count === this.from.length) this.makeRoom(Math.max(LEAST_ROOM, this.count * 2))
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

  private makeRoom(room: number): void {
    this.from = grown(this.from, room)
    this.to = grown(this.to, room)
    this.row = grown(this.row, room)
    this.awaited = grown(this.awaited, room)
  }
}

export class GrowingPackets implements Packets {
  count = 0
  row: Int32Array = NO_INTS
  fromHost: Int16Array = NO_SHORTS
  toHost: Int16Array = NO_SHORTS
  depart: Float64Array = NO_FLOATS
  arrive: Float64Array = NO_FLOATS
  owner: Int16Array = NO_SHORTS
  fate: Uint8Array = NO_BYTES

  /** Returns the index of the new packet. */
  begin(row: number, fromHost: number, toHost: number, depart: number, owner: number): number {
    if (this.count === this.row.length) this.makeRoom(Math.max(LEAST_ROOM, this.count * 2))
    const at = this.count++
    this.row[at] = row
    this.fromHost[at] = fromHost
    this.toHost[at] = toHost
    this.depart[at] = depart
    this.arrive[at] = Infinity
    this.owner[at] = owner
    return at
  }

  private makeRoom(room: number): void {
    this.row = grown(this.row, room)
    this.fromHost = grown(this.fromHost, room)
    this.toHost = grown(this.toHost, room)
    this.depart = grown(this.depart, room)
    this.arrive = grown(this.arrive, room)
    this.owner = grown(this.owner, room)
    this.fate = grown(this.fate, room)
  }
}

export class GrowingLane implements Lane {
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
