// A row of a recording, and the state that it meets and changes: what an effect has in its hands.
import {text, textOf, type Columns, type TextColumn} from './columns'
import type {Indices} from './indices'
import {BEGIN} from './kinds'
import type {Recording} from './recording'
import {State} from './state'

/** What a row does to the state; null: that is said by other events, or by the row's being there. */
export type Effect = ((at: AtRow) => void) | null

export class AtRow {
  protected readonly columns: Columns

  constructor(
    readonly recording: Recording,
    readonly indices: Indices,
    readonly state = new State(),
  ) {
    this.columns = recording.columns
  }

  get begins(): boolean {
    return this.columns.phase[this.state.row] === BEGIN
  }

  get t(): number {
    return this.columns.t[this.state.row]
  }

  /** The row of an end's begin; else the row itself. */
  get begin(): number {
    return this.recording.beginOf(this.state.row)
  }

  get cause(): number {
    return this.columns.cause[this.state.row]
  }

  get core(): number {
    return this.columns.core[this.state.row]
  }

  get line(): number {
    return this.columns.line[this.state.row]
  }

  /** What a column of text holds: the index of a string, -1 for none. */
  index(name: TextColumn): number {
    return this.columns[name][this.state.row]
  }

  column(name: TextColumn): string | null {
    return text(this.columns, name, this.state.row)
  }

  get subject(): string {
    return this.column('subject') ?? ''
  }

  get object(): string | null {
    return this.column('object')
  }

  get label(): string | null {
    return this.column('label')
  }

  get value(): string | null {
    return this.column('value')
  }

  /** The name of the row's thread. */
  get thread(): string {
    return this.column('thread') ?? ''
  }

  /** Whose a thing is, by the index of its name. */
  ownerOf(thing: number): string | null {
    return textOf(this.columns, this.recording.owners.of(thing, this.state.row))
  }
}
