// Everything that is true at the playhead: exact at any row, forward, back and after a jump.
//
// Rule: a world is plain values and never changes; to look at another row, ask again. States are kept every
// KEYFRAME rows and replayed from there.
import {text, textOf, type TextColumn} from './columns'
import {KINDS, type Kind} from './kinds'
import {ownerOf} from './owners'
import type {Recording} from './recording'
import {newIndices, packetOf, Replay, type Indices} from './replay'
import {sleptPs} from './sleep'
import {State} from './state'

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

const KEYFRAME = 1024

/** The states of a recording after the rows KEYFRAME - 1, 2 * KEYFRAME - 1 and so on, as far as asked for. */
class Keyframes {
  private readonly states: State[] = []
  readonly indices: Indices = newIndices()
  /** The latest answer: the next question is most often about the row after it. */
  private latest = new State()

  constructor(private readonly recording: Recording) {}

  stateAt(row: number): State {
    const from = this.latest.row <= row && row - this.latest.row < KEYFRAME ? this.latest : this.keyframe(row)
    this.latest = new Replay(this.recording, this.indices, from).to(row).state
    return this.latest
  }

  /** A copy of the last kept state that is not after the row. */
  private keyframe(row: number): State {
    const wanted = Math.floor((row + 1) / KEYFRAME)
    while (this.states.length < wanted) {
      const before = this.states.at(-1)?.copy() ?? new State()
      const next = (this.states.length + 1) * KEYFRAME - 1
      this.states.push(new Replay(this.recording, this.indices, before).to(next).state)
    }
    return wanted ? this.states[wanted - 1].copy() : new State()
  }
}

const keyframesOf = new WeakMap<Recording, Keyframes>()

/** The world after a row has happened. */
export function worldAt(recording: Recording, row: number): World {
  if (!(row >= 0 && row < recording.count)) {
    throw new RangeError(`row ${row} is not there: the recording has rows 0 to ${recording.count - 1}`)
  }
  let keyframes = keyframesOf.get(recording)
  if (!keyframes) keyframesOf.set(recording, (keyframes = new Keyframes(recording)))
  return worldOf(recording, keyframes.stateAt(row), keyframes.indices)
}

/** The same by a plain replay from the start: slow, and right by construction. */
export function replayedWorldAt(recording: Recording, row: number): World {
  const indices = newIndices()
  return worldOf(recording, new Replay(recording, indices).to(row).state, indices)
}

function worldOf(recording: Recording, state: State, indices: Indices): World {
  const {columns} = recording
  const stack = stackOf(recording, state)
  const ready = readyOf(recording, state)
  const t = columns.t[state.row]
  const waitingPs = state.waitedPs + goingOnPs(recording, state, t)
  return {
    row: state.row,
    t,
    spans: stack.map((row) => spanOf(recording, row)),
    phase: phaseOf(recording, state),
    select: selectOf(state),
    registered: registeredOf(recording, state, indices, ready),
    ready,
    futures: state.futures.toArray(),
    tasks: tasksOf(recording, state, indices, stack, ready),
    sockets: state.sockets.toArray().filter((socket) => socket !== null),
    ...machineOf(recording, state),
    packets: state.packets.map((packet) =>
      packet.arriveT === null ? packetOf(recording, packet.row) : packet,
    ),
    code: codeOf(columns.strings, state),
    file: textOf(columns, state.file),
    line: state.line < 0 ? null : state.line,
    output: state.output.toArray(),
    felt: {workingPs: t - columns.t[0] - waitingPs, waitingPs},
  }
}

/** How long a call that has not returned waits, going into the kernel and out again left out. */
function blockedPs({columns, metadata}: Recording, call: number, t: number): number {
  if (call < 0 || !/^(socket|disk|dns)\./.test(KINDS[columns.kind[call]])) return 0
  const once = metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
  const passed = t - columns.t[call]
  return passed >= 2 * once ? passed - once : 0
}

/** How long the wait that goes on at the playhead has lasted. */
function goingOnPs(recording: Recording, state: State, t: number): number {
  if (state.threads.length) return state.running === 0 ? t - state.idleSinceT : 0
  if (state.waiting) return t - state.sinceT
  return blockedPs(recording, state.innermost, t) || sleptPs(recording, state.ownRow, t)
}

// -- threads, processes, cores, locks and disks

type Machine = Pick<World, 'threads' | 'processes' | 'cores' | 'locks' | 'transfers' | 'down'>

function machineOf(recording: Recording, state: State): Machine {
  const threads = state.threads.toArray().map((thread) => withLine(recording, state, thread))
  return {
    threads,
    processes: processesOf(state, threads),
    cores: coresOf(recording, state, threads),
    locks: state.locks.toArray(),
    transfers: state.transfers,
    down: state.down.map((row) => cell(recording, 'subject', row)),
  }
}

/** A thread with the line that it has come to. */
function withLine(recording: Recording, state: State, thread: ThreadState): ThreadState {
  const name = recording.indexOf(thread.id)
  const frames = name === state.thread ? state.frames : state.others.get(name)?.frames
  const reached = thread.state === 'done' ? undefined : frames?.findLast(({files}) => files.length > 0)
  if (!reached) return thread
  const file = textOf(recording.columns, reached.files.at(-1)!)
  return {...thread, file, line: reached.lines.at(-1)!}
}

function processesOf(state: State, threads: readonly ThreadState[]): ProcessState[] {
  const members = new Map<string, ThreadState[]>()
  for (const thread of threads) {
    const others = members.get(thread.process)
    if (others) others.push(thread)
    else members.set(thread.process, [thread])
  }
  return Array.from(members, ([id, own]) => ({
    id,
    threads: own.map((thread) => thread.id),
    gil: state.gils.get(id) ?? null,
    wantGil: own.filter(({waitsFor}) => waitsFor?.startsWith('the GIL')).map((thread) => thread.id),
  }))
}

/** The cores in use, those that idle meanwhile among them. */
function coresOf(recording: Recording, state: State, threads: readonly ThreadState[]): CoreState[] {
  if (!threads.length) return []
  const {columns} = recording
  const cores: CoreState[] = Array.from({length: state.coresUsed}, (_, core) => ({
    core,
    thread: null,
    switching: false,
  }))
  for (const {id, core} of threads) if (core !== null) cores[core] = {core, thread: id, switching: false}
  for (const row of state.switches) {
    const core = columns.core[row]
    cores[core] = {core, thread: text(columns, 'subject', row), switching: true}
  }
  return cores
}

/** The begins of the open spans, outermost first. */
function stackOf({spans}: Recording, {innermost}: State): number[] {
  const stack: number[] = []
  for (let row = innermost; row >= 0; row = spans.parentOf(row)) stack.push(row)
  return stack.reverse()
}

const cell = ({columns}: Recording, column: TextColumn, row: number): string =>
  text(columns, column, row) ?? ''

const spanOf = ({columns}: Recording, row: number): Span => ({
  row,
  kind: KINDS[columns.kind[row]],
  subject: text(columns, 'subject', row),
  label: text(columns, 'label', row),
  value: text(columns, 'value', row),
})

function phaseOf({columns}: Recording, state: State): LoopPhase {
  if (state.done) return 'done'
  if (state.callback >= 0) return 'call'
  if (state.selectRow < 0) return 'program'
  if (state.waiting) return state.readiness.length ? 'take' : 'select'
  const loop = columns.file[state.selectRow]
  return state.frames.some(({files}) => files.includes(loop)) ? 'take' : 'program'
}

const selectOf = (state: State): SelectState => ({
  state: state.selectRow < 0 ? 'never' : state.waiting && !state.readiness.length ? 'waiting' : 'returned',
  row: state.selectRow,
  registered: state.watched,
  ready: state.readiness.length,
  sinceT: state.sinceT,
})

function readyOf(recording: Recording, {readiness, called}: State): Ready[] {
  return readiness
    .toArray()
    .slice(called)
    .map((row) => {
      const fd = cell(recording, 'subject', row)
      const [events, label] = [cell(recording, 'label', row), cell(recording, 'value', row)]
      return {fd, events, label, owner: ownerOf(recording, fd, row), row}
    })
}

function registeredOf(
  recording: Recording,
  state: State,
  indices: Indices,
  ready: readonly Ready[],
): Registered[] {
  const turns = new Map<string, Registered['state']>()
  if (state.callback >= 0) turns.set(cell(recording, 'subject', state.callback), 'now')
  ready.forEach(({fd}, turn) => turns.set(fd, turn === 0 ? 'next' : 'then'))
  const table = state.table.toArray()
  for (const [fd, turn] of turns) {
    const at = indices.table.find(fd)
    const entry = table[at]
    if (entry) table[at] = {...entry, state: turn}
  }
  return table.filter((entry) => entry !== null)
}

function tasksOf(
  recording: Recording,
  state: State,
  indices: Indices,
  stack: number[],
  ready: readonly Ready[],
): TaskState[] {
  const wakes = wakesOf(recording, state, indices, stack, ready)
  const lines = runningLines(recording, state, stack)
  const tasks = state.tasks.toArray()
  for (const [id, row] of wakes) {
    const at = indices.tasks.find(id)
    const task = tasks[at]
    const isWoken = task?.state === 'waiting' && row > (state.pausedRows.get(at) ?? -1)
    if (isWoken) tasks[at] = {...task, state: 'ready'}
  }
  for (const [id, reached] of lines) {
    const at = indices.tasks.find(id)
    if (tasks[at]?.state === 'running') tasks[at] = {...tasks[at], ...reached}
  }
  return tasks
}

/** For each task whose turn is coming, the row that says so. */
function wakesOf(
  recording: Recording,
  state: State,
  indices: Indices,
  stack: readonly number[],
  ready: readonly Ready[],
): Map<string, number> {
  const wakes = new Map<string, number>()
  for (const {owner, row} of ready) if (owner) wakes.set(owner, row)
  if (state.callback >= 0) {
    const owner = ownerOf(recording, cell(recording, 'subject', state.callback), state.row)
    if (owner) wakes.set(owner, state.callback)
  }
  for (const row of stack) {
    if (recording.kindOf(row) !== 'future.set_result') continue
    const id = cell(recording, 'subject', row)
    const future = state.futures.get(indices.futures.find(id))
    for (const {task} of future?.callbacks ?? []) if (task) wakes.set(task, Infinity)
  }
  return wakes
}

/** Where the coroutines that are on the stack are, and what is just entering the innermost. */
function runningLines(recording: Recording, state: State, stack: number[]) {
  const {columns} = recording
  const lines = new Map<string, Pick<TaskState, 'file' | 'line' | 'incoming'>>()
  stack.forEach((row, depth) => {
    if (KINDS[columns.kind[row]] !== 'coroutine.send') return
    const {files, lines: reached} = state.frames[depth + 1]
    const at = files.indexOf(columns.file[row])
    if (at < 0) return
    lines.set(cell(recording, 'subject', row), {
      file: textOf(columns, files[at]),
      line: reached[at],
      incoming: state.entering === row ? text(columns, 'value', row) : null,
    })
  })
  return lines
}

function codeOf(strings: readonly string[], {frames}: State): Record<string, number> {
  const code: Record<string, number> = {}
  for (const {files, lines} of frames) files.forEach((file, i) => (code[strings[file]] = lines[i]))
  return code
}
