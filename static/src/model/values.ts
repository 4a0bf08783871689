// What the names of a call stand for at an instant: the lines' own values, and the locals of a paused coroutine.
//
// Rule: computed from the recording alone, by binary search; the same however one came to the row.
import {textOf} from './columns'
import {Grouped} from './grouped'
import {END, KIND} from './kinds'
import type {Recording} from './recording'

/** What a name stands for, and where it came to. */
export interface Value {
  readonly name: string
  readonly text: string
  readonly line: number
  readonly row: number
}

/** The last of sorted rows that is at or before a row, as an index; -1 for none. */
export function lastUpTo(rows: ArrayLike<number>, row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle] <= row) low = middle + 1
    else high = middle
  }
  return low - 1
}

const LINES = 2 ** 20
/** No line has this number. */
const UNKNOWN = 2 ** 30
/** Of so many calls the names are remembered. */
const REMEMBERED = 64

/** Made of the rows that are there; when one asks for a later row, made again. */
class Index {
  readonly count: number
  /** Of each call, the rows of its names' values. */
  private readonly assigns: Grouped
  /** Of each task, when a value was sent into its coroutine, and when that stopped again. */
  private readonly sends: Grouped
  /** Of each line of each file, when it was executed. */
  private readonly lines: Grouped
  private readonly lineNumbers = new Map<number, number>()
  private readonly names = new Map<number, ReadonlyMap<number, readonly number[]>>()
  private readonly programs = new Set<number>()

  constructor(private readonly recording: Recording) {
    const {columns, metadata} = recording
    const {subject, file, line} = columns
    this.count = columns.count
    for (const source of metadata.sources)
      if (source.role === 'program') this.programs.add(recording.indexOf(source.file))
    this.assigns = new Grouped(columns, KIND.assign, (row) => subject[row])
    this.sends = new Grouped(columns, KIND['coroutine.send'], (row) => subject[row])
    const numbers = this.lineNumbers
    this.lines = new Grouped(columns, KIND.line, (row) => {
      const key = file[row] * LINES + line[row]
      const known = numbers.get(key)
      if (known === undefined) numbers.set(key, numbers.size)
      return known ?? numbers.size - 1
    })
  }

  /** Of each name of a call, in the order in which they came, the rows of its values. */
  private namesOf(call: number): ReadonlyMap<number, readonly number[]> {
    const known = this.names.get(call)
    if (known) return known
    const names = new Map<number, number[]>()
    for (const row of this.assigns.of(call)) {
      const name = this.recording.columns.label[row]
      const rows = names.get(name)
      if (rows) rows.push(row)
      else names.set(name, [row])
    }
    if (this.names.size >= REMEMBERED) this.names.clear()
    this.names.set(call, names)
    return names
  }

  valuesOf(call: number, row: number): Value[] {
    const {columns} = this.recording
    const values: Value[] = []
    for (const [name, rows] of this.namesOf(call)) {
      const at = rows[lastUpTo(rows, row)]
      if (at === undefined) continue
      const text = textOf(columns, columns.value[at]) ?? ''
      values.push({name: columns.strings.at(name), text, line: columns.line[at], row: at})
    }
    return values
  }

  /** The call that a line on the stack belongs to: the latest that came to it and has not been left. */
  callAt(file: number, line: number, row: number): number {
    const {columns, spans} = this.recording
    const rows = this.lines.of(this.lineNumbers.get(file * LINES + line) ?? UNKNOWN)
    const thread = this.threadAt(row)
    const open = this.openAt(row)
    for (let at = lastUpTo(rows, row); at >= 0; at--) {
      const there = rows[at]
      const parent = spans.parentOf(there)
      if (columns.thread[there] === thread && (parent < 0 || open.has(parent))) return columns.subject[there]
    }
    return -1
  }

  /** The call of the program's own that a coroutine is paused in; -1 while it runs, and where it has none. */
  pausedCall(task: number, row: number): number {
    const {columns, spans} = this.recording
    const sends = this.sends.of(task)
    for (let at = lastUpTo(sends, row); at > 0; at -= 2) {
      const end = sends[at]
      if (columns.phase[end] !== END) return -1
      for (let there = end - 1; there > sends[at - 1]; there--) {
        const isOwn = columns.kind[there] === KIND.line && spans.parentOf(there) === sends[at - 1]
        if (isOwn && this.programs.has(columns.file[there])) return columns.subject[there]
      }
    }
    return -1
  }

  /** The latest row of the thread whose turn it is; what happens in the network is nobody's. */
  private ownRow(row: number): number {
    const {thread} = this.recording.columns
    while (row > 0 && thread[row] < 0) row--
    return row
  }

  private threadAt(row: number): number {
    return this.recording.columns.thread[this.ownRow(row)]
  }

  private openAt(row: number): Set<number> {
    const {columns, spans} = this.recording
    const own = this.ownRow(row)
    const open = new Set<number>(columns.phase[own] === END ? [] : [own])
    for (let span = spans.parentOf(own); span >= 0; span = spans.parentOf(span)) open.add(span)
    return open
  }
}

const indices = new WeakMap<Recording, Index>()

function indexOf(recording: Recording, row: number): Index {
  let index = indices.get(recording)
  if (!index || row >= index.count) indices.set(recording, (index = new Index(recording)))
  return index
}

/** The names of the call that has come to a line of a file, at a row. */
export function valuesAt(recording: Recording, row: number, file: string, line: number): Value[] {
  const index = indexOf(recording, row)
  return index.valuesOf(index.callAt(recording.indexOf(file), line, row), row)
}

/** The names of the call that a task's coroutine is paused in, at a row. */
export function localsOf(recording: Recording, row: number, task: string): Value[] {
  const index = indexOf(recording, row)
  return index.valuesOf(index.pausedCall(recording.indexOf(task), row), row)
}
