// Arrow's bytes into columns, as they come in. Each dictionary is translated once, then rows are copied number by
// number.
import {tableFromIPC, Type, type Schema} from '@uwdata/flechette'
import {NUMBER_COLUMNS, TEXT_COLUMNS, type GrowingColumns, type Ints} from './columns'
import {batchOf, DICTIONARY, dictionaryOf, Messages, ROWS, SCHEMA} from './ipc'
import type {Batch, Dictionary, Message} from './ipc'
import {KIND, PHASES, type Kind} from './kinds'
import type {Metadata} from './metadata'

export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** One column of one batch of rows. */
interface Cells {
  readonly length: number
  readonly nullCount: number
  readonly validity: Uint8Array
  readonly values: Int32Array | Int16Array
}

/** What came with the rows. The id is null in a batch of a run that is not over. */
export interface Header {
  readonly metadata: Metadata
  readonly id: string | null
}

/** Where a column is in a batch, how wide its numbers are, and which dictionary they refer to; -1 for none. */
interface Place {
  readonly index: number
  readonly bits: number
  readonly dictionary: number
}

/** Appends the rows of an Arrow IPC stream, which may be cut anywhere. */
export class ArrowReader {
  /** null while nothing of it has come. */
  header: Header | null = null
  private readonly messages = new Messages()
  private places: ReadonlyMap<string, Place> = new Map()
  private readonly dictionaries = new Map<number, Translated>()

  constructor(private readonly columns: GrowingColumns) {}

  push(piece: Uint8Array): void {
    readable(() => this.messages.take(piece, (message) => this.take(message)))
  }

  /** There is no more of it. */
  end(): void {
    if (!this.messages.complete) throw new RecordingError('a damaged Arrow stream: it is cut short')
    if (!this.header) throw new RecordingError('not an Arrow stream: it is empty')
  }

  private take(message: Message): void {
    if (message.kind === SCHEMA && !this.header) {
      const {schema} = tableFromIPC(message.bytes)
      this.header = headerOf(schema.metadata)
      this.places = placesOf(schema)
    } else if (message.kind === DICTIONARY) {
      const dictionary = dictionaryOf(message)
      const before = dictionary.adds ? this.dictionaries.get(dictionary.id) : undefined
      this.dictionaries.set(dictionary.id, new Translated(wordsOf(dictionary), before))
    } else if (message.kind === ROWS && this.header) this.append(batchOf(message))
  }

  private append(batch: Batch): void {
    const {columns} = this
    const at = columns.count
    columns.reserve(batch.length)
    copyPicoseconds(this.buffer(batch, 't_ps', 64), batch.length, columns.t, at)
    copyCodes(this.cells(batch, 'phase'), this.codes('phase', phaseOf).codes, columns.phase, at)
    copyCodes(this.cells(batch, 'kind'), this.codes('kind', kindOf).codes, columns.kind, at)
    for (const name of NUMBER_COLUMNS) {
      const cells = this.cells(batch, name)
      copyNumbers(cells, columns.ready(name, greatest(cells.values)), at)
    }
    for (const name of TEXT_COLUMNS) {
      const {codes, most} = this.codes(name, this.intern)
      copyCodes(this.cells(batch, name), codes, columns.ready(name, most), at)
    }
    columns.count += batch.length
  }

  private readonly intern = (word: string): number => this.columns.intern(word)

  private codes(name: string, translate: (word: string) => number): Codes {
    const words = this.dictionaries.get(this.place(name).dictionary)
    if (!words) throw new RecordingError(`not a simloop recording: ${name} has no dictionary`)
    return words.by(translate)
  }

  private place(name: string): Place {
    const place = this.places.get(name)
    if (!place) throw new RecordingError(`not a simloop recording: it has no column ${name}`)
    return place
  }

  private cells(batch: Batch, name: string): Cells {
    const {index, bits} = this.place(name)
    const {buffer, byteOffset} = this.buffer(batch, name, bits === 16 ? 16 : 32)
    const values = new (bits === 16 ? Int16Array : Int32Array)(buffer, byteOffset, batch.length)
    return {length: batch.length, nullCount: batch.nulls[index], validity: batch.buffers[2 * index], values}
  }

  private buffer(batch: Batch, name: string, bits: number): Uint8Array<ArrayBuffer> {
    const place = this.place(name)
    if (place.bits !== bits)
      throw new RecordingError(`not a simloop recording: ${name} has ${place.bits} bits`)
    return batch.buffers[2 * place.index + 1]
  }
}

const phaseOf = (word: string): number => known(PHASES.indexOf(word as never), 'phase', word)
const kindOf = (word: string): number => known(KIND[word as Kind] ?? -1, 'kind', word)

/** What flechette does not understand is no recording. */
function readable<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof RecordingError) throw error
    throw new RecordingError(`not an Arrow stream, or a damaged one: ${(error as Error).message}`)
  }
}

/** Each column is flat: of numbers, or of numbers of words. */
function placesOf({fields}: Schema): ReadonlyMap<string, Place> {
  return new Map(
    fields.map(({name, type}, index) => {
      if (type.typeId === Type.Int) return [name, {index, bits: type.bitWidth, dictionary: -1}]
      if (type.typeId === Type.Dictionary && type.dictionary.typeId === Type.Utf8)
        return [name, {index, bits: type.indices.bitWidth, dictionary: type.id}]
      throw new RecordingError(`not a simloop recording: it has a column ${name} of another type`)
    }),
  )
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

// -- dictionaries

/** What number each word of a dictionary has here, and the greatest of these. */
interface Codes {
  readonly codes: Int32Array
  readonly most: number
}

/** A dictionary's words, translated when a column first needs them. */
class Translated {
  private codes: Codes | null = null

  constructor(
    private words: readonly string[] | null,
    private readonly before?: Translated,
  ) {}

  by(translate: (word: string) => number): Codes {
    if (this.codes) return this.codes
    const before = this.before?.by(translate).codes ?? new Int32Array(0)
    const own = Int32Array.from(this.words!, translate)
    const codes = new Int32Array(before.length + own.length)
    codes.set(before)
    codes.set(own, before.length)
    this.words = null
    return (this.codes = {codes, most: greatest(codes)})
  }
}

const utf8 = new TextDecoder()

/** Words that have a byte for each letter are cut out of one long string: decoding each takes ten times as long. */
function wordsOf({length, offsets, values}: Dictionary): string[] {
  if (length === 0) return []
  const first = offsets[0]
  const bytes = values.subarray(first, offsets[length])
  const all = utf8.decode(bytes)
  const simple = all.length === bytes.length
  return Array.from({length}, (_, i) =>
    simple
      ? all.slice(offsets[i] - first, offsets[i + 1] - first)
      : utf8.decode(values.subarray(offsets[i], offsets[i + 1])),
  )
}

// -- cells

function greatest(values: ArrayLike<number>): number {
  let most = -1
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i]
  return most
}

const isNull = (validity: Uint8Array, i: number) => ((validity[i >> 3] >> (i & 7)) & 1) === 0

function copyCodes(cells: Cells, codes: Int32Array, into: Ints | Uint8Array, at: number): void {
  const {values, length, nullCount, validity} = cells
  for (let i = 0; i < length; i++) into[at + i] = codes[values[i]]
  if (nullCount) for (let i = 0; i < length; i++) if (isNull(validity, i)) into[at + i] = -1
}

function copyNumbers(cells: Cells, into: Ints, at: number): void {
  const {values, length, nullCount, validity} = cells
  for (let i = 0; i < length; i++) into[at + i] = values[i]
  if (nullCount) for (let i = 0; i < length; i++) if (isNull(validity, i)) into[at + i] = -1
}

/** An int64 as its two halves: through BigInt it takes twelve times as long. */
function copyPicoseconds(
  cells: Uint8Array<ArrayBuffer>,
  length: number,
  into: Float64Array,
  at: number,
): void {
  const halves = new Int32Array(cells.buffer, cells.byteOffset, length * 2)
  for (let i = 0; i < length; i++) into[at + i] = (halves[2 * i] >>> 0) + halves[2 * i + 1] * 2 ** 32
}
