// What the parts of the page have of it.
import type {LitElement} from 'lit'
import type {Preset} from '../model/metadata'
import type {Recording} from '../model/recording'
import type {Refusal, Scenario} from '../panels/asking'
import type {SimPlayer} from '../player/sim-player'
import type {Asked} from './address'
import type {Request, State} from './session'
import type {Settings} from './settings'

export interface Page extends LitElement {
  /** What is on screen; null while nothing is. */
  readonly recording: Recording | null
  readonly asked: Asked
  readonly status: State
  readonly refusal: Refusal | null
  readonly scenarios: readonly Scenario[]
  readonly presets: readonly Preset[]
  readonly settings: Settings
  readonly player: SimPlayer
  readonly request: (asked: Asked) => Request
  /** All is known that another run could be asked for with. */
  ready(): Promise<void>
  /** The address is to say what is seen. */
  remember(): void
}
