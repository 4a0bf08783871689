// The narration: one plain sentence for the event at the playhead. A screen reader hears it when it changes,
// except while playing, when it would never come to an end. On demand a longer one below it says why it is so.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property, query} from 'lit/decorators.js'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {measureSoon, type Measured} from './measured'
import {base, hued, type PlaceOf} from './shared'

export interface Told {
  readonly text: string
  readonly role?: 'code' | 'task' | 'value' | 'strong'
  readonly owner?: string | null
}

/** A long sentence is written smaller, and in two lines at last. */
const SIZES = [1, 0.9, 0.8, 0.7, 0.6, 0.5]

@customElement('sim-narration')
export class Narration extends LitElement implements Measured {
  static override styles = [
    base,
    css`
      .line {
        display: flex;
        align-items: baseline;
        gap: 0.5em;
        margin: 0;
        font-size: 1.86em;
        line-height: 1.22;
      }
      .row {
        flex: none;
        font-size: 0.56em;
        min-width: 3.2em;
        text-align: center;
        padding: 0.12em 0.5em;
        border: 1px solid var(--line);
        border-radius: 0.35em;
        color: var(--quiet);
        font-variant-numeric: tabular-nums;
        align-self: center;
      }
      .told {
        min-width: 0;
        flex: 1;
        font-size: calc(1em * var(--fit, 1));
        overflow-wrap: break-word;
        text-wrap: pretty;
      }
      /* What is printed keeps its lines: a card above the sentence, as high as it must be. */
      .told:has(.printed) {
        position: relative;
        font-size: 1em;
      }
      .printed {
        position: absolute;
        z-index: 3;
        left: 0;
        bottom: calc(100% + 0.3em);
        width: max-content;
        max-width: 90cqw;
        columns: var(--columns);
        column-gap: 3ch;
        padding: 0.5em 1.2em;
        border: 1px solid var(--line);
        border-radius: 0.5em;
        background: var(--raised);
        box-shadow: 0 0.4em 1.4em rgb(0 0 0 / 0.3);
        font-family: var(--mono);
        font-size: 0.56em;
        line-height: 1.3;
        font-weight: 400;
        white-space: pre-wrap;
      }
      .because {
        margin: 0.35em 0 0;
        padding-left: 4.26em; /* under the sentence: the row's number and the gap */
        line-height: 1.34;
        color: var(--quiet);
        text-wrap: pretty;
      }
      .because > span {
        display: block;
        font-size: calc(1.24em * var(--fit, 1));
      }
      .because .code,
      .because .strong {
        color: var(--ink);
      }
      .asks {
        flex: none;
        align-self: center;
        display: flex;
        gap: 0.5em;
        font-size: 0.56em;
      }
      @media print {
        .asks {
          display: none;
        }
      }
      .asks button {
        color: var(--quiet);
        white-space: nowrap;
      }
      .asks button[aria-pressed='true'] {
        color: var(--cause);
      }
      .asks select {
        display: none;
        flex: 1;
        min-width: 0;
        font: inherit;
        color: var(--ink);
        background: var(--ground);
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 0.3em 0.5em;
      }
      @container player (max-width: 900px) {
        .asks {
          flex: 1;
          min-width: 0;
          gap: 0.3em;
          flex-wrap: wrap;
          font-size: min(0.56em, 3.3cqw);
        }
        .asks button {
          padding-inline: 0.5em;
        }
        .row {
          min-width: 0;
          padding-inline: 0.35em;
        }
        .asks select {
          display: block;
        }
        .line {
          flex-wrap: wrap;
          row-gap: 0.2em;
        }
        .because {
          padding-left: 0;
        }
        .printed {
          position: static;
          display: block;
          width: auto;
          columns: auto;
        }
        .told {
          order: -1;
          flex-basis: 100%;
        }
      }
      .code,
      .task,
      .strong,
      .value {
        font-weight: 650;
      }
      .task,
      .value {
        color: var(--who-ink, var(--ink));
      }
    `,
  ]

  @property({attribute: false}) told: readonly Told[] = []
  /** Why it is so; null: nobody wants to know, empty: there is nothing to say. */
  @property({attribute: false}) because: readonly Told[] | null = null
  @property({type: Number}) row = 0
  @property({type: Boolean}) playing = false
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'

  @property() depth: Depth = 'machine'
  /** The program can be run with a change. */
  @property({type: Boolean}) changeable = false
  /** Where there is no room around the player, it is here that one says how deep to look. */
  @property({type: Boolean}) deepens = true
  /** Which question is answered now. */
  @property() asked: 'why' | 'then' | null = null

  @query('.told') private readonly sentence!: HTMLElement
  @query('.because') private readonly longer!: HTMLElement | null
  private size = SIZES[0]

  protected override updated(): void {
    this.fit()
  }

  /** What is said keeps to the height that the layout gives it: nothing below it moves when it is a long one. */
  fit(): void {
    this.write(SIZES[0])
    measureSoon(this)
  }

  measure(): null {
    const {sentence, longer} = this
    const gapPx = longer ? parseFloat(getComputedStyle(longer).marginTop) : 0
    const room = this.clientHeight - gapPx - parseFloat(getComputedStyle(this).paddingBlock || '0') * 2
    for (const size of SIZES) {
      this.write(size)
      if (sentence.offsetHeight + (longer?.offsetHeight ?? 0) <= room) break
    }
    return null
  }

  private write(size: number): void {
    if (size === this.size) return
    this.size = size
    this.style.setProperty('--fit', `${size}`)
  }

  override render() {
    const words = ui(this.lang)
    return html`
      <div class="line">
        <span class="row" ?hidden=${this.told.length === 0} title=${words.event(this.row)}>${this.row}</span>
        <span
          class="told"
          role="status"
          aria-live=${this.playing ? 'off' : 'polite'}
          aria-label=${words.narration}
          >${this.written(this.told)}</span
        >
        <span class="asks" ?hidden=${this.told.length === 0}>
          ${this.becauseButton()}${this.question('why', 'W')}${this.question('then', 'E')}${this.whatIf()}
          ${this.depthChoice()}
        </span>
      </div>
      ${
        this.because
          ? html`<p class="because" role="status" aria-live=${this.playing ? 'off' : 'polite'}>
              <span>${this.written(this.because)}</span>
            </p>`
          : nothing
      }
    `
  }

  private written(told: readonly Told[]) {
    return told.map(({text, role, owner}) => {
      const hue = owner ? hued(this.placeOf(owner)) : ''
      if (text.includes('\n')) return printed(text)
      return role ? html`<span class=${role} style=${hue}>${text}</span>` : text
    })
  }

  private becauseButton() {
    const words = ui(this.lang)
    return html`<button
      class="ask-because"
      aria-pressed=${this.because !== null}
      title="${words.becauseTitle} (B)"
      @click=${() => this.dispatchEvent(new CustomEvent('because'))}
    >
      ${words.because}
    </button>`
  }

  private depthChoice() {
    const words = ui(this.lang)
    if (!this.deepens) return nothing
    return html`<select
      aria-label=${words.depthTitle}
      @change=${(event: Event) => this.dispatchEvent(new CustomEvent('look', {detail: (event.target as HTMLSelectElement).value}))}
    >
      ${DEPTHS.map((depth) => html`<option value=${depth} ?selected=${depth === this.depth}>${words.depths[depth]}</option>`)}
    </select>`
  }

  private whatIf() {
    const words = ui(this.lang)
    if (!this.changeable) return nothing
    return html`<button
      class="whatif"
      title="${words.whatIfTitle} (I)"
      @click=${() => this.dispatchEvent(new CustomEvent('whatif', {bubbles: true, composed: true}))}
    >
      ${words.whatIf}
    </button>`
  }

  private question(question: 'why' | 'then', key: string) {
    const words = ui(this.lang)
    const title = question === 'why' ? words.whyTitle : words.thenTitle
    return html`<button
      class=${question}
      aria-pressed=${this.asked === question}
      title="${title} (${key})"
      @click=${() => this.dispatchEvent(new CustomEvent('ask', {detail: question}))}
    >
      ${question === 'why' ? words.why : words.andThen}
    </button>`
  }
}

/** Beyond so many lines they go on in the next column. */
const LINES = 7

const printed = (text: string) =>
  html`<span class="printed" style="--columns: ${Math.ceil(text.split('\n').length / LINES)}">${text}</span>`

declare global {
  interface HTMLElementTagNameMap {
    'sim-narration': Narration
  }
}
