// Where the playhead is, and what a viewer wants to find again: the events that are marked, and those between which
// is played again and again. All of it survives another run of the same program: an event stays the event.
import {counterpart} from '../model/counterpart'
import type {Recording} from '../model/recording'
import {looped, loopWith} from './loop'
import {marked, markerFrom} from './markers'
import type {Speed} from '../panels/transport'
import {START, type Moment} from './moment'
import {walkedOn} from './pace'
import type {Viewing} from './view'
import type {Stretch} from './viewpoint'

export class Playhead {
  moment: Moment = START
  markers: readonly number[] = []
  loop: Stretch | null = null
  /** Where it was put by hand, before other runs took this one's place. */
  private anchor: {recording: Recording; row: number} | null = null

  reset(): void {
    this.put(START)
    this.markers = []
    this.loop = null
  }

  put(moment: Moment): void {
    this.moment = moment
    this.anchor = null
  }

  /** The same events in another run; what plays goes on from where it was between two of them. */
  swap(before: Recording, after: Recording, playing: boolean): void {
    const {moment, loop} = this
    const likeOf = (row: number) => counterpart(before, row, after)
    this.anchor ??= {recording: before, row: moment.row}
    this.moment = {
      row: counterpart(this.anchor.recording, this.anchor.row, after),
      toward: playing ? moment.toward : 0,
    }
    this.markers = this.markers.map(likeOf).toSorted((a, b) => a - b)
    const [from, to] = loop ? [likeOf(loop.from), likeOf(loop.to)] : [0, 0]
    this.loop = from < to ? {from, to} : null
  }

  /** Where it is after so many seconds of playing. */
  walked({recording, tempo}: Viewing, seconds: number, speed: Speed): Moment {
    return looped(this.loop, walkedOn(recording, tempo, this.moment, seconds, speed))
  }

  mark(): void {
    this.markers = marked(this.markers, this.moment.row)
  }

  marker(count: number): number | undefined {
    return markerFrom(this.markers, this.moment.row, count)
  }

  loopWith(end: 'from' | 'to', count: number): Stretch | null {
    return loopWith(this.loop, end, this.moment.row, count)
  }
}
