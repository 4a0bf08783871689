// Where one looks: the camera and the time scale, and how they get from one picture to the next. By itself the
// eye follows the playhead; whoever pans, zooms or taps takes it over until it is told to follow again.
import type {Knots} from '../compare/align'
import {morphed, scaleThrough, type ScaleKind, type TimeScale} from '../felt/scale'
import {clamped, WHOLE, type Camera} from '../stage/camera'
import {instantOf, type Moment} from './moment'
import {nearness, shotAt, spanBetween} from './shots'
import type {Viewing} from './view'
import type {Stretch} from './viewpoint'

/** A camera glides to where it shall be; this is its time constant, in seconds. */
const GLIDE_S = 0.07
/** Switching the time scale morphs for so long, and another run that follows a hand. */
const MORPH_S = 0.35
const FOLLOW_S = 0.16
/** The nearest that one can look, in parts of the run. */
const NEAREST = 1e-9

export interface Seen {
  readonly camera: Camera
  readonly scale: TimeScale
  /** Another picture follows by itself. */
  readonly moving: boolean
}

export class Eye {
  kind: ScaleKind = 'compressed'
  /** Where the viewer has put the camera; null: it follows the playhead. */
  private own: Camera | null = null
  /** How many lanes the viewer has moved out above, in parts of one too; null: those around the latest are shown. */
  private moved: number | null = null
  private shown: Camera = WHOLE
  /** The playhead has moved since the viewer chose what to see: it may have left the picture. */
  private strayed = false
  private before: {scale: TimeScale; rows: number} | null = null
  private morph: {from: TimeScale; since: number | null; seconds: number; held: number | null} | null = null
  /** The scale that was seen last, perhaps on its way to another. */
  private seen: TimeScale | null = null

  get follows(): boolean {
    return this.own === null && this.moved === null
  }

  /** How many lanes are moved out above. */
  get above(): number | null {
    return this.moved
  }

  /** Moves the lanes by so many, where `above` and `below` are out of sight. */
  moveLanes(by: number, {above, below}: {above: number; below: number}): void {
    if (above + below > 0) this.moved = Math.max(0, Math.min(above + below, (this.moved ?? above) + by))
  }

  /** Shows them from there; null: around the latest. */
  showLanes(above: number | null): void {
    this.moved = above
  }

  get camera(): Camera {
    return this.own ?? this.shown
  }

  get seesWhole(): boolean {
    return this.own !== null && this.own.span >= WHOLE.span
  }

  /** Another recording: nothing of what was seen counts any more, and nothing glides. */
  reset(): void {
    this.own = this.before = this.morph = this.seen = this.moved = null
  }

  /**
   * The same program ran again: the eye stays where it was, each event glides from where it was seen to where it is
   * now. Without knots everything is there at once.
   */
  swapped(rows: number, knots: Knots | null): void {
    const {before, seen} = this
    if (before) this.before = {...before, rows}
    const positions = knots && seen ? knots.before.map((t) => seen.position(t)) : []
    const rises = positions.every((position, i) => i === 0 || position > positions[i - 1])
    this.morph =
      knots && seen && rises
        ? {from: scaleThrough(seen.kind, knots.after, positions), since: null, seconds: FOLLOW_S, held: null}
        : null
  }

  follow(): void {
    this.own = this.moved = null
  }

  /** Follows in time; the lanes stay. */
  followTime(): void {
    this.own = null
  }

  /** Stays where it is while the playhead is taken elsewhere. */
  hold(): void {
    this.own ??= this.shown
  }

  /** Looks somewhere else: at once where the hand moves the picture, else gliding. */
  look(camera: Camera, atOnce: boolean): void {
    this.own = clamped(camera, NEAREST)
    this.strayed = false
    if (atOnce) this.shown = this.own
  }

  /** The instants that the viewer has put on screen; null: the eye follows the playhead. */
  shownInstants(viewing: Viewing): Stretch | null {
    if (!this.own) return null
    const {left, span} = this.own
    const scale = viewing.scale(this.kind, span)
    return {from: scale.instant(left), to: scale.instant(left + span)}
  }

  /** Puts so much of the run on screen. Gaps are as wide as the span lets them be: it is found by halving. */
  lookAt(viewing: Viewing, {from, to}: Stretch): void {
    const taken = (span: number) => {
      const scale = viewing.scale(this.kind, span)
      return scale.position(to) - scale.position(from)
    }
    let [low, high] = [NEAREST, WHOLE.span]
    for (let i = 0; i < 80 && low < high; i++) {
      const middle = (low + high) / 2
      if (taken(middle) > middle) low = middle
      else high = middle
    }
    this.look({left: viewing.scale(this.kind, high).position(from), span: high}, true)
  }

  /** Moves by a part of what is on screen. */
  pan(part: number, atOnce: boolean): void {
    const {left, span} = this.camera
    this.look({left: left + part * span, span}, atOnce)
  }

  /** Nearer or further, with one instant held where it is on screen. */
  zoom(viewing: Viewing, factor: number, held: number, atOnce: boolean): void {
    const {left, span} = this.camera
    const part = (viewing.scale(this.kind, span).position(held) - left) / span
    const wider = Math.max(NEAREST, Math.min(WHOLE.span, span / factor))
    const position = viewing.scale(this.kind, wider).position(held)
    this.look({left: position - part * wider, span: wider}, atOnce)
  }

  playheadMoved(): void {
    this.strayed = true
  }

  /** What is seen now; `still` leaves out everything that only moves. */
  see(
    viewing: Viewing,
    moment: Moment,
    plotEm: number,
    clock: {now: number; step: number},
    still: boolean,
  ): Seen {
    const first = this.before === null
    const t = instantOf(viewing.recording.columns, moment)
    this.keepUp(viewing, t, clock.now, still)
    const target = this.target(viewing, moment, plotEm)
    this.shown = first || still ? target : glided(this.shown, target, clock.step)
    if (still) this.morph = null
    const {morph} = this
    const scale = (this.seen = this.scaleAt(viewing, clock.now))
    // While one scale becomes another, the present event stays where it is on screen.
    if (morph && morph.held !== null && this.morph)
      this.shown = {...this.shown, left: scale.position(t) - morph.held * this.shown.span}
    const arrived = this.shown.left === target.left && this.shown.span === target.span
    return {camera: this.shown, scale, moving: !arrived || this.morph !== null}
  }

  /** Where the run has grown, an own camera keeps what it shows; where the scale is another, it morphs. */
  private keepUp(viewing: Viewing, t: number, now: number, still: boolean): void {
    const {before} = this
    if (!before) return
    const wanted = viewing.scale(this.kind, this.shown.span)
    if (before.scale.kind !== wanted.kind) {
      const part = (before.scale.position(t) - this.shown.left) / this.shown.span
      const held = part >= 0 && part <= 1 ? part : null
      if (!still) this.morph = {from: before.scale, since: now, seconds: MORPH_S, held}
    } else if (this.own && before.rows !== viewing.recording.count) {
      this.own = this.shown = kept(this.own, before.scale, wanted)
    }
  }

  private scaleAt(viewing: Viewing, now: number): TimeScale {
    const scale = viewing.scale(this.kind, this.shown.span)
    this.before = {scale, rows: viewing.recording.count}
    if (!this.morph) return scale
    const {from, seconds} = this.morph
    const way = (now - (this.morph.since ??= now)) / seconds
    if (way < 1) return morphed(from, scale, way * way * (3 - 2 * way))
    this.morph = null
    return scale
  }

  /** Where the camera shall be. */
  private target(viewing: Viewing, moment: Moment, plotEm: number): Camera {
    const t = instantOf(viewing.recording.columns, moment)
    if (!this.own) {
      const near = nearness(viewing.filmTime(moment))
      const span = spanBetween(WHOLE.span, viewing.closeSpan(this.kind, plotEm), near)
      return shotAt(viewing.scale(this.kind, span).position(t), span, near)
    }
    // A camera of the viewer's own stays, unless the playhead walks out of the picture.
    const {left, span} = this.own
    const position = viewing.scale(this.kind, span).position(t)
    const part = (position - left) / span
    if (this.strayed && (part < 0 || part > 0.94)) {
      this.own = clamped({left: position - span * (part < 0 ? 0.4 : 0.15), span}, NEAREST)
    }
    this.strayed = false
    return this.own
  }
}

function glided({left, span}: Camera, target: Camera, seconds: number): Camera {
  if (Math.abs(target.left - left) + Math.abs(target.span - span) < 0.0004 * target.span) return target
  const part = 1 - Math.exp(-seconds / GLIDE_S)
  return {left: left + (target.left - left) * part, span: span * (target.span / span) ** part}
}

/** A camera that shows the same instants on another scale. */
function kept({left, span}: Camera, from: TimeScale, to: TimeScale): Camera {
  const start = to.position(from.instant(left))
  return clamped({left: start, span: to.position(from.instant(left + span)) - start}, NEAREST)
}
