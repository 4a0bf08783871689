// The one reducer: what each kind of event does to the state, in the words of `effect` in kinds.toml.
//
// Rule: it is said here and nowhere else, and the compiler sees to it that no kind is forgotten.
import {text, textOf, type TextColumn} from './columns'
import {BEGIN, END, type Kind} from './kinds'
import {ownerOf} from './owners'
import type {Recording} from './recording'
import {SharedList} from './shared'
import {sleptPs} from './sleep'
import {State} from './state'
import type {FutureState, LockState, Packet, Registered, SocketState, TaskState, ThreadState} from './world'

/**
 * Where things stand in the state's lists, by their names. A thing keeps its index for the whole recording, so
 * this is no part of the state.
 */
export class Index {
  private readonly indices = new Map<string, number>()

  of(id: string): number {
    let index = this.indices.get(id)
    if (index === undefined) this.indices.set(id, (index = this.indices.size))
    return index
  }

  /** Of a thing that may have no place: -1. Looking gives it none. */
  find(id: string): number {
    return this.indices.get(id) ?? -1
  }
}

export interface Indices {
  readonly table: Index
  readonly futures: Index
  readonly tasks: Index
  readonly sockets: Index
  readonly threads: Index
  readonly locks: Index
}

export const newIndices = (): Indices => ({
  table: new Index(),
  futures: new Index(),
  tasks: new Index(),
  sockets: new Index(),
  threads: new Index(),
  locks: new Index(),
})

/** Bytes as the rows write them (`2000 B`); 0 for anything else, such as an error. */
export const bytesIn = (value: string | null): number =>
  value?.endsWith(' B') ? Number.parseInt(value, 10) || 0 : 0

/** Moves a state from row to row. */
export class Replay {
  constructor(
    private readonly recording: Recording,
    private readonly indices: Indices,
    readonly state = new State(),
  ) {}

  /** Go on until the state is that after the row. */
  to(row: number): this {
    const {state, recording} = this
    const {thread, phase} = recording.columns
    while (state.row < row) {
      const next = ++state.row
      if (thread[next] >= 0) {
        if (!state.threads.length)
          state.waitedPs += sleptPs(recording, state.ownRow, recording.columns.t[next])
        state.ownRow = next
        state.goTo(thread[next])
        this.nest(next, phase[next])
      }
      this.reduce()
    }
    return this
  }

  private nest(row: number, phase: number): void {
    const {state} = this
    if (phase === BEGIN) {
      state.innermost = row
      state.pushFrame()
    } else if (phase === END) {
      state.innermost = this.recording.spans.parentOf(row)
      state.frames.pop()
    }
    this.execute(row)
  }

  /** The thread is at the row's statement. */
  private execute(row: number): void {
    const {state} = this
    const {file, line} = this.recording.columns
    if (file[row] < 0) return
    state.file = file[row]
    state.line = line[row]
    const {files, lines} = state.frames[state.frames.length - 1]
    // A file that comes again has been returned to: what it had called is off the stack.
    const at = files.indexOf(file[row])
    if (at >= 0) files.length = lines.length = at
    files.push(file[row])
    lines.push(line[row])
  }

  private reduce(): void {
    const {state, begins, recording} = this
    const kind = recording.kindOf(state.row)
    this.callEnds(kind)
    if (state.threads.length) this.gilIsSeen(kind)
    switch (kind) {
      case 'line':
        state.entering = -1
        return
      case 'assign': // values.ts has it
        return
      case 'program':
        state.done = !begins
        return
      case 'print':
        state.output.push(this.value ?? '')
        return

      case 'select':
        return begins ? this.selectBegins() : this.selectEnds()
      case 'select.readiness':
        state.readiness.push(state.row)
        return
      case 'callback':
        return begins ? this.callbackBegins() : this.callbackEnds()
      case 'selector.register':
      case 'selector.modify':
        if (!begins && this.value === null) this.putEntry(this.entry())
        return
      case 'selector.unregister':
        if (!begins && this.value === null) this.putEntry(null)
        return

      case 'task.create':
        if (begins) this.putTask({name: this.label ?? '', state: 'ready'})
        return
      case 'task.step':
        return begins ? this.putTask({state: 'running'}) : this.taskPauses()
      case 'task.done':
        return this.taskIsOver()
      case 'coroutine.send':
        return begins ? this.coroutineResumes() : this.coroutineStops()

      case 'future.create':
        return this.putFuture(() => ({}))
      case 'future.add_done_callback':
        return this.putFuture(({callbacks}) => ({
          callbacks: [...callbacks, {label: this.label ?? '', task: this.object, calling: false}],
        }))
      case 'future.set_result':
        return this.putFuture(({value}) =>
          begins ? {state: 'just set', value: this.value} : {state: 'done', value},
        )
      case 'future.callback':
        return this.putFuture(begins ? this.callbackRings : this.callbackLeaves)

      case 'socket.open':
        if (!begins) this.openSocket(this.subject, 'open', null)
        return
      case 'socket.accept':
        if (!begins && this.object) this.openSocket(this.object, 'connected', this.value)
        return
      case 'socket.bind':
      case 'socket.connect':
        if (begins)
          this.putSocket(this.subject, () => ({address: this.label, owner: this.ownerOf(this.subject)}))
        return
      case 'socket.recv':
        if (!begins)
          this.putSocket(this.subject, ({buffered}) => ({buffered: buffered - bytesIn(this.value)}))
        return
      case 'socket.close':
        if (!begins) this.closeSocket()
        return
      case 'socket.state':
        return this.socketChanges()
      case 'socket.listen': // socket.state says it
      case 'socket.option':
      case 'socket.send': // the packets say it
      case 'socket.shutdown':
      case 'socket.ready': // select.readiness says it, when somebody asks
        return

      case 'packet.data':
        this.packetFlies()
        if (!begins && this.object) {
          const bytes = bytesIn(this.value)
          this.putSocket(this.object, ({buffered}) => ({buffered: buffered + bytes}))
        }
        return
      case 'packet.datagram':
      case 'packet.lost':
      case 'packet.syn':
      case 'packet.synack':
      case 'packet.ack':
      case 'packet.fin':
      case 'packet.rst':
      case 'packet.unreachable':
        return this.packetFlies()

      case 'thread.state':
        return this.threadChanges()
      case 'lock.acquire':
        return begins ? this.queueUp() : this.lockIsTaken()
      case 'lock.release':
        if (!begins && this.value === null) this.lockIsPassedOn()
        return
      case 'condition.wait':
        return begins ? this.queueUp() : this.leaveQueue()
      case 'cpu.switch':
        state.coresUsed = Math.max(state.coresUsed, recording.columns.core[state.row] + 1)
        state.switches = this.going(state.switches)
        return
      case 'disk.transfer':
        return this.diskMoves()
      case 'host.reboot':
      case 'link.down':
        state.down = this.going(state.down)
        return
      case 'thread.create': // thread.state says it
      case 'thread.join':
      case 'process.create':
      case 'gil.wait': // gilIsSeen() says it
      case 'cpu.work':
      case 'condition.notify':
      case 'disk.open':
      case 'disk.read':
      case 'disk.write':
      case 'disk.seek':
      case 'disk.close':
      case 'dns.lookup':
      case 'socket.overflow':
      case 'intervention':
        return

      default:
        return kind satisfies never
    }
  }

  // -- threads

  private threadChanges(): void {
    const {state, recording} = this
    const {columns} = recording
    const core = columns.core[state.row]
    if (!state.threads.length) this.firstThread(textOf(columns, columns.thread[0])!)
    const thread: ThreadState = {
      id: this.subject,
      process: this.object ?? '',
      state: this.label as ThreadState['state'],
      core: this.label === 'running' && core >= 0 ? core : null,
      waitsFor: this.label === 'waiting' ? this.value : null,
      file: null,
      line: null,
    }
    const index = this.indices.threads.of(this.subject)
    const before = state.threads.get(index)?.state
    state.threads.set(index, thread)
    state.coresUsed = Math.max(state.coresUsed, core + 1)
    this.runningChanges((thread.state === 'running' ? 1 : 0) - (before === 'running' ? 1 : 0))
  }

  /** The program's first thread has been running, and is no longer the only one. */
  private firstThread(id: string): void {
    const first: ThreadState = {
      id,
      process: id,
      state: 'running',
      core: this.recording.columns.core[0],
      waitsFor: null,
      file: null,
      line: null,
    }
    this.state.threads.set(this.indices.threads.of(id), first)
    this.state.gils.set(id, id)
  }

  /**
   * Nobody says that a GIL is taken where it is free, or let go of: but whoever executes Python has it, and
   * whoever goes into the kernel, waits or ends has not.
   */
  private gilIsSeen(kind: Kind): void {
    const {state, recording} = this
    const {thread, strings} = recording.columns
    if (kind === 'thread.state') {
      const lets = this.label === 'done' || (this.label === 'waiting' && !this.value?.startsWith('the GIL'))
      if (lets) this.gilIsFree(this.object ?? '', this.subject)
      return
    }
    const name = strings[thread[state.row]]
    const known = thread[state.row] < 0 ? undefined : state.threads.get(this.indices.threads.of(name))
    if (!known) return
    if (kind === 'gil.wait') state.gils.set(this.subject, this.begins ? this.object : name)
    else if (kind === 'line' || kind === 'print') state.gils.set(known.process, name)
    else if (this.begins && IN_THE_KERNEL.test(kind)) this.gilIsFree(known.process, name)
  }

  private gilIsFree(process: string, thread: string): void {
    if (this.state.gils.get(process) === thread) this.state.gils.set(process, null)
  }

  // -- locks: a condition is one that nobody holds

  private putLock(change: Partial<LockState>): void {
    const index = this.indices.locks.of(this.subject)
    const lock = this.state.locks.get(index) ?? {id: this.subject, holder: null, waiters: []}
    this.state.locks.set(index, {...lock, ...change})
  }

  private get queue(): readonly string[] {
    return this.state.locks.get(this.indices.locks.of(this.subject))?.waiters ?? []
  }

  private queueUp(): void {
    this.putLock({waiters: [...this.queue, this.thread]})
  }

  private leaveQueue(): void {
    this.putLock({waiters: this.queue.filter((waiter) => waiter !== this.thread)})
  }

  /** Who is next has it at once, before its own call returns. */
  private lockIsPassedOn(): void {
    const holder = this.object
    this.putLock({holder, waiters: this.queue.filter((waiter) => waiter !== holder)})
  }

  private lockIsTaken(): void {
    this.leaveQueue()
    if (this.value === null) this.putLock({holder: this.thread})
  }

  // -- what goes on outside of threads

  /** The begins of what goes on, with this row's, or without the one that it ends. */
  private going(begins: readonly number[]): number[] {
    const begin = this.recording.beginOf(this.state.row)
    return this.begins ? [...begins, begin] : begins.filter((row) => row !== begin)
  }

  private diskMoves(): void {
    const {state, recording} = this
    const begin = recording.beginOf(state.row)
    if (!this.begins) {
      state.transfers = state.transfers.filter(({row}) => row !== begin)
      return
    }
    const [what = '', disk = ''] = (this.label ?? '').split(' ')
    const path = this.object ?? ''
    state.transfers = [...state.transfers, {row: begin, what, disk, path, bytes: bytesIn(this.value)}]
  }

  /** As long as no thread runs, everybody waits. */
  private runningChanges(by: number): void {
    const {state} = this
    if (state.running === 0 && by > 0) state.waitedPs += this.t - state.idleSinceT
    if (state.running > 0 && state.running + by === 0) state.idleSinceT = this.t
    state.running += by
  }

  /** A call that took longer than going into the kernel and out again has waited for the rest. */
  private callEnds(kind: Kind): void {
    const {state, recording} = this
    const calls = recording.columns.thread[state.row] >= 0 && /^(socket|disk|dns)\./.test(kind)
    if (this.begins || state.threads.length || !calls) return
    const call = recording.metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
    const took = this.t - recording.columns.t[recording.columns.cause[state.row]]
    if (recording.columns.phase[state.row] === END && took >= 2 * call) state.waitedPs += took - call
  }

  // -- the loop

  private selectBegins(): void {
    const {state} = this
    state.selectRow = state.row
    state.waiting = true
    state.sinceT = this.t
    state.watched = Number(this.value ?? 0)
    state.readiness = new SharedList()
    state.called = 0
  }

  private selectEnds(): void {
    const {state} = this
    state.waiting = false
    if (!state.threads.length) state.waitedPs += this.t - state.sinceT
  }

  private callbackBegins(): void {
    const {state} = this
    state.callback = state.row
    const readiness = this.recording.columns.cause[state.row]
    for (let at = state.called; at < state.readiness.length; at++) {
      if (state.readiness.get(at) === readiness) state.called = at + 1
    }
  }

  private callbackEnds(): void {
    this.state.callback = -1
  }

  /** What is registered: the end of the call says that it is, its begin what. */
  private entry(): Registered {
    const begin = this.recording.beginOf(this.state.row)
    return {
      fd: this.subject,
      events: text(this.recording.columns, 'label', begin) ?? '',
      callback: text(this.recording.columns, 'value', begin) ?? '',
      owner: this.ownerOf(this.subject),
      state: 'waiting',
    }
  }

  private putEntry(entry: Registered | null): void {
    this.state.table.set(this.indices.table.of(this.subject), entry)
  }

  // -- tasks and futures

  private putTask(change: Partial<TaskState>): void {
    const index = this.indices.tasks.of(this.subject)
    const task = this.state.tasks.get(index) ?? newTask(this.subject)
    this.state.tasks.set(index, {...task, ...change})
  }

  private taskPauses(): void {
    const index = this.indices.tasks.of(this.subject)
    if (this.state.tasks.get(index)?.state !== 'running') return
    this.state.pausedRows.set(index, this.state.row)
    this.putTask({state: 'waiting'})
  }

  private taskIsOver(): void {
    const state = this.label === 'raised' ? 'failed' : 'done'
    this.putTask({state, file: null, line: null, on: null, result: this.value})
  }

  private coroutineResumes(): void {
    this.state.entering = this.state.row
    this.putTask({on: null, ...this.place()})
  }

  private coroutineStops(): void {
    this.state.entering = -1
    if (this.label === 'yielded') this.putTask({on: this.object, ...this.place()})
  }

  private place(): Partial<TaskState> {
    const line = this.recording.columns.line[this.state.row]
    return line < 0 ? {} : {file: this.column('file'), line}
  }

  private putFuture(change: (future: FutureState) => Partial<FutureState>): void {
    const index = this.indices.futures.of(this.subject)
    const future = this.state.futures.get(index) ?? this.newFuture()
    this.state.futures.set(index, {...future, ...change(future)})
  }

  private newFuture(): FutureState {
    const {recording, subject, state} = this
    const parent = recording.spans.parentOf(state.row)
    return {
      id: subject,
      owner: ownerOf(recording, subject, state.row),
      state: 'empty',
      value: null,
      callbacks: [],
      startedOnly: parent >= 0 && recording.kindOf(parent) === 'task.create',
    }
  }

  private readonly callbackRings = ({callbacks}: FutureState): Partial<FutureState> => {
    const at = callbacks.findIndex(({label, calling}) => label === this.label && !calling)
    return {callbacks: callbacks.map((callback, i) => (i === at ? {...callback, calling: true} : callback))}
  }

  private readonly callbackLeaves = ({callbacks}: FutureState): Partial<FutureState> => {
    const begin = this.recording.beginOf(this.state.row)
    const label = text(this.recording.columns, 'label', begin)
    const at = callbacks.findIndex((callback) => callback.label === label && callback.calling)
    return {callbacks: callbacks.filter((_, i) => i !== at)}
  }

  // -- sockets and packets

  private openSocket(id: string, state: SocketState['state'], address: string | null): void {
    const index = this.indices.sockets.of(id)
    const buffered = this.state.sockets.get(index)?.buffered ?? 0
    this.state.sockets.set(index, {id, owner: this.ownerOf(id), state, buffered, address})
  }

  private putSocket(id: string, change: (socket: SocketState) => Partial<SocketState>): void {
    if (!isDescriptor(id)) return
    const index = this.indices.sockets.of(id)
    const socket = this.state.sockets.get(index)
    if (socket) this.state.sockets.set(index, {...socket, ...change(socket)})
  }

  private closeSocket(): void {
    this.state.sockets.set(this.indices.sockets.of(this.subject), null)
  }

  /** A connection that nobody has accepted yet is there already, and may hold bytes. */
  private socketChanges(): void {
    const {subject} = this
    if (!isDescriptor(subject)) return
    const state = this.label as SocketState['state']
    if (this.state.sockets.get(this.indices.sockets.of(subject)) === undefined) {
      this.openSocket(subject, state, null)
    } else {
      this.putSocket(subject, () => ({state}))
    }
  }

  private packetFlies(): void {
    const {state, recording} = this
    if (this.begins) {
      state.packets.push(packetOf(recording, state.row))
    } else {
      const begin = recording.columns.cause[state.row]
      let at = 0
      while (at < state.packets.length && state.packets[at].row !== begin) at++
      state.packets.splice(at, 1)
    }
  }

  // -- the row

  private get begins(): boolean {
    return this.recording.columns.phase[this.state.row] === BEGIN
  }

  private get t(): number {
    return this.recording.columns.t[this.state.row]
  }

  private get subject(): string {
    return this.column('subject') ?? ''
  }

  /** The name of the row's thread. */
  private get thread(): string {
    return textOf(this.recording.columns, this.recording.columns.thread[this.state.row]) ?? ''
  }

  private get object(): string | null {
    return this.column('object')
  }

  private get label(): string | null {
    return this.column('label')
  }

  private get value(): string | null {
    return this.column('value')
  }

  private column(name: 'subject' | 'object' | 'label' | 'value' | 'file'): string | null {
    return text(this.recording.columns, name, this.state.row)
  }

  private ownerOf(id: string): string | null {
    return ownerOf(this.recording, id, this.state.row)
  }
}

const newTask = (id: string): TaskState => ({
  id,
  name: '',
  state: 'ready',
  file: null,
  line: null,
  on: null,
  incoming: null,
  result: null,
})

/** The calls before which a thread lets go of its GIL. */
const IN_THE_KERNEL = /^(socket|disk|dns|selector|select|thread\.join)\b/

/** Descriptors are the program's own; a peer's end of a connection is not on the picture. */
const isDescriptor = (id: string): boolean => id.startsWith('fd ')

/** A packet that departs at a row. */
export function packetOf(recording: Recording, row: number): Packet {
  const {columns} = recording
  const cell = (column: TextColumn) => text(columns, column, row) ?? ''
  const end = recording.spans.effectsOf(row).find((effect) => isJourneysEnd(recording, row, effect)) ?? -1
  return {
    id: cell('subject'),
    kind: recording.kindOf(row),
    from: cell('host'),
    to: cell('label'),
    socket: cell('object'),
    owner: ownerOf(recording, cell('subject'), row),
    row,
    bytes: bytesIn(text(columns, 'value', row)),
    departT: columns.t[row],
    arriveT: end < 0 ? null : columns.t[end],
  }
}

/** It arrives, or gets lost. */
const isJourneysEnd = (recording: Recording, row: number, effect: number): boolean =>
  recording.endOf(row) === effect || recording.kindOf(effect) === 'packet.lost'
