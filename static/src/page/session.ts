// A run, live: asks the server for it, takes its batches in while they arrive, acknowledges each, and after a
// lost connection goes on at the batch that it lacks.
import {io, type Socket} from 'socket.io-client'
import type {Preset} from '../model/metadata'
import {Recording} from '../model/recording'
import {fetchedRecording} from '../player/fetched'
import type {Refusal} from './api'

/** A run to ask for; the preset is a name or a whole table. */
export interface Request {
  readonly scenario: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly preset: string | Preset
  readonly seed: number
}

export type State =
  | {is: 'idle'}
  | {is: 'connecting'}
  | {is: 'queued'}
  | {is: 'running'; rows: number}
  | {is: 'finished'; programError: string | null}
  | {is: 'refused'; refusal: Refusal}
  | {is: 'disconnected'; rows: number}

export interface Listener {
  state(state: State): void
  /** The first rows of another run are there. */
  begins(recording: Recording): void
  grew(recording: Recording): void
}

interface Batch {
  readonly run: string
  readonly index: number
}
interface Finished {
  readonly run: string
  readonly recording: string
  readonly rows: number
  readonly error: string | null
}
interface Answer {
  readonly run?: string
  readonly error?: Refusal
}

export class Session {
  private readonly socket: Socket
  private run: string | null = null
  private recording = new Recording()
  private next = 0
  private asked: Request | null = null
  private over = true
  /** What came before the answer that says which run is ours. */
  private early: {run: string; act: () => void}[] = []

  constructor(private readonly listener: Listener) {
    this.socket = io({transports: ['websocket'], reconnectionDelay: 300, reconnectionDelayMax: 3000})
    this.socket.on('connect', () => this.connected())
    this.socket.on('disconnect', () => this.lost())
    this.socket.on('connect_error', () => this.lost())
    this.socket.on('batch', (batch: Batch, bytes: ArrayBuffer) =>
      this.of(batch.run, () => this.take(batch, bytes)),
    )
    this.socket.on('finished', (finished: Finished) =>
      this.of(finished.run, () => void this.finish(finished)),
    )
    this.socket.on('failed', ({run, error}: {run: string; error: Refusal}) =>
      this.of(run, () => this.refuse(error)),
    )
    this.socket.on('error_message', ({error}: {error: Refusal}) => this.refuse(error))
  }

  /** Asks for a run; one that still goes on is cancelled. */
  start(asked: Request): void {
    this.abandon()
    this.asked = asked
    this.over = false
    this.next = 0
    this.recording = new Recording()
    this.listener.state({is: this.socket.connected ? 'queued' : 'connecting'})
    if (this.socket.connected) this.ask()
  }

  /** Nothing more is wanted of the run that goes on. */
  cancel(): void {
    this.abandon()
    this.listener.state({is: 'finished', programError: null})
  }

  /** Nothing more is wanted at all. */
  close(): void {
    this.abandon()
    this.socket.close()
  }

  private abandon(): void {
    if (this.run && !this.over) this.socket.emit('cancel', {run: this.run})
    this.asked = null
    this.run = null
    this.over = true
    this.early = []
  }

  /** Does something for our run, and nothing for another: one may still speak that has been cancelled. */
  private of(run: string, act: () => void): void {
    if (run === this.run) act()
    else if (!this.run && !this.over) this.early.push({run, act})
  }

  private ask(): void {
    const {asked} = this
    this.socket.emit('run', asked, (answer: Answer) => {
      if (asked !== this.asked) {
        // Another one has been asked for meanwhile.
        if (answer.run) this.socket.emit('cancel', {run: answer.run})
        return
      }
      if (answer.error) return this.refuse(answer.error)
      this.run = answer.run ?? null
      const {early} = this
      this.early = []
      for (const {run, act} of early) if (run === this.run) act()
    })
  }

  private connected(): void {
    if (!this.asked || this.over) return
    if (!this.run) return this.ask()
    this.socket.emit('resume', {run: this.run, next: this.next}, (answer: Answer) => {
      // The server has forgotten the run, or is a new one: a run is repeatable, so it is asked for again.
      if (answer.error && this.asked) this.start(this.asked)
      else this.listener.state({is: 'running', rows: this.recording.count})
    })
  }

  private lost(): void {
    if (this.over) return
    this.listener.state(
      this.recording.count ? {is: 'disconnected', rows: this.recording.count} : {is: 'connecting'},
    )
  }

  private take({run, index}: Batch, bytes: ArrayBuffer): void {
    if (index !== this.next) return
    this.next = index + 1
    this.recording.append(new Uint8Array(bytes))
    this.socket.emit('ack', {run, index})
    if (index === 0) this.listener.begins(this.recording)
    else this.listener.grew(this.recording)
    this.listener.state({is: 'running', rows: this.recording.count})
  }

  private async finish({run, recording, rows, error}: Finished): Promise<void> {
    this.over = true
    if (this.recording.count < rows) {
      const whole = await fetchedRecording(recording)
      if (run !== this.run) return // another has been asked for meanwhile
      this.recording = whole
      this.listener.begins(whole)
    }
    this.recording.id = recording
    this.recording.complete = true
    this.listener.grew(this.recording)
    this.listener.state({is: 'finished', programError: error})
  }

  private refuse(refusal: Refusal): void {
    this.over = true
    this.listener.state({is: 'refused', refusal})
  }
}
