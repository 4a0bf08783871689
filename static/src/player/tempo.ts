// The automatic tempo: how many seconds of viewing each event gets. What teaches gets a readable moment, lines
// pass quickly, every wait is short but seen. What has been shown before in the same place of the program
// passes quicker each time, so that ten tasks take little longer than one.
//
// A pure function of the recording: cumulative seconds by row, so that playing is walking along one array.
import {type Columns} from '../model/columns'
import {grown} from '../model/growing'
import {BEGIN, END, isPacket, KIND, KINDS, type Kind} from '../model/kinds'
import type {Recording} from '../model/recording'
import {countUpTo} from '../stage/search'
import {START, type Moment} from './moment'

/** Seconds for the first time; begin (or instant) and end. */
const SECONDS: Partial<Record<Kind, readonly [number, number]>> = {
  program: [0.5, 1],
  line: [0.08, 0],
  print: [0.5, 0],
  callback: [0.7, 0.2],
  select: [0.5, 0.5],
  'select.readiness': [0.8, 0],
  'selector.register': [0.5, 0.1],
  'selector.unregister': [0.45, 0.1],
  'task.create': [0.7, 0.15],
  'task.step': [0.7, 0.15],
  'task.done': [0.9, 0],
  'coroutine.send': [0.8, 0.6],
  'future.create': [0.6, 0],
  'future.add_done_callback': [0.8, 0],
  'future.set_result': [0.8, 0.15],
  'future.callback': [0.7, 0.2],
  'socket.connect': [0.6, 0.1],
  'socket.send': [0.5, 0.1],
  'socket.recv': [0.5, 0.1],
  'socket.state': [0.2, 0],
  'socket.ready': [0.2, 0],
}
const OTHER: readonly [number, number] = [0.25, 0.1]
const PACKET: readonly [number, number] = [0.1, 0.1]
const secondsOf = KINDS.map((kind) => SECONDS[kind] ?? (isPacket(kind) ? PACKET : OTHER))

/** The nth showing of the same takes this part of the first; all of them together less than two of it. */
const repeated = (seen: number) => 1 / (1 + seen) ** 2

/** A wait's seconds grow with the number of its digits: an hour 0.7, twelve years 1.8. */
const waitSeconds = (ps: number, instructionPs: number) => 0.21 * Math.log10(1 + ps / instructionPs)

/** The outermost calls name the places of the program: a task's start, each kind of callback. */
const OUTERMOST = new Set([KIND['task.create'], KIND.callback])

export class Tempo {
  /** Seconds of viewing before each row is shown; one longer than the rows. */
  private seconds = new Float64Array(1)
  /** How many rows it covers. A wait that is not over is not covered: nobody knows yet how long it is. */
  private count = 0
  /** How often each thing has been shown, by place and, of waits, by length. */
  private readonly seen: Map<number, number>[] = [new Map()]
  private readonly waits = new Map<number, number>()
  private readonly places = new Map<string, number>()
  private place = 0
  private outermost = -1
  private wait = {end: -1, perPs: 0}

  constructor(
    private readonly instructionPs: number,
    /** What is hidden gets no time of its own. */
    private readonly shows: (row: number) => boolean = () => true,
  ) {}

  /** Takes in rows that have come. */
  extend(recording: Recording): void {
    const {columns, complete} = recording
    this.seconds = grown(this.seconds, columns.count + 1)
    for (let row = this.count; row < columns.count; row++) {
      const opensWait = columns.kind[row] === KIND.select && columns.phase[row] === BEGIN
      if (opensWait && !this.openWait(recording, row, complete)) return
      this.take(columns, row)
      this.count = row + 1
    }
  }

  private take(columns: Columns, row: number): void {
    const kind = columns.kind[row]
    const phase = columns.phase[row]
    if (this.outermost < 0 && phase === BEGIN && OUTERMOST.has(kind)) {
      this.outermost = row
      this.place = this.placeOf(`${KINDS[kind]} ${columns.label[row]}`)
    }
    const [begin, end] = secondsOf[kind]
    const own = this.shows(row)
      ? (phase === END ? end : begin) * next(this.seen[this.place], keyOf(columns, row))
      : 0
    const until = row + 1 < columns.count ? columns.t[row + 1] - columns.t[row] : 0
    this.seconds[row + 1] = this.seconds[row] + own + (row < this.wait.end ? until * this.wait.perPs : 0)
    if (this.outermost >= 0 && phase === END && columns.cause[row] === this.outermost) {
      this.outermost = -1
      this.place = 0
    }
  }

  /** Finds how long a wait is; false when that is not known yet. */
  private openWait({columns, spans, endPs}: Recording, row: number, complete: boolean): boolean {
    const end = spans.endOf(row)
    if (end < 0 && !complete) return false
    const ps = (end < 0 ? endPs : columns.t[end]) - columns.t[row]
    const seconds = waitSeconds(ps, this.instructionPs) * next(this.waits, Math.round(Math.log10(1 + ps)))
    this.wait = {end: end < 0 ? columns.count : end, perPs: ps > 0 ? seconds / ps : 0}
    return true
  }

  private placeOf(name: string): number {
    const place = this.places.get(name) ?? this.places.size + 1
    this.places.set(name, place)
    this.seen[place] ??= new Map()
    return place
  }

  /** Seconds of viewing from the start to a moment. */
  at({row, toward}: Moment): number {
    if (row >= this.count) return this.total
    return this.seconds[row] + (this.seconds[row + 1] - this.seconds[row]) * toward
  }

  get total(): number {
    return this.seconds[this.count]
  }

  /** The moment after some seconds of viewing. */
  momentAt(seconds: number): Moment {
    const row = Math.min(countUpTo(this.seconds, this.count, seconds), this.count) - 1
    if (row < 0) return START
    const length = this.seconds[row + 1] - this.seconds[row]
    return {row, toward: length > 0 ? Math.min(1, Math.max(0, (seconds - this.seconds[row]) / length)) : 0}
  }
}

/** What part of its first showing the next showing of a thing gets. */
function next(seen: Map<number, number>, key: number): number {
  const times = seen.get(key) ?? 0
  seen.set(key, times + 1)
  return repeated(times)
}

/** One number, of few bits, for what an event shows in its place: its kind and phase or, of lines, which. */
const keyOf = ({kind, phase, file, line}: Columns, row: number): number =>
  kind[row] === KIND.line
    ? (file[row] & 0x3fff) * 0x10000 + (line[row] & 0xffff)
    : -1 - kind[row] * 4 - phase[row]
