// <sim-scene>: the player on a slide, at one of the scene's states. Its rule is the deck's: a state is the same
// whichever way one came to it, so going back needs no memory of having gone on.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import {parsePlace, rowOf, walk} from '../model/places'
import type {Recording} from '../model/recording'
import '../player/sim-player'
import type {SimPlayer, ThemeName} from '../player/sim-player'
import {readViewpoint, writeViewpoint, type Stretch} from '../player/viewpoint'
import {ui} from '../words/ui'
import type {Shown} from './at'
import {placesTo, viewedRows, type Mistake, type Panel, type Run, type Scene, type State} from './deck'
import {refusal} from './refusal'
import type {Recordings} from './source'

/** Two pages that play the same are let be while they are no further apart. */
const APART_S = 0.6
const ALWAYS: readonly Panel[] = ['clock', 'timeline', 'chain', 'narration', 'transport']

@customElement('sim-scene')
export class SceneElement extends LitElement {
  /** The page's own styles reach in: what stands here is a player and, where something is wrong, a box. */
  protected override createRenderRoot(): this {
    return this
  }

  scene!: Scene
  runs!: Recordings
  file = ''
  @property() override lang: Lang = 'en'
  @property() theme: ThemeName = 'projector'
  /** Whoever looks at it goes through it at their own pace, with the transport. */
  @property({type: Boolean}) free = false
  /** There is a player only where it may soon be seen. */
  @property({type: Boolean}) near = false
  @state() private mistake: Mistake | null = null
  @query('sim-player') readonly player!: SimPlayer | null
  private at = 0
  /** What the latest call of `show` waits for; one before it gives up. */
  private showing: Promise<void> = Promise.resolve()
  private calls = 0
  private row: number | null = null
  /** Where what plays will stop by itself. */
  private until: number | null = null
  /** What runs instead of the step's own run. */
  private run: Run | null = null
  private settled = false

  /** Shows a state; one that plays does so when one comes to it going on, else it is there at once. */
  show(index: number, playing = false): Promise<void> {
    this.at = index
    this.near = true
    this.showing = this.apply(index, playing, ++this.calls)
    return this.showing
  }

  /** Leaves the script: another run in the place of the step's own. */
  tries(run: Run): Promise<void> {
    const call = ++this.calls
    this.showing = this.recordingOf(run, this.scene.states[this.at], call).then((recording) => {
      if (!recording || call !== this.calls || !this.player) return
      this.player.swap(recording)
      this.run = run
      this.settled = true
    })
    return this.showing
  }

  /** What it shows, wherever one has gone from the step; null while that is not there yet. */
  get shown(): Shown | null {
    const {player, run, until} = this
    if (!player?.recording || !this.settled || this.mistake) return null
    return {
      place: `event ${player.row}`,
      playing: !player.paused,
      until: player.paused || until === null ? null : `event ${until}`,
      rate: player.rate,
      view: player.viewpoint,
      depth: player.depth,
      run,
    }
  }

  /** Shows what another player shows at a state. */
  follow(index: number, shown: Shown): Promise<void> {
    this.at = index
    this.near = true
    this.showing = this.takeOver(this.scene.states[index], shown, ++this.calls)
    return this.showing
  }

  /** The step's own run, whatever is tried. */
  get own(): Run {
    return this.scene.states[this.at].run
  }

  /** Back to the step, from wherever the presenter has gone. */
  back(): Promise<void> {
    return this.show(this.at)
  }

  /** The playhead is not where the step has put it, or in another run. */
  get strayed(): boolean {
    const {player, row, run} = this
    return run !== null || (player !== null && row !== null && player.paused && player.row !== row)
  }

  leave(): void {
    this.calls++
    this.settled = false
    this.player?.pause()
  }

  /** Resolves when what the step shows is on screen. */
  async idle(): Promise<void> {
    await this.showing
    await this.player?.idle()
  }

  private async apply(index: number, playing: boolean, call: number): Promise<void> {
    const {states} = this.scene
    const wanted = states[index]
    this.row = this.until = null
    this.settled = false
    const recording = await this.recordingOf(wanted.run, wanted, call)
    const {player} = this
    if (!recording || call !== this.calls || !player) return
    this.look(player, wanted)
    if (player.recording !== recording) player.swap(recording)
    this.run = null
    try {
      const rows = walk(recording, placesTo(states, index))
      // Whatever a hand has done to the picture: a state is looked at as it was the first time.
      const shown = instants(recording, viewedRows(recording, states, index))
      player.lookAs(writeViewpoint({...readViewpoint(''), shown, picked: wanted.select}))
      this.mistake = null
      this.go(player, rows, playing && wanted.play)
      this.settled = true
    } catch (error) {
      this.mistake = {line: wanted.line, message: (error as Error).message, allowed: []}
    }
  }

  private async takeOver(state: State, shown: Shown, call: number): Promise<void> {
    const recording = await this.recordingOf(shown.run ?? state.run, state, call)
    const {player} = this
    if (!recording || call !== this.calls || !player) return
    this.look(player, {...state, depth: shown.depth})
    if (player.recording !== recording) player.swap(recording)
    player.rate = shown.rate
    this.run = shown.run
    this.mistake = null
    this.row = null
    const row = rowOf(recording, parsePlace(shown.place))
    // What plays here plays on, unless it is further from there than one would see.
    if (player.paused || !shown.playing || Math.abs(player.secondsTo(row)) > APART_S) player.seek(shown.place)
    if (shown.playing) player.play()
    player.lookAs(shown.view)
    if (shown.playing && shown.until !== null)
      this.stopAt(player, rowOf(recording, parsePlace(shown.until)), call)
    this.settled = true
  }

  /** The recording of a run, when there is a player for it; null: there is none, and why is said. */
  private async recordingOf(run: Run, {line}: State, call: number): Promise<Recording | null> {
    try {
      const recording = await this.runs.of(run)
      await this.updateComplete
      return recording
    } catch (error) {
      if (call === this.calls) this.mistake = {line, message: (error as Error).message, allowed: []}
      return null
    }
  }

  private look(player: SimPlayer, {show, depth}: State): void {
    player.panes = ['code', 'room'].filter((pane) => show.includes(pane as Panel)).join(' ')
    const shown = this.free ? [...show, 'transport'] : show
    player.setAttribute('without', ALWAYS.filter((panel) => !shown.includes(panel)).join(' '))
    player.depth = depth
  }

  private go(player: SimPlayer, rows: readonly number[], playing: boolean): void {
    const row = rows.at(-1)!
    const before = rows.at(-2) ?? 0
    if (playing && before < row) {
      player.seek(`event ${before}`)
      player.play()
      this.stopAt(player, row, this.calls)
    } else {
      player.seek(`event ${row}`)
      this.arrive(row)
    }
  }

  /** What the step shows is there: the event `arrived`. */
  private arrive(row: number): void {
    this.row = row
    this.dispatchEvent(new CustomEvent('arrived', {bubbles: true}))
  }

  /** Watches the playhead until it comes to a row; whoever pauses or goes elsewhere meanwhile has it. */
  private stopAt(player: SimPlayer, row: number, call: number): void {
    this.until = row
    const watch = () => {
      if (call !== this.calls) return
      if (player.row < row && !player.paused) {
        requestAnimationFrame(watch)
        return
      }
      if (player.row >= row) player.seek(`event ${row}`)
      this.until = null
      this.arrive(row)
    }
    requestAnimationFrame(watch)
  }

  protected override updated(changed: PropertyValues<this>): void {
    const {player, scene, at} = this
    if (changed.has('free') && this.free && player)
      this.look(player, {...scene.states[at], depth: player.depth})
  }

  protected override render() {
    const {mistake, lang} = this
    return html`${
      this.near
        ? html`<sim-player .lang=${lang} theme=${this.theme} ?far=${!this.closest('.follows')}
            ><p class="waiting">${ui(lang).loadingTitle}</p></sim-player
          >`
        : nothing
    }${mistake ? refusal(this.file, mistake, lang) : nothing}`
  }
}

/** What is looked at stands a little apart from the edges. */
const APART = 0.03

function instants({columns: {t}}: Recording, rows: Stretch | null): Stretch | null {
  if (!rows) return null
  const [from, to] = [t[rows.from], t[rows.to]]
  const apart = Math.round((to - from) * APART)
  return {from: Math.max(t[0], from - apart), to: Math.min(t.at(-1)!, to + apart)}
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-scene': SceneElement
  }
}
