// A run, live: asks the server for it, takes its batches in while they arrive, acknowledges each, and after a
// lost connection goes on at the batch that it lacks.
import {io, type Socket} from 'socket.io-client'
import {Recording} from '../model/recording'
import type {Asked} from './address'
import {getRecording, type Refusal} from './api'

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
  private asked: Asked | null = null
  private over = true

  constructor(private readonly listener: Listener) {
    this.socket = io({transports: ['websocket'], reconnectionDelay: 300, reconnectionDelayMax: 3000})
    this.socket.on('connect', () => this.connected())
    this.socket.on('disconnect', () => this.lost())
    this.socket.on('connect_error', () => this.lost())
    this.socket.on('batch', (batch: Batch, bytes: ArrayBuffer) => this.take(batch, bytes))
    this.socket.on('finished', (finished: Finished) => void this.finish(finished))
    this.socket.on('failed', ({run, error}: {run: string; error: Refusal}) => {
      if (run === this.run) this.refuse(error)
    })
    this.socket.on('error_message', ({error}: {error: Refusal}) => this.refuse(error))
  }

  /** Asks for a run; one that still goes on is cancelled. */
  start(asked: Asked): void {
    if (this.run && !this.over) this.socket.emit('cancel', {run: this.run})
    this.asked = asked
    this.run = null
    this.over = false
    this.next = 0
    this.recording = new Recording()
    this.listener.state({is: this.socket.connected ? 'queued' : 'connecting'})
    if (this.socket.connected) this.ask()
  }

  private ask(): void {
    const {asked} = this
    this.socket.emit('run', asked, (answer: Answer) => {
      if (asked !== this.asked) {
        // Another one has been asked for meanwhile.
        if (answer.run) this.socket.emit('cancel', {run: answer.run})
        return
      }
      if (answer.error) this.refuse(answer.error)
      else this.run = answer.run ?? null
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
    if (!this.run) this.run = run // a batch may overtake the answer
    if (run !== this.run || index !== this.next) return
    this.next = index + 1
    this.recording.append(new Uint8Array(bytes))
    this.socket.emit('ack', {run, index})
    if (index === 0) this.listener.begins(this.recording)
    else this.listener.grew(this.recording)
    this.listener.state({is: 'running', rows: this.recording.count})
  }

  private async finish({run, recording, rows, error}: Finished): Promise<void> {
    if (run !== this.run) return
    this.over = true
    if (this.recording.count < rows) {
      this.recording = new Recording()
      this.recording.append(await getRecording(recording))
      this.listener.begins(this.recording)
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
