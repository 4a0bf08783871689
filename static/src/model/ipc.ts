// An Arrow IPC stream, taken apart into its messages as its bytes come in, cut anywhere.
//
//   message   0xffffffff, length of the metadata (4 bytes each), metadata, body
//   metadata  a flatbuffer: kind of message, the message's own table, length of the body
//   end       0xffffffff, 0
//
// Rule: what rows and dictionaries say is read here, where the bytes lie; what the schema says, flechette reads.
// (It would decode each word of each dictionary anew for each batch of rows.)

export const SCHEMA = 1
export const DICTIONARY = 2
export const ROWS = 3

/** A message as long as it is being looked at: the next one takes its place. */
export interface Message {
  /** SCHEMA, DICTIONARY, ROWS or something that we have no use for. */
  readonly kind: number
  readonly bytes: Uint8Array<ArrayBuffer>
  /** What kind of message it is decides what the table says. */
  readonly view: DataView
  readonly table: number
}

const PREFIX = 8
const LONGEST = 1 << 30

export class Messages {
  /** What has come of the next message. It begins where words of eight bytes may lie. */
  private bytes = new Uint8Array(1 << 16)
  private view = new DataView(this.bytes.buffer)
  private have = 0
  /** How much of it must be there before anything can be said of it. */
  private wanted = PREFIX
  private over = false

  /** Looks at each message that these bytes complete. */
  take(piece: Uint8Array, look: (message: Message) => void): void {
    for (let at = 0; at < piece.length && !this.over;) {
      const more = piece.subarray(at, at + this.wanted - this.have)
      this.bytes.set(more, this.have)
      this.have += more.length
      at += more.length
      if (this.have < this.wanted || !this.isWhole()) continue
      look(this.message())
      this.have = 0
      this.wanted = PREFIX
    }
  }

  /** Nothing has come, or only whole messages have. */
  get complete(): boolean {
    return this.over || this.have === 0
  }

  /** Whether all of a message is there; else says how much more is wanted, as far as that is known. */
  private isWhole(): boolean {
    const {view} = this
    if (this.have === PREFIX) {
      if (view.getInt32(0, true) !== -1) throw new Error('it does not begin as one')
      const length = view.getInt32(4, true)
      if (length === 0) this.over = true
      else this.want(PREFIX + length)
      return false
    }
    const whole = PREFIX + view.getInt32(4, true) + numberIn(view, root(view), 3)
    if (this.have < whole) this.want(whole)
    return this.have === whole
  }

  private want(length: number): void {
    if (!(length > this.have && length <= LONGEST)) throw new Error('a message has an impossible length')
    this.wanted = length
    if (length <= this.bytes.length) return
    const longer = new Uint8Array(Math.max(length, this.bytes.length * 2))
    longer.set(this.bytes)
    this.bytes = longer
    this.view = new DataView(longer.buffer)
  }

  private message(): Message {
    const {view} = this
    const bytes = this.bytes.subarray(0, this.have)
    const kind = view.getUint8(field(view, root(view), 1))
    return {kind, bytes, view, table: reference(view, field(view, root(view), 2))}
  }
}

export interface Dictionary {
  readonly id: number
  /** It adds to what is known of it. */
  readonly adds: boolean
  /** Its words: how many, and their bytes, one behind the other. */
  readonly length: number
  readonly offsets: Int32Array
  readonly values: Uint8Array
}

export function dictionaryOf(message: Message): Dictionary {
  const {view, table} = message
  const adds = field(view, table, 2)
  const {length, buffers} = batchOf(message, reference(view, field(view, table, 1)))
  return {
    id: numberIn(view, table, 0),
    adds: adds > 0 && view.getUint8(adds) === 1,
    length,
    offsets: new Int32Array(buffers[1].buffer, buffers[1].byteOffset, length && length + 1),
    values: buffers[2],
  }
}

/** A batch of rows: of each column, how many are null, and of each its buffers. */
export interface Batch {
  readonly length: number
  readonly nulls: readonly number[]
  readonly buffers: readonly Uint8Array<ArrayBuffer>[]
}

export function batchOf({bytes, view, table: own}: Message, table = own): Batch {
  if (field(view, table, 3)) throw new Error('it is compressed')
  const body = PREFIX + view.getInt32(4, true)
  return {
    length: numberIn(view, table, 0),
    nulls: pairsAt(view, field(view, table, 1)).map(([, nulls]) => nulls),
    buffers: pairsAt(view, field(view, table, 2)).map(([offset, length]) =>
      bytes.subarray(body + offset, body + offset + length),
    ),
  }
}

// -- flatbuffers: a table begins with how far back its list of fields lies; 0 there is a field left out

const reference = (view: DataView, at: number): number => at + view.getUint32(at, true)

const root = (view: DataView): number => reference(view, PREFIX)

function field(view: DataView, table: number, number: number): number {
  const list = table - view.getInt32(table, true)
  const at = 4 + 2 * number
  const offset = at < view.getUint16(list, true) ? view.getUint16(list + at, true) : 0
  return offset && table + offset
}

const int64 = (view: DataView, at: number): number => Number(view.getBigInt64(at, true))

/** A list of pairs of numbers. */
function pairsAt(view: DataView, at: number): [number, number][] {
  if (!at) return []
  const list = reference(view, at)
  return Array.from({length: view.getUint32(list, true)}, (_, i) => [
    int64(view, list + 4 + 16 * i),
    int64(view, list + 12 + 16 * i),
  ])
}

/** A number that is 0 where it is left out. */
function numberIn(view: DataView, table: number, number: number): number {
  const at = field(view, table, number)
  return at ? int64(view, at) : 0
}
