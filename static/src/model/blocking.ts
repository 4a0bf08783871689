// The chains of causes where calls block: a thread waits inside a call, until what it waits for comes.
//
//   alone           recv() > data arrives > recv() returns > close()
//   among threads   recv() > data arrives > Thread-1 ready > Thread-1 runs > recv() returns > close()
//   for a lock      acquire() > Thread-1 releases > Thread-2 ready > Thread-2 runs > Thread-2 has it > release()
//
// Rule: a chain is that of one wait, from the call to what comes after it, and stays the same while one steps
// through it. What wakes another thread shows that thread's wait.
import {text} from './columns'
import {BEGIN, END, isPacket, KIND, KINDS, type Kind} from './kinds'
import type {Recording} from './recording'

/** The calls in which a thread may wait. */
const MAY_WAIT = /^(socket|disk|dns)\.|^(select|gil\.wait|lock\.acquire|condition\.wait|thread\.join)$/
const WAITS = KINDS.map((kind) => MAY_WAIT.test(kind))
const isCall = (kind: Kind): boolean =>
  /^(socket|disk|dns|lock|condition|thread|process|selector|cpu)\.|^(gil\.wait|select|print)$/.test(kind) &&
  kind !== 'thread.state' &&
  kind !== 'cpu.switch'
const WAKES = new Set<Kind>([
  'lock.release',
  'condition.notify',
  'disk.transfer',
  'socket.ready',
  'socket.state',
])

/** What wakes a waiting thread is worth a link: not the beginning of everything that some thread does. */
const isWaker = (kind: Kind): boolean => isPacket(kind) || WAKES.has(kind)

/** The chain of the wait that a row lies in, or comes after; null where nothing blocks. */
export function blockingChain(recording: Recording, row: number): number[] | null {
  const threads = isThreaded(recording, row)
  const call = threads ? waitAmongThreads(recording, row) : waitAlone(recording, row)
  if (call < 0) return threads ? startOfThread(recording, row) : null
  const links = threads ? throughThread(recording, call) : through(recording, call)
  if (!threads && call > row) links.push(...callsBefore(recording, call))
  const next = nextCall(recording, call)
  return [...new Set(next < 0 ? links : [...links, next])].sort((a, b) => a - b)
}

/** A row that a thread which is not the first does, or that is said of one. */
export const isOfThreads = (recording: Recording, row: number): boolean => {
  const {thread, kind} = recording.columns
  return isThreaded(recording, row) && (thread[row] !== thread[0] || kind[row] === KIND['thread.state'])
}

/** The first row that speaks of threads, for each recording. */
const firstThreads = new WeakMap<Recording, number>()

function isThreaded(recording: Recording, row: number): boolean {
  let first = firstThreads.get(recording)
  if (first === undefined) {
    first = recording.columns.kind.subarray(0, recording.count).indexOf(KIND['thread.state'])
    if (first >= 0 || recording.complete) firstThreads.set(recording, first)
  }
  return first >= 0 && row >= first
}

/** A thread that has not waited yet: who made it, that it is ready and runs, and what it calls. */
function startOfThread(recording: Recording, row: number): number[] | null {
  const {columns, count, spans} = recording
  let own = row
  while (own > 0 && columns.thread[own] < 0) own--
  const thread = columns.thread[own]
  if (thread === columns.thread[0]) return null
  const links: number[] = []
  for (let at = 0; at < count && links.length < 3; at++) {
    if (columns.thread[at] !== thread || columns.kind[at] !== KIND['thread.state']) continue
    if (links.length === 0 && columns.cause[at] >= 0) links.push(columns.cause[at], at)
    else if (text(columns, 'label', at) === 'running') links.push(at)
  }
  let call =
    columns.phase[own] === BEGIN ? own : columns.phase[own] === END ? columns.cause[own] : spans.parentOf(own)
  while (call >= 0 && spans.parentOf(call) >= 0) call = spans.parentOf(call)
  if (call < 0) for (call = own; call < count; call++) if (isCallOf(recording, call, thread)) break
  return call < count && call > links.at(-1)! ? [...links, call] : links
}

const isCallOf = ({columns}: Recording, row: number, thread: number): boolean =>
  columns.thread[row] === thread && columns.phase[row] === BEGIN && isCall(KINDS[columns.kind[row]])

// -- which call

/** Alone: the blocking call that the row lies in, or the latest before it in the same code. */
function waitAlone(recording: Recording, row: number): number {
  const {thread, kind, phase, cause} = recording.columns
  while (row > 0 && thread[row] !== thread[0]) row--
  const around = outermostCall(recording, row)
  if (around >= 0 && hasWaited(recording, around)) return around
  if (phase[row] === END && kind[row] !== KIND.program && hasWaited(recording, cause[row])) return cause[row]
  const before = latestWait(recording, row)
  return before < 0 ? firstWait(recording, row) : before
}

/** The first blocking call that is to come; -1 where a loop or a task comes before. */
function firstWait(recording: Recording, row: number): number {
  const {kind, phase, thread, count} = recording.columns
  for (let at = row + 1; at < count; at++) {
    if (kind[at] === KIND.select || kind[at] === KIND.callback || kind[at] === KIND['task.create']) return -1
    if (kind[at] === KIND['thread.state']) return -1
    if (thread[at] === thread[0] && phase[at] === BEGIN && hasWaited(recording, at)) return at
  }
  return -1
}

/** What the program calls before its first blocking call, several calls of a kind in a row as one. */
function callsBefore(recording: Recording, call: number): number[] {
  const calls: number[] = []
  for (let row = 0; row < call; row++) {
    const kind = recording.kindOf(row)
    if (!isCallOf(recording, row, recording.columns.thread[0]) || !isCall(kind)) continue
    if (!calls.length || recording.kindOf(calls.at(-1)!) !== kind) calls.push(row)
  }
  return calls.slice(-MOST_BEFORE)
}

const MOST_BEFORE = 4

/** The begin of the call that is the only open span of the program, or begins or ends there. */
function outermostCall({columns, spans}: Recording, row: number): number {
  let span =
    columns.phase[row] === BEGIN ? row : columns.phase[row] === END ? columns.cause[row] : spans.parentOf(row)
  let below = -1
  for (; span >= 0 && columns.kind[span] !== KIND.program; span = spans.parentOf(span)) below = span
  return below >= 0 && WAITS[columns.kind[below]] && columns.kind[below] !== KIND.select ? below : -1
}

/** The latest blocking call of the program that is over; -1 where a loop has begun since. */
function latestWait(recording: Recording, row: number): number {
  const {kind, phase, cause, thread} = recording.columns
  for (let at = row - 1; at > 0; at--) {
    if (thread[at] !== thread[0]) continue
    if (kind[at] === KIND.select || kind[at] === KIND.callback || kind[at] === KIND['task.create']) return -1
    if (phase[at] === END && WAITS[kind[at]] && hasWaited(recording, cause[at])) return cause[at]
  }
  return -1
}

/** A call has waited when it took longer than going into the kernel and out again. */
function hasWaited({columns, spans, metadata, endPs}: Recording, call: number): boolean {
  if (columns.kind[call] === KIND.select || !WAITS[columns.kind[call]]) return false
  const once = metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
  const end = spans.endOf(call)
  return (end < 0 ? endPs : columns.t[end]) - columns.t[call] >= 2 * once
}

/** Among threads: of the one whose row it is, or that the row wakes. */
function waitAmongThreads(recording: Recording, row: number): number {
  const {columns, spans} = recording
  const woken = wokenBy(recording, row)
  if (woken >= 0) return callAround(recording, woken)
  let own = row
  while (own > 0 && columns.thread[own] < 0) own--
  const around = callAround(recording, own)
  if (around >= 0 && isWait(recording, around)) return around
  // After a wait, until the thread's next one.
  for (let at = own; at >= 0; at--) {
    if (columns.thread[at] !== columns.thread[own] || columns.phase[at] !== END) continue
    if (isWait(recording, columns.cause[at])) return columns.cause[at]
  }
  for (let at = own; at < recording.count; at++) {
    if (columns.thread[at] !== columns.thread[own] || columns.phase[at] !== BEGIN) continue
    if (isWait(recording, at) || spans.endOf(at) < 0) return isWait(recording, at) ? at : -1
  }
  return -1
}

/** The thread.state that a row makes `ready`, of another thread than the row's; -1 for none. */
function wokenBy(recording: Recording, row: number): number {
  const {columns, spans} = recording
  const open = [columns.phase[row] === END && columns.thread[row] >= 0 ? columns.cause[row] : row]
  for (let looked = 0; open.length && looked < 100; looked++) {
    const at = open.pop()!
    const kind = KINDS[columns.kind[at]]
    if (kind === 'thread.state' && columns.thread[at] !== columns.thread[row]) {
      if (text(columns, 'label', at) === 'ready') return at
    }
    const leads = columns.thread[at] < 0 || kind === 'lock.release' || kind === 'condition.notify'
    const isDone = kind === 'thread.state' && text(columns, 'label', at) === 'done'
    if (isDone) return joinersReady(columns, at)
    if (leads) open.push(...spans.effectsOf(at).filter((effect) => effect !== recording.endOf(at)))
  }
  return -1
}

/** Who has waited for the end of a thread is ready in the rows right behind it. */
function joinersReady(columns: Recording['columns'], done: number): number {
  const {count, kind, t, cause, thread} = columns
  for (let row = done + 1; row < count && t[row] === t[done]; row++) {
    const isReady = kind[row] === KIND['thread.state'] && text(columns, 'label', row) === 'ready'
    if (isReady && thread[row] !== thread[done] && cause[row] === cause[done]) return row
  }
  return -1
}

/** The begin of the innermost call that may wait and that a row of a thread lies in, begins or ends. */
function callAround({columns, spans}: Recording, row: number): number {
  let span =
    columns.phase[row] === BEGIN ? row : columns.phase[row] === END ? columns.cause[row] : spans.parentOf(row)
  for (; span >= 0; span = spans.parentOf(span)) if (WAITS[columns.kind[span]]) return span
  return -1
}

/** The thread gave up its core in the call. */
const isWait = (recording: Recording, call: number): boolean =>
  WAITS[recording.columns.kind[call]] && statesIn(recording, call).waits >= 0

// -- the links

/** Of a call that blocks: where it gives up its core, and where it was last made ready and run again. */
function statesIn(recording: Recording, call: number): {waits: number; ready: number; runs: number} {
  const {columns, spans, count} = recording
  const {thread, kind} = columns
  const end = spans.endOf(call)
  const states = {waits: -1, ready: -1, runs: -1}
  for (let row = call; row < (end < 0 ? count : end); row++) {
    if (kind[row] !== KIND['thread.state'] || thread[row] !== thread[call]) continue
    if (spans.parentOf(row) !== call) continue
    const label = text(columns, 'label', row)
    if (label === 'waiting' && states.waits < 0) states.waits = row
    if (label === 'ready') states.ready = row
    if (label === 'running') states.runs = row
  }
  return states
}

function throughThread(recording: Recording, call: number): number[] {
  const {spans} = recording
  const {ready, runs} = statesIn(recording, call)
  const end = spans.endOf(call)
  const links = [call, ...sentIn(recording, call)]
  if (ready >= 0) links.push(...wakersOf(recording, call, ready), ready)
  if (runs > ready && ready >= 0) links.push(runs)
  return end >= 0 ? [...links, end] : links
}

/** What made a thread ready, if that is worth telling. */
function wakersOf({columns}: Recording, call: number, ready: number): number[] {
  let because = columns.cause[ready]
  if (because < 0) return []
  const kind = (row: number) => KINDS[columns.kind[row]]
  if (kind(because) === 'socket.ready' && isPacket(kind(columns.cause[because])))
    because = columns.cause[because]
  if (isWaker(kind(because)) && because > call) return [because]
  // The end of a thread is told in the row that comes before.
  for (let row = ready - 1; row > call && columns.t[row] === columns.t[ready]; row--) {
    const isDone = kind(row) === 'thread.state' && text(columns, 'label', row) === 'done'
    if (isDone && columns.cause[row] === columns.cause[ready]) return [row]
  }
  return []
}

/** Alone: the call, what it sent, what came, and its return. */
function through(recording: Recording, call: number): number[] {
  const {spans, count} = recording
  const end = spans.endOf(call)
  const links = [call, ...sentIn(recording, call)]
  for (let row = (end < 0 ? count : end) - 1; row > call; row--) {
    if (!arrivesFor(recording, row, call)) continue
    links.push(row)
    break
  }
  return end < 0 ? links : [...links, end]
}

/** What a row outside of threads brings for the call that waits. */
function arrivesFor({columns}: Recording, row: number, call: number): boolean {
  const kind = KINDS[columns.kind[row]]
  if (columns.thread[row] >= 0 || columns.phase[row] !== END) return false
  if (kind === 'disk.transfer') return columns.cause[columns.cause[row]] === call
  return isPacket(kind) && columns.object[row] === columns.subject[call]
}

/** The packets and transfers that the call itself sets off: of several of a kind the first. */
function sentIn(recording: Recording, call: number): number[] {
  const sent = recording.spans
    .effectsOf(call)
    .filter((row) => recording.phaseOf(row) === 'begin' && recording.columns.thread[row] < 0)
  return sent.filter((row, i) => i === 0 || recording.kindOf(row) !== recording.kindOf(sent[i - 1]))
}

/** What the thread calls next, after the call has returned. */
function nextCall(recording: Recording, call: number): number {
  const {columns, spans, count} = recording
  const end = spans.endOf(call)
  if (end < 0) return -1
  for (let row = end + 1; row < count; row++) {
    if (columns.thread[row] !== columns.thread[call]) continue
    const kind = KINDS[columns.kind[row]]
    if (columns.phase[row] === BEGIN && isCall(kind)) return row
    if (kind === 'thread.state' && text(columns, 'label', row) === 'done') return row
    if (kind === 'program') return row
  }
  return -1
}
