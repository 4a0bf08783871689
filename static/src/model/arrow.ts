// Arrow's bytes into columns, as they come in. Each dictionary is translated once, then rows are copied number by
// number.
import {tableFromIPC, Type, type Schema} from '@uwdata/flechette'
import {NUMBER_COLUMNS, TEXT_COLUMNS, type GrowingColumns} from './columns'
import {grown} from './growing'
import {batchOf, DICTIONARY, dictionaryOf, Messages, ROWS, SCHEMA} from './ipc'
import type {Batch, Dictionary, Message} from './ipc'
import {KIND, PHASES, type Kind} from './kinds'
import type {Metadata} from './metadata'
import {Strings} from './strings'

export class RecordingError extends Error {
  override readonly name = 'RecordingError'
}

/** One column of one batch of rows. */
interface Cells {
  readonly values: Int32Array | Int16Array
  /** A bit for each cell, 0 where it is null; empty where none is. */
  readonly nulls: Uint8Array
}
const NO_NULLS = new Uint8Array(0)

interface Translation {
  readonly numbers: Int32Array
  /** The greatest that any cell of the column could be. */
  readonly most: number
}

/** What number a word of a dictionary has here. */
type Translate = (word: string) => number

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
  private scratch = new Int32Array(0)

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
      this.dictionaries.set(dictionary.id, new Translated(dictionary, before))
    } else if (message.kind === ROWS && this.header) this.append(batchOf(message))
  }

  private append(batch: Batch): void {
    const {columns} = this
    const at = columns.count
    columns.reserve(batch.length)
    copyPicoseconds(this.buffer(batch, 't_ps', 64), batch.length, columns.t, at)
    columns.phase.set(this.translated(batch, 'phase', phaseOf).numbers, at)
    columns.kind.set(this.translated(batch, 'kind', kindOf).numbers, at)
    for (const name of NUMBER_COLUMNS) {
      const {values, nulls} = this.cells(batch, name)
      const into = columns.ready(name, greatest(values))
      into.set(values, at)
      eachNull(nulls, batch.length, (i) => (into[at + i] = -1))
    }
    for (const name of TEXT_COLUMNS) {
      const {numbers, most} = this.translated(batch, name)
      columns.ready(name, most).set(numbers, at)
    }
    columns.count += batch.length
  }

  /** The cells of a column, each as the number that its word has here; good until the next is asked for. */
  private translated(batch: Batch, name: string, translate?: Translate): Translation {
    const {codes, most} = this.codes(name, translate)
    const {values, nulls} = this.cells(batch, name)
    const numbers = (this.scratch = grown(this.scratch, batch.length)).subarray(0, batch.length)
    for (let i = 0; i < batch.length; i++) numbers[i] = codes[values[i]]
    eachNull(nulls, batch.length, (i) => (numbers[i] = -1))
    return {numbers, most}
  }

  /** Without a translation, words are strings of the recording's. */
  private codes(name: string, translate?: Translate): Codes {
    const words = this.dictionaries.get(this.place(name).dictionary)
    if (!words) throw new RecordingError(`not a simloop recording: ${name} has no dictionary`)
    return words.by(translate ?? this.columns.strings)
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
    return {values, nulls: batch.nulls[index] ? batch.buffers[2 * index] : NO_NULLS}
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

const utf8 = new TextDecoder()

/** A dictionary's words, translated when a column first needs them. */
class Translated {
  private codes: Codes | null = null
  private words: {readonly offsets: Int32Array; readonly bytes: Uint8Array} | null

  constructor(
    {offsets, values}: Dictionary,
    private readonly before?: Translated,
  ) {
    // Where they lie, the next message will.
    this.words = {offsets: offsets.slice(), bytes: values.slice()}
  }

  by(translate: Translate | Strings): Codes {
    if (this.codes) return this.codes
    const before = this.before?.by(translate).codes ?? new Int32Array(0)
    const {offsets, bytes} = this.words!
    const more = Math.max(0, offsets.length - 1)
    const codes = new Int32Array(before.length + more)
    codes.set(before)
    if (translate instanceof Strings) translate.expect(more, bytes.length)
    for (let i = 0; i < more; i++) {
      const [begin, end] = [offsets[i], offsets[i + 1]]
      codes[before.length + i] =
        translate instanceof Strings
          ? translate.internBytes(bytes, begin, end)
          : translate(utf8.decode(bytes.subarray(begin, end)))
    }
    this.words = null
    return (this.codes = {codes, most: greatest(codes)})
  }
}

// -- cells

function greatest(values: ArrayLike<number>): number {
  let most = -1
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i]
  return most
}

/** Calls with each place of a null. */
function eachNull(nulls: Uint8Array, length: number, visit: (i: number) => void): void {
  for (let byte = 0; byte < nulls.length; byte++) {
    if (nulls[byte] === 0xff) continue
    const end = Math.min(length, byte * 8 + 8)
    for (let i = byte * 8; i < end; i++) if (((nulls[byte] >> (i & 7)) & 1) === 0) visit(i)
  }
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
