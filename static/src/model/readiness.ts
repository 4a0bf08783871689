// When a task that steps now could have stepped: when select() reported what it waited for.
import type {Columns} from './columns'
import {KIND} from './kinds'

/** The instant of the readiness that led to a step; of the step itself where another task's coroutine did. */
export function readySince({kind, cause, t}: Columns, step: number): number {
  for (let row = cause[step]; row >= 0; row = cause[row]) {
    if (kind[row] === KIND['select.readiness']) return t[row]
    if (kind[row] === KIND['coroutine.send']) break
  }
  return t[step]
}
