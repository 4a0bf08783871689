// What happens to tasks, their coroutines, and futures.
import type {AtRow, Effect} from './at-row'
import {text} from './columns'
import type {Kind} from './kinds'
import type {FutureState, TaskState} from './things'

export const TASKS = {
  'task.create': (at) => {
    if (at.begins) put(at, {...known(at), name: at.label ?? '', state: 'ready'})
  },
  'task.step': (at) => {
    if (at.begins) put(at, {...known(at), state: 'running'})
    else pauses(at)
  },
  'task.done': (at) => {
    const state = at.label === 'raised' ? 'failed' : 'done'
    put(at, {...known(at), state, file: null, line: null, on: null, result: at.value})
  },
  'coroutine.send': (at) => (at.begins ? resumes(at) : stops(at)),
  'future.create': (at) => putFuture(at, knownFuture(at)),
  'future.add_done_callback': (at) => {
    const future = knownFuture(at)
    const callback = {label: at.label ?? '', task: at.object, calling: false}
    putFuture(at, {...future, callbacks: [...future.callbacks, callback]})
  },
  'future.set_result': (at) => {
    const future = knownFuture(at)
    if (at.begins) putFuture(at, {...future, state: 'just set', value: at.value})
    else putFuture(at, {...future, state: 'done'})
  },
  'future.callback': (at) => (at.begins ? rings(at) : leaves(at)),
} satisfies Partial<Record<Kind, Effect>>

// -- tasks

const indexOf = (at: AtRow): number => at.indices.tasks.of(at.index('subject'))

const known = (at: AtRow): TaskState => at.state.tasks.get(indexOf(at)) ?? newTask(at.subject)

const put = (at: AtRow, task: TaskState): void => at.state.tasks.set(indexOf(at), task)

const newTask = (id: string): TaskState => ({
  id,
  name: '',
  state: 'ready',
  file: null,
  line: null,
  on: null,
  incoming: null,
  result: null,
})

function pauses(at: AtRow): void {
  const {state} = at
  const task = state.tasks.get(indexOf(at))
  if (task?.state !== 'running') return
  state.pausedRows.set(indexOf(at), state.row)
  put(at, {...task, state: 'waiting'})
}

function resumes(at: AtRow): void {
  at.state.entering = at.state.row
  put(at, {...placed(at), on: null})
}

function stops(at: AtRow): void {
  at.state.entering = -1
  if (at.label === 'yielded') put(at, {...placed(at), on: at.object})
}

/** The task, where the row says that its coroutine is. */
function placed(at: AtRow): TaskState {
  const task = known(at)
  return at.line < 0 ? task : {...task, file: at.column('file'), line: at.line}
}

// -- futures

const knownFuture = (at: AtRow): FutureState =>
  at.state.futures.get(at.indices.futures.of(at.index('subject'))) ?? newFuture(at)

const putFuture = (at: AtRow, future: FutureState): void =>
  at.state.futures.set(at.indices.futures.of(at.index('subject')), future)

function newFuture(at: AtRow): FutureState {
  const {recording, state} = at
  const parent = recording.spans.parentOf(state.row)
  return {
    id: at.subject,
    owner: at.ownerOf(at.index('subject')),
    state: 'empty',
    value: null,
    callbacks: [],
    startedOnly: parent >= 0 && recording.kindOf(parent) === 'task.create',
  }
}

/** Of several callbacks of one name, the first that is not called yet is. */
function rings(at: AtRow): void {
  const future = knownFuture(at)
  const turn = future.callbacks.findIndex(({label, calling}) => label === at.label && !calling)
  const callbacks = future.callbacks.map((callback, i) =>
    i === turn ? {...callback, calling: true} : callback,
  )
  putFuture(at, {...future, callbacks})
}

function leaves(at: AtRow): void {
  const future = knownFuture(at)
  const label = text(at.recording.columns, 'label', at.begin)
  const turn = future.callbacks.findIndex((callback) => callback.label === label && callback.calling)
  putFuture(at, {...future, callbacks: future.callbacks.filter((_, i) => i !== turn)})
}
