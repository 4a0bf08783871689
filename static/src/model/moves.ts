// What an event carries from one place of the machine room to another: from the selector's table to what is ready,
// from there to the CPU, a value into its box, the box's bell to a task, the value to the yield, and out again.
import {text} from './columns'
import {BEGIN, END, KINDS} from './kinds'
import {ownerOfRow} from './whose'
import type {Recording} from './recording'
import type {World} from './world'

export type Part = 'cpu' | 'selector' | 'ready' | 'futures' | 'tasks' | 'sockets'

/** A thing in a part of the room; null: the part itself. */
export interface Spot {
  readonly part: Part
  readonly thing: string | null
}

export interface Move {
  readonly from: Spot
  readonly to: Spot
  /** What goes there, in a word. */
  readonly what: string
  readonly owner: string | null
}

const CPU: Spot = {part: 'cpu', thing: null}

/** What moves with the latest event; null for most. */
export function moveOf(recording: Recording, world: World): Move | null {
  const {columns} = recording
  const {row} = world
  const phase = columns.phase[row]
  const [subject, object, label, value] = (['subject', 'object', 'label', 'value'] as const).map((column) =>
    text(columns, column, row),
  )
  const spot = (part: Part, thing: string | null): Spot | null => (thing === null ? null : {part, thing})
  const move = (from: Spot | null, to: Spot | null, what: string | null): Move | null =>
    from && to ? {from, to, what: what ?? 'None', owner: ownerOfRow(recording, row)} : null
  switch (KINDS[columns.kind[row]]) {
    case 'selector.register':
      return phase === END ? move(CPU, spot('selector', subject), subject) : null
    case 'select.readiness':
      return move(spot('selector', subject), spot('ready', subject), value)
    case 'callback':
      return phase === BEGIN ? move(spot('selector', subject), CPU, label) : null
    case 'socket.recv':
      return phase === END ? move(spot('sockets', subject), CPU, value) : null
    case 'future.set_result':
      return phase === BEGIN ? move(CPU, spot('futures', subject), value) : null
    case 'task.step':
      // The first step is called by the Task itself: no bell rings.
      return phase === BEGIN && world.futures.find(({id}) => id === object)?.state === 'just set'
        ? move(spot('futures', object), spot('tasks', subject), `${subject}.step`)
        : null
    case 'coroutine.send':
      return phase === BEGIN
        ? move(CPU, spot('tasks', subject), value)
        : move(spot('tasks', subject), object === null ? null : spot('futures', object), object)
    case 'future.add_done_callback':
      return move(spot('tasks', object), spot('futures', subject), label)
    default:
      return null
  }
}
