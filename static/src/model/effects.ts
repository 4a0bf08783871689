// What each kind of event does to the state, in the words of `effect` in kinds.toml.
//
// Rule: it is said here and nowhere else, and the compiler sees to it that no kind is forgotten.
import {LOOP} from './effects.loop'
import {MACHINE} from './effects.machine'
import {NETWORK} from './effects.network'
import {TASKS} from './effects.tasks'
import type {Kind} from './kinds'
import type {Replay} from './replay'

/** null: what it does is said by other events, or by the row's being there. */
export type Effect = ((at: Replay) => void) | null

export const EFFECTS: Readonly<Record<Kind, Effect>> = {...LOOP, ...TASKS, ...NETWORK, ...MACHINE}
