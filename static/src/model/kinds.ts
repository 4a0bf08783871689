// The kinds of events, from the one table simloop/recording/kinds.toml. A column holds a kind as its index in
// that table, so that a million rows are a million bytes.
import {KINDS, KIND_INFO, type Depth, type Kind, type Phase} from './kinds.generated'

export {KINDS, KIND_INFO, type Depth, type Kind, type Phase}

/** The index of each kind, by its name. */
export const KIND = Object.fromEntries(KINDS.map((name, index) => [name, index])) as Readonly<
  Record<Kind, number>
>

/** A column holds a phase as its index here. */
export const PHASES: readonly Phase[] = ['begin', 'end', 'instant']
export const BEGIN = 0
export const END = 1
export const INSTANT = 2

/** The depths at which a viewer may look, from the shallowest. */
export const DEPTHS: readonly Depth[] = ['program', 'future', 'loop', 'machine']

export const isPacket = (kind: Kind): boolean => kind.startsWith('packet.')
