// A program that sleeps makes no row of it: its statement just takes far longer than statements do.
//
// Rule: only where there is one thread. Threads say themselves that they wait.
import {KIND} from './kinds'
import type {Recording} from './recording'

/** How long a statement at a row had slept at an instant, if nothing of its thread has come since. */
export function sleptPs({columns, metadata}: Recording, row: number, t: number): number {
  if (row < 0 || columns.kind[row] !== KIND.line) return 0
  const {instruction_ps: instructionPs, machine} = metadata.preset
  const statementPs = instructionPs * Number(machine['statement_instructions'] ?? 0)
  const passed = t - columns.t[row]
  return statementPs > 0 && passed > 2 * statementPs ? passed - statementPs : 0
}
