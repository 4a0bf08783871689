// The deck's questions as the lecture goes through them: which stage each is in, and who counts the answers. Without
// a hall the lecturer counts hands: a click on an option or its number's key is one more, with shift one less.
//
// Rule: a stage comes from the slide and the step alone, so going back opens a question again.
import {stageAt, type Deck, type Slide} from './deck'
import type {Choice, QuestionElement} from './sim-question'
import {Hands, total} from './tally'

export class Asking {
  private readonly slides: readonly Slide[]
  private readonly hands: Hands
  private current: QuestionElement | null = null

  constructor(root: HTMLElement, deck: Deck) {
    this.slides = deck.columns.flat()
    this.hands = new Hands(`simloop hands ${location.pathname}`)
    root.addEventListener('choose', (event) => this.choose((event as CustomEvent<Choice>).detail))
  }

  /** The lecture is at a step of a slide. `arrived`: what it plays has been played. */
  show(page: number, step: number, section: HTMLElement, arrived: boolean): void {
    const element = section.querySelector('sim-question')
    this.current = element
    if (!element) return
    const stage = stageAt(this.slides[page], step) ?? 'open'
    const before = step > 0 ? (stageAt(this.slides[page], step - 1) ?? 'open') : 'open'
    element.stage = arrived ? stage : before
    section.dataset.question = element.stage
    this.tell(element)
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
    this.hands.count(current.number, current.question.options.length, option, by)
    this.tell(current)
  }

  private tell(element: QuestionElement): void {
    const counts = this.hands.of(element.number, element.question.options.length)
    element.hands = true
    element.counts = counts
    element.mine = total(counts) === 1 ? counts.indexOf(1) : null // a viewer alone, or the first hand
  }
}
