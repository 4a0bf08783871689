// Tasks: a lane each, with its steps and what it waits for between two of them.
import {text} from './columns'
import {BEGIN, END, KIND} from './kinds'
import type {Awaited} from './lanes'
import type {Roster} from './scene.roster'

export class Tasks {
  constructor(private readonly roster: Roster) {}

  take(row: number): void {
    const {kind, phase} = this.roster.recording.columns
    if (kind[row] === KIND['task.create'] && phase[row] === BEGIN) this.created(row)
    else if (kind[row] === KIND['task.step'] && phase[row] === BEGIN) this.steps(row)
    else if (kind[row] === KIND['task.step'] && phase[row] === END) this.stops(row)
  }

  private created(row: number): void {
    const {subject} = this.roster.recording.columns
    if (!this.roster.of(subject[row])) this.roster.add(subject[row], 'task', this.roster.ownerOf(row))
  }

  private steps(row: number): void {
    const {t, subject} = this.roster.recording.columns
    const lane = this.roster.of(subject[row])
    if (!lane) return
    lane.waits.end(t[row], this.awaited(row))
    lane.blocks.begin(t[row], 0, row, this.roster.ownerOf(row))
  }

  private stops(row: number): void {
    const {t, subject} = this.roster.recording.columns
    const lane = this.roster.of(subject[row])
    if (!lane) return
    lane.blocks.to[lane.blocks.count - 1] = t[row]
    if (!this.isOver(row)) lane.waits.begin(t[row], row)
  }

  /** What a task that steps now has waited for: the network, unless another task's coroutine set its future. */
  private awaited(step: number): Awaited {
    const {recording} = this.roster
    const {spans} = recording
    for (let span = spans.parentOf(step); span >= 0; span = spans.parentOf(span)) {
      const kind = recording.kindOf(span)
      if (kind === 'coroutine.send') return 'task'
      if (kind === 'callback') return 'network'
    }
    return 'network'
  }

  /** Whether the coroutine came to its end in the step that this row ends. */
  private isOver(row: number): boolean {
    const {columns} = this.roster.recording
    for (let at = row - 1; at > columns.cause[row]; at--) {
      const isSend =
        columns.kind[at] === KIND['coroutine.send'] && columns.subject[at] === columns.subject[row]
      if (isSend && columns.phase[at] === END) return text(columns, 'label', at) !== 'yielded'
    }
    return false
  }
}
