// What the world is computed from: the state after a row. It is cheap to copy, so that one can be kept every
// thousand rows.
//
// Rule: things in it are values. A change puts a new one in the old one's place.
import {SharedList} from './shared'
import type {FutureState, Packet, Registered, SocketState, TaskState, ThreadState} from './world'

/** The lines that one span's calls have reached: of each file on the stack the innermost. Strings by index. */
export interface Frame {
  readonly files: number[]
  readonly lines: number[]
}

/** Where a thread is: its open spans and what they have reached. */
interface Stack {
  readonly innermost: number
  readonly frames: Frame[]
}

const copyOf = (frames: readonly Frame[]): Frame[] =>
  frames.map(({files, lines}) => ({files: files.slice(), lines: lines.slice()}))

const newFrame = (): Frame => ({files: [], lines: []})

export class State {
  row = -1
  /** The thread whose turn it is; the string's index, -1 before the first row. */
  thread = -1
  /** Where the others are. */
  others = new Map<number, Stack>()
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
    this.others.delete(thread)
    this.thread = thread
    this.innermost = innermost
    this.frames = frames
  }

  copy(): State {
    return Object.assign(new State(), this, {
      frames: copyOf(this.frames),
      others: new Map(
        Array.from(this.others, ([thread, {innermost, frames}]) => [
          thread,
          {innermost, frames: copyOf(frames)},
        ]),
      ),
      readiness: this.readiness.copy(),
      table: this.table.copy(),
      futures: this.futures.copy(),
      tasks: this.tasks.copy(),
      pausedRows: this.pausedRows.copy(),
      sockets: this.sockets.copy(),
      threads: this.threads.copy(),
      packets: this.packets.slice(),
      output: this.output.copy(),
    })
  }
}
