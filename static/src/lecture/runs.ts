// Recordings by what was asked for. Each is run once and kept; they are asked for one after another.
import type {Recording} from '../model/recording'
import {Session, type Request} from '../page/session'
import type {Refusal} from '../panels/asking'
import {parametersFor} from '../compare/interventions'
import {getPresets} from '../page/api'
import {tableOf, unchanged} from '../model/table'
import type {Run} from './deck'

/** The server would not run it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.field ? `${refusal.field}: ${refusal.message}` : refusal.message)
  }
}

/** What the server is asked for: a table that differs goes to it as a whole. */
export async function requestOf({edits, ...run}: Run): Promise<Request> {
  const request = {...run, parameters: parametersFor(run.parameters)}
  if (!edits || unchanged(edits)) return request
  const base = (await getPresets()).find(({id}) => id === run.preset)
  return base ? {...request, preset: tableOf(base, edits, null)} : request
}

/** Of runs with a table of their own, as they follow a hand, so many are kept. */
const OWN_TABLES = 4

export class Runs {
  private readonly known = new Map<string, Promise<Recording>>()
  private readonly ownTables: string[] = []
  private last: Promise<unknown> = Promise.resolve()
  private session: Session | null = null
  private recording: Recording | null = null
  private settle: {resolve: (recording: Recording) => void; reject: (why: Error) => void} | null = null

  of(run: Run): Promise<Recording> {
    const key = JSON.stringify(run)
    let recording = this.known.get(key)
    if (!recording) {
      recording = this.last.then(() => this.ask(run))
      this.last = recording.catch(() => this.known.delete(key)) // to be tried again
      this.known.set(key, recording)
      if (typeof run.preset !== 'string') this.ownTables.push(key)
      if (this.ownTables.length > OWN_TABLES) this.known.delete(this.ownTables.shift()!)
    }
    return recording
  }

  private async ask(run: Run): Promise<Recording> {
    const request = await requestOf(run)
    return new Promise((resolve, reject) => {
      this.settle = {resolve, reject}
      this.recording = null
      this.session ??= new Session({
        state: (state) => {
          if (state.is === 'refused') this.settle?.reject(new Refused(state.refusal))
          if (state.is === 'finished' && this.recording) this.settle?.resolve(this.recording)
        },
        begins: (recording) => (this.recording = recording),
        grew: () => {},
      })
      this.session.start(request)
    })
  }
}
