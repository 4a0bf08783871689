// What happens to threads, the GIL, locks, cores, disks and hosts.
import type {AtRow, Effect} from './at-row'
import {textOf} from './columns'
import {bytesIn} from './effects.network'
import {KINDS, type Kind} from './kinds'
import type {LockState, ThreadState} from './things'

export const MACHINE = {
  'thread.state': (at) => threadChanges(at),
  'lock.acquire': (at) => (at.begins ? queueUp(at) : lockIsTaken(at)),
  'lock.release': (at) => {
    if (!at.begins && at.value === null) lockIsPassedOn(at)
  },
  'condition.wait': (at) => (at.begins ? queueUp(at) : leaveQueue(at)),
  'cpu.switch': (at) => {
    at.state.coresUsed = Math.max(at.state.coresUsed, at.core + 1)
    at.state.switches = going(at, at.state.switches)
  },
  'disk.transfer': (at) => diskMoves(at),
  'host.reboot': (at) => goesDown(at),
  'link.down': (at) => goesDown(at),
  'thread.create': null, // thread.state says it
  'thread.join': null,
  'process.create': null,
  'gil.wait': null, // gilIsSeen() says it
  'cpu.work': null,
  'condition.notify': null,
  'disk.open': null,
  'disk.read': null,
  'disk.write': null,
  'disk.seek': null,
  'disk.close': null,
  intervention: null,
} satisfies Partial<Record<Kind, Effect>>

// -- threads

function threadChanges(at: AtRow): void {
  const {state, recording} = at
  if (!state.threads.length) firstThread(at, recording.columns.thread[0])
  const thread: ThreadState = {
    id: at.subject,
    process: at.object ?? '',
    state: at.label as ThreadState['state'],
    core: at.label === 'running' && at.core >= 0 ? at.core : null,
    waitsFor: at.label === 'waiting' ? at.value : null,
    file: null,
    line: null,
  }
  const index = at.indices.threads.of(at.index('subject'))
  const before = state.threads.get(index)?.state
  state.threads.set(index, thread)
  state.coresUsed = Math.max(state.coresUsed, at.core + 1)
  runningChanges(at, (thread.state === 'running' ? 1 : 0) - (before === 'running' ? 1 : 0))
}

/** The program's first thread has been running, and is no longer the only one. */
function firstThread({state, recording: {columns}, indices}: AtRow, name: number): void {
  const id = textOf(columns, name)!
  const core = columns.core[0]
  const first: ThreadState = {
    id,
    process: id,
    state: 'running',
    core,
    waitsFor: null,
    file: null,
    line: null,
  }
  state.threads.set(indices.threads.of(name), first)
  setGil({state}, id, id)
}

/** As long as no thread runs, everybody waits. */
function runningChanges(at: AtRow, by: number): void {
  const {state, t} = at
  if (state.running === 0 && by > 0) state.waitedPs += t - state.idleSinceT
  if (state.running > 0 && state.running + by === 0) state.idleSinceT = t
  state.running += by
}

// -- the GIL

/** The calls before which a thread lets go of its GIL. */
const IN_THE_KERNEL = KINDS.map((kind) => /^(socket|disk|dns|selector|select|thread\.join)\b/.test(kind))

/**
 * Nobody says that a GIL is taken where it is free, or let go of: but whoever executes Python has it, and
 * whoever goes into the kernel, waits or ends has not. Whoever waits for it and is woken by another has been given it.
 */
export function gilIsSeen(at: AtRow): void {
  const {state, recording} = at
  const {thread, kind: kinds, strings} = recording.columns
  const kind = KINDS[kinds[state.row]]
  if (kind === 'thread.state') {
    const lets = at.label === 'done' || (at.label === 'waiting' && !at.value?.startsWith('the GIL'))
    if (lets) gilIsFree(at, at.object ?? '', at.subject)
    else if (at.label === 'ready' && isGivenGil(at)) setGil(at, at.object ?? '', at.subject)
    return
  }
  const own = thread[state.row]
  const known = own < 0 ? undefined : state.threads.get(at.indices.threads.find(own))
  if (!known) return
  const name = strings.at(own)
  if (kind === 'gil.wait') setGil(at, at.subject, at.begins ? at.object : name)
  else if (kind === 'line' || kind === 'print') setGil(at, known.process, name)
  else if (at.begins && IN_THE_KERNEL[kinds[state.row]]) gilIsFree(at, known.process, name)
}

/** It has waited for the GIL, and not just for the interval to be over: then its own wait would be the cause. */
function isGivenGil(at: AtRow): boolean {
  const {state, indices, recording} = at
  const waitsFor = state.threads.get(indices.threads.of(at.index('subject')))?.waitsFor
  return !!waitsFor?.startsWith('the GIL') && recording.kindOf(at.cause) !== 'thread.state'
}

function gilIsFree(at: AtRow, process: string, thread: string): void {
  if (at.state.gils.get(process) === thread) setGil(at, process, null)
}

function setGil({state}: Pick<AtRow, 'state'>, process: string, holder: string | null): void {
  if (state.gils.get(process) !== holder) state.gils = new Map(state.gils).set(process, holder)
}

// -- locks: a condition is one that nobody holds

const lockIndex = (at: AtRow): number => at.indices.locks.of(at.index('subject'))

function putLock(at: AtRow, change: Partial<LockState>): void {
  const {locks} = at.state
  const lock = locks.get(lockIndex(at)) ?? {id: at.subject, holder: null, waiters: []}
  locks.set(lockIndex(at), {...lock, ...change})
}

const queue = (at: AtRow): readonly string[] => at.state.locks.get(lockIndex(at))?.waiters ?? []

const queueUp = (at: AtRow): void => putLock(at, {waiters: [...queue(at), at.thread]})

const leaveQueue = (at: AtRow): void =>
  putLock(at, {waiters: queue(at).filter((waiter) => waiter !== at.thread)})

/** Who is next has it at once, before its own call returns. */
function lockIsPassedOn(at: AtRow): void {
  const holder = at.object
  putLock(at, {holder, waiters: queue(at).filter((waiter) => waiter !== holder)})
}

function lockIsTaken(at: AtRow): void {
  leaveQueue(at)
  if (at.value === null) putLock(at, {holder: at.thread})
}

// -- what goes on outside of threads

/** The begins of what goes on, with this row's, or without the one that it ends. */
const going = (at: AtRow, begins: readonly number[]): readonly number[] =>
  at.begins ? [...begins, at.begin] : begins.filter((row) => row !== at.begin)

function goesDown(at: AtRow): void {
  at.state.down = going(at, at.state.down)
}

function diskMoves(at: AtRow): void {
  const {state, begin} = at
  if (!at.begins) {
    state.transfers = state.transfers.filter(({row}) => row !== begin)
    return
  }
  const [what = '', disk = ''] = (at.label ?? '').split(' ')
  const path = at.object ?? ''
  state.transfers = [...state.transfers, {row: begin, what, disk, path, bytes: bytesIn(at.value)}]
}
