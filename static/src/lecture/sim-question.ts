// <sim-question>: what the hall is asked, its options, and a bar for each that fills as answers come. It draws what
// it is given; who counts is not its affair. A choice leaves as the event `choose` {option, by}.
//
// Forms, not hues, tell: the right option has a tick, a frame and a solid bar, the others a hatched one.
import {html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {classMap} from 'lit/directives/class-map.js'
import {styleMap} from 'lit/directives/style-map.js'
import {unsafeHTML} from 'lit/directives/unsafe-html.js'
import type {Lang} from '../model/metadata'
import * as icons from '../panels/icons'
import {ui} from '../words/ui'
import {letterOf, type Question, type Stage} from './deck'
import {inline} from './markdown'
import {filled, total, type Counts} from './tally'

/** No mouse, so no Shift. */
const touched = (): boolean => matchMedia('(hover: none)').matches

export interface Choice {
  readonly option: number
  readonly by: 1 | -1
}

@customElement('sim-question')
export class QuestionElement extends LitElement {
  /** The lecture's own styles reach in. */
  protected override createRenderRoot(): this {
    return this
  }

  question!: Question
  /** Which of the deck's, from 1. */
  number = 0
  @property() override lang: Lang = 'en'
  @property({reflect: true}) stage: Stage = 'open'
  /** Null: they are hidden from whoever looks at this page. */
  @property({attribute: false}) counts: Counts | null = null
  /** The option that whoever looks at this page has chosen. */
  @property({attribute: false}) mine: number | null = null
  /** Whether a scene on this slide gives the answer. */
  scene = false
  /** Whether this page may save what was answered. */
  @property({type: Boolean}) saves = false
  /** Whether this page counts hands, or is somebody's own. */
  @property({type: Boolean}) hands = false

  private choose(event: MouseEvent, option: number): void {
    const detail: Choice = {option, by: event.shiftKey ? -1 : 1}
    this.dispatchEvent(new CustomEvent<Choice>('choose', {detail, bubbles: true}))
  }

  protected override render() {
    const {question, counts, stage} = this
    const parts = counts && filled(counts)
    return html`<p class="ask">${unsafeHTML(inline(question.ask))}</p>
      <ol class="options">
        ${question.options.map((words, option) => this.option(words, option, counts?.[option], parts?.[option]))}
      </ol>
      <p class="told" role="status">
        ${stage === 'revealed' ? html`${this.verdict()} ${this.saves ? this.save() : nothing}` : this.hint()}
      </p>`
  }

  private option(words: string, option: number, count: number | undefined, part: number | undefined) {
    const {stage, mine} = this
    const revealed = stage === 'revealed'
    const right = revealed && option === this.question.right
    const classes = {right, wrong: revealed && !right, mine: option === mine}
    return html`<li class=${classMap(classes)}>
      <button
        ?disabled=${stage !== 'open'}
        aria-pressed=${option === mine}
        @click=${(event: MouseEvent) => this.choose(event, option)}
      >
        <b class="letter">${right ? icons.tick : letterOf(option)}</b>
        <span class="words">${unsafeHTML(inline(words))}</span>
        <span class="bar"
          ><i style=${styleMap({clipPath: `inset(0 ${100 - 100 * (part ?? 0)}% 0 0)`})}></i
        ></span>
        <output>${count ?? nothing}</output>
      </button>
    </li>`
  }

  private hint() {
    const {stage, counts, hands, mine, question} = this
    const words = ui(this.lang).lecture.question
    if (stage === 'closed') {
      const all = total(counts ?? [])
      return html`${all ? words.answers(all) : words.closed} ${this.scene || !hands ? nothing : this.go()}`
    }
    if (!hands) return mine === null ? words.choose : words.chosen
    const answers = total(counts ?? [])
    return html`${answers ? words.answers(answers) : words.raise}
      <small>${touched() ? words.choose : words.keys(question.options.length)}</small>
      ${answers ? this.go() : nothing}`
  }

  /** For those who have no clicker. */
  private go() {
    const words = ui(this.lang).lecture.question
    return html`<button class="look" @click=${this.look}>
      ${this.scene ? words.look : words.answer} ${icons.forward}
    </button>`
  }

  private save() {
    const title = ui(this.lang).lecture.question.save
    const click = () => this.dispatchEvent(new CustomEvent('save', {bubbles: true}))
    return html`<button class="save" title=${title} aria-label=${title} @click=${click}>
      ${icons.download}
    </button>`
  }

  private look(): void {
    this.dispatchEvent(new CustomEvent('answer', {bubbles: true}))
  }

  private verdict() {
    const {counts, mine, question, hands} = this
    const words = ui(this.lang).lecture.question
    const all = total(counts ?? [])
    const alone = mine !== null && (!hands || all === 1)
    if (alone) return mine === question.right ? words.youWereRight : words.itWas(letterOf(question.right))
    return all ? words.wereRight(counts![question.right], all) : words.itWas(letterOf(question.right))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-question': QuestionElement
  }
}
