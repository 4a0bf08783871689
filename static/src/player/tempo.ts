// The automatic tempo: how many seconds of viewing each event gets. What teaches gets a readable moment, lines
// pass quickly, every wait is short but seen. What has been shown before in the same place of the program
// passes quicker each time, so that ten tasks take little longer than one.
//
// A pure function of the recording: cumulative seconds by row, so that playing is walking along one array.
import {type Columns} from '../model/columns'
import {grown} from '../model/growing'
import {BEGIN, END, isPacket, KIND, KINDS, PHASES, type Kind} from '../model/kinds'
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

/** So many rows have their sum together. */
const BLOCK = 64

export class Tempo {
  /** Seconds of viewing that each row is shown, and before each block of rows those of all before. */
  private seconds = new Float32Array(0)
  private before = new Float64Array(1)
  /** How many rows it covers. A wait that is not over is not covered: nobody knows yet how long it is. */
  private count = 0
  private sum = 0
  private readonly codes = new Codes()
  /** How often each thing has been shown, by place and, of waits, by length. */
  private readonly shown: Int32Array[] = [new Int32Array(0)]
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
    const {t, kind, phase, cause, count} = columns
    this.seconds = grown(this.seconds, count)
    this.before = grown(this.before, Math.floor(count / BLOCK) + 1)
    for (let row = this.count; row < count; row++) {
      const opensWait = kind[row] === KIND.select && phase[row] === BEGIN
      if (opensWait && !this.openWait(recording, row, complete)) return
      if (this.outermost < 0 && phase[row] === BEGIN && OUTERMOST.has(kind[row])) this.enter(columns, row)
      let seconds = this.shows(row) ? this.ownSeconds(columns, row) : 0
      if (row < this.wait.end && row + 1 < count) seconds += (t[row + 1] - t[row]) * this.wait.perPs
      this.put(row, seconds)
      if (this.outermost >= 0 && phase[row] === END && cause[row] === this.outermost) {
        this.outermost = -1
        this.place = 0
      }
    }
  }

  private put(row: number, seconds: number): void {
    this.seconds[row] = seconds
    this.sum += this.seconds[row]
    this.count = row + 1
    if (this.count % BLOCK === 0) this.before[this.count / BLOCK] = this.sum
  }

  /** What an event is shown for by itself, the next time shorter. */
  private ownSeconds(columns: Columns, row: number): number {
    const code = this.codes.of(columns, row)
    const shown = (this.shown[this.place] = grown(this.shown[this.place], code + 1))
    const [begin, end] = secondsOf[columns.kind[row]]
    return (columns.phase[row] === END ? end : begin) * repeated(shown[code]++)
  }

  /** Finds how long a wait is; false when that is not known yet. */
  private openWait({columns, spans, endPs}: Recording, row: number, complete: boolean): boolean {
    const end = spans.endOf(row)
    if (end < 0 && !complete) return false
    const ps = (end < 0 ? endPs : columns.t[end]) - columns.t[row]
    const digits = Math.round(Math.log10(1 + ps))
    const times = this.waits.get(digits) ?? 0
    this.waits.set(digits, times + 1)
    const seconds = waitSeconds(ps, this.instructionPs) * repeated(times)
    this.wait = {end: end < 0 ? columns.count : end, perPs: ps > 0 ? seconds / ps : 0}
    return true
  }

  /** Comes to another place of the program. */
  private enter({kind, label}: Columns, row: number): void {
    const name = `${kind[row]} ${label[row]}`
    this.outermost = row
    this.place = this.places.get(name) ?? this.places.size + 1
    this.places.set(name, this.place)
    this.shown[this.place] ??= new Int32Array(0)
  }

  /** Seconds of viewing from the start to a moment. */
  at({row, toward}: Moment): number {
    if (row >= this.count) return this.total
    let seconds = this.before[Math.floor(row / BLOCK)]
    for (let at = row - (row % BLOCK); at < row; at++) seconds += this.seconds[at]
    return seconds + this.seconds[row] * toward
  }

  get total(): number {
    return this.sum
  }

  /** The moment after some seconds of viewing. */
  momentAt(seconds: number): Moment {
    const {before, count} = this
    if (count === 0) return START
    const block = countUpTo(before, Math.floor((count - 1) / BLOCK) + 1, seconds) - 1
    if (block < 0) return START
    let left = seconds - before[block]
    const last = Math.min(count, (block + 1) * BLOCK) - 1
    let row = Math.min(block * BLOCK, last)
    for (; row < last && this.seconds[row] <= left; row++) left -= this.seconds[row]
    const length = this.seconds[row]
    return {row, toward: length > 0 ? Math.min(1, Math.max(0, left / length)) : 0}
  }
}

/** A small number for what an event shows in its place: its kind and phase or, of lines, which. */
class Codes {
  private readonly lines: Int32Array[] = []
  private count = KINDS.length * PHASES.length

  of({kind, phase, file, line}: Columns, row: number): number {
    if (kind[row] !== KIND.line || line[row] < 0) return kind[row] * PHASES.length + phase[row]
    const lines = (this.lines[file[row]] = grown(this.lines[file[row]] ?? NO_LINES, line[row] + 1))
    return (lines[line[row]] ||= this.count++)
  }
}
const NO_LINES = new Int32Array(0)
