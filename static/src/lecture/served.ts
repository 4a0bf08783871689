// A deck from the server, whose address is the page's.
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {asked, pathOf, type Deck, type Run} from './deck'
import {Runs} from './runs'
import type {Source} from './source'

export class Served implements Source {
  readonly live = true
  private readonly runs = new Runs()

  async deck(lang: Lang): Promise<Deck> {
    const response = await fetch(`${pathOf(location.pathname)}?lang=${lang}`, {cache: 'no-cache'})
    const answer = (await response.json()) as Deck | {error: {message: string; allowed: string[] | null}}
    if (!('error' in answer)) return asked(answer, new URLSearchParams(location.search))
    const {message, allowed} = answer.error
    throw new Error(allowed?.length ? `${message}; ${ui(lang).allowed(allowed.join(', '))}` : message)
  }

  of = (run: Run) => this.runs.of(run)
}
