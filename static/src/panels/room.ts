// The machine room: what is on the CPU, what the loop waits for, boxes, tasks and sockets, at the playhead.
import {html, LitElement, nothing, render, type PropertyValues} from 'lit'
import {customElement, property, query} from 'lit/decorators.js'
import {feltText} from '../felt/felt'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ownerOf} from '../model/whose'
import type {Recording} from '../model/recording'
import {localsOf} from '../model/values'
import {moveOf, type Move} from '../model/moves'
import type {World} from '../model/world'
import {ui} from '../words/ui'
import {callStack} from './calls'
import {measureSoon, type Measured} from './measured'
import {moving, progress, wayOf, type Way} from './room/moving'
import * as parts from './room/parts'
import {roomStyles} from './room/room.css'
import {base, type PlaceOf} from './shared'

@customElement('sim-room')
export class MachineRoom extends LitElement implements Measured {
  static override styles = [base, roomStyles]

  @property({attribute: false}) recording: Recording | null = null
  @property({attribute: false}) world: World | null = null
  @property({type: Number}) t = 0
  /** How far the playhead is on the way from its event to the next. */
  @property({type: Number}) toward = 0
  @property() depth: Depth = 'machine'
  @property({attribute: false}) selected: string | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'
  @query('.parts') private readonly parts!: HTMLElement | null
  @query('.over') private readonly over!: HTMLElement | null
  /** What moves, and its way through the room as it is laid out. */
  private move: Move | null = null
  private way: Way | null = null
  private readonly sizes = new ResizeObserver(() => measureSoon(this))

  override render() {
    const {recording, world} = this
    if (!recording || !world) return nothing
    const {instruction_ps} = recording.metadata.preset
    const room: parts.Room = {
      world,
      columns: recording.columns,
      words: ui(this.lang),
      placeOf: this.placeOf,
      calls: callStack(recording, world, this.depth),
      localsOf: (task) => localsOf(recording, world.row, task),
      ownerOf: (subject) => ownerOf(recording, subject, world.row),
      felt: (ps) => feltText(ps, instruction_ps, this.lang),
      t: this.t,
      depth: this.depth,
      selected: this.selected,
    }
    const loops = world.select.row >= 0 || recording.metadata.sources.some(({role}) => role === 'loop')
    const dense = world.registered.length + world.tasks.length > 9
    return html`<div @click=${this.onClick} class="parts ${dense ? 'dense' : ''}">
      ${parts.stack(room)}
      ${loops && sees(this.depth, 'select') ? html`${parts.phase(room)} ${parts.selector(room)}` : nothing}
      ${sees(this.depth, 'future.create') ? parts.futures(room) : nothing} ${parts.threads(room)}
      ${parts.locks(room)} ${parts.disks(room)} ${sees(this.depth, 'task.step') ? parts.tasks(room) : nothing}
      ${sees(this.depth, 'socket.open') ? parts.sockets(room) : nothing} ${parts.output(room)}
      ${parts.felt(room)}
      <div class="over"></div>
    </div>`
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('world') && !changed.has('depth')) return
    const {recording, world, depth} = this
    const seen = recording && world && sees(depth, recording.kindOf(world.row))
    this.move = seen ? moveOf(recording, world) : null
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('world') || changed.has('depth') || changed.has('lang')) measureSoon(this)
    else this.drawMove()
  }

  measure(): () => void {
    this.way = this.parts && this.move ? wayOf(this.parts, this.move) : null
    return () => this.drawMove()
  }

  /** Apart from the room below it, which is laid out before the way through it is known. */
  private drawMove(): void {
    const {over, way, move, toward, placeOf} = this
    if (over) render(moving(way, move, progress(toward, still()), placeOf), over)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.sizes.observe(this)
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect()
    super.disconnectedCallback()
  }

  /** A click on a row, or a key on the name in it, selects the thing. */
  private readonly onClick = (event: Event): void => {
    const thing = (event.target as HTMLElement).closest<HTMLElement>('[data-thing]')?.dataset['thing']
    if (thing) this.dispatchEvent(new CustomEvent('pick', {detail: thing}))
  }
}

const still = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

declare global {
  interface HTMLElementTagNameMap {
    'sim-room': MachineRoom
  }
}
