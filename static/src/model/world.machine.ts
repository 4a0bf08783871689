// Threads, processes, cores, locks and disks, as the world shows them.
import {text, textOf} from './columns'
import type {Recording} from './recording'
import type {State} from './state'
import type {CoreState, ProcessState, ThreadState, World} from './things'

type Machine = Pick<World, 'threads' | 'processes' | 'cores' | 'locks' | 'transfers' | 'down'>

export function machineOf(recording: Recording, state: State): Machine {
  const threads = state.threads.toArray().map((thread) => withLine(recording, state, thread))
  return {
    threads,
    processes: processesOf(state, threads),
    cores: coresOf(recording, state, threads),
    locks: state.locks.toArray(),
    transfers: state.transfers,
    down: state.down.map((row) => text(recording.columns, 'subject', row) ?? ''),
  }
}

/** A thread with the line that it has come to. */
function withLine(recording: Recording, state: State, thread: ThreadState): ThreadState {
  const name = recording.indexOf(thread.id)
  const reached = name === state.thread ? state.reached : state.others.get(name)?.reached
  if (thread.state === 'done' || !reached) return thread
  return {...thread, file: textOf(recording.columns, reached.file), line: reached.line}
}

function processesOf(state: State, threads: readonly ThreadState[]): ProcessState[] {
  const members = new Map<string, ThreadState[]>()
  for (const thread of threads) {
    const others = members.get(thread.process)
    if (others) others.push(thread)
    else members.set(thread.process, [thread])
  }
  return Array.from(members, ([id, own]) => ({
    id,
    threads: own.map((thread) => thread.id),
    gil: state.gils.get(id) ?? null,
    wantGil: own.filter(({waitsFor}) => waitsFor?.startsWith('the GIL')).map((thread) => thread.id),
  }))
}

/** The cores in use, those that idle meanwhile among them. */
function coresOf(recording: Recording, state: State, threads: readonly ThreadState[]): CoreState[] {
  if (!threads.length) return []
  const {columns} = recording
  const cores: CoreState[] = Array.from({length: state.coresUsed}, (_, core) => ({
    core,
    thread: null,
    switching: false,
  }))
  for (const {id, core} of threads) if (core !== null) cores[core] = {core, thread: id, switching: false}
  for (const row of state.switches) {
    const core = columns.core[row]
    cores[core] = {core, thread: text(columns, 'subject', row), switching: true}
  }
  return cores
}
