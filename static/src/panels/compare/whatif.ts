// What if …: what could be changed at an event. Choosing one runs the program with that change.
import {css, html, LitElement} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {offersAt, type Intervention} from '../../compare/interventions'
import {tellIntervention} from '../../compare/verdict'
import type {Lang} from '../../model/metadata'
import type {Recording} from '../../model/recording'
import {compareWords} from '../../words/compare'
import {ui} from '../../words/ui'
import * as icons from '../icons'
import {base} from '../shared'

@customElement('sim-whatif')
export class WhatIf extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        z-index: 5;
        right: 0;
        bottom: 0;
        width: min(100%, 44em);
        max-height: 100%;
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
        align-items: center;
        justify-content: space-between;
        padding: 0.3em 0.6em 0.3em 1em;
        border-bottom: 1px solid var(--line);
      }
      h2 {
        margin: 0;
        font-size: 1.08em;
        font-weight: 700;
        color: var(--cause);
      }
      .close {
        border-color: transparent;
        padding: 0.4em;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: 0.3em;
        overflow: auto;
        scrollbar-width: thin;
        scrollbar-color: var(--line) transparent;
      }
      li button {
        width: 100%;
        text-align: left;
        border-color: transparent;
        border-radius: 0.4em;
        padding: 0.32em 0.7em;
        line-height: 1.3;
      }
      li button:hover {
        background: var(--panel);
      }
      p {
        margin: 0;
        padding: 0.6em 1em;
        color: var(--quiet);
      }
    `,
  ]

  @property({attribute: false}) recording: Recording | null = null
  @property({type: Number}) row = 0
  @property() override lang: Lang = 'en'

  override focus(): void {
    const {renderRoot} = this
    ;(renderRoot.querySelector<HTMLElement>('li button') ?? renderRoot.querySelector('button'))?.focus()
  }

  override render() {
    const words = compareWords(this.lang)
    const {recording, row, lang} = this
    const offers = recording ? offersAt(recording, row) : []
    const offer = (one: Intervention) =>
      html`<li>
        <button @click=${() => this.dispatchEvent(new CustomEvent('choose', {detail: one}))}>
          ${tellIntervention(one, recording!.metadata, lang)}
        </button>
      </li>`
    return html`<header>
        <h2>${words.whatIf}</h2>
        <button
          class="close"
          aria-label=${ui(lang).close}
          title="${ui(lang).close} (Esc)"
          @click=${() => this.dispatchEvent(new CustomEvent('close'))}
        >
          ${icons.close}
        </button>
      </header>
      ${
        offers.length
          ? html`<ul>
              ${offers.map(offer)}
            </ul>`
          : html`<p>${words.whatIfNothing}</p>`
      }`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-whatif': WhatIf
  }
}
