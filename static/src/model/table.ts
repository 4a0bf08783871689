// A latency table under the hand: a base preset and the rows that differ from it. So an address stays short, a
// file can be read, and putting a row back is leaving it out.
import {exactText, parseTime} from '../felt/parse'
import type {Preset, PresetRow} from './metadata'

/** Of the rows that differ, their time in picoseconds; a text where it is none, for the server to refuse. */
export type Edits = Readonly<Record<string, number | string>>

export const OWN_ID = 'own'
/** Beyond that the server takes a row for a mistake. */
export const LONGEST_PS = 1e18

export const psOf = (base: Preset, edits: Edits, row: string): number => {
  const edited = edits[row]
  return typeof edited === 'number' ? edited : (base.rows.find(({id}) => id === row)?.real_ps ?? 0)
}

/** What a second of felt time is: the instruction's own row. */
export const instructionPsOf = (base: Preset, edits: Edits): number =>
  typeof edits['instruction'] === 'number' ? Math.max(1, edits['instruction']) : base.instruction_ps

/** The least that a row may be: an instruction that takes no time could not be felt. */
export const leastPs = (row: string): number => (row === 'instruction' ? 1 : 0)

/** With one row changed; a row that is as in the base is no edit. */
export function edited(base: Preset, edits: Edits, row: string, ps: number): Edits {
  const {[row]: _, ...others} = edits
  const own = base.rows.find(({id}) => id === row)?.real_ps
  const inOrder = {...others, ...(ps === own ? {} : {[row]: ps})}
  return Object.fromEntries(base.rows.flatMap(({id}) => (id in inOrder ? [[id, inOrder[id]]] : [])))
}

export const unchanged = (edits: Edits): boolean => Object.keys(edits).length === 0

export const sameEdits = (one: Edits, other: Edits): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([row, ps]) => other[row] === ps)

const called = (base: Preset, name: string | null) => ({
  id: OWN_ID,
  zh: name ?? `${base.zh}，改过`,
  en: name ?? `${base.en}, changed`,
})

/** The whole table, as the server takes it. Felt texts that are no longer true are left for it to write. */
export function tableOf(base: Preset, edits: Edits, name: string | null): Preset {
  if (unchanged(edits)) return base
  const instructionPs = instructionPsOf(base, edits)
  const rows = base.rows.map((row): PresetRow => {
    const ps = edits[row.id] ?? row.real_ps
    if (ps === row.real_ps && instructionPs === base.instruction_ps) return row
    return {...row, real_ps: ps as number, felt_zh: '', felt_en: ''}
  })
  const strange = Object.keys(edits).filter((id) => !base.rows.some((row) => row.id === id))
  for (const id of strange)
    rows.push({id, zh: id, en: id, real_ps: edits[id] as number, felt_zh: '', felt_en: ''})
  return {
    ...base,
    ...called(base, name),
    instruction_ps: instructionPs,
    rows,
  }
}

/** What differs in a whole table. */
export function editsOf(base: Preset, table: Pick<Preset, 'rows'>): Edits {
  let edits: Edits = {}
  for (const {id, real_ps} of table.rows) edits = edited(base, edits, id, real_ps)
  return edits
}

// -- in an address: `ping_other_city 1.5ms mutex 1us`

export const writeEdits = (edits: Edits): string =>
  Object.entries(edits)
    .map(([row, ps]) => `${row} ${typeof ps === 'number' ? exactText(ps) : ps}`)
    .join(' ')

export function readEdits(text: string): Edits {
  const words = text.trim().split(/\s+/).filter(Boolean)
  const edits: Record<string, number | string> = {}
  for (let i = 0; i < words.length; i += 2) {
    const time = words[i + 1] ?? ''
    // Felt units would depend on the instruction's row, which may itself be among the edits.
    edits[words[i]] = (/[a-z]s$|\ds$/.test(time) ? parseTime(time, 1, 'real') : null) ?? time
  }
  return edits
}

// -- as a file, which `simloop run --preset` reads too

interface TableFile {
  readonly base: string
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly source: string
  readonly instruction_ps: number
  readonly rows: readonly {readonly id: string; readonly real_ps: number}[]
}

export function writeFile(base: Preset, edits: Edits, name: string | null): string {
  const {instruction_ps} = tableOf(base, edits, name)
  const rows = Object.entries(edits).map(([row, ps]) => ({id: row, real_ps: Number(ps)}))
  const file: TableFile = {base: base.id, ...called(base, name), source: base.source, instruction_ps, rows}
  return `${JSON.stringify(file, null, 2)}\n`
}

export interface Imported {
  readonly base: string
  readonly edits: Edits
  /** Under which it was saved; null where it has none of its own. */
  readonly name: string | null
}

/** What was wrong with a file: the field, and what is allowed. */
export class TableFileError extends Error {
  override readonly name = 'TableFileError'
  constructor(
    readonly field: string,
    readonly why: 'json' | 'base' | 'row' | 'time' | 'rows',
    readonly allowed: readonly string[] = [],
  ) {
    super(`${field}: ${why}`)
  }
}

/** A file of ours, or a whole preset as the server describes it. */
export function readFile(text: string, presets: readonly Preset[]): Imported {
  let file: Record<string, unknown>
  try {
    file = JSON.parse(text) as Record<string, unknown>
  } catch {
    throw new TableFileError('file', 'json')
  }
  if (typeof file !== 'object' || file === null || !Array.isArray(file['rows']))
    throw new TableFileError('rows', 'rows')
  const base = baseOf(file, presets)
  const ids = base.rows.map(({id}) => id)
  let edits: Edits = {}
  for (const row of file['rows'] as unknown[]) {
    const {id, real_ps: ps} = (row ?? {}) as {id?: unknown; real_ps?: unknown}
    if (typeof id !== 'string' || !ids.includes(id))
      throw new TableFileError(`rows.${String(id)}`, 'row', ids)
    const fits = Number.isInteger(ps) && (ps as number) >= leastPs(id) && (ps as number) <= LONGEST_PS
    if (!fits) throw new TableFileError(`rows.${id}.real_ps`, 'time', [`${leastPs(id)} … ${LONGEST_PS}`])
    edits = edited(base, edits, id, ps as number)
  }
  const name = file['en']
  const plain = typeof name !== 'string' || name === base.en || name === called(base, null).en
  return {base: base.id, edits, name: plain ? null : (name as string).slice(0, 60)}
}

function baseOf(file: Record<string, unknown>, presets: readonly Preset[]): Preset {
  const wanted = file['base'] ?? file['id']
  const named = presets.find(({id}) => id === wanted)
  if (named) return named
  if ('base' in file) {
    const ids = presets.map(({id}) => id)
    throw new TableFileError('base', 'base', ids)
  }
  // Somebody's whole table: the preset at the same distance is nearest.
  const distance = (file['machine'] as Record<string, unknown> | undefined)?.['distance']
  return presets.find(({machine}) => machine['distance'] === distance) ?? presets[0]
}
