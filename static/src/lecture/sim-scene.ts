// <sim-scene>: the player on a slide, at one of the scene's states. Its rule is the deck's: a state is the same
// whichever way one came to it, so going back needs no memory of having gone on.
import {html, LitElement, nothing} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import {parsePlace, walk} from '../model/places'
import type {Recording} from '../model/recording'
import '../player/sim-player'
import type {SimPlayer} from '../player/sim-player'
import {ui} from '../words/ui'
import type {Mistake, Panel, Scene, State} from './deck'
import {refusal} from './refusal'
import type {Recordings} from './source'

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
  /** There is a player only where it may soon be seen. */
  @property({type: Boolean}) near = false
  @state() private mistake: Mistake | null = null
  @query('sim-player') readonly player!: SimPlayer | null
  private at = 0
  /** What the latest call of `show` waits for; one before it gives up. */
  private showing: Promise<void> = Promise.resolve()
  private calls = 0
  private row: number | null = null

  /** Shows a state; one that plays does so when one comes to it going on, else it is there at once. */
  show(index: number, playing = false): Promise<void> {
    this.at = index
    this.near = true
    this.showing = this.apply(index, playing, ++this.calls)
    return this.showing
  }

  /** Back to the step, from wherever the presenter has gone. */
  back(): void {
    void this.show(this.at)
  }

  /** The playhead is not where the step has put it. */
  get strayed(): boolean {
    const {player, row} = this
    return player !== null && row !== null && player.paused && player.row !== row
  }

  leave(): void {
    this.calls++
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
    this.row = null
    let recording: Recording
    try {
      recording = await this.runs.of(wanted.run)
    } catch (error) {
      if (call === this.calls)
        this.mistake = {line: wanted.line, message: (error as Error).message, allowed: []}
      return
    }
    await this.updateComplete
    const {player} = this
    if (call !== this.calls || !player) return
    this.look(player, wanted)
    if (player.recording !== recording) player.swap(recording)
    player.selected = wanted.select
    try {
      const rows = walk(recording, placesTo(states, index))
      this.mistake = null
      this.go(player, rows, playing && wanted.play)
    } catch (error) {
      this.mistake = {line: wanted.line, message: (error as Error).message, allowed: []}
    }
  }

  private look(player: SimPlayer, {show, depth}: State): void {
    player.panes = ['code', 'room'].filter((pane) => show.includes(pane as Panel)).join(' ')
    player.setAttribute('without', ALWAYS.filter((panel) => !show.includes(panel)).join(' '))
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
    const watch = () => {
      if (call !== this.calls) return
      if (player.row >= row) {
        player.seek(`event ${row}`)
        this.arrive(row)
      } else if (!player.paused) requestAnimationFrame(watch)
      else this.arrive(row)
    }
    requestAnimationFrame(watch)
  }

  protected override render() {
    const {mistake, lang} = this
    return html`${
      this.near
        ? html`<sim-player .lang=${lang} theme="projector"
            ><p class="waiting">${ui(lang).loadingTitle}</p></sim-player
          >`
        : nothing
    }${mistake ? refusal(this.file, mistake, lang) : nothing}`
  }
}

/** The places that one goes through, to be at a state. */
export const placesTo = (states: readonly State[], index: number) =>
  states.slice(0, index + 1).flatMap(({place}) => (place === null ? [] : [parsePlace(place)]))

declare global {
  interface HTMLElementTagNameMap {
    'sim-scene': SceneElement
  }
}
