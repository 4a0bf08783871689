// The test kit: real recordings, and recordings of a few rows written by hand.
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {tableFromArrays, tableToIPC, dictionary, utf8, int16, int32, int64} from '@uwdata/flechette'
import {text} from './model/columns'
import {Recording} from './model/recording'
import type {Kind, Phase} from './model/kinds'
import type {Metadata} from './model/metadata'

export const FIXTURES = [
  'crawler-1',
  'crawler-3',
  'crawler-10',
  'crawler-40',
  'crawler-dropped',
  'crawler-same-host',
  'echo',
  'crawler-threads',
  'crawler-processes',
  'lost-update',
  'gil',
  'convoy',
  'table',
  'faults',
  'troubles',
  'machines',
] as const
export type FixtureName = (typeof FIXTURES)[number]

export const fixtureBytes = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(fileURLToPath(new URL(`../fixtures/${file}.arrow`, import.meta.url))))

const opened = new Map<FixtureName, Recording>()

/** A recording that the scenarios made just before the tests. */
export function fixture(name: FixtureName): Recording {
  let recording = opened.get(name)
  if (!recording) opened.set(name, (recording = Recording.fromBytes(fixtureBytes(name))))
  return recording
}

/** A row by hand: what is left out is null. `end` rows name their begin in `cause`. */
export interface Row {
  readonly kind: Kind
  readonly phase?: Phase
  readonly t?: number
  readonly host?: string
  readonly thread?: string | null
  readonly subject?: string
  readonly object?: string
  readonly cause?: number
  readonly file?: string
  readonly line?: number
  readonly label?: string
  readonly value?: string
}

const words = () => dictionary(utf8(), int32())
const TYPES = {
  t_ps: int64(),
  phase: words(),
  kind: words(),
  host: words(),
  core: int16(),
  thread: words(),
  subject: words(),
  object: words(),
  cause: int32(),
  file: words(),
  line: int32(),
  label: words(),
  value: words(),
}

export const METADATA: Metadata = {
  simloop: '0',
  scenario: 'by-hand',
  title: {zh: '手写', en: 'by hand'},
  parameters: {},
  preset: {
    id: 'notes',
    zh: '笔记里的表',
    en: "the notes' table",
    source: '',
    instruction_ps: 380,
    machine: {},
    rows: [],
  },
  seed: 0,
  hosts: [{id: 'here', zh: '我们的主机', en: 'our host'}],
  sources: [],
  look_at: {zh: '', en: ''},
  facts: {},
}

/** The Arrow bytes of rows by hand. */
export function arrowOf(rows: readonly Row[]): Uint8Array {
  const column = <T>(read: (row: Row) => T | undefined | null) => rows.map((row) => read(row) ?? null)
  const table = tableFromArrays(
    {
      t_ps: rows.map((row, i) => BigInt(row.t ?? i * 1000)),
      phase: rows.map((row) => row.phase ?? 'instant'),
      kind: rows.map((row) => row.kind),
      host: rows.map((row) => row.host ?? 'here'),
      core: rows.map((row) => (row.thread === null ? null : 0)),
      thread: rows.map((row) => (row.thread === undefined ? 'main' : row.thread)),
      subject: column((row) => row.subject),
      object: column((row) => row.object),
      cause: column((row) => row.cause),
      file: column((row) => row.file),
      line: column((row) => row.line),
      label: column((row) => row.label),
      value: column((row) => row.value),
    },
    {types: TYPES, useBigInt: true},
  )
  table.schema.metadata = new Map([['simloop', JSON.stringify(METADATA)]])
  return tableToIPC(table, {format: 'stream'})!
}

export const recordingOf = (rows: readonly Row[]): Recording => Recording.fromBytes(arrowOf(rows))

/** The first row that looks like this, from a row on. */
export function find(recording: Recording, like: Partial<Row>, from = 0): number {
  const {columns} = recording
  for (let row = from; row < recording.count; row++) {
    const is = (column: 'subject' | 'object' | 'label' | 'value' | 'host') => {
      const wanted = like[column]
      return wanted === undefined || text(columns, column, row) === wanted
    }
    if (like.kind !== undefined && recording.kindOf(row) !== like.kind) continue
    if (like.phase !== undefined && recording.phaseOf(row) !== like.phase) continue
    if (is('subject') && is('object') && is('label') && is('value') && is('host')) return row
  }
  throw new Error(`no row from ${from} on is like ${JSON.stringify(like)}`)
}
