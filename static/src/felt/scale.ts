// Time and place on screen: inverse pairs.

/** A part of the compressed scale where time is cut. */
export interface Gap {
  readonly from: number
  readonly to: number
}

export interface TimeScale {
  readonly kind: 'linear' | 'compressed' | 'log'
  /** Where an instant (ps) is, from 0 to 1 of the whole run. */
  position(t: number): number
  /** The instant (ps) at a position. */
  instant(position: number): number
  readonly gaps: readonly Gap[]
}
