// One run, as far as it has arrived. Everything that is shown is computed from here.
import {ArrowReader} from './arrow'
import {GrowingColumns, type Columns} from './columns'
import {BEGIN, END, KINDS, PHASES, type Kind, type Phase} from './kinds'
import type {Metadata} from './metadata'
import {Owners} from './owners'
import {Spans} from './spans'

export class Recording {
  /** The hash of its content; null while it is not complete. */
  id: string | null = null
  /** No more rows will come. */
  complete = false
  readonly spans = new Spans()
  readonly owners = new Owners()
  private readonly rows = new GrowingColumns()
  private about: Metadata | null = null
  /** What reads the stream that is coming in. */
  private reader: ArrowReader | null = null

  /** A whole recording, from a file or from GET /api/recordings/<id>. */
  static fromBytes(bytes: Uint8Array): Recording {
    const recording = new Recording()
    recording.append(bytes)
    recording.complete = true
    return recording
  }

  /** Take in a batch: a self-contained Arrow stream. Batches come in the order of their rows. */
  append(batch: Uint8Array): void {
    this.push(batch)
    this.finish()
  }

  /** Take in the next piece of an Arrow stream, cut anywhere: its rows are there as soon as they are whole. */
  push(piece: Uint8Array): void {
    this.reader ??= new ArrowReader(this.rows)
    this.reader.push(piece)
    const {header} = this.reader
    if (!header) return
    this.about ??= header.metadata
    this.id ??= header.id
    this.spans.extend(this.rows)
    this.owners.extend(this.rows, this.spans)
  }

  /** So many rows will come: room is made for them at once. */
  expect(rows: number): void {
    this.rows.reserve(rows)
  }

  /** That was the last piece of the stream. */
  finish(): void {
    this.reader?.end()
    this.reader = null
  }

  get columns(): Columns {
    return this.rows
  }

  get count(): number {
    return this.rows.count
  }

  get metadata(): Metadata {
    if (!this.about) throw new Error('this recording is empty: nothing is known of it before its first batch')
    return this.about
  }

  /** The instant of the latest row. */
  get endPs(): number {
    return this.count ? this.rows.t[this.count - 1] : 0
  }

  /** The index of a string in the columns' text, -1 when no row holds it. */
  indexOf(string: string): number {
    return this.rows.strings.indexOf(string)
  }

  kindOf(row: number): Kind {
    return KINDS[this.rows.kind[row]]
  }

  phaseOf(row: number): Phase {
    return PHASES[this.rows.phase[row]]
  }

  /** The row of a begin's end, -1 while it is open; of an instant or an end, the row itself. */
  endOf(row: number): number {
    return this.rows.phase[row] === BEGIN ? this.spans.endOf(row) : row
  }

  /** The row of an end's begin; of an instant or a begin, the row itself. */
  beginOf(row: number): number {
    return this.rows.phase[row] === END ? this.rows.cause[row] : row
  }

  /** The latest row at or before an instant; 0 when there is none. */
  rowAt(t: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.rows.t[middle] <= t) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }
}
