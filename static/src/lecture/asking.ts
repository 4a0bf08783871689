// The deck's questions as the lecture goes through them: which stage each is in, and who counts the answers. In a hall
// phones answer, by the ballot; and everywhere hands are counted: a click on an option or its number's key is one more,
// with shift one less. So a lecturer without a hall counts those who raise theirs, one with a hall those without a
// phone, and somebody alone has one of their own.
//
// Rule: a stage comes from the slide and the step alone, or from the hall; so going back opens a question again.
import {csvOf, save} from './answers'
import type {Asks, Ballot} from './ballot'
import {stageAt, type Deck, type Slide, type Stage} from './deck'
import type {Choice, QuestionElement} from './sim-question'
import {Hands, total, type Counts} from './tally'

export class Asking {
  private readonly slides: readonly Slide[]
  private readonly hands: Hands
  private current: QuestionElement | null = null
  /** What another window has counted, where this one only shows it. */
  private heard: Counts | null = null
  /** How far the question is by the slide and the step. */
  private own: Stage = 'open'

  constructor(
    root: HTMLElement,
    private readonly deck: Deck,
    private readonly ballot: Ballot | null = null,
  ) {
    this.slides = deck.columns.flat()
    this.hands = new Hands(`simloop hands ${location.pathname}`)
    root.addEventListener('choose', (event) => this.choose((event as CustomEvent<Choice>).detail))
    root.addEventListener('save', () => void this.save())
    ballot?.addEventListener('change', () => this.tell())
  }

  /** The lecture is at a step of a slide. `arrived`: what it plays has been played. */
  show(page: number, step: number, section: HTMLElement, arrived: boolean): void {
    this.current = section.querySelector('sim-question')
    const at = arrived ? step : Math.max(0, step - 1)
    this.own = stageAt(this.slides[page], at) ?? 'open'
    this.tell()
  }

  /** What a hall is told of the question on the slide. */
  get asks(): Asks | null {
    const {current} = this
    return current && {number: current.number, options: current.question.options.length, stage: current.stage}
  }

  get counts(): Counts | null {
    return this.current?.counts ?? null
  }

  hear(counts: Counts | null): void {
    this.heard = counts
    this.tell()
  }

  /** Whether a key was meant for the question: its options' numbers, while it is open. */
  press({code, shiftKey, ctrlKey, altKey, metaKey}: KeyboardEvent): boolean {
    const [, digit] = /^(?:Digit|Numpad)([1-9])$/.exec(code) ?? []
    const {current} = this
    if (!digit || ctrlKey || altKey || metaKey || current?.stage !== 'open') return false
    const option = Number(digit) - 1
    if (option >= current.question.options.length) return false
    this.choose({option, by: shiftKey ? -1 : 1})
    return true
  }

  private choose({option, by}: Choice): void {
    const {current} = this
    if (current?.stage !== 'open') return
    if (this.votes) this.ballot!.vote(current.number, option)
    else this.hands.count(current.number, current.question.options.length, option, by)
    this.tell()
  }

  /** This page is a phone's, at the question that the hall is at. */
  private get votes(): boolean {
    const {ballot, current} = this
    return ballot?.role === 'follower' && current !== null && ballot.stage(current.number) !== null
  }

  private tell(): void {
    const {current, ballot} = this
    if (!current) return
    const {number} = current
    const options = current.question.options.length
    if (this.votes) {
      current.stage = ballot!.stage(number)!
      current.counts = ballot!.counts(number)
      current.mine = ballot!.mine(number)
    } else {
      const hands = this.hands.of(number, options)
      current.stage = this.own
      current.counts = this.heard ?? sum(hands, ballot?.counts(number) ?? null)
      // Somebody alone, or what one has said before.
      current.mine = total(current.counts) === 1 ? current.counts.indexOf(1) : (ballot?.mine(number) ?? null)
    }
    current.hands = !this.votes
    current.saves = ballot?.role !== 'follower' && total(current.counts ?? []) > 1
    current.closest('section')!.dataset.question = current.stage
  }

  private async save(): Promise<void> {
    const heard = (await this.ballot?.all()) ?? new Map<number, Counts>()
    const counts = (number: number, options: number) =>
      sum(this.hands.of(number, options), heard.get(number) ?? null)
    save(`${this.deck.file.replace(/\.md$/, '')}.csv`, csvOf(this.deck, counts))
  }
}

const sum = (hands: Counts, heard: Counts | null): Counts =>
  hands.map((count, option) => count + (heard?.[option] ?? 0))
