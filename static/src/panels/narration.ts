// The narration: one plain sentence for the event at the playhead. A screen reader hears it when it changes,
// except while playing, when it would never come to an end.
import {css, html, LitElement} from 'lit'
import {customElement, property, query} from 'lit/decorators.js'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {base, hued, type PlaceOf} from './shared'

export interface Told {
  readonly text: string
  readonly role?: 'code' | 'task' | 'value' | 'strong'
  readonly owner?: string | null
}

/** A long sentence is written smaller, and in two lines at last. */
const SIZES = [1, 0.9, 0.8, 0.7, 0.6, 0.5]

@customElement('sim-narration')
export class Narration extends LitElement {
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
      .asks {
        flex: none;
        align-self: center;
        display: flex;
        gap: 0.5em;
        font-size: 0.56em;
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
        }
        .asks select {
          display: block;
        }
        .line {
          flex-wrap: wrap;
          row-gap: 0.2em;
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
  @property({type: Number}) row = 0
  @property({type: Boolean}) playing = false
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'

  @property() depth: Depth = 'machine'
  /** Which question is answered now. */
  @property() asked: 'why' | 'then' | null = null

  @query('.told') private readonly sentence!: HTMLElement

  protected override updated(): void {
    this.fit()
  }

  /** The sentence keeps to the height that the layout gives it: nothing below it moves when it is a long one. */
  fit(): void {
    const {sentence} = this
    const room = this.clientHeight - parseFloat(getComputedStyle(this).paddingBlock || '0') * 2
    for (const size of SIZES) {
      sentence.style.setProperty('--fit', `${size}`)
      if (sentence.offsetHeight <= room) break
    }
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
          >${this.told.map(({text, role, owner}) =>
            role
              ? html`<span class=${role} style=${owner ? hued(this.placeOf(owner)) : ''}>${text}</span>`
              : text,
          )}</span
        >
        <span class="asks" ?hidden=${this.told.length === 0}>
          ${this.question('why', 'W')}${this.question('then', 'E')} ${this.depthChoice()}
        </span>
      </div>
    `
  }

  /** Where the page's header has no room for it. */
  private depthChoice() {
    const words = ui(this.lang)
    return html`<select
      aria-label=${words.depthTitle}
      @change=${(event: Event) => this.dispatchEvent(new CustomEvent('look', {detail: (event.target as HTMLSelectElement).value}))}
    >
      ${DEPTHS.map((depth) => html`<option value=${depth} ?selected=${depth === this.depth}>${words.depths[depth]}</option>`)}
    </select>`
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

declare global {
  interface HTMLElementTagNameMap {
    'sim-narration': Narration
  }
}
