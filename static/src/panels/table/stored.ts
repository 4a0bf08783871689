// Tables that the viewer has saved under a name, in the browser.
import {sameEdits, type Edits} from '../../model/table'

export interface Saved {
  readonly name: string
  readonly base: string
  readonly edits: Edits
}

const KEY = 'simloop.tables'

export function savedTables(): readonly Saved[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isSaved) : []
  } catch {
    return []
  }
}

const isSaved = (one: unknown): one is Saved =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as Saved).name === 'string' &&
  typeof (one as Saved).base === 'string' &&
  typeof (one as Saved).edits === 'object' &&
  (one as Saved).edits !== null &&
  Object.values((one as Saved).edits).every((ps) => typeof ps === 'number')

/** False where the browser keeps nothing. */
export function saveTable(table: Saved): boolean {
  return keep([...savedTables().filter(({name}) => name !== table.name), table])
}

export const forgetTable = (name: string): boolean => keep(savedTables().filter((one) => one.name !== name))

function keep(tables: readonly Saved[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(tables))
    return true
  } catch {
    return false
  }
}

/** The name under which such a table is saved, or null. */
export const nameOf = (base: string, edits: Edits): string | null =>
  savedTables().find((one) => one.base === base && sameEdits(one.edits, edits))?.name ?? null
