// A recording under a viewer's hand: which one, where the playhead is, where the camera is, what is selected, and
// all that moves them. It draws nothing and has no panels: <sim-player> adds those.
import {LitElement} from 'lit'
import {property, state} from 'lit/decorators.js'
import {knotsOf} from '../compare/align'
import {CROWD_KINDS, type CrowdKind} from '../model/crowd'
import {deeper, nextSeen, seenFrom} from '../model/depth'
import type {Depth} from '../model/kinds'
import {ownerOfRow} from '../model/whose'
import {parsePlace, placeOf, rowOf} from '../model/places'
import type {Recording} from '../model/recording'
import {nextTo} from '../model/selection'
import type {StepUnit} from '../model/step'
import type {World} from '../model/world'
import type {Speed} from '../panels/transport'
import {instantAt, WHOLE} from '../stage/camera'
import type {Frame} from '../stage/frame'
import {Eye} from './eye'
import {Frames} from './frames'
import {compare, momentAt, START, type Moment} from './moment'
import {secondsBetween} from './pace'
import {Playhead} from './playhead'
import {Viewing} from './view'
import {readViewpoint, writeViewpoint, type Stretch} from './viewpoint'

/** Longer runs take the place of one another at once: to lay them beside each other would take longer than to look. */
const MOST_MORPHED = 20_000

export abstract class Instrument extends LitElement {
  @property() place: string | null = null
  /** How to look at it, until that has been done. */
  @property() view: string | null = null
  /** How deep to look: what is hidden is passed over. */
  @property() depth: Depth = 'machine'
  @state() protected following = true
  /** The task, future, socket or packet that the viewer has selected. */
  @state() protected picked: string | null = null

  /** The crowds whose lanes are shown one by one. */
  protected open: ReadonlySet<CrowdKind> = new Set()
  protected readonly frames = new Frames((seconds) => this.drawFrame(seconds))
  protected readonly playhead = new Playhead()
  protected readonly eye = new Eye()
  protected viewing: Viewing | null = null
  protected playing = false
  protected speed: Speed = 'auto'

  /** Draws; true while another picture follows by itself. */
  protected abstract drawFrame(seconds: number): boolean
  /** What was drawn last. */
  protected abstract get frame(): Frame | null
  /** Another recording is shown: what was said about events of the one before holds no more. */
  protected abstract forget(): void

  // -- which recording, and whether it plays

  get recording(): Recording | null {
    return this.viewing?.recording ?? null
  }

  /** Shows a recording, which may still be growing; `grew` says that it has. */
  set recording(recording: Recording | null) {
    this.pause()
    this.viewing?.close()
    this.viewing = recording && recording.count > 0 ? new Viewing(recording) : null
    this.playhead.reset()
    this.picked = null
    this.open = new Set()
    this.eye.reset()
    this.forget()
    this.following = true
    if (this.viewing && this.place) this.tryPlace(this.place)
    this.requestUpdate()
    this.frames.request()
  }

  /**
   * Another run of the same program takes the place of this one: the playhead stays on the same event (not at the
   * same instant), the eye where it is, and what plays goes on playing.
   */
  swap(recording: Recording): void {
    const before = this.viewing?.recording
    if (!before || recording.count === 0) {
      this.recording = recording
      return
    }
    const {moment} = this
    this.viewing?.close()
    this.viewing = new Viewing(recording)
    this.playhead.swap(before, recording, this.playing)
    const few = Math.max(before.count, recording.count) <= MOST_MORPHED
    this.eye.swapped(recording.count, few ? knotsOf(before, recording) : null)
    this.forget()
    this.moved(moment)
    this.frames.request()
  }

  /** The recording has got more rows, or is complete. */
  grew(): void {
    if (!this.viewing) return
    this.viewing.grew()
    this.frames.request()
  }

  play(): void {
    if (!this.viewing || this.playing) return
    if (this.moment.row >= this.viewing.recording.count - 1 && this.viewing.recording.complete)
      this.moveTo(START)
    this.playing = true
    this.requestUpdate()
    this.frames.request()
    this.dispatchEvent(new CustomEvent('plays', {bubbles: true, composed: true}))
  }

  pause(): void {
    if (!this.playing) return
    this.playing = false
    this.requestUpdate()
    this.frames.request()
    this.tellMoment()
  }

  get paused(): boolean {
    return !this.playing
  }

  /** How fast it plays. */
  get rate(): Speed {
    return this.speed
  }

  set rate(rate: Speed) {
    this.speed = rate
    this.frames.request()
  }

  /** Seconds of viewing from the playhead to an event; negative where that lies behind. */
  secondsTo(row: number): number {
    const {viewing, moment, speed} = this
    return viewing
      ? secondsBetween(viewing.recording, viewing.tempo, moment, {row, toward: 0}, speed)
      : Infinity
  }

  /** Walks on by so many seconds of viewing. */
  protected walk(viewing: Viewing, seconds: number): void {
    const {recording} = viewing
    const moment = this.playhead.walked(viewing, seconds, this.speed)
    const last = recording.count - 1
    this.moveTo(moment)
    if (recording.complete && moment.row >= last) {
      this.pause()
      this.dispatchEvent(new CustomEvent('ended', {bubbles: true, composed: true}))
    }
  }

  // -- where the playhead is

  /** Goes on, or back where `count` is negative, by events, callbacks or turns of the loop. */
  step(count = 1, unit: StepUnit = 'event'): void {
    if (!this.recording) return
    this.pause()
    // Half way to the next event, a step back goes to the event that was last.
    const back = count < 0 && this.moment.toward > 0 ? 1 : 0
    this.moveTo({
      row: nextSeen(this.recording, this.moment.row + back, count, unit, this.depth),
      toward: 0,
    })
  }

  /** Goes to a place: `start`, `end`, `event 47`, `Task-3 send 2` …; throws PlaceError where there is none. */
  seek(place: string): void {
    if (!this.recording) throw new Error('nothing is loaded yet: wait for idle()')
    const row = rowOf(this.recording, parsePlace(place), this.moment.row)
    this.pause()
    this.moveTo({row, toward: 0})
  }

  toEdge(edge: 'start' | 'end'): void {
    if (this.recording) this.seek(edge)
  }

  /** Marks the present event, or takes its marker away. */
  mark(): void {
    this.playhead.mark()
    this.looked()
  }

  toMarker(count: number): void {
    this.goTo(this.playhead.marker(count))
  }

  /** From here, or to here, is played again and again. */
  loopFrom(end: 'from' | 'to'): void {
    if (this.recording) this.playsAgain(this.playhead.loopWith(end, this.recording.count))
  }

  /** What is true at the playhead, as a plain object; null while nothing is loaded. */
  world(): World | null {
    return this.viewing?.world(this.moment.row) ?? null
  }

  protected get moment(): Moment {
    return this.playhead.moment
  }

  private moveTo(moment: Moment): void {
    const before = this.moment
    this.playhead.put(moment)
    this.moved(before)
  }

  protected moved(before: Moment): void {
    const moved = compare(this.moment, before) !== 0
    const another = this.moment.row !== before.row
    if (moved) {
      this.eye.playheadMoved()
      this.frames.request()
    }
    if (another && !this.playing) this.tellMoment()
    else if (moved && !this.playing) this.tellView()
  }

  protected take(moment: Moment): void {
    this.pause()
    this.moveTo(moment)
  }

  private tellMoment(): void {
    this.dispatchEvent(
      new CustomEvent('moment', {detail: {row: this.moment.row}, bubbles: true, composed: true}),
    )
  }

  protected tryPlace(place: string): void {
    if (!this.recording) return
    try {
      const row = rowOf(this.recording, parsePlace(place))
      this.place = null
      this.moveTo({row, toward: 0})
    } catch (error) {
      // While rows still come in, the place may be among them; when they are all there, it is an error.
      if (this.recording.complete) {
        this.place = null
        this.dispatchEvent(
          new CustomEvent('misplaced', {detail: (error as Error).message, bubbles: true, composed: true}),
        )
      }
    }
  }

  scrubTo(part: number): void {
    if (!this.viewing) return
    const {recording} = this.viewing
    const t = this.viewing.scale(this.eye.kind).instant(Math.max(0, Math.min(1, part)))
    this.take(momentAt(recording.columns, Math.min(t, recording.endPs)))
  }

  /** Goes to a thing that was pointed at: where it is hidden, to the first thing in it that is not. */
  protected land(row: number): void {
    if (!this.recording) return
    this.goTo(seenFrom(this.recording, row, this.depth))
  }

  protected goTo(row: number | undefined): void {
    if (row !== undefined) this.take({row, toward: 0})
  }

  // -- how one looks

  lookDeeper(count: number): void {
    this.lookTo(deeper(this.depth, count))
  }

  protected lookTo(depth: Depth): void {
    if (depth === this.depth) return
    this.depth = depth
    this.dispatchEvent(new CustomEvent('depth', {detail: depth, bubbles: true, composed: true}))
  }

  /** How many frames have been drawn. */
  get redraws(): number {
    return this.frames.drawn
  }

  get row(): number {
    return this.moment.row
  }

  /** The name of where the playhead is. */
  get here(): string {
    return this.recording ? placeOf(this.recording, this.moment.row) : 'start'
  }

  /** How one looks, as an address has it. */
  get viewpoint(): string {
    const {viewing, eye, picked} = this
    if (this.view !== null || !viewing) return this.view ?? ''
    const {loop, markers: marks, moment} = this.playhead
    const {toward} = moment
    const open = CROWD_KINDS.filter((kind) => this.open.has(kind))
    const shown = eye.shownInstants(viewing)
    const above = eye.above === null ? null : Math.round(eye.above)
    return writeViewpoint({scale: eye.kind, shown, loop, marks, toward, open, above, picked})
  }

  /** Looks as another player does; what plays stays where it is. */
  lookAs(text: string): void {
    const viewpoint = readViewpoint(text)
    const {toward} = this.playing ? this.moment : viewpoint
    const wanted = writeViewpoint({...viewpoint, toward})
    if (wanted === this.viewpoint) return
    if (!viewpoint.shown) this.eye.follow()
    this.view = wanted
  }

  /** When all of the recording is there: while it grows, its scale does. */
  protected takeView(viewing: Viewing, text: string): void {
    const {scale, shown, loop, marks, toward, open, above, picked} = readViewpoint(text)
    const {count} = viewing.recording
    this.view = null
    this.playhead.put({row: this.moment.row, toward})
    this.eye.kind = scale
    if (shown) this.eye.lookAt(viewing, shown)
    this.eye.showLanes(above)
    this.following = this.eye.follows
    this.playhead.loop = loop && Number.isInteger(loop.from) && loop.to < count ? loop : null
    this.playhead.markers = marks.filter((row) => row < count)
    this.open = new Set(open)
    this.selected = picked
  }

  protected playsAgain(loop: Stretch | null): void {
    this.playhead.loop = loop
    this.looked()
  }

  /** The eye has been told something: its button and its picture follow. */
  protected looked(): void {
    this.following = this.eye.follows
    this.frames.request()
    this.tellView()
  }

  private tellView(): void {
    this.dispatchEvent(new CustomEvent('view', {bubbles: true, composed: true}))
  }

  /** Zooms about a point of the picture, by default about the playhead. */
  zoom(factor: number, x: number | null = null): void {
    const {frame, viewing} = this
    if (!frame || !viewing) return
    this.eye.zoom(viewing, factor, x === null ? frame.t : instantAt(frame.view, x), x !== null)
    this.looked()
  }

  /** Moves by a part of what is on screen. */
  pan(part: number): void {
    this.eye.pan(part, false)
    this.looked()
  }

  /** The whole run; again, what is around the playhead. */
  lookAtWhole(): void {
    if (this.eye.seesWhole) this.eye.follow()
    else this.eye.look(WHOLE, false)
    this.looked()
  }

  /** Shows the lanes of a crowd one by one, or folds them again. */
  protected fold(kind: CrowdKind): void {
    const open = new Set(this.open)
    if (!open.delete(kind)) open.add(kind)
    this.showCrowds(open)
  }

  /** The same of all crowds at once. */
  foldAll(): void {
    this.showCrowds(new Set(this.open.size ? [] : CROWD_KINDS))
  }

  private showCrowds(open: ReadonlySet<CrowdKind>): void {
    this.open = open
    this.eye.showLanes(null)
    this.looked()
  }

  /** Moves the lanes by so many screens of them. */
  moveLanes(screens: number): void {
    if (!this.frame) return
    const {layout} = this.frame
    this.eye.moveLanes(screens * Math.max(1, layout.tasks.length - 1), layout)
    this.looked()
  }

  // -- what is selected

  /** What is selected: its lane, lines and rows light up, the rest recedes. null: nothing. */
  get selected(): string | null {
    return this.picked
  }

  set selected(thing: string | null) {
    const known = thing !== null && this.recording && this.recording.indexOf(thing) >= 0
    this.picked = known ? thing : null
    this.frames.request()
    this.dispatchEvent(new CustomEvent('selected', {detail: this.picked, bubbles: true, composed: true}))
  }

  /** Selects a thing; the same again, nothing. */
  protected pick(thing: string | null): void {
    this.selected = thing === this.picked ? null : thing
  }

  /** The next thing that happens to what is selected, by default to whom the present event belongs. */
  nextThing(direction: 1 | -1): void {
    const {recording, moment} = this
    if (!recording) return
    if (this.picked === null) this.selected = ownerOfRow(recording, moment.row) ?? this.firstTask()
    if (this.picked === null) return
    const row = nextTo(recording, this.picked, moment.row, direction, this.depth)
    if (row !== null) this.goTo(row)
  }

  private firstTask(): string | null {
    const {tasks, owners} = this.viewing?.scene ?? {tasks: [], owners: []}
    return tasks[0]?.id ?? owners[0] ?? null
  }
}
