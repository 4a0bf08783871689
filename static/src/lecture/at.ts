// Where a lecture is: all that another page needs to show the same. Small, whole, and the same when it comes twice.
import type {Depth} from '../model/kinds'
import type {Speed} from '../panels/transport'
import {readViewpoint, writeViewpoint} from '../player/viewpoint'
import type {Asks} from './ballot'
import type {Run} from './deck'

/** What a scene shows, wherever its presenter has gone. */
export interface Shown {
  /** A place, not a time: `event 57`. */
  readonly place: string
  readonly playing: boolean
  /** Where what plays will stop by itself. */
  readonly until: string | null
  readonly rate: Speed
  /** Camera, scale, loop, what is selected: as viewpoint.ts writes it. */
  readonly view: string
  readonly depth: Depth
  /** What runs instead of the step's own run. */
  readonly run: Run | null
}

/** `slide` is reveal.js's column and row; `step` is how many fragments are there. */
export interface Spot {
  readonly slide: readonly [number, number]
  readonly step: number
}

/** What a hall is told (simloop/web/hall.py). Without a place, a scene is as its step says. */
export interface At extends Spot, Partial<Shown> {
  readonly deck: string
  readonly blank: boolean
  /** The question on the slide. */
  readonly asks?: Asks
  /** What the presenter has put over the slide. */
  readonly over?: Readonly<Record<string, unknown>>
}

export const sameSpot = (a: Spot, b: Spot): boolean =>
  a.step === b.step && a.slide[0] === b.slide[0] && a.slide[1] === b.slide[1]

export const shownIn = ({place, playing, until, rate, view, depth, run}: At): Shown | null =>
  place === undefined
    ? null
    : {
        place,
        playing: playing ?? false,
        until: until ?? null,
        rate: rate ?? 'auto',
        view: view ?? '',
        depth: depth ?? 'machine',
        run: run ?? null,
      }

/** Is there anything to tell? What plays moves by itself in every page: that alone is no news. */
export function isNews(at: At, told: At | null): boolean {
  return told === null || JSON.stringify(withoutMotion(at)) !== JSON.stringify(withoutMotion(told))
}

const withoutMotion = (at: At): At =>
  at.playing && at.view !== undefined
    ? {...at, place: '', view: writeViewpoint({...readViewpoint(at.view), toward: 0})}
    : at
