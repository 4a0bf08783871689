// What a sentence about an event needs to know: names with their hues, numbers, and how long things felt.
// The same for every language; the sentences themselves are in say.en.ts and say.zh.ts.
import {amountOf} from '../model/amount'
import {feltText} from '../felt/felt'
import {causesOf} from '../model/chain'
import {text, type TextColumn} from '../model/columns'
import {BEGIN, END, isPacket, KIND, type Kind} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ownerOf, ownerOfRow} from '../model/whose'
import type {Recording} from '../model/recording'
import type {FutureState, TaskState, World} from '../model/world'
import {code, strong, type Piece, type Rich} from './rich'

export type Say = (event: EventToTell) => Rich

/** A sentence for each phase that a kind has. */
export type Saying = {readonly begin: Say; readonly end: Say} | {readonly instant: Say}

/** What a language must be able to say: the compiler sees to it that no kind is forgotten. */
export type Sayings = Readonly<Record<Kind, Saying>>

const OF_THE_MACHINE = [
  'condition.notify',
  'condition.wait',
  'cpu.switch',
  'cpu.work',
  'disk.close',
  'disk.open',
  'disk.read',
  'disk.seek',
  'disk.transfer',
  'disk.write',
  'dns.lookup',
  'packet.unreachable',
  'gil.wait',
  'host.reboot',
  'intervention',
  'link.down',
  'lock.acquire',
  'lock.release',
  'packet.datagram',
  'packet.lost',
  'process.create',
  'socket.overflow',
  'thread.create',
  'thread.join',
  'thread.state',
] as const satisfies readonly Kind[]
/** What threads, processes, locks, disks and faults do: told in files of its own. */
export type MachineSayings = Readonly<Record<(typeof OF_THE_MACHINE)[number], Saying>>

/** The statements of the taught loop that have a sentence of their own; any other is told by its text. */
export const STATEMENTS = {
  turns: /^while not stopped/,
  selects: /= selector\.select\(/,
  takes: /^for event_key/,
  looksUp: /^callback = event_key\.data/,
  calls: /^callback\(\)/,
  empties: /^self\.result = None/,
  opensList: /^self\._callbacks = \[\]/,
  joins: /^self\._callbacks\.append/,
  keeps: /^self\.result = result/,
  walksList: /^for fn in self\._callbacks/,
  rings: /^fn\(self\)/,
  holdsCoroutine: /^self\.coro = coro/,
  makesStarter: /^f = Future\(\)$/,
  fillsStarter: /^f\.set_result\(None\)$/,
  stepsFirst: /^self\.step\(f\)/,
  sends: /\.coro\.send\(/,
  ends: /^return$/,
  asksToBeRung: /\.add_done_callback\(self\.step\)/,
} as const
export type StatementSayings = Readonly<Record<keyof typeof STATEMENTS, Say>>

const isName = (text: string): boolean => /^[\w.<>]+$/.test(text)

export class EventToTell {
  constructor(
    readonly recording: Recording,
    readonly row: number,
    readonly world: World,
    readonly lang: Lang,
  ) {}

  get kind(): Kind {
    return this.recording.kindOf(this.row)
  }

  // -- the row's own columns

  /** The subject's name, in its owner's hue. */
  get subject(): Piece {
    return this.thing(this.cell('subject'))
  }

  get object(): Piece {
    return this.thing(this.cell('object'))
  }

  get hasObject(): boolean {
    return this.cell('object') !== ''
  }

  get label(): string {
    return this.cell('label')
  }

  get value(): string {
    return this.cell('value')
  }

  /** The value as it travels: in the hue of whoever it is for. */
  get valuePiece(): Piece {
    return {text: this.value, role: 'value', owner: ownerOfRow(this.recording, this.row)}
  }

  /** The label as a name in the code. */
  get named(): Piece {
    return code(this.label)
  }

  get file(): string {
    return this.cell('file')
  }

  get line(): number {
    return this.recording.columns.line[this.row]
  }

  /** The text of the statement, without indentation and remark; empty where the source is not shown. */
  get statement(): string {
    const source = this.recording.metadata.sources.find(({file}) => file === this.file)
    return (
      source?.text
        .split('\n')
        [this.line - 1]?.replace(/ {2,}#.*$/, '')
        .trim() ?? ''
    )
  }

  get inTheLoopsCode(): boolean {
    return this.recording.metadata.sources.some(({file, role}) => file === this.file && role === 'loop')
  }

  /** The taught statement that it is, if it is one. */
  get taught(): keyof typeof STATEMENTS | undefined {
    if (!this.inTheLoopsCode) return undefined
    const {statement} = this
    return (Object.keys(STATEMENTS) as (keyof typeof STATEMENTS)[]).find((key) =>
      STATEMENTS[key].test(statement),
    )
  }

  cell(column: TextColumn): string {
    return text(this.recording.columns, column, this.row) ?? ''
  }

  // -- what is around it

  /** The begin of what this row ends. */
  get begin(): EventToTell {
    return this.at(this.recording.beginOf(this.row))
  }

  at(row: number): EventToTell {
    return new EventToTell(this.recording, row, this.world, this.lang)
  }

  /** Who does it: a task, a callback, a future; null for the program's or the loop's own code. */
  get actor(): Piece | null {
    const span = this.recording.spans.parentOf(this.row)
    if (span < 0) return this.otherThread
    const {kind, subject, named} = this.at(span)
    if (kind === 'callback') return named
    const isSomebody = kind.startsWith('task.') || kind.startsWith('future.') || kind === 'coroutine.send'
    return isSomebody ? subject : this.at(span).actor
  }

  /** The thread that does it, where there is more than the program's first. */
  get thread(): Piece | null {
    return this.otherThread ?? this.actor
  }

  /** The thread that it happens on, if it is not the program's first. */
  private get otherThread(): Piece | null {
    const {thread} = this.recording.columns
    const isOther = thread[this.row] >= 0 && thread[this.row] !== thread[0]
    return isOther ? this.thing(this.cell('thread')) : null
  }

  /** The thread that holds the lock that the event is about, if it is another than who asks. */
  get lockHolder(): Piece | null {
    const {holder} = this.world.locks.find(({id}) => id === this.cell('subject')) ?? {holder: null}
    return holder === null || holder === this.cell('thread') ? null : this.thing(holder)
  }

  /** The core that it happens on. */
  get core(): number {
    return this.recording.columns.core[this.row]
  }

  /** How often something is done, or how much memory is gone through. */
  get amount(): string {
    const amount = amountOf(this.value ?? '')
    if (!amount.counts) return amount.text
    if (this.lang === 'zh') return `${amount.text} 次`
    return amount.text === '1' ? 'once' : `${amount.text} times`
  }

  /** The row of the CPU-time table that the subject names, in the reader's language. */
  get rowOfTable(): string {
    const row = this.recording.metadata.preset.rows.find(({id}) => id === this.cell('subject'))
    return row?.[this.lang] ?? this.cell('subject')
  }

  /** The coroutine of the task that does it has run before. */
  get actorHasStarted(): boolean {
    const id = this.actor?.text
    return this.world.tasks.some((task) => task.id === id && task.line !== null)
  }

  get future(): FutureState | undefined {
    return this.futureNamed(this.cell('subject'))
  }

  futureNamed(id: string): FutureState | undefined {
    return this.world.futures.find((future) => future.id === id)
  }

  /** The value in the future that is the event's object. */
  get objectsValue(): Piece {
    const future = this.futureNamed(this.cell('object'))
    return {text: future?.value ?? 'None', role: 'value', owner: future?.owner ?? null}
  }

  get task(): TaskState | undefined {
    return this.world.tasks.find(({id}) => id === this.cell('subject'))
  }

  /** What made a descriptor ready: the packet that arrived, or else the event that did. */
  get arrival(): Kind {
    const causes = causesOf(this.recording, this.row)
    const packet = causes.find((row) => isPacket(this.recording.kindOf(row)))
    const isNear = packet !== undefined && causes.indexOf(packet) <= 1
    return this.recording.kindOf(isNear ? packet : causes[0])
  }

  /** What was registered is a function: anything else is only handed back to whoever called select(). */
  get isCallback(): boolean {
    return isName(this.value)
  }

  /** The callback that is called next, if there is one. */
  get next(): {readonly name: Piece; readonly fd: Piece} | null {
    const [next] = this.world.ready
    if (!next || !isName(next.label)) return null
    return {name: code(next.label), fd: {text: next.fd, role: 'task', owner: next.owner}}
  }

  /** The selector's table has an entry that asks for what is said to be ready. */
  get isWatched(): boolean {
    const entry = this.world.registered.find(({fd}) => fd === this.cell('subject'))
    return entry?.events.includes(this.label) ?? false
  }

  /** A host's name in the reader's language. */
  host(id: string): string {
    return this.recording.metadata.hosts.find((host) => host.id === id)?.[this.lang] ?? id
  }

  get hostHere(): string {
    return this.host(this.cell('host'))
  }

  /** The host that it happens at is down. */
  get isDown(): boolean {
    return this.world.down.includes(this.cell('host'))
  }

  /** It happens on the machine that the program runs on. */
  get isHere(): boolean {
    return this.recording.columns.host[this.row] === this.recording.columns.host[0]
  }

  private thing(id: string): Piece {
    return {text: id, role: 'task', owner: ownerOf(this.recording, id, this.row)}
  }

  // -- how long

  felt(ps: number): Piece {
    return strong(feltText(ps, this.recording.metadata.preset.instruction_ps, this.lang))
  }

  get t(): number {
    return this.recording.columns.t[this.row]
  }

  /** How long what this row ends has felt. */
  get took(): Piece {
    return this.felt(this.tookPs)
  }

  get tookPs(): number {
    return this.t - this.begin.t
  }

  /** It took no longer than going into the kernel and out again. */
  get wasAtOnce(): boolean {
    const call = this.recording.metadata.preset.rows.find(({id}) => id === 'context_switch')
    return this.tookPs <= (call?.real_ps ?? 0)
  }

  /** How long the coroutine has been paused at its yield. */
  get paused(): Piece {
    const {kind, phase, subject} = this.recording.columns
    let at = this.row - 1
    const stopped = (row: number) =>
      kind[row] === KIND['coroutine.send'] && phase[row] === END && subject[row] === subject[this.row]
    while (at > 0 && !stopped(at)) at--
    return this.felt(this.t - this.recording.columns.t[at])
  }

  /** How long the task has lived. */
  get lived(): Piece {
    const {kind, phase, subject} = this.recording.columns
    let at = this.row - 1
    const created = (row: number) =>
      kind[row] === KIND['task.create'] && phase[row] === BEGIN && subject[row] === subject[this.row]
    while (at > 0 && !created(at)) at--
    return this.felt(this.t - this.recording.columns.t[at])
  }

  /** From the departure of the packet that this one answers to the arrival of this one. */
  get roundTrip(): Piece {
    const departures = causesOf(this.recording, this.row).filter((row) =>
      isPacket(this.recording.kindOf(row)),
    )
    return this.felt(this.t - this.at(departures[2] ?? this.recording.beginOf(this.row)).t)
  }

  /** A round trip to the peers and back, as the recording's facts have it; null where they do not. */
  get roundTripToPeers(): Piece | null {
    const ps = this.recording.metadata.facts.round_trip_ps
    return typeof ps === 'number' ? this.felt(ps) : null
  }
}
