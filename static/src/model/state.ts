// What the world is computed from: the state after a row. It is cheap to copy, so that one can be kept every
// thousand rows.
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
} from './world'

/** The lines that one span's calls have reached: of each file on the stack the innermost. Strings by index. */
export interface Frame {
  readonly files: number[]
  readonly lines: number[]
}

/** Where a thread is: its open spans and what they have reached. */
export interface Stack {
  readonly innermost: number
  readonly frames: readonly Frame[]
}

const copyOf = (frames: readonly Frame[]): Frame[] =>
  frames.map(({files, lines}) => ({files: files.slice(), lines: lines.slice()}))

const newFrame = (): Frame => ({files: [], lines: []})

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
  /** One for each open span, outermost first, and one below them. */
  frames: Frame[] = [newFrame()]
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
  table = new SharedList<Registered | null>()
  futures = new SharedList<FutureState>()
  tasks = new SharedList<TaskState>()
  /** The row since which each task waits: what wakes it comes later. */
  pausedRows = new SharedList<number>()
  sockets = new SharedList<SocketState | null>()
  /** Empty as long as there is only the program's first thread. */
  threads = new SharedList<ThreadState>()
  /** Who is known to hold the GIL of each process; there is none of a process that has never had two threads. */
  gils = new Map<string, string | null>()
  locks = new SharedList<LockState>()
  /** One more than the highest core that a thread has run on. */
  coresUsed = 1
  /** The transfers that go on, the switches of cores, the hosts that are down, the links that are cut: begins. */
  transfers: Transfer[] = []
  switches: number[] = []
  down: number[] = []
  /** How many threads run, and since when none does. */
  running = 1
  idleSinceT = 0
  /** The packets in flight, in the order of their departure. */
  packets: Packet[] = []
  output = new SharedList<string>()

  pushFrame(): void {
    this.frames.push(newFrame())
  }

  /** It is another thread's turn. */
  goTo(thread: number): void {
    if (thread === this.thread) return
    if (this.thread >= 0) this.others.set(this.thread, {innermost: this.innermost, frames: this.frames})
    const {innermost, frames} = this.others.get(thread) ?? {innermost: -1, frames: [newFrame()]}
    this.thread = thread
    this.innermost = innermost
    this.frames = copyOf(frames)
  }

  copy(): State {
    return Object.assign(new State(), this, {
      frames: copyOf(this.frames),
      others: this.others.copy(),
      readiness: this.readiness.copy(),
      table: this.table.copy(),
      futures: this.futures.copy(),
      tasks: this.tasks.copy(),
      pausedRows: this.pausedRows.copy(),
      sockets: this.sockets.copy(),
      threads: this.threads.copy(),
      gils: new Map(this.gils),
      locks: this.locks.copy(),
      transfers: this.transfers.slice(),
      switches: this.switches.slice(),
      down: this.down.slice(),
      packets: this.packets.slice(),
      output: this.output.copy(),
    })
  }
}
