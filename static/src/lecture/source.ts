// Where a deck and its recordings come from: a server (served.ts), or the file that the page itself is (carried.ts).
import type {Lang} from '../model/metadata'
import type {Recording} from '../model/recording'
import type {Deck, Run} from './deck'

export interface Recordings {
  /** Each run is made once and kept. */
  of(run: Run): Promise<Recording>
}

export interface Source extends Recordings {
  deck(lang: Lang): Promise<Deck>
  /** Any run may be asked for, and there is a simloop to go to; else only what the deck shows is there. */
  readonly live: boolean
}
