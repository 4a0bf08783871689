// <sim-player>: a recording, played. It owns the recording, the playhead, the camera and the rate, and nothing
// else; what it shows is a function of (recording, playhead, camera, theme, language).
//
// Attributes: recording (an id to load), place, panes (`code room`), lang, theme.
// Methods: play, pause, step, seek, world, idle. Events: `moment` (the playhead is at another event), `panes`,
// `scale`, `ended`. Slot: what to show instead of a timeline while there is no recording.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import {feltText} from '../felt/felt'
import {morphed, type TimeScale} from '../felt/scale'
import type {Lang} from '../model/metadata'
import {parsePlace, placeOf, rowOf} from '../model/places'
import {Recording} from '../model/recording'
import {ownerOf} from '../model/owners'
import {nextRow, type StepUnit} from '../model/step'
import type {World} from '../model/world'
import '../panels/chain'
import '../panels/clock'
import '../panels/code'
import * as icons from '../panels/icons'
import '../panels/narration'
import '../panels/room'
import '../panels/transport'
import type {Chain} from '../panels/chain'
import type {Clock} from '../panels/clock'
import type {Code} from '../panels/code'
import type {Narration} from '../panels/narration'
import type {MachineRoom} from '../panels/room'
import '../panels/verdict'
import type {Verdict} from '../panels/verdict'
import type {Ask, ScaleKind, Speed, Transport} from '../panels/transport'
import {clamped, instantAt, WHOLE, type Camera} from '../stage/camera'
import {draw} from '../stage/draw'
import type {Frame} from '../stage/frame'
import {hitAt} from '../stage/hit'
import {drawMinimap, stripView} from '../stage/minimap'
import {themeOf, type Theme} from '../stage/theme'
import {narrate} from '../words/narrate'
import {plain} from '../words/rich'
import {ui} from '../words/ui'
import {Frames} from './frames'
import {listen} from './gestures'
import {belongsElsewhere, commandOf, type Command} from './keys'
import {compare, instantOf, momentAt, START, type Moment} from './moment'
import {walkedOn} from './pace'
import {playerStyles} from './player.css'
import {nearness, shotAt, spanBetween} from './shots'
import {Surface} from './surface'
import {Viewing} from './view'

export type Pane = 'code' | 'room'
export type ThemeName = 'dark' | 'light' | 'projector'

/** A camera glides to where it shall be; this is its time constant, in seconds. */
const GLIDE_S = 0.07
/** The nearest that one can look, in parts of the run. */
const NEAREST = 1e-9
/** Switching the time scale morphs for so long. */
const MORPH_S = 0.35

@customElement('sim-player')
export class SimPlayer extends LitElement {
  static override styles = playerStyles

  @property({attribute: 'recording'}) recordingId: string | null = null
  @property() place: string | null = null
  @property() panes = 'code room'
  @property() override lang: Lang = 'en'
  @property({reflect: true}) theme: ThemeName = 'dark'
  @state() private following = true
  @state() private tip: {x: number; y: number; text: string; more: string} | null = null

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
  private scaleKind: ScaleKind = 'compressed'
  /** Where the viewer has put the camera; null: it follows the playhead. */
  private free: Camera | null = null
  private shown: Camera = WHOLE
  private scaleShown: TimeScale | null = null
  private morph: {from: TimeScale; since: number} | null = null
  private markers: number[] = []
  private hovered: number | null = null
  private lastSeconds: number | null = null
  private themeShown: Theme | null = null
  private surface: Surface | null = null
  private strip: Surface | null = null
  private frame: Frame | null = null
  private loading: Promise<void> | null = null
  private sizes: ResizeObserver | null = null
  /** Nothing drawn so far: the first picture does not glide in from another. */
  private fresh = true

  // -- what others drive it by

  get recording(): Recording | null {
    return this.viewing?.recording ?? null
  }

  /** Shows a recording, which may still be growing; `grew` says that it has. */
  set recording(recording: Recording | null) {
    this.pause()
    this.viewing = recording && recording.count > 0 ? new Viewing(recording) : null
    this.moment = START
    this.markers = []
    this.hovered = null
    this.tip = null
    this.free = null
    this.following = true
    this.scaleShown = null
    this.fresh = true
    if (this.viewing && this.place) this.tryPlace(this.place)
    this.requestUpdate()
    this.frames.request()
  }

  /** The recording has got more rows, or is complete. */
  grew(): void {
    if (!this.viewing) return
    this.viewing.tempo.extend(this.viewing.recording)
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
    this.moveTo({row: nextRow(this.recording, this.moment.row + back, count, unit), toward: 0})
  }

  /** Goes to a place: `start`, `end`, `event 47`, `Task-3 send 2` …; throws PlaceError where there is none. */
  seek(place: string): void {
    if (!this.recording) throw new Error('nothing is loaded yet: wait for idle()')
    const row = rowOf(this.recording, parsePlace(place))
    this.pause()
    this.moveTo({row, toward: 0})
  }

  /** What is true at the playhead, as a plain object; null while nothing is loaded. */
  world(): World | null {
    return this.viewing?.world(this.moment.row) ?? null
  }

  /** Resolves when nothing is left to load or to draw: not while it plays. */
  async idle(): Promise<void> {
    for (let settled = false; !settled;) {
      await this.loading
      await this.updateComplete
      await this.frames.idle()
      const panels = [this.clock, this.chain, this.narration, this.code, this.room, this.transport]
      await Promise.all(panels.map((panel) => panel?.updateComplete))
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
        this.look({left: this.shown.left + command.part * this.shown.span, span: this.shown.span})
        return true
      case 'whole':
        if (this.free && this.free.span >= WHOLE.span) this.follow()
        else this.look(WHOLE)
        return true
      case 'mark':
        this.mark()
        return true
      case 'marker':
        this.toMarker(command.count)
        return true
      case 'code':
      case 'room':
        this.toggle(command.do)
        return true
      case 'screen':
        void (document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen())
        return true
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
    if (moved) this.frames.request()
    if (another && !this.playing) this.tellMoment()
  }

  private tellMoment(): void {
    this.dispatchEvent(
      new CustomEvent('moment', {detail: {row: this.moment.row}, bubbles: true, composed: true}),
    )
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
    const t = this.viewing.scale(this.scaleKind).instant(Math.max(0, Math.min(1, part)))
    this.pause()
    this.moveTo(momentAt(recording.columns, Math.min(t, recording.endPs)))
  }

  private mark(): void {
    const {row} = this.moment
    this.markers = this.markers.includes(row)
      ? this.markers.filter((marker) => marker !== row)
      : [...this.markers, row].toSorted((a, b) => a - b)
    this.frames.request()
  }

  private toMarker(count: number): void {
    const {row} = this.moment
    const marker = count > 0 ? this.markers.find((at) => at > row) : this.markers.findLast((at) => at < row)
    if (marker === undefined) return
    this.pause()
    this.moveTo({row: marker, toward: 0})
  }

  // -- where the camera is

  private look(camera: Camera): void {
    this.free = clamped(camera, NEAREST)
    this.following = false
    this.frames.request()
  }

  private follow(): void {
    this.free = null
    this.following = true
    this.frames.request()
  }

  /** Zooms about a point of the picture, by default about the playhead. */
  private zoom(factor: number, x: number | null): void {
    const {frame, viewing} = this
    if (!frame || !viewing) return
    const camera = this.free ?? this.shown
    const held = x === null ? frame.t : instantAt(frame.view, x)
    const part = (viewing.scale(this.scaleKind, camera.span).position(held) - camera.left) / camera.span
    const span = Math.max(NEAREST, Math.min(WHOLE.span, camera.span / factor))
    this.look({left: viewing.scale(this.scaleKind, span).position(held) - part * span, span})
    if (x !== null) this.shown = this.free!
  }

  /** Where the camera shall be. */
  private target(viewing: Viewing, plotEm: number): Camera {
    const {recording} = viewing
    const t = instantOf(recording.columns, this.moment)
    if (!this.free) {
      const near = nearness(viewing.filmTime(this.moment))
      const span = spanBetween(WHOLE.span, viewing.closeSpan(this.scaleKind, plotEm), near)
      return shotAt(viewing.scale(this.scaleKind, span).position(t), span, near)
    }
    // A camera of the viewer's own stays, unless the playhead walks out of the picture.
    const {left, span} = this.free
    const position = viewing.scale(this.scaleKind, span).position(t)
    if (this.playing && (position > left + span * 0.92 || position < left)) {
      this.free = clamped({left: position - span * 0.15, span}, NEAREST)
    }
    return this.free
  }

  private glided(target: Camera, seconds: number): Camera {
    const {left, span} = this.shown
    const near = Math.abs(target.left - left) + Math.abs(target.span - span) < 0.0004 * target.span
    if (this.fresh || near || reducedMotion()) return target
    const part = 1 - Math.exp(-seconds / GLIDE_S)
    return {left: left + (target.left - left) * part, span: span * (target.span / span) ** part}
  }

  // -- a frame

  private drawFrame(now: number): boolean {
    const seconds = this.lastSeconds === null ? 1 / 60 : Math.min(0.1, now - this.lastSeconds)
    this.lastSeconds = now
    const {viewing} = this
    if (!viewing || !this.timeline) {
      this.drawNothing()
      return false
    }
    if (this.place) this.tryPlace(this.place)
    if (this.playing) this.walk(viewing, seconds)
    const gliding = this.compose(viewing, now, seconds)
    const wantsMore = this.playing || gliding
    if (!wantsMore) this.lastSeconds = null
    return wantsMore
  }

  private walk(viewing: Viewing, seconds: number): void {
    const {recording, tempo} = viewing
    const moment = walkedOn(recording, tempo, this.moment, seconds, this.speed)
    const last = recording.count - 1
    this.moveTo(moment)
    if (recording.complete && moment.row >= last) {
      this.pause()
      this.dispatchEvent(new CustomEvent('ended', {bubbles: true, composed: true}))
    }
  }

  /** Puts the picture together and draws it; true while the camera or the scale still moves. */
  private compose(viewing: Viewing, now: number, seconds: number): boolean {
    this.surface ??= new Surface(this.timeline)
    const {width, height} = this.surface.fit()
    if (width === 0 || height === 0) return false
    const em = parseFloat(getComputedStyle(this.timeline).fontSize)
    const theme = (this.themeShown ??= themeOf(getComputedStyle(this)))

    this.keepCamera(viewing, now)
    const target = this.target(viewing, Math.max(20, (width - 8 * em) / em))
    this.shown = this.glided(target, seconds)
    this.fresh = false

    const {moment, lang, hovered} = this
    const looking = {moment, camera: this.shown, theme, lang, width, height, em, hovered}
    const overview = viewing.scale(this.scaleKind)
    this.frame = viewing.frame(this.currentScale(viewing, now), overview, looking)
    draw(this.surface.ctx, this.frame)
    this.drawStrip(this.frame)
    this.updatePanels(viewing, this.frame)
    return this.morph !== null || this.shown.left !== target.left || this.shown.span !== target.span
  }

  /** Where the scale has changed, or the run has grown, a camera of the viewer's own keeps what it shows. */
  private keepCamera(viewing: Viewing, now: number): void {
    const wanted = viewing.scale(this.scaleKind, this.shown.span)
    const before = this.scaleShown
    if (before && before.kind !== wanted.kind && !reducedMotion()) this.morph = {from: before, since: now}
    else if (before && this.count !== viewing.recording.count && this.free) {
      this.free = this.shown = kept(this.free, before, wanted)
    }
    this.count = viewing.recording.count
  }

  private count = 0

  private currentScale(viewing: Viewing, now: number): TimeScale {
    const wanted = viewing.scale(this.scaleKind, this.shown.span)
    this.scaleShown = wanted
    if (!this.morph) return wanted
    const way = (now - this.morph.since) / MORPH_S
    if (way < 1) return morphed(this.morph.from, wanted, way * way * (3 - 2 * way))
    this.morph = null
    return wanted
  }

  private drawNothing(): void {
    const surface = this.timeline ? (this.surface ??= new Surface(this.timeline)) : null
    if (!surface) return
    const {width, height} = surface.fit()
    surface.ctx.clearRect(0, 0, width, height)
    this.frame = null
    if (this.strip) {
      const size = this.strip.fit()
      this.strip.ctx.clearRect(0, 0, size.width, size.height)
    }
    for (const panel of [this.chain, this.room]) if (panel) panel.recording = null
    if (this.chain) this.chain.links = []
    if (this.room) this.room.world = null
    if (this.code) Object.assign(this.code, {sources: [], world: null})
    Object.assign(this.narration, {told: [], row: 0})
    Object.assign(this.transport, {empty: true, row: 0, rows: 0})
    this.clock.t = 0
    this.verdict.togetherPs = null
  }

  private drawStrip(frame: Frame): void {
    const canvas = this.transport.canvas
    if (!canvas) return
    this.strip ??= new Surface(canvas)
    const {width, height} = this.strip.fit()
    const em = parseFloat(getComputedStyle(canvas).fontSize)
    drawMinimap(this.strip.ctx, frame, {width, height, em, markers: this.markers})
  }

  private updatePanels(viewing: Viewing, frame: Frame): void {
    const {recording} = viewing
    const {lang, moment} = this
    const world = viewing.world(moment.row)
    const owners = frame.scene.owners
    const place = placeOfOwner(owners)
    const instructionPs = recording.metadata.preset.instruction_ps
    Object.assign(this.clock, {t: frame.t, instructionPs, lang})
    Object.assign(this.verdict, {
      alonePs: recording.metadata.facts['alone_ps'] ?? null,
      count: frame.scene.tasks.length,
      togetherPs: recording.complete ? recording.endPs : null,
      instructionPs,
      lang,
    })
    Object.assign(this.chain, {recording, links: viewing.chain(moment.row), placeOf: place, lang})
    Object.assign(this.narration, {
      told: viewing.told(moment.row, lang),
      row: moment.row,
      playing: this.playing,
      placeOf: place,
      lang,
    })
    Object.assign(this.transport, {
      empty: false,
      playing: this.playing,
      row: moment.row,
      rows: recording.count,
      told: ui(lang).position(moment.row, recording.count),
      unit: this.unit,
      speed: this.speed,
      scale: this.scaleKind,
      lang,
    })
    if (this.code) {
      const owner = place(runningOwner(recording, world))
      Object.assign(this.code, {sources: recording.metadata.sources, world, placeOf: place, owner, lang})
    }
    if (this.room) Object.assign(this.room, {recording, world, t: frame.t, placeOf: place, lang})
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
    if (changed.has('theme')) this.themeShown = null
    if (changed.has('recordingId') && this.recordingId) this.loading = this.load(this.recordingId)
    if (changed.has('place') && this.place && this.recording) this.tryPlace(this.place)
  }

  protected override updated(): void {
    this.frames.request()
  }

  protected override firstUpdated(): void {
    this.sizes = new ResizeObserver(() => this.redraw())
    this.sizes.observe(this.timeline)
    listen(this.timeline, {
      grab: (_x, y) => (this.frame && y < this.frame.layout.axis.height ? 'scrub' : 'pan'),
      scrub: (x) => this.scrubStage(x),
      pan: (dx) => this.panBy(dx),
      zoom: (factor, x) => this.zoom(factor, x),
      tap: (x, y) => this.tap(x, y),
      hover: (x, y) => this.hover(x, y),
      leave: () => this.hover(-1, -1),
    })
    void this.transport.updateComplete.then(() => {
      this.sizes?.observe(this.transport.strip)
      const along = (x: number) => this.scrubStrip(x)
      listen(this.transport.strip, {
        grab: () => 'scrub',
        scrub: along,
        pan: () => {},
        zoom: (factor) => this.zoom(factor, null),
        tap: along,
        hover: () => {},
        leave: () => {},
      })
    })
  }

  private async load(id: string): Promise<void> {
    try {
      const response = await fetch(`/api/recordings/${encodeURIComponent(id)}`)
      if (!response.ok) throw new Error((await errorOf(response)) ?? `HTTP ${response.status}`)
      const recording = Recording.fromBytes(new Uint8Array(await response.arrayBuffer()))
      if (this.recordingId === id) this.recording = recording
    } catch (error) {
      this.dispatchEvent(
        new CustomEvent('failed', {detail: (error as Error).message, bubbles: true, composed: true}),
      )
    } finally {
      this.loading = null
    }
  }

  // -- pointers

  private scrubStage(x: number): void {
    const {frame, recording} = this
    if (!frame || !recording) return
    this.pause()
    const t = Math.max(0, Math.min(recording.endPs, instantAt(frame.view, x)))
    // While the playhead is held, the picture under it stays.
    this.free ??= this.shown
    this.following = false
    this.moveTo(momentAt(recording.columns, t))
  }

  private scrubStrip(x: number): void {
    const {frame, recording} = this
    if (!frame || !recording) return
    const width = this.transport.strip.clientWidth
    const t = instantAt(stripView(frame, {width}), x)
    this.pause()
    this.moveTo(momentAt(recording.columns, Math.max(0, Math.min(recording.endPs, t))))
  }

  private panBy(dx: number): void {
    const {frame} = this
    if (!frame) return
    const {left, span} = this.free ?? this.shown
    this.look({left: left - (dx / frame.layout.plotWidth) * span, span})
    this.shown = this.free!
    this.tip = null
  }

  /** A tap on something goes to where it begins; on nothing, to that instant. */
  private tap(x: number, y: number): void {
    const {frame, recording} = this
    if (!frame || !recording || x < frame.layout.plotLeft) return
    const hit = hitAt(frame, x, y)
    this.pause()
    this.free ??= this.shown
    this.following = false
    if (hit) this.moveTo({row: hit.row, toward: 0})
    else
      this.moveTo(
        momentAt(recording.columns, Math.max(0, Math.min(recording.endPs, instantAt(frame.view, x)))),
      )
  }

  private hover(x: number, y: number): void {
    const {frame, viewing} = this
    const hit = frame && viewing && x >= 0 ? hitAt(frame, x, y) : null
    const row = hit?.row ?? null
    if (row !== this.hovered) {
      this.hovered = row
      this.frames.request()
    }
    this.tip = hit && viewing ? {x, y, ...this.told(viewing, hit.row)} : null
    this.timeline.style.cursor = hit
      ? 'pointer'
      : frame && y < frame.layout.axis.height
        ? 'ew-resize'
        : 'default'
  }

  private told({recording}: Viewing, row: number): {text: string; more: string} {
    const {t} = recording.columns
    const {lang} = this
    const end = recording.endOf(row)
    const instructionPs = recording.metadata.preset.instruction_ps
    const world = this.viewing!.worldNear(row)
    return {
      text: plain(narrate(recording, row, world, lang)),
      more: end > row ? feltText(t[end] - t[row], instructionPs, lang) : '',
    }
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
        this.scaleKind = ask.scale
        this.follow()
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
    const {tip} = this
    return html`<div
      class="root ${this.has('room') ? 'with-room' : ''} ${this.has('code') ? 'with-code' : ''}"
      lang=${this.lang}
    >
      <div class="top"><sim-clock .lang=${this.lang}></sim-clock><sim-verdict></sim-verdict></div>
      <div class="stage">
        <canvas class="timeline" role="img" aria-label=${words.timeline}></canvas>
        ${
          this.following || !this.recording
            ? nothing
            : html`<button class="follow" @click=${() => this.follow()}>
                ${icons.follow} ${words.follow}
              </button>`
        }
        ${
          tip
            ? html`<div
                class="tip"
                style="left: ${tip.x}px; top: ${tip.y}px; --side: ${tip.x > this.timeline.clientWidth * 0.6 ? -100 : 0}%"
              >
                ${tip.text} ${tip.more ? html`<b>${tip.more}</b>` : nothing}
              </div>`
            : nothing
        }
        <slot ?hidden=${this.recording !== null}></slot>
        <slot name="over"></slot>
      </div>
      <sim-chain
        .lang=${this.lang}
        @go=${(event: CustomEvent<number>) => this.goTo(event.detail)}
      ></sim-chain>
      <sim-narration .lang=${this.lang}></sim-narration>
      ${this.has('code') ? html`<sim-code></sim-code>` : nothing}
      ${this.has('room') ? html`<sim-room tabindex="0" role="complementary" aria-label=${words.room}></sim-room>` : nothing}
      <sim-transport .lang=${this.lang} @ask=${this.onAsk}></sim-transport>
    </div>`
  }

  private goTo(row: number): void {
    this.pause()
    this.moveTo({row, toward: 0})
  }
}

const placesOfOwners = new WeakMap<readonly string[], {size: number; of: (owner: string | null) => number}>()

/** The same function for the same owners, so that panels need not draw again. */
function placeOfOwner(owners: readonly string[]): (owner: string | null) => number {
  const known = placesOfOwners.get(owners)
  if (known?.size === owners.length) return known.of
  const places = new Map(owners.map((owner, index) => [owner, index]))
  const of = (owner: string | null) => (owner === null ? -1 : (places.get(owner) ?? -1))
  placesOfOwners.set(owners, {size: owners.length, of})
  return of
}

/** Whose code is on the CPU: that of the innermost call that is anybody's. */
function runningOwner(recording: Recording, {spans, row}: World): string | null {
  for (const {subject} of spans.toReversed()) {
    const owner = subject === null ? null : ownerOf(recording, subject, row)
    if (owner !== null) return owner
  }
  return null
}

/** A camera that shows the same instants on another scale. */
function kept({left, span}: Camera, from: TimeScale, to: TimeScale): Camera {
  const start = to.position(from.instant(left))
  const end = to.position(from.instant(left + span))
  return clamped({left: start, span: end - start}, NEAREST)
}

const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

async function errorOf(response: Response): Promise<string | null> {
  try {
    const {error} = (await response.json()) as {error: {message: string}}
    return error.message
  } catch {
    return null
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
