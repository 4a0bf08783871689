// What the world is computed from: the state after a row. It costs little to copy, so that one can be kept every
// few hundred rows.
//
// Rule: things in it are values. A change puts a new one in the old one's place.
import {SharedList} from './shared'
import type {
  FutureState,
  LockState,
  Packet,
  Registered,
  SocketState,
  TaskState,
  ThreadState,
  Transfer,
} from './things'

/**
 * What the open calls of a thread have come to: of each file on the stack the innermost line. `span` is how many
 * spans were open, `from` what called into it.
 */
export interface Reached {
  /** The index of its name. */
  readonly file: number
  readonly line: number
  readonly span: number
  readonly from: Reached | null
}

/** Where a thread is: its innermost open span, how many are open, and what they have reached. */
export interface Stack {
  readonly innermost: number
  readonly open: number
  readonly reached: Reached | null
}

const NOWHERE: Stack = {innermost: -1, open: 0, reached: null}

/** All that has been reached, the outermost call first. */
export function reachedBy(innermost: Reached | null): Reached[] {
  const all: Reached[] = []
  for (let at = innermost; at; at = at.from) all.push(at)
  return all.reverse()
}

export class State {
  row = -1
  /** The thread whose turn it is; the string's index, -1 before the first row. */
  thread = -1
  /** The latest row of that thread. */
  ownRow = -1
  /** Where the others are, by the strings of their names. */
  others = new SharedList<Stack>()
  /** The begin of the innermost open span of that thread, -1 for none. */
  innermost = -1
  /** The executing statement; the file is the index of a string. */
  file = -1
  line = -1
  /** How many spans of that thread are open, and what they have reached. */
  open = 0
  reached: Reached | null = null
  /** The latest select: its begin, whether it still waits, since when, and for how many. */
  selectRow = -1
  waiting = false
  sinceT = 0
  watched = 0
  /** The time spent in selects that are over. */
  waitedPs = 0
  /** The select.readiness rows of the latest select, and how many of them have had their turn. */
  readiness = new SharedList<number>()
  called = 0
  /** The begin of the callback that is on the CPU, -1 for none. */
  callback = -1
  /** The begin of a coroutine.send whose value is still at the yield: no statement has run since. -1 for none. */
  entering = -1
  done = false
  /** The selector's table, as if each of its entries were waiting. */
  table = new SharedList<Registered>()
  futures = new SharedList<FutureState>()
  tasks = new SharedList<TaskState>()
  /** The row since which each task waits: what wakes it comes later. */
  pausedRows = new SharedList<number>()
  /** null: closed. */
  sockets = new SharedList<SocketState | null>()
  /** Empty as long as there is only the program's first thread. */
  threads = new SharedList<ThreadState>()
  /** Who is known to hold the GIL of each process; there is none of a process that has never had two threads. */
  gils: ReadonlyMap<string, string | null> = new Map()
  locks = new SharedList<LockState>()
  /** One more than the highest core that a thread has run on. */
  coresUsed = 1
  /** The transfers that go on, the switches of cores, the hosts that are down, the links that are cut: begins. */
  transfers: readonly Transfer[] = []
  switches: readonly number[] = []
  down: readonly number[] = []
  /** How many threads run, and since when none does. */
  running = 1
  idleSinceT = 0
  /** The packets in flight, each at its number in the order of departure. */
  packets = new SharedList<Packet>()
  output = new SharedList<string>()

  /** It is another thread's turn. */
  goTo(thread: number): void {
    const {innermost, open, reached} = this
    if (this.thread >= 0) this.others.set(this.thread, {innermost, open, reached})
    const stack = this.others.get(thread) ?? NOWHERE
    this.thread = thread
    this.innermost = stack.innermost
    this.open = stack.open
    this.reached = stack.reached
  }

  copy(): State {
    const copy = Object.assign(new State(), this)
    copy.others = this.others.copy()
    copy.readiness = this.readiness.copy()
    copy.table = this.table.copy()
    copy.futures = this.futures.copy()
    copy.tasks = this.tasks.copy()
    copy.pausedRows = this.pausedRows.copy()
    copy.sockets = this.sockets.copy()
    copy.threads = this.threads.copy()
    copy.locks = this.locks.copy()
    copy.packets = this.packets.copy()
    copy.output = this.output.copy()
    return copy
  }
}
