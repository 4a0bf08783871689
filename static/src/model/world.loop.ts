// The loop and its tasks, as the world shows them: what is registered, what is ready, whose turn is coming, and
// where each coroutine is.
import {text, textOf, type TextColumn} from './columns'
import type {Indices} from './indices'
import {KINDS} from './kinds'
import {ownerOf} from './whose'
import type {Recording} from './recording'
import type {Reached, State} from './state'
import type {LoopPhase, Ready, Registered, SelectState, TaskState} from './things'

const cell = ({columns}: Recording, column: TextColumn, row: number): string =>
  text(columns, column, row) ?? ''

export function phaseOf({columns}: Recording, state: State, reached: readonly Reached[]): LoopPhase {
  if (state.done) return 'done'
  if (state.callback >= 0) return 'call'
  if (state.selectRow < 0) return 'program'
  if (state.waiting) return state.readiness.length ? 'take' : 'select'
  const loop = columns.file[state.selectRow]
  return reached.some(({file}) => file === loop) ? 'take' : 'program'
}

export const selectOf = (state: State): SelectState => ({
  state: state.selectRow < 0 ? 'never' : state.waiting && !state.readiness.length ? 'waiting' : 'returned',
  row: state.selectRow,
  registered: state.watched,
  ready: state.readiness.length,
  sinceT: state.sinceT,
})

export function readyOf(recording: Recording, {readiness, called}: State): Ready[] {
  return readiness
    .toArray()
    .slice(called)
    .map((row) => {
      const fd = cell(recording, 'subject', row)
      const [events, label] = [cell(recording, 'label', row), cell(recording, 'value', row)]
      return {fd, events, label, owner: ownerOf(recording, fd, row), row}
    })
}

export function registeredOf(
  recording: Recording,
  state: State,
  indices: Indices,
  ready: readonly Ready[],
): Registered[] {
  const {subject} = recording.columns
  const turns = new Map<number, Registered['state']>()
  if (state.callback >= 0) turns.set(subject[state.callback], 'now')
  ready.forEach(({row}, turn) => turns.set(subject[row], turn === 0 ? 'next' : 'then'))
  const table = state.table.toArray()
  for (const [fd, turn] of turns) {
    const at = indices.table.find(fd)
    const entry = table[at]
    if (entry) table[at] = {...entry, state: turn}
  }
  return table.filter((entry) => entry !== undefined)
}

/** The begins of the open spans and what they have reached, the outermost first, and whose turn comes. */
interface Running {
  readonly stack: readonly number[]
  readonly reached: readonly Reached[]
  readonly ready: readonly Ready[]
}

export function tasksOf(recording: Recording, state: State, indices: Indices, running: Running): TaskState[] {
  const tasks = state.tasks.toArray()
  for (const [id, row] of wakesOf(recording, state, indices, running)) {
    const at = indices.tasks.find(id)
    const task = tasks[at]
    const isWoken = task?.state === 'waiting' && row > (state.pausedRows.get(at) ?? -1)
    if (isWoken) tasks[at] = {...task, state: 'ready'}
  }
  for (const [id, reached] of runningLines(recording, state, running)) {
    const at = indices.tasks.find(id)
    if (tasks[at]?.state === 'running') tasks[at] = {...tasks[at], ...reached}
  }
  return tasks
}

/** For each task whose turn is coming (the index of its name), the row that says so. */
function wakesOf(
  recording: Recording,
  state: State,
  indices: Indices,
  {stack, ready}: Running,
): Map<number, number> {
  const {columns, owners} = recording
  const wakes = new Map<number, number>()
  for (const {row} of ready) wakes.set(owners.of(columns.subject[row], row), row)
  if (state.callback >= 0) wakes.set(owners.of(columns.subject[state.callback], state.row), state.callback)
  for (const row of stack) {
    if (recording.kindOf(row) !== 'future.set_result') continue
    const future = state.futures.get(indices.futures.find(columns.subject[row]))
    for (const {task} of future?.callbacks ?? []) if (task) wakes.set(recording.indexOf(task), Infinity)
  }
  return wakes
}

/** Where the coroutines that are on the stack are, and what is just entering the innermost. */
function runningLines(recording: Recording, state: State, {stack, reached}: Running) {
  const {columns} = recording
  const lines = new Map<number, Pick<TaskState, 'file' | 'line' | 'incoming'>>()
  stack.forEach((row, depth) => {
    if (KINDS[columns.kind[row]] !== 'coroutine.send') return
    const own = reached.find(({span, file}) => span === depth + 1 && file === columns.file[row])
    if (!own) return
    lines.set(columns.subject[row], {
      file: textOf(columns, own.file),
      line: own.line,
      incoming: state.entering === row ? text(columns, 'value', row) : null,
    })
  })
  return lines
}
