// What a timeline shows of a recording: lanes, and in typed arrays what lies in them.

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
  readonly kind: 'cpu' | 'task' | 'host'
  /** The task's or host's id; `cpu` for the CPU. */
  readonly id: string
  /** Index into the scene's owners; -1 is nobody's. */
  readonly owner: number
  readonly blocks: Blocks
  readonly waits: Waits
}

/** Packets in the order of their departure. `arrive` is Infinity while not known. */
export interface Packets {
  readonly count: number
  readonly row: Int32Array
  /** Indices into the scene's hosts. */
  readonly fromHost: Int16Array
  readonly toHost: Int16Array
  readonly depart: Float64Array
  readonly arrive: Float64Array
  readonly owner: Int16Array
}

export interface Scene {
  /** The recording's rows that it covers. */
  readonly rows: number
  readonly endPs: number
  readonly cpu: Lane
  readonly tasks: readonly Lane[]
  readonly hosts: readonly string[]
  readonly packets: Packets
  /** Who has a hue, in the order of their first appearance. */
  readonly owners: readonly string[]
}
