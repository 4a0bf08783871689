// Arrow's bytes into columns. Each dictionary is translated once, then rows are copied number by number.
import {tableFromIPC} from '@uwdata/flechette'
import type {GrowingColumns} from './columns'
import {TEXT_COLUMNS} from './columns'
import {KIND, PHASES, type Kind} from './kinds'
import type {Metadata} from './metadata'

export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** What we read of one column of one record batch. */
interface Cells<V = ArrayLike<number>> {
  readonly length: number
  readonly nullCount: number
  readonly validity?: Uint8Array
  readonly values: V
  readonly dictionary?: {readonly data: readonly ArrayLike<never>[]}
}

/** What came with the rows. The id is null in a batch of a run that is not over. */
export interface Header {
  readonly metadata: Metadata
  readonly id: string | null
}

/** Appends the rows of an Arrow IPC stream. */
export function appendArrow(columns: GrowingColumns, bytes: Uint8Array): Header {
  const table = decoded(bytes)
  const header = headerOf(table.schema.metadata)
  const batchesOf = (name: string) => {
    const column = table.getChild(name)
    if (!column) throw new RecordingError(`not a simloop recording: it has no column ${name}`)
    return column.data as unknown as readonly Cells[]
  }
  const t = batchesOf('t_ps') as unknown as readonly Cells<BigInt64Array>[]
  const phase = batchesOf('phase')
  const kind = batchesOf('kind')
  const numbers = (['core', 'cause', 'line'] as const).map((name) => [name, batchesOf(name)] as const)
  const texts = TEXT_COLUMNS.map((name) => [name, batchesOf(name)] as const)

  const intern = translator((word) => columns.intern(word))
  const phases = translator((word) => known(PHASES.indexOf(word as never), 'phase', word))
  const kinds = translator((word) => known(KIND[word as Kind] ?? -1, 'kind', word))

  columns.reserve(table.numRows)
  for (let batch = 0, at = columns.count; batch < t.length; at += t[batch++].length) {
    copyPicoseconds(t[batch], columns.t, at)
    copyCodes(phase[batch], phases(phase[batch]), columns.phase, at)
    copyCodes(kind[batch], kinds(kind[batch]), columns.kind, at)
    for (const [name, batches] of numbers) copyNumbers(batches[batch], columns[name], at)
    for (const [name, batches] of texts) copyCodes(batches[batch], intern(batches[batch]), columns[name], at)
  }
  columns.count += table.numRows
  return header
}

function decoded(bytes: Uint8Array) {
  try {
    // Numbers are read in place: a copy makes sure that eight-byte words lie on eight-byte borders.
    return tableFromIPC(bytes.byteOffset % 8 ? bytes.slice() : bytes)
  } catch (error) {
    throw new RecordingError(`not an Arrow stream, or a damaged one: ${(error as Error).message}`)
  }
}

function headerOf(entries: ReadonlyMap<string, string> | null | undefined): Header {
  const json = entries?.get('simloop')
  if (!json) throw new RecordingError("not a simloop recording: its metadata has no 'simloop'")
  return {metadata: JSON.parse(json) as Metadata, id: entries?.get('simloop.id') ?? null}
}

function known(index: number, column: string, word: string): number {
  if (index < 0)
    throw new RecordingError(`${column} ${word} is unknown here: the recording is of another version`)
  return index
}

/** Translates the dictionary of a column's batch, each part once, however many batches share it. */
function translator(translate: (word: string) => number) {
  const done = new WeakMap<object, Int32Array>()
  return (cells: Cells): Int32Array => {
    if (!cells.dictionary) throw new RecordingError('not a simloop recording: its text has no dictionary')
    const parts = cells.dictionary.data.map((part) => {
      let codes = done.get(part)
      if (!codes) done.set(part, (codes = Int32Array.from(part as unknown as Iterable<string>, translate)))
      return codes
    })
    if (parts.length === 1) return parts[0]
    const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
}

const isNull = (validity: Uint8Array, i: number) => ((validity[i >> 3] >> (i & 7)) & 1) === 0

function copyCodes(cells: Cells, codes: Int32Array, into: Int32Array | Uint8Array, at: number): void {
  const {values, length, nullCount, validity} = cells
  for (let i = 0; i < length; i++) into[at + i] = codes[values[i]]
  if (nullCount && validity) for (let i = 0; i < length; i++) if (isNull(validity, i)) into[at + i] = -1
}

function copyNumbers(cells: Cells, into: Int32Array | Int16Array, at: number): void {
  const {values, length, nullCount, validity} = cells
  for (let i = 0; i < length; i++) into[at + i] = values[i]
  if (nullCount && validity) for (let i = 0; i < length; i++) if (isNull(validity, i)) into[at + i] = -1
}

/** An int64 as its two halves: through BigInt it takes twelve times as long. */
function copyPicoseconds({values, length}: Cells<BigInt64Array>, into: Float64Array, at: number): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, length * 2)
  for (let i = 0; i < length; i++) into[at + i] = (halves[2 * i] >>> 0) + halves[2 * i + 1] * 2 ** 32
}
