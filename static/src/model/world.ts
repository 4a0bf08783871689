// Everything that is true at the playhead.
import type {Kind} from './kinds'

/** An open span of the program's thread: something that has begun and not ended. */
export interface Span {
  readonly row: number
  readonly kind: Kind
  readonly subject: string | null
  readonly label: string | null
  readonly value: string | null
}

/**
 * Where the loop is: `program` outside it, `select` waiting, `take` holding what select() returned (from the
 * first readiness on, and between callbacks), `call` in a callback, `done` when the program has ended.
 */
export type LoopPhase = 'program' | 'select' | 'take' | 'call' | 'done'

export interface SelectState {
  readonly state: 'never' | 'waiting' | 'returned'
  /** The row of the latest select's begin; -1 when there was none. */
  readonly row: number
  /** How many descriptors this select() watches. */
  readonly registered: number
  /** How many it has reported as ready. */
  readonly ready: number
  /** When it began. */
  readonly sinceT: number
}

/**
 * An entry of the selector's table. `now`: its callback is on the CPU; `next` and `then`: reported as ready and
 * still to be called, in that order; `waiting`: nothing has happened to it.
 */
export interface Registered {
  readonly fd: string
  readonly events: string
  readonly callback: string
  readonly owner: string | null
  readonly state: 'now' | 'next' | 'then' | 'waiting'
}

/** Returned by select() and not yet called: ready, but not yet running. */
export interface Ready {
  readonly fd: string
  readonly events: string
  /** The callback's name. */
  readonly label: string
  readonly owner: string | null
  /** Its select.readiness. */
  readonly row: number
}

export interface FutureCallback {
  readonly label: string
  readonly task: string | null
}

export interface FutureState {
  readonly id: string
  readonly owner: string | null
  /** `just set` while its set_result() is still calling callbacks. */
  readonly state: 'empty' | 'just set' | 'done'
  readonly value: string | null
  /** Who is still to be called. */
  readonly callbacks: readonly FutureCallback[]
  /** It was made, done, by a Task for its own first step. */
  readonly startedOnly: boolean
}

export interface TaskState {
  readonly id: string
  /** The coroutine's name. */
  readonly name: string
  /** `ready`: what will step it has been reported, or set, but it does not run yet. */
  readonly state: 'running' | 'ready' | 'waiting' | 'done' | 'failed'
  /** Where its coroutine is: executing, or paused at its yield. */
  readonly file: string | null
  readonly line: number | null
  /** The future that it yielded and waits for. */
  readonly on: string | null
  /** The value that is just entering its yield, before the next statement runs. */
  readonly incoming: string | null
  readonly result: string | null
}

export interface SocketState {
  readonly id: string
  readonly owner: string | null
  readonly state: 'open' | 'connecting' | 'connected' | 'refused' | 'reset' | 'ended' | 'listening' | 'closed'
  /** Bytes that have arrived and not been read. */
  readonly buffered: number
  readonly address: string | null
}

/** A packet in flight. */
export interface Packet {
  readonly id: string
  readonly kind: Kind
  readonly from: string
  readonly to: string
  /** The end of the connection that it left from. */
  readonly socket: string
  readonly owner: string | null
  readonly row: number
  readonly bytes: number
  readonly departT: number
  /** null while the recording does not yet say. */
  readonly arriveT: number | null
}

export interface World {
  readonly row: number
  readonly t: number
  /** The call stack, outermost first. */
  readonly spans: readonly Span[]
  readonly phase: LoopPhase
  readonly select: SelectState
  readonly registered: readonly Registered[]
  readonly ready: readonly Ready[]
  readonly futures: readonly FutureState[]
  readonly tasks: readonly TaskState[]
  readonly sockets: readonly SocketState[]
  readonly packets: readonly Packet[]
  /** The executing line of each shown file that is still on the stack. */
  readonly code: Readonly<Record<string, number>>
  /** The executing statement. */
  readonly file: string | null
  readonly line: number | null
  readonly output: readonly string[]
  readonly felt: {readonly workingPs: number; readonly waitingPs: number}
}
