// <sim-player>: a recording, played. What it shows is a function of (recording, playhead, camera, theme, language).
//
// Attributes: recording (an id to load, or a saved file's address), far (it is read from afar, whatever its theme), place, view (as viewpoint.ts reads it), depth, panes (`because code room`),
// lang, theme, without (`clock timeline chain narration depth transport`: what is left out).
// Methods: play, pause, step, seek, swap, world, idle.
// Events: `moment` (the playhead is at another event), `view` (one looks otherwise), `selected`, `panes`, `depth`,
// `plays`, `ended`, `misplaced` (there is no such place), `failed`.
// Slots: what to show instead of a timeline while there is no recording; `over` the timeline.
import {html, nothing, type PropertyValues} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {thenOf, whyOf} from '../model/reasons'
import {thingOfRow} from '../model/selection'
import type {StepUnit} from '../model/step'
import '../panels/chain'
import '../panels/clock'
import '../panels/code'
import * as icons from '../panels/icons'
import '../panels/narration'
import {measureSoon} from '../panels/measured'
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
import type {Ask, Transport} from '../panels/transport'
import type {Frame} from '../stage/frame'
import {narrate} from '../words/narrate'
import {tellReasons} from '../words/reasons'
import {ui} from '../words/ui'
import {worldAt} from '../model/world'
import {carryOut, type Commanded} from './commands'
import {Instrument} from './instrument'
import {fetchedRecording} from './fetched'
import {listen} from './gestures'
import {onStrip, onTimeline, type Reach} from './hand'
import {belongsElsewhere, commandOf, type Command} from './keys'
import {answerNote, pickedNote, tipNote} from './notes'
import {loopAround} from './loop'
import type {Moment} from './moment'
import {playerStyles} from './player.css'
import {present, presentNothing, type Panels} from './present'
import {Screen} from './screen'
import {onRun, runPlace, spotAt, spotBox, type Box, type Lit, type RunPlace} from './spots'
import {tipOf, type Tip} from './tip'

/** `because` is the longer sentence below the narration. */
export type Pane = 'because' | 'code' | 'room'
export type ThemeName = 'dark' | 'light' | 'projector'

@customElement('sim-player')
export class SimPlayer extends Instrument implements Commanded {
  static override styles = playerStyles

  @property({attribute: 'recording'}) recordingId: string | null = null
  @property() panes = 'code room'
  @property() override lang: Lang = 'en'
  @property({reflect: true}) theme: ThemeName = 'dark'
  /** Whoever shows it can run the program with a change: it offers to ask (event `whatif`). */
  @property({type: Boolean}) changeable = false
  @state() private tip: Tip | null = null
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

  private unit: StepUnit = 'event'
  private hovered: number | null = null
  private lastSeconds: number | null = null
  private screen: Screen | null = null
  private loading: Promise<void> | null = null
  private sizes: ResizeObserver | null = null

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

  /** Closes the answer, or lets go of what is selected, or of the loop: the first of them that there is. */
  clear(): boolean {
    if (this.answer) this.answer = null
    else if (this.picked !== null) this.selected = null
    else if (this.playhead.loop) this.playsAgain(null)
    else return false
    return true
  }

  /** Resolves when nothing is left to load or to draw; while it plays, when all that it shows is there. */
  async idle(): Promise<void> {
    for (let settled = false; !settled;) {
      await this.loading
      await this.updateComplete
      await this.frames.next()
      await Promise.all(Object.values(this.panelElements).map((panel) => panel?.updateComplete))
      await document.fonts.ready
      const drawn = this.playing || !this.frames.pending
      settled = !this.loading && !this.isUpdatePending && drawn && document.fonts.status === 'loaded'
    }
  }

  has(pane: Pane): boolean {
    return this.panes.split(' ').includes(pane)
  }

  toggle(pane: Pane): void {
    if (this.hasAttribute('bare')) return
    const open = new Set(this.panes.split(' ').filter(Boolean))
    if (!open.delete(pane)) open.add(pane)
    this.panes = [...open].toSorted().join(' ')
    this.dispatchEvent(new CustomEvent('panes', {detail: this.panes, bubbles: true, composed: true}))
  }

  /** Carries out what a key asked for; false when it is not the player's affair. */
  command(command: Command): boolean {
    return carryOut(this, command)
  }

  /** A key, from whoever listens to the keyboard. */
  onKey(event: KeyboardEvent): Command | null {
    const command = belongsElsewhere(event) ? null : commandOf(event)
    if (!command || !this.command(command)) return command
    event.preventDefault()
    return null
  }

  /** What a light can be thrown on at a point of the window, by its name; and where that stands now. */
  spotAt = (x: number, y: number): string | null => (this.frame ? spotAt(this.lit, x, y) : null)
  spotBox = (spot: string): Box | null => (this.frame ? spotBox(this.lit, spot) : null)
  /** How a point of the run is found on this screen, and whether there is any at a point of the window. */
  runPlace = (): RunPlace | null => (this.frame ? runPlace(this.lit) : null)
  onRun = (x: number, y: number): boolean => this.frame !== null && onRun(this.lit, x, y)

  private get lit(): Lit {
    return {root: this.renderRoot as ShadowRoot, timeline: this.timeline, frame: this.frame}
  }

  protected get frame(): Frame | null {
    return this.screen?.frame ?? null
  }

  protected override moved(before: Moment): void {
    super.moved(before)
    if (this.answer) this.requestUpdate()
  }

  protected forget(): void {
    this.hovered = null
    this.tip = null
    this.answer = null
  }

  // -- a frame

  protected drawFrame(now: number): boolean {
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
    const {eye, lang, hovered, picked: selected, open, depth} = this
    const {moment, markers, loop} = this.playhead
    const seen = {viewing, eye, moment, lang, hovered, selected, open, markers, loop, now, step}
    const moving = screen.show(seen)
    if (screen.frame) {
      // Where lanes are out of sight, a finger moves them and not the page.
      const {above, below} = screen.frame.layout
      this.timeline.style.touchAction = above + below > 0 ? 'none' : ''
      const controls = {
        playing: this.playing,
        unit: this.unit,
        speed: this.speed,
        scale: eye.kind,
        depth,
        selected,
        because: this.has('because'),
        toward: moment.toward,
      }
      present(this.panelElements, viewing, screen.frame, controls, lang)
    }
    if (!this.playing && !moving) this.lastSeconds = null
    return this.playing || moving
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
    this.viewing?.close()
    this.frames.stop()
  }

  private readonly redraw = (): void => {
    this.chain?.fit()
    this.narration?.fit()
    if (this.code) measureSoon(this.code)
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
      const recording = await fetchedRecording(id)
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
      fold: (kind) => this.fold(kind),
      pick: (thing) => this.pick(thing),
      moveLanes: (screens) => this.moveLanes(screens),
      looked: () => this.looked(),
      zoom: (factor, x) => this.zoom(factor, x),
      loop: (a, b) => this.playsAgain(this.recording && loopAround(this.recording.columns, a, b)),
      point: (row, x, y, cursor) => this.point(row, x, y, cursor),
    }
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
        this.eye.followTime()
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
        .deepens=${!this.matches("[without~='depth']")}
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
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-player': SimPlayer
  }
  interface Window {
    simloop: SimPlayer
  }
}
