// <sim-keys>: the list of keys, over the slide. Any key or click closes it.
import {css, html, LitElement} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import {base} from '../panels/shared'
import {presenterWords} from '../words/presenter'
import {KEY_LIST} from './keys'

/** What no file can do by itself. */
const SERVED: readonly (typeof KEY_LIST)[number][1][] = ['speaker', 'aside', 'hall']

@customElement('sim-keys')
export class Keys extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        z-index: 12;
        inset: 0;
        display: grid;
        place-content: center;
        background: rgb(0 0 0 / 0.45);
        cursor: pointer;
      }
      div {
        padding: 1.4em 2.2em 1.8em;
        border-radius: 0.8em;
        background: var(--ground);
        box-shadow: 0 1em 4em rgb(0 0 0 / 0.4);
      }
      h2 {
        margin: 0 0 0.7em;
        font-size: 1.8em;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(2, auto minmax(0, 26em));
        gap: 0.55em 1.2em;
        margin: 0;
        font-size: 1.3em;
      }
      dt {
        display: flex;
        gap: 0.3em;
        justify-content: flex-end;
      }
      dd {
        margin: 0 1.6em 0 0;
      }
      kbd {
        padding: 0 0.5em;
        border: 1px solid var(--faint);
        border-bottom-width: 2px;
        border-radius: 0.3em;
        font: inherit;
        font-size: 0.9em;
        white-space: nowrap;
      }
      @media (max-width: 900px) {
        dl {
          grid-template-columns: auto minmax(0, 1fr);
        }
      }
    `,
  ]

  @property() override lang: Lang = 'en'
  /** There is a server: other windows, other runs and a hall can be had. */
  @property({type: Boolean}) live = false

  protected override render() {
    const words = presenterWords(this.lang)
    return html`<div role="dialog" aria-label=${words.keysTitle}>
      <h2>${words.keysTitle}</h2>
      <dl>
        ${KEY_LIST.filter(([, about]) => this.live || !SERVED.includes(about)).map(
          ([keys, about]) =>
            html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
              <dd>${words.keys[about]}</dd>`,
        )}
      </dl>
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-keys': Keys
  }
}
