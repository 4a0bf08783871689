// The windows of one lecture on one machine: the one with the slides, the speaker's, and the small slides in that. They
// talk without a server, each message says all that it is about, and whoever is new asks: so they may be opened, closed
// and loaded anew in any order.
//
// Rule: only the window with the slides knows where the lecture is. The others show what it says, and send it keys.
import type {ThemeName} from '../player/sim-player'
import {deckOf} from './address'
import type {At} from './at'
import {passScreenOn} from './full-screen'
import type {Point} from './parts'
import type {Tool} from './sim-over'
import type {Counts} from './tally'

/** A key, as a window that has not the slides was given it. */
export interface SentKey {
  readonly up: boolean
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
  /** When, by the clock of the window that it was pressed in. */
  readonly timeMs: number
}

/** What the next press of the clicker does. */
export type Next = 'step' | 'fragment' | 'slide' | 'end'

/** What the window with the slides says of itself. */
export interface Told {
  readonly at: Omit<At, 'deck'>
  /** Of the scene, or of the question. */
  readonly step: number
  readonly steps: number
  readonly next: Next
  readonly strayed: boolean
  /** The whole screen is wanted, and a hand must be on that window for it. */
  readonly asksScreen: boolean
  readonly tool: Tool
  readonly pen: number
  readonly light: string | null
  /** Of the question on the slide. */
  readonly counts: Counts | null
  readonly theme: ThemeName
  readonly zoom: number
  readonly hall: {readonly online: boolean; readonly followers: number} | null
}

export type Note =
  | {readonly is: 'who'}
  | {readonly is: 'gone'}
  | {readonly is: 'told'; readonly told: Told}
  | {readonly is: 'key'; readonly key: SentKey}
  | {readonly is: 'point'; readonly point: Point | null}
  | {readonly is: 'light'; readonly light: string | null}

export class Windows {
  private readonly channel = new BroadcastChannel(`simloop-lecture ${deckOf(location)}`)

  constructor(hear: (note: Note) => void) {
    this.channel.addEventListener('message', ({data}) => hear(data as Note))
  }

  say(note: Note): void {
    this.channel.postMessage(note)
  }

  /** Keys that are pressed in this window go to the one with the slides. */
  sendKeys(): void {
    const send = (event: KeyboardEvent): void => {
      const target = event.composedPath()[0]
      const typing = target instanceof Element && target.closest('input, textarea, select')
      const pressing =
        (event.key === ' ' || event.key === 'Enter') && target instanceof Element && target.closest('button')
      if (!event.isTrusted || event.altKey || typing || pressing) return
      const {key, code, shiftKey, ctrlKey, metaKey, repeat, timeStamp: timeMs} = event
      // The browser keeps its own, such as Ctrl+R; F5 is the clicker's.
      if ((ctrlKey || metaKey) && key !== 'z') return
      if (key === 'Tab' || (/^F\d+$/.test(key) && key !== 'F5')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (key === 'F5' && (event.type === 'keyup' || passScreenOn())) return
      const up = event.type === 'keyup'
      this.say({is: 'key', key: {up, key, code, shiftKey, ctrlKey, metaKey, repeat, timeMs}})
    }
    addEventListener('keydown', send, {capture: true})
    addEventListener('keyup', send, {capture: true})
  }
}

/** In the window with the slides: as if the key had been pressed here. */
export function pressHere({up, timeMs, ...key}: SentKey): void {
  const event = new KeyboardEvent(up ? 'keyup' : 'keydown', {...key, cancelable: true, bubbles: true})
  dispatchEvent(Object.defineProperty(event, 'timeStamp', {value: timeMs}))
}
