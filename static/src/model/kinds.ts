// The kinds of events, as the one table in simloop/recording/kinds.toml has them. A column holds a kind as
// its index here, so that a million rows are a million bytes.
import {KINDS} from './kinds.generated'

export {KINDS}
export type Kind = (typeof KINDS)[number]['name']
export type PhaseName = 'begin' | 'end' | 'instant'
/** The phases that a kind can have: `PhaseOf<'select'>` is `'begin' | 'end'`. */
export type PhaseOf<K extends Kind> = Extract<(typeof KINDS)[number], {name: K}>['phases'][number]
/** The depths at which a viewer may look, from the shallowest. */
export const DEPTHS = ['program', 'future', 'loop', 'machine'] as const
export type Depth = (typeof DEPTHS)[number]

export const BEGIN = 0
export const END = 1
export const INSTANT = 2
export const PHASES: readonly PhaseName[] = ['begin', 'end', 'instant']

export const KIND_NAMES: readonly Kind[] = KINDS.map((kind) => kind.name)

/** The index of each kind, by its name. */
export const KIND = Object.fromEntries(KIND_NAMES.map((name, index) => [name, index])) as Readonly<
  Record<Kind, number>
>

export const isPacket = (kind: Kind): boolean => kind.startsWith('packet.')
