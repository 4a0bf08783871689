// Everything that is true at the playhead: exact at any row, forward, back and after a jump.
//
// Rule: a world is plain values and never changes; to look at another row, ask again.
import {text, textOf, type Columns} from './columns'
import {Indices} from './indices'
import {Keyframes} from './keyframes'
import {KINDS} from './kinds'
import {packetOf} from './effects.network'
import type {Recording} from './recording'
import {Replay} from './replay'
import {sleptPs} from './sleep'
import {reachedBy, type Reached, type State} from './state'
import type {Packet, Span, World} from './things'
import {phaseOf, readyOf, registeredOf, selectOf, tasksOf} from './world.loop'
import {machineOf} from './world.machine'

export type * from './things'

const keyframesOf = new WeakMap<Recording, Keyframes>()

function keyframes(recording: Recording): Keyframes {
  let known = keyframesOf.get(recording)
  if (!known) keyframesOf.set(recording, (known = new Keyframes(recording)))
  return known
}

/** The world after a row has happened. */
export function worldAt(recording: Recording, row: number): World {
  if (!(row >= 0 && row < recording.count)) {
    throw new RangeError(`row ${row} is not there: the recording has rows 0 to ${recording.count - 1}`)
  }
  const kept = keyframes(recording)
  return worldOf(recording, kept.stateAt(row), kept.indices)
}

/** Does what worlds far off will need, until that is enough; true when nothing of it is left to do. */
export const worldsAhead = (recording: Recording, enough: () => boolean): boolean =>
  keyframes(recording).ahead(enough)

/** The same by a plain replay from the start: slow, and right by construction. */
export function replayedWorldAt(recording: Recording, row: number): World {
  const indices = new Indices()
  return worldOf(recording, new Replay(recording, indices).to(row).state, indices)
}

function worldOf(recording: Recording, state: State, indices: Indices): World {
  const {columns} = recording
  const stack = stackOf(recording, state)
  const reached = reachedBy(state.reached)
  const ready = readyOf(recording, state)
  const t = columns.t[state.row]
  const waitingPs = state.waitedPs + goingOnPs(recording, state, t)
  return {
    row: state.row,
    t,
    spans: stack.map((row) => spanOf(recording, row)),
    phase: phaseOf(recording, state, reached),
    select: selectOf(state),
    registered: registeredOf(recording, state, indices, ready),
    ready,
    futures: state.futures.toArray(),
    tasks: tasksOf(recording, state, indices, {stack, reached, ready}),
    sockets: state.sockets.toArray().filter((socket) => socket !== null),
    ...machineOf(recording, state),
    packets: packetsOf(recording, state, indices),
    code: codeOf(columns.strings, reached),
    file: textOf(columns, state.file),
    line: state.line < 0 ? null : state.line,
    output: state.output.toArray(),
    felt: {workingPs: t - columns.t[0] - waitingPs, waitingPs},
  }
}

/** How long a call that has not returned waits, going into the kernel and out again left out. */
function blockedPs({columns, metadata}: Recording, call: number, t: number): number {
  if (call < 0 || !/^(socket|disk|dns)\./.test(KINDS[columns.kind[call]])) return 0
  const once = metadata.preset.rows.find(({id}) => id === 'context_switch')?.real_ps ?? 0
  const passed = t - columns.t[call]
  return passed >= 2 * once ? passed - once : 0
}

/** How long the wait that goes on at the playhead has lasted. */
function goingOnPs(recording: Recording, state: State, t: number): number {
  if (state.threads.length) return state.running === 0 ? t - state.idleSinceT : 0
  if (state.waiting) return t - state.sinceT
  return blockedPs(recording, state.innermost, t) || sleptPs(recording, state.ownRow, t)
}

/** The begins of the open spans, outermost first. */
function stackOf({spans}: Recording, {innermost}: State): number[] {
  const stack: number[] = []
  for (let row = innermost; row >= 0; row = spans.parentOf(row)) stack.push(row)
  return stack.reverse()
}

const spanOf = ({columns}: Recording, row: number): Span => ({
  row,
  kind: KINDS[columns.kind[row]],
  subject: text(columns, 'subject', row),
  label: text(columns, 'label', row),
  value: text(columns, 'value', row),
})

/** Those in flight, with the arrivals that have become known since. */
function packetsOf(recording: Recording, state: State, indices: Indices): Packet[] {
  const packets = state.packets.present()
  if (!indices.openEnds) return packets
  packets.forEach(({arriveT, row}, i) => {
    if (arriveT === null) packets[i] = packetOf(recording, row)
  })
  return packets
}

function codeOf(strings: Columns['strings'], reached: readonly Reached[]): Record<string, number> {
  const code: Record<string, number> = {}
  for (const {file, line} of reached) code[strings.at(file)] = line
  return code
}
