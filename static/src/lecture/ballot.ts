// What a page has to do with the hall's answers (simloop/web/ballot.py): a phone gives its own and hears whether it was
// right, the presenter hears how many there are.
//
// Rule: a phone's answer is told again after each interruption, since told twice it counts once: the hall knows the phone
// by its token, said when it connects.
import type {Stage} from './deck'
import {phoneStorage} from './phone'
import type {Counts} from './tally'

/** What a presenter's page tells of the question on its slide. */
export interface Asks {
  readonly number: number
  readonly options: number
  readonly stage: Stage
}

interface Votes {
  readonly deck: string
  readonly question: number
  readonly counts: Counts
}

/** As much of the hall as this needs. */
interface Wire {
  say<T>(event: string, message: object, answered?: (answer: T) => void): void
  on<T>(event: string, hear: (message: T) => void): void
}

interface Place {
  readonly id: string | null
  readonly online: boolean
  readonly latest: {readonly deck: string; readonly asks?: Asks} | null
}

interface Kept {
  readonly hall: string
  /** By question, of this deck. */
  readonly mine: Readonly<Record<string, number>>
}

const KEY = 'simloop-answers'
const PATIENCE_MS = 3000

/** `change` is told of whatever a question may show. */
export class Ballot extends EventTarget {
  private readonly heard = new Map<number, Counts>()
  private kept: Kept | null = null
  private asks: Asks | null = null
  /** What the hall has taken of this phone's answers. */
  private readonly counted = new Map<number, number>()
  /** Something may have been lost. */
  private unsure = false
  /** The hall has begun anew, and knows no answers: not those to what is closed either. */
  private anew = false

  constructor(
    readonly role: 'presenter' | 'follower',
    private readonly deck: string,
    private readonly wire: Wire,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null = phoneStorage(),
  ) {
    super()
    wire.on('votes', ({deck, question, counts}: Votes) => {
      if (deck !== this.deck) return
      this.heard.set(question, counts)
      this.changed()
    })
  }

  /** Where the hall is now. */
  follow({id, online, latest}: Place): void {
    if (!online) this.unsure = true
    else if (id !== null) this.told(id, latest?.deck === this.deck ? (latest.asks ?? null) : null)
  }

  private told(hall: string, asks: Asks | null): void {
    if (this.kept?.hall !== hall) {
      const before = this.kept // this page was in the hall that has begun anew
      const known = before ? null : this.stored()
      this.kept = known?.hall === hall ? known : {hall, mine: before?.mine ?? {}}
      this.heard.clear()
      this.keep()
      this.unsure = true
      this.anew = before !== null
    }
    const opened = asks?.stage === 'open' && this.stage(asks.number) !== 'open'
    this.asks = asks
    if (opened || (this.unsure && (this.anew || asks?.stage === 'open'))) this.say()
    if (asks) this.unsure = this.anew = false // till then a hall that has begun anew is nowhere
    this.changed()
  }

  /** How far the hall is with a question; null: it is not at that. */
  stage(question: number): Stage | null {
    return this.asks?.number === question ? this.asks.stage : null
  }

  /** Null as long as they are hidden. */
  counts(question: number): Counts | null {
    const stage = this.stage(question)
    const hidden = this.role === 'follower' && stage !== null && stage !== 'revealed'
    return hidden ? null : (this.heard.get(question) ?? null)
  }

  mine(question: number): number | null {
    return this.kept?.mine[question] ?? null
  }

  vote(question: number, option: number): void {
    if (!this.kept || this.stage(question) !== 'open') return
    this.put(question, option)
    this.say()
  }

  private put(question: number, option: number | undefined): void {
    const mine = {...this.kept!.mine}
    if (option === undefined) delete mine[question]
    else mine[question] = option
    this.kept = {...this.kept!, mine}
    this.keep()
    this.changed()
  }

  /** All that has been counted, for the presenter; what is known here where the hall does not answer. */
  all(): Promise<ReadonlyMap<number, Counts>> {
    return new Promise((resolve) => {
      setTimeout(() => resolve(this.heard), PATIENCE_MS)
      this.wire.say('ballots', {}, ({ballots = []}: {ballots?: readonly Votes[]}) =>
        resolve(
          new Map(
            ballots.flatMap(({deck, question, counts}) => (deck === this.deck ? [[question, counts]] : [])),
          ),
        ),
      )
    })
  }

  /** Says this phone's answer to the question; one that came too late is taken back. */
  private say(): void {
    const {kept, role, asks} = this
    const option = asks ? kept?.mine[asks.number] : undefined
    if (role !== 'follower' || !kept || option === undefined) return
    const question = asks!.number
    this.wire.say('vote', {question, option}, ({error}: {error?: object}) => {
      if (!error) this.counted.set(question, option)
      else if (this.mine(question) === option) this.put(question, this.counted.get(question))
    })
  }

  private stored(): Kept | null {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? 'null') as Kept | null
    } catch {
      return null
    }
  }

  private keep(): void {
    if (this.role === 'follower') this.storage?.setItem(KEY, JSON.stringify(this.kept))
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}
