// States kept every few hundred rows, so that no world needs a long replay. They share all that has not changed
// from one to the next.
//
// Rule: they are made in the order of the rows, as far as somebody asks, or ahead while there is time.
import {Indices} from './indices'
import type {Recording} from './recording'
import {Replay} from './replay'
import {State} from './state'

const KEYFRAME = 512
/** So many are made between two looks at the clock. */
const AT_ONCE = 8

export class Keyframes {
  /** Those after the rows KEYFRAME - 1, 2 * KEYFRAME - 1 and so on. */
  private readonly states: State[] = []
  readonly indices = new Indices()
  /** The latest answer: the next question is most often about a row soon after it. */
  private latest = new State()

  constructor(private readonly recording: Recording) {}

  /** The state after a row. It is good until the next question. */
  stateAt(row: number): State {
    const wanted = Math.floor((row + 1) / KEYFRAME)
    const near = this.latest.row <= row && this.latest.row >= wanted * KEYFRAME - 1
    const from = near ? this.latest : this.keyframe(wanted)
    this.latest = new Replay(this.recording, this.indices, from).to(row).state
    return this.latest
  }

  /** Makes more of them, until that is enough; true when there are as many as there can be. */
  ahead(enough: () => boolean): boolean {
    const most = Math.floor(this.recording.count / KEYFRAME)
    while (this.states.length < most && !enough()) this.make(Math.min(most, this.states.length + AT_ONCE))
    return this.states.length >= most
  }

  /** A copy of the state after so many times KEYFRAME rows. */
  private keyframe(count: number): State {
    this.make(count)
    return count ? this.states[count - 1].copy() : new State()
  }

  private make(count: number): void {
    while (this.states.length < count) {
      const before = this.states.at(-1)?.copy() ?? new State()
      const next = (this.states.length + 1) * KEYFRAME - 1
      this.states.push(new Replay(this.recording, this.indices, before).to(next).state)
    }
  }
}
