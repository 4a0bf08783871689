// The viewer's hand on the picture: what pointers on the timeline and on the strip do to playhead and eye.
import type {Frame} from '../stage/frame'
import {instantAt} from '../stage/camera'
import {hitAt} from '../stage/hit'
import {stripView} from '../stage/minimap'
import type {Eye} from './eye'
import type {Gestures} from './gestures'
import {momentAt, type Moment} from './moment'

/** What the hand reaches for. */
export interface Reach {
  readonly frame: Frame | null
  readonly eye: Eye
  /** Pauses, and takes the playhead somewhere. */
  take(moment: Moment): void
  /** The eye has been told something. */
  looked(): void
  zoom(factor: number, x: number | null): void
  /** The pointer is over a thing, or over none. */
  point(row: number | null, x: number, y: number, cursor: string): void
}

const takeTo = (reach: Reach, {columns, scene}: Frame, t: number): void =>
  reach.take(momentAt(columns, Math.max(0, Math.min(scene.endPs, t))))

const onAxis = (frame: Frame | null, y: number): boolean => frame !== null && y < frame.layout.axis.height

export const onTimeline = (reach: Reach): Gestures => ({
  grab: (_x, y) => (onAxis(reach.frame, y) ? 'scrub' : 'pan'),
  zoom: (factor, x) => reach.zoom(factor, x),

  /** While the playhead is held, the picture under it stays. */
  scrub(x) {
    const {frame} = reach
    if (!frame) return
    reach.eye.hold()
    reach.looked()
    takeTo(reach, frame, instantAt(frame.view, x))
  },

  pan(dxPx) {
    if (!reach.frame) return
    reach.eye.pan(-dxPx / reach.frame.layout.plotWidth, true)
    reach.point(null, 0, 0, 'grabbing')
    reach.looked()
  },

  /** A tap on something goes to where it begins; on nothing, to that instant. */
  tap(x, y) {
    const {frame} = reach
    if (!frame || x < frame.layout.plotLeft) return
    const hit = hitAt(frame, x, y)
    reach.eye.hold()
    reach.looked()
    if (hit) reach.take({row: hit.row, toward: 0})
    else takeTo(reach, frame, instantAt(frame.view, x))
  },

  hover(x, y) {
    const hit = reach.frame ? hitAt(reach.frame, x, y) : null
    reach.point(hit?.row ?? null, x, y, hit ? 'pointer' : onAxis(reach.frame, y) ? 'ew-resize' : 'default')
  },

  leave: () => reach.point(null, 0, 0, 'default'),
})

export function onStrip(reach: Reach, strip: HTMLElement): Gestures {
  const along = (x: number) => {
    const {frame} = reach
    if (frame) takeTo(reach, frame, instantAt(stripView(frame, {width: strip.clientWidth}), x))
  }
  return {
    grab: () => 'scrub',
    scrub: along,
    tap: along,
    zoom: (factor) => reach.zoom(factor, null),
    pan: () => {},
    hover: () => {},
    leave: () => {},
  }
}
