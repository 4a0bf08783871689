// A deck that the page carries within itself, with the recordings of all its runs (simloop/lecture/export.py): nothing
// is asked of any network.
import type {Lang} from '../model/metadata'
import {Recording} from '../model/recording'
import {ui} from '../words/ui'
import type {Deck, Run} from './deck'
import type {Source} from './source'

interface Carried {
  readonly deck: Deck
  /** Each run that a scene shows, and the id of its recording: several may share one. */
  readonly runs: readonly (readonly [run: Run, recording: string])[]
}

export class CarriedSource implements Source {
  readonly live = false
  private readonly carried = JSON.parse(textOf('carried')) as Carried
  private readonly ids = new Map(this.carried.runs.map(([run, id]) => [JSON.stringify(run), id]))
  private readonly known = new Map<string, Promise<Recording>>()

  deck(): Promise<Deck> {
    return Promise.resolve(this.carried.deck)
  }

  of(run: Run): Promise<Recording> {
    const id = this.ids.get(JSON.stringify(run))
    if (id === undefined) return Promise.reject(new Error(ui(this.lang).lecture.notCarried))
    let recording = this.known.get(id)
    if (!recording) this.known.set(id, (recording = unpacked(id)))
    return recording
  }

  private get lang(): Lang {
    return this.carried.deck.lang
  }
}

const textOf = (id: string): string => document.getElementById(id)!.textContent

async function unpacked(id: string): Promise<Recording> {
  const packed = Uint8Array.from(atob(textOf(id)), (character) => character.charCodeAt(0))
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  return Recording.fromBytes(new Uint8Array(await new Response(stream).arrayBuffer()))
}
