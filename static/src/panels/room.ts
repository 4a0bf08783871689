// The machine room: what is on the CPU, what the loop waits for, boxes, tasks and sockets, at the playhead.
import {html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {feltText} from '../felt/felt'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ownerOf} from '../model/owners'
import type {Recording} from '../model/recording'
import type {World} from '../model/world'
import {ui} from '../words/ui'
import * as parts from './room/parts'
import {roomStyles} from './room/room.css'
import {base, type PlaceOf} from './shared'

@customElement('sim-room')
export class MachineRoom extends LitElement {
  static override styles = [base, roomStyles]

  @property({attribute: false}) recording: Recording | null = null
  @property({attribute: false}) world: World | null = null
  @property({type: Number}) t = 0
  @property() depth: Depth = 'machine'
  @property({attribute: false}) selected: string | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'

  override render() {
    const {recording, world} = this
    if (!recording || !world) return nothing
    const {instruction_ps} = recording.metadata.preset
    const room: parts.Room = {
      world,
      columns: recording.columns,
      words: ui(this.lang),
      placeOf: this.placeOf,
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
    </div>`
  }

  /** A click on a row, or a key on the name in it, selects the thing. */
  private readonly onClick = (event: Event): void => {
    const thing = (event.target as HTMLElement).closest<HTMLElement>('[data-thing]')?.dataset['thing']
    if (thing) this.dispatchEvent(new CustomEvent('pick', {detail: thing}))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-room': MachineRoom
  }
}
