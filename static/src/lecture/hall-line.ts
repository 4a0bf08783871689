// The line to the hall (simloop/web/hall.py): it comes back by itself whatever breaks it, and what is told after that
// is the whole state, so that nothing needs to be told again.
import {io, type Socket} from 'socket.io-client'
import type {Refusal} from '../page/api'
import type {At} from './at'

/** A server that has no hall, or another presenter's, is asked again after so long. */
const AGAIN_MS = 3000

/** What every follower is told; `hall` is another one after each start of the server. */
export interface Told {
  readonly hall: string
  readonly sequence: number
  readonly at: At | null
}

export interface Wheel {
  readonly yours: boolean
  /** Somebody has it. */
  readonly held: boolean
}

export interface Hearer {
  told(told: Told): void
  wheel(wheel: Wheel): void
  followers(followers: number): void
  /** `refused` says why there is no way in. */
  connected(connected: boolean, refused: string | null): void
}

export interface Answer {
  readonly error?: Refusal
}

export class Line {
  private readonly socket: Socket
  private last: Told | null = null

  /** `auth` is asked for at each connection: what it says changes. */
  constructor(hearer: Hearer, auth: () => Record<string, unknown>) {
    this.socket = io('/hall', {
      transports: ['websocket'],
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
      auth: (say: (auth: object) => void) => say(auth()),
    })
    this.socket.on('connect', () => hearer.connected(true, null))
    this.socket.on('disconnect', (reason) => {
      hearer.connected(false, null)
      // It was let go: a server that says so does not expect it back at once.
      if (reason === 'io server disconnect') this.again()
    })
    this.socket.on('connect_error', (error) => {
      hearer.connected(false, this.socket.active ? null : error.message)
      if (!this.socket.active) this.again()
    })
    this.socket.on('state', (told: Told) => this.hear(told, hearer))
    this.socket.on('wheel', (wheel: Wheel) => hearer.wheel(wheel))
    this.socket.on('followers', ({followers}: {followers: number}) => hearer.followers(followers))
  }

  /** What comes again, or late, is no news. */
  private hear(told: Told, hearer: Hearer): void {
    const {last} = this
    if (last && told.hall === last.hall && told.sequence < last.sequence) return
    this.last = told
    hearer.told(told)
  }

  private again(): void {
    setTimeout(() => this.socket.connect(), AGAIN_MS)
  }

  get connected(): boolean {
    return this.socket.connected
  }

  /** Says something now, or not at all: what would be said later is no longer true then. */
  say<T = Answer>(event: string, message: object, answered: (answer: T) => void = () => {}): void {
    if (this.connected) this.socket.emit(event, message, answered)
  }

  /** Hears what others than the presenter's state is about. */
  on<T>(event: string, hear: (message: T) => void): void {
    this.socket.on(event, hear as (message: unknown) => void)
  }
}
