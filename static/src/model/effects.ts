// What each kind of event does to the state, in the words of `effect` in kinds.toml.
//
// Rule: it is said here and nowhere else, and the compiler sees to it that no kind is forgotten.
import type {Effect} from './at-row'
import {LOOP} from './effects.loop'
import {MACHINE} from './effects.machine'
import {NETWORK} from './effects.network'
import {TASKS} from './effects.tasks'
import type {Kind} from './kinds'

export const EFFECTS: Readonly<Record<Kind, Effect>> = {...LOOP, ...TASKS, ...NETWORK, ...MACHINE}
