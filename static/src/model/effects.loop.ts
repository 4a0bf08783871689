// What happens to the program and its loop: statements, output, select(), what is registered, who is called.
import type {AtRow, Effect} from './at-row'
import {text} from './columns'
import type {Kind} from './kinds'
import {SharedList} from './shared'

export const LOOP = {
  program: (at) => {
    at.state.done = !at.begins
  },
  line: ({state}) => {
    state.entering = -1
  },
  assign: null, // values.ts has it
  print: (at) => at.state.output.push(at.value ?? ''),
  select: (at) => (at.begins ? selectBegins(at) : selectEnds(at)),
  'select.readiness': ({state}) => state.readiness.push(state.row),
  callback: (at) => (at.begins ? callbackBegins(at) : callbackEnds(at)),
  'selector.register': (at) => isRegistered(at),
  'selector.modify': (at) => isRegistered(at),
  'selector.unregister': (at) => {
    if (!at.begins && at.value === null) at.state.table.remove(at.indices.table.of(at.index('subject')))
  },
} satisfies Partial<Record<Kind, Effect>>

function selectBegins(at: AtRow): void {
  const {state} = at
  state.selectRow = state.row
  state.waiting = true
  state.sinceT = at.t
  state.watched = Number(at.value ?? 0)
  state.readiness = new SharedList()
  state.called = 0
}

function selectEnds(at: AtRow): void {
  const {state} = at
  state.waiting = false
  if (!state.threads.length) state.waitedPs += at.t - state.sinceT
}

function callbackBegins(at: AtRow): void {
  const {state, cause} = at
  state.callback = state.row
  for (let turn = state.called; turn < state.readiness.length; turn++) {
    if (state.readiness.get(turn) === cause) state.called = turn + 1
  }
}

function callbackEnds({state}: AtRow): void {
  state.callback = -1
}

/** The end of the call says that it is, its begin what. */
function isRegistered(at: AtRow): void {
  if (at.begins || at.value !== null) return
  const {columns} = at.recording
  const thing = at.index('subject')
  at.state.table.set(at.indices.table.of(thing), {
    fd: at.subject,
    events: text(columns, 'label', at.begin) ?? '',
    callback: text(columns, 'value', at.begin) ?? '',
    owner: at.ownerOf(thing),
    state: 'waiting',
  })
}
