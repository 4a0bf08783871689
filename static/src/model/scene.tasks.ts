// Tasks: a lane each, with its steps and what it waits for between two of them.
import {text} from './columns'
import {BEGIN, END, KIND} from './kinds'
import type {Awaited} from './lanes'
import {readySince} from './readiness'
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
    const {subject, t} = this.roster.recording.columns
    if (this.roster.of(subject[row])) return
    const lane = this.roster.add(subject[row], 'task', this.roster.ownerOf(row))
    this.roster.crowds.task.joins(lane, t[row])
  }

  private steps(row: number): void {
    const {t, subject} = this.roster.recording.columns
    const lane = this.roster.of(subject[row])
    if (!lane) return
    const crowd = this.roster.crowds.task
    const owner = this.roster.ownerOf(row)
    if (lane.blocks.count) {
      const awaited = this.awaited(row)
      lane.waits.end(t[row], awaited)
      crowd.waitedFor(awaited)
      crowd.becomes(lane, 'ready', readySince(this.roster.recording.columns, row), row, owner)
    }
    lane.blocks.begin(t[row], 0, row, owner)
    crowd.becomes(lane, 'running', t[row], row, owner)
  }

  private stops(row: number): void {
    const {t, subject} = this.roster.recording.columns
    const lane = this.roster.of(subject[row])
    if (!lane) return
    lane.blocks.to[lane.blocks.count - 1] = t[row]
    const isOver = this.isOver(row)
    if (!isOver) lane.waits.begin(t[row], row)
    this.roster.crowds.task.becomes(lane, isOver ? null : 'waiting', t[row], row, lane.owner)
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
