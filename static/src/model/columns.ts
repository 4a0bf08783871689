// All rows received so far, column by column. Text is a number into one table of strings, so that a million
// rows are a handful of typed arrays and no objects.
//
// Rule: rows are only ever added. The arrays may be longer than `count`, and are replaced by longer ones as
// rows come in: read them from here each time, and keep no hold of them.

export interface Columns {
  readonly count: number
  /** Picoseconds. Exact up to 2**53 ps, which is two and a half hours. */
  readonly t: Float64Array
  /** Index into PHASES. */
  readonly phase: Uint8Array
  /** Index into KINDS. */
  readonly kind: Uint8Array
  /** Indices into `strings`; -1 is null. So are the other columns of text. */
  readonly host: Int32Array
  readonly thread: Int32Array
  readonly subject: Int32Array
  readonly object: Int32Array
  readonly file: Int32Array
  readonly label: Int32Array
  readonly value: Int32Array
  /** -1 is null, as in `cause` and `line`. */
  readonly core: Int16Array
  /** The row that made this one happen; of an end, its begin. */
  readonly cause: Int32Array
  readonly line: Int32Array
  readonly strings: readonly string[]
}

export const TEXT_COLUMNS = ['host', 'thread', 'subject', 'object', 'file', 'label', 'value'] as const
export type TextColumn = (typeof TEXT_COLUMNS)[number]

/** What a column of text says in a row, or null. */
export const text = (columns: Columns, column: TextColumn, row: number): string | null =>
  textOf(columns, columns[column][row])

/** The string with an index, or null for -1. */
export const textOf = (columns: Columns, index: number): string | null =>
  index < 0 ? null : columns.strings[index]

type Growable = Float64Array | Int32Array | Int16Array | Uint8Array

/** A copy with room for at least `capacity` numbers, or the array itself when it has the room. */
export function grown<A extends Growable>(array: A, capacity: number): A {
  if (array.length >= capacity) return array
  const longer = new (array.constructor as new (length: number) => A)(Math.max(capacity, array.length * 2))
  longer.set(array)
  return longer
}

/** Columns that grow. Whoever adds rows writes at `count`, after `reserve`, and then sets `count`. */
export class GrowingColumns implements Columns {
  count = 0
  t = new Float64Array(0)
  phase = new Uint8Array(0)
  kind = new Uint8Array(0)
  host = new Int32Array(0)
  thread = new Int32Array(0)
  subject = new Int32Array(0)
  object = new Int32Array(0)
  file = new Int32Array(0)
  label = new Int32Array(0)
  value = new Int32Array(0)
  core = new Int16Array(0)
  cause = new Int32Array(0)
  line = new Int32Array(0)
  readonly strings: string[] = []
  private readonly indices = new Map<string, number>()

  /** Make room for more rows. */
  reserve(more: number): void {
    const capacity = this.count + more
    this.t = grown(this.t, capacity)
    this.phase = grown(this.phase, capacity)
    this.kind = grown(this.kind, capacity)
    for (const name of TEXT_COLUMNS) this[name] = grown(this[name], capacity)
    this.core = grown(this.core, capacity)
    this.cause = grown(this.cause, capacity)
    this.line = grown(this.line, capacity)
  }

  /** The one index of a string. */
  intern(string: string): number {
    const known = this.indices.get(string)
    if (known !== undefined) return known
    this.indices.set(string, this.strings.length)
    return this.strings.push(string) - 1
  }

  /** The index of a string, -1 when no row holds it. */
  indexOf(string: string): number {
    return this.indices.get(string) ?? -1
  }
}
