// The chain of causes that the playhead is in.
import type {Kind} from './kinds'

export interface Link {
  readonly row: number
  readonly kind: Kind
  /** The playhead is here. Exactly one link of a chain is current. */
  readonly current: boolean
  /** Has not happened yet at the playhead: drawn dashed. */
  readonly future: boolean
}
