// All rows received so far, column by column. Text is a number into one table of strings, so that a million
// rows are a handful of typed arrays and no objects.
//
// Rule: rows are only ever added. The arrays may be longer than `count`, and are replaced by longer ones as
// rows come in: read them from here each time, and keep no hold of them.

export interface Columns {
  readonly count: number
  /** Picoseconds. Exact up to 2**53 ps, which is two and a half hours. */
  readonly t: Float64Array
  /** BEGIN, END or INSTANT of kinds.ts. */
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
  /** The row that made this one happen. */
  readonly cause: Int32Array
  readonly line: Int32Array
  readonly strings: readonly string[]
}

export type TextColumn = 'host' | 'thread' | 'subject' | 'object' | 'file' | 'label' | 'value'

/** What a column of text says in a row, or null. */
export const text = (columns: Columns, column: TextColumn, row: number): string | null => {
  const index = columns[column][row]
  return index < 0 ? null : columns.strings[index]
}
