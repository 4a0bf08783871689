// The viewer's hand on the picture: what pointers on the timeline and on the strip do to playhead and eye.
import type {CrowdKind} from '../model/crowd'
import type {Frame} from '../stage/frame'
import {instantAt} from '../stage/camera'
import {crowdAt, hitAt} from '../stage/hit'
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
  /** Pauses, and goes to a thing that was pointed at. */
  land(row: number): void
  /** Shows the lanes of a crowd one by one, or folds them again. */
  fold(kind: CrowdKind): void
  /** Selects a thing. */
  pick(thing: string | null): void
  /** Moves the lanes by so many screens of them. */
  moveLanes(screens: number): void
  /** The eye has been told something. */
  looked(): void
  zoom(factor: number, x: number | null): void
  /** Plays again and again between two instants. */
  loop(a: number, b: number): void
  /** The pointer is over a thing, or over none. */
  point(row: number | null, x: number, y: number, cursor: string): void
}

/** So wide is the number of lanes out of sight. */
const COUNT_EM = 3

const takeTo = (reach: Reach, {columns, scene}: Frame, t: number): void =>
  reach.take(momentAt(columns, Math.max(0, Math.min(scene.endPs, t))))

const onAxis = (frame: Frame | null, y: number): boolean => frame !== null && y < frame.layout.axis.height

/** The task whose name stands at the left of a lane. */
function thingNamedAt({layout, scene}: Frame, y: number): string | null {
  const band = layout.tasks.find(({top, height}) => y >= top && y < top + height)
  return band ? scene.tasks[band.index].id : null
}

/** Where the lanes' names stand in a column of their own, and some are out of sight. */
function amongNames({layout}: Frame, x: number, y: number): boolean {
  const {tasks, above, below, plotLeft} = layout
  const last = tasks.at(-1)
  if (!last || above + below === 0 || x >= plotLeft) return false
  return y >= tasks[0].top && y < last.top + last.height
}

/** The number of lanes out of sight, above or below: what it says is a way there. */
function screensAt({layout}: Frame, x: number, y: number): -1 | 0 | 1 {
  const {tasks, above, below, plotLeft, em} = layout
  const last = tasks.at(-1)
  if (!last || x >= plotLeft || x < plotLeft - COUNT_EM * em) return 0
  if (above && y >= tasks[0].top && y < tasks[0].top + tasks[0].height) return -1
  return below && y >= last.top && y < last.top + last.height ? 1 : 0
}

/** A packet is selected as whose it is. */
function ownerOfPacket({scene}: Frame, row: number): string | null {
  const index = scene.packets.row.indexOf(row)
  const owner = index < 0 ? -1 : scene.packets.owner[index]
  return owner < 0 ? null : scene.owners[owner]
}

export const onTimeline = (reach: Reach): Gestures => ({
  grab: (_x, y, shift) => (shift ? 'mark' : onAxis(reach.frame, y) ? 'scrub' : 'pan'),
  zoom: (factor, x) => reach.zoom(factor, x),

  /** While the playhead is held, the picture under it stays. */
  scrub(x) {
    const {frame} = reach
    if (!frame) return
    reach.eye.hold()
    reach.looked()
    takeTo(reach, frame, instantAt(frame.view, x))
  },

  pan(dxPx, dyPx) {
    const {frame, eye} = reach
    if (!frame) return
    if (dxPx !== 0) eye.pan(-dxPx / frame.layout.plotWidth, true)
    const [lane] = frame.layout.tasks
    if (dyPx !== 0 && lane) eye.moveLanes(-dyPx / lane.height, frame.layout)
    reach.point(null, 0, 0, 'grabbing')
    reach.looked()
  },

  /** The wheel moves the lanes where their names are. */
  scrolls: (x, y) => reach.frame !== null && amongNames(reach.frame, x, y),

  mark(fromX, toX) {
    const {frame} = reach
    if (frame) reach.loop(instantAt(frame.view, fromX), instantAt(frame.view, toX))
  },

  /** A tap on something goes to where it begins; on nothing, to that instant. */
  tap(x, y) {
    const {frame} = reach
    if (!frame) return
    const crowd = crowdAt(frame, y)
    if (crowd) return reach.fold(crowd)
    if (x < frame.layout.plotLeft) {
      const screens = screensAt(frame, x, y)
      if (screens) return reach.moveLanes(screens)
      const thing = thingNamedAt(frame, y)
      if (thing) reach.pick(thing)
      return
    }
    const hit = hitAt(frame, x, y)
    reach.eye.hold()
    reach.looked()
    if (hit) {
      reach.land(hit.row)
      if (hit.what === 'packet') reach.pick(ownerOfPacket(frame, hit.row))
    } else takeTo(reach, frame, instantAt(frame.view, x))
  },

  hover(x, y) {
    const {frame} = reach
    if (frame && crowdAt(frame, y)) return reach.point(null, x, y, 'pointer')
    const named = frame && x < frame.layout.plotLeft ? thingNamedAt(frame, y) : null
    if (named) return reach.point(null, x, y, 'pointer')
    const hit = frame ? hitAt(frame, x, y) : null
    reach.point(hit?.row ?? null, x, y, hit ? 'pointer' : onAxis(reach.frame, y) ? 'ew-resize' : 'default')
  },

  leave: () => reach.point(null, 0, 0, 'default'),
})

export function onStrip(reach: Reach, strip: HTMLElement): Gestures {
  const at = (frame: Frame, x: number) => instantAt(stripView(frame, {width: strip.clientWidth}), x)
  const along = (x: number) => {
    const {frame} = reach
    if (frame) takeTo(reach, frame, at(frame, x))
  }
  return {
    grab: (_x, _y, shift) => (shift ? 'mark' : 'scrub'),
    mark(fromX, toX) {
      const {frame} = reach
      if (frame) reach.loop(at(frame, fromX), at(frame, toX))
    },
    scrub: along,
    tap: along,
    zoom: (factor) => reach.zoom(factor, null),
    pan: () => {},
    scrolls: () => false,
    hover: () => {},
    leave: () => {},
  }
}
