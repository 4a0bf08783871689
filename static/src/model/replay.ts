// Moves a state from row to row. Where a thread is follows from any row of it; what else a row changes, effects.ts
// says, kind by kind.
import {AtRow} from './at-row'
import {EFFECTS} from './effects'
import {gilIsSeen} from './effects.machine'
import {BEGIN, END, KINDS} from './kinds'
import {sleptPs} from './sleep'

/** What each kind does, by its number; a line, most of the rows, does next to nothing. */
const effects = KINDS.map((kind) => EFFECTS[kind])
/** The kinds that block their thread, if it has to wait. */
const BLOCKS = KINDS.map((kind) => /^(socket|disk|dns)\./.test(kind))

export class Replay extends AtRow {
  /** Go on until the state is that after the row. */
  to(row: number): this {
    const {state} = this
    const {thread, phase, kind} = this.columns
    while (state.row < row) {
      const next = ++state.row
      if (thread[next] >= 0) {
        const alone = state.threads.length === 0
        if (alone) state.waitedPs += sleptPs(this.recording, state.ownRow, this.t)
        state.ownRow = next
        if (thread[next] !== state.thread) state.goTo(thread[next])
        this.nest(next, phase[next])
        if (alone && phase[next] === END && BLOCKS[kind[next]]) this.callEnds()
      }
      if (state.threads.length) gilIsSeen(this)
      effects[kind[next]]?.(this)
    }
    return this
  }

  private nest(row: number, phase: number): void {
    const {state} = this
    if (phase === BEGIN) {
      state.innermost = row
      state.open++
    } else if (phase === END) {
      state.innermost = this.recording.spans.parentOf(row)
      while (state.reached && state.reached.span >= state.open) state.reached = state.reached.from
      state.open--
    }
    const file = this.columns.file[row]
    if (file >= 0) this.execute(file, this.columns.line[row])
  }

  /** The thread is at a statement. */
  private execute(file: number, line: number): void {
    const {state} = this
    const {reached, open: span} = state
    state.file = file
    state.line = line
    // A file that comes again within a span has been returned to: what it had called is off the stack.
    let at = reached
    while (at && at.span === span && at.file !== file) at = at.from
    const from = at && at.span === span ? at.from : reached
    state.reached = {file, line, span, from}
  }

  /** A call that took longer than going into the kernel and out again has waited for the rest. */
  private callEnds(): void {
    const {state, recording} = this
    const {t, cause} = this.columns
    const took = t[state.row] - t[cause[state.row]]
    const call = recording.metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
    if (took >= 2 * call) state.waitedPs += took - call
  }
}
