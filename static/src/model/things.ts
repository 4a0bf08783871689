// What a world is made of: plain values, as the playhead's panels and other people's scripts read them.
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
  /** It is being called now. */
  readonly calling: boolean
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
  /** `ended`: the peer will send no more. */
  readonly state: 'open' | 'connecting' | 'connected' | 'refused' | 'reset' | 'ended' | 'listening' | 'closed'
  /** Bytes that have arrived and not been read. */
  readonly buffered: number
  readonly address: string | null
}

/** A thread; there are none to show as long as there is only the program's first. */
export interface ThreadState {
  readonly id: string
  readonly process: string
  /** `ready`: it could go on, and has no core. */
  readonly state: 'ready' | 'running' | 'waiting' | 'done'
  readonly core: number | null
  readonly waitsFor: string | null
  /** The statement that it executes, or waits in; null before its first. */
  readonly file: string | null
  readonly line: number | null
}

/** What threads share: a memory, and one lock on executing Python. */
export interface ProcessState {
  readonly id: string
  readonly threads: readonly string[]
  /** Who holds its GIL, as far as it is known; null: nobody. */
  readonly gil: string | null
  /** Who wants it, in the order of their names. */
  readonly wantGil: readonly string[]
}

/** A core that has run something: `thread` is null while it idles. */
export interface CoreState {
  readonly core: number
  readonly thread: string | null
  /** It goes over to the thread, and does no work meanwhile. */
  readonly switching: boolean
}

/** A lock, semaphore or condition; a condition has no holder. */
export interface LockState {
  readonly id: string
  readonly holder: string | null
  readonly waiters: readonly string[]
}

/** A disk at work. */
export interface Transfer {
  readonly row: number
  readonly what: string
  readonly disk: string
  readonly path: string
  readonly bytes: number
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
  readonly threads: readonly ThreadState[]
  readonly processes: readonly ProcessState[]
  readonly cores: readonly CoreState[]
  /** Those that a thread has used. */
  readonly locks: readonly LockState[]
  /** What the disks are busy with. */
  readonly transfers: readonly Transfer[]
  /** The hosts that are down, and the links that are cut (`here - xkcd.com`). */
  readonly down: readonly string[]
  readonly packets: readonly Packet[]
  /** The executing line of each shown file that is still on the stack. */
  readonly code: Readonly<Record<string, number>>
  /** The executing statement. */
  readonly file: string | null
  readonly line: number | null
  readonly output: readonly string[]
  readonly felt: {readonly workingPs: number; readonly waitingPs: number}
}
