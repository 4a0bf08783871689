// All rows received so far, column by column. Text is a number into one table of strings, so that a million
// rows are a handful of typed arrays and no objects.
//
// Rule: rows are only ever added. The arrays may be longer than `count`, and are replaced by longer ones as
// rows come in: read them from here each time, and keep no hold of them.
import {grown} from './growing'
import {Strings} from './strings'

/** Whole numbers, in as few bytes as they need. */
export type Ints = Int8Array | Int16Array | Int32Array

export interface Columns {
  readonly count: number
  /** Picoseconds. Exact up to 2**53 ps, which is two and a half hours. */
  readonly t: Float64Array
  /** Index into PHASES. */
  readonly phase: Uint8Array
  /** Index into KINDS. */
  readonly kind: Uint8Array
  /** Indices into `strings`; -1 is null. So are the other columns of text. */
  readonly host: Ints
  readonly thread: Ints
  readonly subject: Ints
  readonly object: Ints
  readonly file: Ints
  readonly label: Ints
  readonly value: Ints
  /** -1 is null, as in `cause` and `line`. */
  readonly core: Ints
  /** The row that made this one happen; of an end, its begin. */
  readonly cause: Ints
  readonly line: Ints
  readonly strings: Pick<Strings, 'at' | 'length'>
}

/** Those of few words first: their words get the small numbers, so that they take one byte or two. */
export const TEXT_COLUMNS = ['host', 'thread', 'file', 'label', 'value', 'object', 'subject'] as const
export type TextColumn = (typeof TEXT_COLUMNS)[number]
export const NUMBER_COLUMNS = ['core', 'cause', 'line'] as const
type IntColumn = TextColumn | (typeof NUMBER_COLUMNS)[number]
const INT_COLUMNS: readonly IntColumn[] = [...TEXT_COLUMNS, ...NUMBER_COLUMNS]

/** What a column of text says in a row, or null. */
export const text = (columns: Columns, column: TextColumn, row: number): string | null =>
  textOf(columns, columns[column][row])

/** The string with an index, or null for -1. */
export const textOf = (columns: Columns, index: number): string | null =>
  index < 0 ? null : columns.strings.at(index)

/** The same numbers, where one up to `most` has room too. */
function widened(array: Ints, most: number): Ints {
  if (array.BYTES_PER_ELEMENT === 4 || most < 2 ** (array.BYTES_PER_ELEMENT * 8 - 1)) return array
  const wider = most < 2 ** 15 ? new Int16Array(array.length) : new Int32Array(array.length)
  wider.set(array)
  return wider
}

/** Columns that grow. Whoever adds rows writes at `count`, after `reserve` and `ready`, and then sets `count`. */
export class GrowingColumns implements Columns {
  count = 0
  t = new Float64Array(0)
  phase = new Uint8Array(0)
  kind = new Uint8Array(0)
  host: Ints = new Int8Array(0)
  thread: Ints = new Int8Array(0)
  subject: Ints = new Int8Array(0)
  object: Ints = new Int8Array(0)
  file: Ints = new Int8Array(0)
  label: Ints = new Int8Array(0)
  value: Ints = new Int8Array(0)
  core: Ints = new Int8Array(0)
  cause: Ints = new Int8Array(0)
  line: Ints = new Int8Array(0)
  readonly strings = new Strings()

  /** Make room for more rows. */
  reserve(more: number): void {
    const capacity = this.count + more
    this.t = grown(this.t, capacity)
    this.phase = grown(this.phase, capacity)
    this.kind = grown(this.kind, capacity)
    for (const name of INT_COLUMNS) this[name] = grown(this[name], capacity)
  }

  /** A column, as wide as numbers up to `most` need it to be. */
  ready(name: IntColumn, most: number): Ints {
    return (this[name] = widened(this[name], most))
  }
}
