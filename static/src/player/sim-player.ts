// <sim-player>: a recording, played. It owns the recording, the playhead, the camera and the rate, and nothing
// else; what it shows is a function of (recording, playhead, camera, theme, language).
//
// Attributes: recording (an id to load), place, view (as viewpoint.ts reads it), panes (`because code room`), lang, theme; without (`clock timeline chain
// narration transport`: what is left out).
// Methods: play, pause, step, seek, swap, world, idle. Events: `view` (one looks otherwise), `moment` (the playhead is at another event), `panes`,
// `scale`, `ended`. Slot: what to show instead of a timeline while there is no recording.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import {counterpart} from '../model/counterpart'
import {deeper, nextSeen, seenFrom} from '../model/depth'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ownerOfRow} from '../model/owners'
import {parsePlace, placeOf, rowOf} from '../model/places'
import {Recording} from '../model/recording'
import {thenOf, whyOf} from '../model/reasons'
import {nextTo, thingOfRow} from '../model/selection'
import type {StepUnit} from '../model/step'
import type {World} from '../model/world'
import '../panels/chain'
import '../panels/clock'
import '../panels/code'
import * as icons from '../panels/icons'
import '../panels/narration'
import '../panels/room'
import '../panels/transport'
import '../panels/why'
import type {Answer, Question} from '../panels/why'
import type {Chain} from '../panels/chain'
import type {Clock} from '../panels/clock'
import type {Code} from '../panels/code'
import type {Narration} from '../panels/narration'
import type {MachineRoom} from '../panels/room'
import '../panels/verdict'
import type {Verdict} from '../panels/verdict'
import type {Ask, Speed, Transport} from '../panels/transport'
import {instantAt, WHOLE} from '../stage/camera'
import type {Frame} from '../stage/frame'
import {narrate} from '../words/narrate'
import {tellReasons} from '../words/reasons'
import {ui} from '../words/ui'
import {worldAt} from '../model/world'
import {Eye} from './eye'
import {fetchedRecording} from './fetched'
import {Frames} from './frames'
import {listen} from './gestures'
import {onStrip, onTimeline, type Reach} from './hand'
import {belongsElsewhere, commandOf, type Command} from './keys'
import {marked, markerFrom} from './markers'
import {answerNote, pickedNote, tipNote} from './notes'
import {looped, loopAround, loopWith} from './loop'
import {compare, momentAt, START, type Moment} from './moment'
import {walkedOn} from './pace'
import {playerStyles} from './player.css'
import {present, presentNothing, type Panels} from './present'
import {Screen} from './screen'
import {tipOf, type Tip} from './tip'
import {Viewing} from './view'
import {readViewpoint, writeViewpoint, type Stretch} from './viewpoint'

/** `because` is the longer sentence below the narration. */
export type Pane = 'because' | 'code' | 'room'
export type ThemeName = 'dark' | 'light' | 'projector'

@customElement('sim-player')
export class SimPlayer extends LitElement {
  static override styles = playerStyles

  @property({attribute: 'recording'}) recordingId: string | null = null
  @property() place: string | null = null
  /** How to look at it, until that has been done. */
  @property() view: string | null = null
  @property() panes = 'code room'
  @property() override lang: Lang = 'en'
  @property({reflect: true}) theme: ThemeName = 'dark'
  /** How deep to look: what is hidden is passed over. */
  @property() depth: Depth = 'machine'
  /** Whoever shows it can run the program with a change: it offers to ask (event `whatif`). */
  @property({type: Boolean}) changeable = false
  @state() private following = true
  @state() private tip: Tip | null = null
  /** The task, future, socket or packet that the viewer has selected. */
  @state() private picked: string | null = null
  /** An answer to why? or then?. */
  @state() private answer: Answer | null = null

  @query('.timeline') private readonly timeline!: HTMLCanvasElement
  @query('sim-clock') private readonly clock!: Clock
  @query('sim-verdict') private readonly verdict!: Verdict
  @query('sim-chain') private readonly chain!: Chain
  @query('sim-narration') private readonly narration!: Narration
  @query('sim-code') private readonly code!: Code | null
  @query('sim-room') private readonly room!: MachineRoom | null
  @query('sim-transport') private readonly transport!: Transport

  private readonly frames = new Frames((seconds) => this.drawFrame(seconds))
  private viewing: Viewing | null = null
  private moment: Moment = START
  private playing = false
  private speed: Speed = 'auto'
  private unit: StepUnit = 'event'
  private readonly eye = new Eye()
  private markers: readonly number[] = []
  private loop: Stretch | null = null
  private hovered: number | null = null
  private lastSeconds: number | null = null
  private screen: Screen | null = null
  private loading: Promise<void> | null = null
  /** Where the playhead was put by hand, before other runs took this one's place. */
  private anchor: {recording: Recording; row: number} | null = null
  private sizes: ResizeObserver | null = null

  // -- what others drive it by

  get recording(): Recording | null {
    return this.viewing?.recording ?? null
  }

  /** Shows a recording, which may still be growing; `grew` says that it has. */
  set recording(recording: Recording | null) {
    this.pause()
    this.viewing = recording && recording.count > 0 ? new Viewing(recording) : null
    this.moment = START
    this.anchor = null
    this.markers = []
    this.loop = null
    this.hovered = null
    this.tip = null
    this.picked = null
    this.answer = null
    this.eye.reset()
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
    const anchor = this.anchor ?? {recording: before, row: this.moment.row}
    const {toward} = this.moment
    this.viewing = new Viewing(recording)
    this.markers = this.markers.map((row) => counterpart(before, row, recording)).toSorted((a, b) => a - b)
    const mapped = this.loop && {
      from: counterpart(before, this.loop.from, recording),
      to: counterpart(before, this.loop.to, recording),
    }
    this.loop = mapped && mapped.from < mapped.to ? mapped : null
    this.hovered = null
    this.tip = null
    this.answer = null
    this.eye.swapped(recording.count)
    this.moveTo({
      row: counterpart(anchor.recording, anchor.row, recording),
      toward: this.playing ? toward : 0,
    })
    this.anchor = anchor
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
    this.lastSeconds = null
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

  /** What is true at the playhead, as a plain object; null while nothing is loaded. */
  world(): World | null {
    return this.viewing?.world(this.moment.row) ?? null
  }

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
  private pick(thing: string | null): void {
    this.selected = thing === this.picked ? null : thing
  }

  /** The next thing that happens to what is selected, by default to whom the present event belongs. */
  private nextThing(direction: 1 | -1): void {
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

  /** Asks why the present event happened, or what came of it; the same again closes the answer. */
  ask(question: Question): void {
    const {viewing, answer, depth, lang} = this
    if (!viewing) return
    this.pause()
    const {recording} = viewing
    const row = viewing.seen(this.moment.row)
    if (answer?.question === question && answer.row === row) {
      this.answer = null
      return
    }
    const {reasons, more} = (question === 'why' ? whyOf : thenOf)(recording, row, depth)
    const told = narrate(recording, row, worldAt(recording, row), lang)
    this.answer = {question, row, told, reasons: tellReasons(recording, reasons, lang), more}
  }

  private lookTo(depth: Depth): void {
    if (depth === this.depth) return
    this.depth = depth
    this.dispatchEvent(new CustomEvent('depth', {detail: depth, bubbles: true, composed: true}))
  }

  /** Resolves when nothing is left to load or to draw: not while it plays. */
  async idle(): Promise<void> {
    for (let settled = false; !settled;) {
      await this.loading
      await this.updateComplete
      await this.frames.idle()
      await Promise.all(Object.values(this.panelElements).map((panel) => panel?.updateComplete))
      await document.fonts.ready
      settled =
        !this.loading && !this.isUpdatePending && !this.frames.pending && document.fonts.status === 'loaded'
    }
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
    const {viewing, eye, loop, markers: marks, picked} = this
    if (this.view !== null || !viewing) return this.view ?? ''
    const {toward} = this.moment
    return writeViewpoint({scale: eye.kind, shown: eye.shownInstants(viewing), loop, marks, toward, picked})
  }

  /** When all of the recording is there: while it grows, its scale does. */
  private takeView(viewing: Viewing, text: string): void {
    const {scale, shown, loop, marks, toward, picked} = readViewpoint(text)
    const {count} = viewing.recording
    this.view = null
    this.moment = {row: this.moment.row, toward}
    this.eye.kind = scale
    if (shown) this.eye.lookAt(viewing, shown)
    this.following = this.eye.follows
    this.loop = loop && Number.isInteger(loop.from) && loop.to < count ? loop : null
    this.markers = marks.filter((row) => row < count)
    this.selected = picked
  }

  private playsAgain(loop: Stretch | null): void {
    this.loop = loop
    this.looked()
  }

  has(pane: Pane): boolean {
    return this.panes.split(' ').includes(pane)
  }

  toggle(pane: Pane): void {
    const open = new Set(this.panes.split(' ').filter(Boolean))
    if (!open.delete(pane)) open.add(pane)
    this.panes = [...open].toSorted().join(' ')
    this.dispatchEvent(new CustomEvent('panes', {detail: this.panes, bubbles: true, composed: true}))
  }

  /** Carries out what a key asked for; false when it is not the player's affair. */
  command(command: Command): boolean {
    switch (command.do) {
      case 'toggle':
        if (this.playing) this.pause()
        else this.play()
        return true
      case 'toStart':
      case 'toEnd':
        if (this.recording) this.seek(command.do === 'toStart' ? 'start' : 'end')
        return true
      case 'step':
        this.step(command.count, command.unit)
        return true
      case 'tenth':
        this.scrubTo(command.tenth / 10)
        return true
      case 'zoom':
        this.zoom(command.factor, null)
        return true
      case 'pan':
        this.eye.pan(command.part, false)
        this.looked()
        return true
      case 'whole':
        if (this.eye.seesWhole) this.eye.follow()
        else this.eye.look(WHOLE, false)
        this.looked()
        return true
      case 'mark':
        this.markers = marked(this.markers, this.moment.row)
        this.looked()
        return true
      case 'marker':
        this.goTo(markerFrom(this.markers, this.moment.row, command.count))
        return true
      case 'loop':
        if (this.recording)
          this.playsAgain(loopWith(this.loop, command.end, this.moment.row, this.recording.count))
        return true
      case 'depth':
        this.lookTo(deeper(this.depth, command.count))
        return true
      case 'next':
        this.nextThing(command.count)
        return true
      case 'why':
      case 'then':
        this.ask(command.do)
        return true
      case 'clear':
        if (this.answer) this.answer = null
        else if (this.picked !== null) this.selected = null
        else if (this.loop) this.playsAgain(null)
        else return false
        return true
      case 'because':
      case 'code':
      case 'room':
        this.toggle(command.do)
        return true
      case 'screen':
        void (document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen())
        return true
      case 'table':
      case 'compare':
      case 'whatif':
      case 'help':
        return false
    }
  }

  /** A key, from whoever listens to the keyboard. */
  onKey(event: KeyboardEvent): Command | null {
    const command = belongsElsewhere(event) ? null : commandOf(event)
    if (!command || !this.command(command)) return command
    event.preventDefault()
    return null
  }

  // -- where the playhead is

  private moveTo(moment: Moment): void {
    const moved = compare(moment, this.moment) !== 0
    const another = moment.row !== this.moment.row
    this.moment = moment
    this.anchor = null
    if (moved) {
      this.eye.playheadMoved()
      this.frames.request()
    }
    if (another && this.answer) this.requestUpdate()
    if (another && !this.playing) this.tellMoment()
    else if (moved && !this.playing) this.tellView()
  }

  private take(moment: Moment): void {
    this.pause()
    this.moveTo(moment)
  }

  private tellMoment(): void {
    this.dispatchEvent(
      new CustomEvent('moment', {detail: {row: this.moment.row}, bubbles: true, composed: true}),
    )
  }

  private get frame(): Frame | null {
    return this.screen?.frame ?? null
  }

  private tryPlace(place: string): void {
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

  private scrubTo(part: number): void {
    if (!this.viewing) return
    const {recording} = this.viewing
    const t = this.viewing.scale(this.eye.kind).instant(Math.max(0, Math.min(1, part)))
    this.take(momentAt(recording.columns, Math.min(t, recording.endPs)))
  }

  // -- where the camera is

  /** The eye has been told something: its button and its picture follow. */
  private looked(): void {
    this.following = this.eye.follows
    this.frames.request()
    this.tellView()
  }

  private tellView(): void {
    this.dispatchEvent(new CustomEvent('view', {bubbles: true, composed: true}))
  }

  /** Zooms about a point of the picture, by default about the playhead. */
  private zoom(factor: number, x: number | null): void {
    const {frame, viewing} = this
    if (!frame || !viewing) return
    this.eye.zoom(viewing, factor, x === null ? frame.t : instantAt(frame.view, x), x !== null)
    this.looked()
  }

  // -- a frame

  private drawFrame(now: number): boolean {
    const {viewing, screen} = this
    const step = this.lastSeconds === null ? 1 / 60 : Math.min(0.1, now - this.lastSeconds)
    this.lastSeconds = now
    if (!viewing || !screen) {
      screen?.clear()
      presentNothing(this.panelElements)
      return false
    }
    if (this.place) this.tryPlace(this.place)
    viewing.depth = this.depth
    if (this.view !== null && viewing.recording.complete) this.takeView(viewing, this.view)
    if (this.playing) this.walk(viewing, step)
    const {eye, moment, lang, hovered, markers, loop, picked: selected, depth} = this
    const moving = screen.show({viewing, eye, moment, lang, hovered, selected, markers, loop, now, step})
    if (screen.frame) {
      const controls = {
        playing: this.playing,
        unit: this.unit,
        speed: this.speed,
        scale: eye.kind,
        depth,
        selected,
        because: this.has('because'),
      }
      present(this.panelElements, viewing, screen.frame, controls, lang)
    }
    if (!this.playing && !moving) this.lastSeconds = null
    return this.playing || moving
  }

  private walk(viewing: Viewing, seconds: number): void {
    const {recording, tempo} = viewing
    const moment = looped(this.loop, walkedOn(recording, tempo, this.moment, seconds, this.speed))
    const last = recording.count - 1
    this.moveTo(moment)
    if (recording.complete && moment.row >= last) {
      this.pause()
      this.dispatchEvent(new CustomEvent('ended', {bubbles: true, composed: true}))
    }
  }

  private get panelElements(): Panels {
    const {clock, verdict, chain, narration, transport, code, room} = this
    return {clock, verdict, chain, narration, transport, code, room}
  }

  // -- its life

  override connectedCallback(): void {
    super.connectedCallback()
    document.fonts.addEventListener('loadingdone', this.redraw)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.fonts.removeEventListener('loadingdone', this.redraw)
    this.sizes?.disconnect()
    this.frames.stop()
  }

  private readonly redraw = (): void => {
    this.chain?.fit()
    this.narration?.fit()
    this.frames.request()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recordingId') && this.recordingId) this.loading = this.load(this.recordingId)
    if (changed.has('depth')) {
      if (!DEPTHS.includes(this.depth)) this.depth = 'machine'
      if (this.viewing) this.viewing.depth = this.depth
      this.answer = null
    }
    if (changed.has('lang')) this.answer = null
    if (changed.has('place') && this.place && this.recording) this.tryPlace(this.place)
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('theme')) this.screen?.repaint()
    this.frames.request()
  }

  protected override firstUpdated(): void {
    this.sizes = new ResizeObserver(() => this.redraw())
    this.sizes.observe(this.timeline)
    listen(this.timeline, onTimeline(this.reach))
    void this.transport.updateComplete.then(() => {
      const {canvas, strip} = this.transport
      this.screen = new Screen(this.timeline, canvas)
      this.sizes?.observe(strip)
      listen(strip, onStrip(this.reach, strip))
      this.frames.request()
    })
  }

  private async load(id: string): Promise<void> {
    try {
      const recording = Recording.fromBytes(await fetchedRecording(id))
      if (this.recordingId === id) this.recording = recording
    } catch (error) {
      this.dispatchEvent(
        new CustomEvent('failed', {detail: (error as Error).message, bubbles: true, composed: true}),
      )
    } finally {
      this.loading = null
    }
  }

  // -- what hands and panels ask for

  private get reach(): Reach {
    const frame = () => this.frame
    return {
      get frame() {
        return frame()
      },
      eye: this.eye,
      take: (moment) => this.take(moment),
      land: (row) => this.land(row),
      pick: (thing) => this.pick(thing),
      looked: () => this.looked(),
      zoom: (factor, x) => this.zoom(factor, x),
      loop: (a, b) => this.playsAgain(this.recording && loopAround(this.recording.columns, a, b)),
      point: (row, x, y, cursor) => this.point(row, x, y, cursor),
    }
  }

  /** Goes to a thing that was pointed at: where it is hidden, to the first thing in it that is not. */
  private land(row: number): void {
    if (!this.recording) return
    this.goTo(seenFrom(this.recording, row, this.depth))
  }

  private point(row: number | null, x: number, y: number, cursor: string): void {
    if (row !== this.hovered) this.frames.request()
    this.hovered = row
    this.tip = row !== null && this.viewing ? tipOf(this.viewing, row, x, y, this.lang) : null
    this.timeline.style.cursor = cursor
  }

  private readonly onAsk = (event: CustomEvent<Ask>): void => {
    const ask = event.detail
    switch (ask.do) {
      case 'unit':
        this.unit = ask.unit
        break
      case 'speed':
        this.speed = ask.speed
        break
      case 'scale':
        this.eye.kind = ask.scale
        this.eye.follow()
        this.looked()
        break
      case 'step':
        this.step(ask.count, this.unit)
        break
      default:
        this.command(ask)
    }
    this.frames.request()
  }

  override render() {
    const words = ui(this.lang)
    return html`<div
      class="root ${this.has('room') ? 'with-room' : ''} ${this.has('code') ? 'with-code' : ''} ${this.has('because') ? 'with-because' : ''}"
      lang=${this.lang}
    >
      <div class="top"><sim-clock .lang=${this.lang}></sim-clock><sim-verdict></sim-verdict></div>
      <div class="stage">
        <canvas class="timeline" role="img" aria-label=${words.timeline}></canvas>
        ${
          this.following || !this.recording
            ? nothing
            : html`<button class="follow" @click=${this.onFollow}>${icons.follow} ${words.follow}</button>`
        }
        ${tipNote(this.tip, this.timeline?.clientWidth ?? 0)}
        ${pickedNote(this.picked, this.viewing, this.lang, {
          next: () => this.nextThing(1),
          clear: () => (this.selected = null),
        })}
        ${answerNote(this.answer, this.viewing, this.moment.row, this.lang, {
          go: (row) => this.goTo(row),
          close: () => (this.answer = null),
        })}
        <slot ?hidden=${this.recording !== null}></slot>
        <slot name="over"></slot>
      </div>
      <sim-chain
        .lang=${this.lang}
        @go=${(event: CustomEvent<number>) => this.goTo(event.detail)}
        @pick=${this.onPickRow}
      ></sim-chain>
      <sim-narration
        .lang=${this.lang}
        .asked=${this.answer?.question ?? null}
        .changeable=${this.changeable}
        @ask=${(event: CustomEvent<Question>) => this.ask(event.detail)}
        @because=${() => this.toggle('because')}
        @look=${(event: CustomEvent<Depth>) => this.lookTo(event.detail)}
      ></sim-narration>
      ${this.has('code') ? html`<sim-code></sim-code>` : nothing}
      ${this.has('room') ? html`<sim-room @pick=${this.onPick} tabindex="0" role="complementary" aria-label=${words.room}></sim-room>` : nothing}
      <sim-transport
        ?compact=${this.hasAttribute('bare')}
        .lang=${this.lang}
        @ask=${this.onAsk}
      ></sim-transport>
    </div>`
  }

  private readonly onPick = (event: CustomEvent<string>): void => this.pick(event.detail)

  private readonly onPickRow = (event: CustomEvent<number>): void => {
    if (this.recording) this.pick(thingOfRow(this.recording, event.detail))
  }

  private readonly onFollow = (): void => {
    this.eye.follow()
    this.looked()
  }

  private goTo(row: number | undefined): void {
    if (row !== undefined) this.take({row, toward: 0})
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-player': SimPlayer
  }
  interface Window {
    simloop: SimPlayer
  }
}
