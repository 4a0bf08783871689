// why? and then?: what led to an event, back to the start of the program, or what it led to, as sentences. Each
// is a way there.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import type {Rich} from '../words/rich'
import type {ToldReason} from '../words/reasons'
import {ui} from '../words/ui'
import * as icons from './icons'
import {base, hued, type PlaceOf} from './shared'

export type Question = 'why' | 'then'

export interface Answer {
  readonly question: Question
  /** The event that was asked about, and its sentence. */
  readonly row: number
  readonly told: Rich
  readonly reasons: readonly ToldReason[]
  readonly more: number
}

@customElement('sim-why')
export class Why extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        flex-direction: column;
        border: 1px solid var(--line);
        border-radius: 0.6em;
        background: var(--raised);
        box-shadow: 0 0.5em 1.8em rgb(0 0 0 / 0.35);
        overflow: hidden;
        font-size: 1.08em;
      }
      header {
        display: flex;
        align-items: baseline;
        gap: 0.8em;
        padding: 0.5em 0.6em 0.5em 1em;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        margin: 0;
        font-size: 1.08em;
        font-weight: 700;
        color: var(--cause);
        flex: none;
      }
      header p {
        margin: 0;
        flex: 1;
        min-width: 0;
      }
      .close {
        align-self: center;
        border-color: transparent;
        padding: 0.4em;
      }
      ol {
        list-style: none;
        margin: 0;
        padding: 0.3em;
        overflow: auto;
        scrollbar-width: thin;
        scrollbar-color: var(--line) transparent;
      }
      li button {
        display: flex;
        gap: 0.7em;
        width: 100%;
        text-align: left;
        border-color: transparent;
        border-radius: 0.4em;
        padding: 0.26em 0.7em 0.26em calc(0.7em + var(--level, 0) * 1.3em);
        line-height: 1.3;
      }
      li button:hover {
        background: var(--panel);
      }
      li[aria-current='true'] button {
        background: var(--ground);
        border-color: var(--faint);
      }
      .row {
        flex: none;
        min-width: 2.6em;
        text-align: right;
        color: var(--quiet);
        font-variant-numeric: tabular-nums;
      }
      .arrow {
        flex: none;
        color: var(--cause);
        align-self: center;
      }
      .why .arrow svg {
        transform: scaleX(-1);
      }
      .task,
      .value {
        color: var(--who-ink, var(--ink));
        font-weight: 650;
      }
      .code,
      .strong {
        font-weight: 650;
      }
      .more {
        padding: 0.2em 1em 0.2em 4.4em;
        color: var(--quiet);
      }
    `,
  ]

  @property({attribute: false}) answer: Answer | null = null
  /** Where the playhead is. */
  @property({type: Number}) row = 0
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'

  override render() {
    const {answer} = this
    if (!answer) return nothing
    const words = ui(this.lang)
    const {question, reasons, more} = answer
    const none = question === 'why' ? words.whyNothing : words.thenNothing
    const rest = html`<li class="more">${words.moreBetween(more)}</li>`
    return html`
      <header>
        <h2>${question === 'why' ? words.why : words.andThen}</h2>
        <p>${this.sentence(answer.told)}</p>
        <button
          class="close"
          aria-label=${words.close}
          title="${words.close} (Esc)"
          @click=${() => this.dispatchEvent(new CustomEvent('close'))}
        >
          ${icons.close}
        </button>
      </header>
      <ol class=${question} tabindex="0">
        ${reasons.length === 0 ? html`<li class="more">${none}</li>` : nothing}
        ${reasons.map(
          (reason, index) =>
            html`${question === 'why' && more && index === reasons.length - 1 ? rest : nothing}${this.reason(
              reason,
              question,
            )}`,
        )}
        ${question === 'then' && more ? rest : nothing}
      </ol>
    `
  }

  private reason({row, level, told}: ToldReason, question: Question) {
    return html`<li
      data-row=${row}
      aria-current=${row === this.row}
      style=${question === 'then' ? `--level: ${level}` : ''}
    >
      <button @click=${() => this.dispatchEvent(new CustomEvent('go', {detail: row}))}>
        <span class="row">${row}</span><span class="arrow">${icons.arrow}</span
        ><span>${this.sentence(told)}</span>
      </button>
    </li>`
  }

  private sentence(told: Rich) {
    return told.map(({text, role, owner}) =>
      role ? html`<span class=${role} style=${owner ? hued(this.placeOf(owner)) : ''}>${text}</span>` : text,
    )
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-why': Why
  }
}
