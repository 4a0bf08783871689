// The verdict: how long the same work would feel one thing after the other, beside how long it feels all at
// once. Both come from runs: the recording says how long one alone takes.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {feltText} from '../felt/felt'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {base} from './shared'

@customElement('sim-verdict')
export class Verdict extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        container: verdict / inline-size;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 7em) auto;
        justify-content: end;
        align-items: center;
        gap: 0.3em 0.9em;
        margin: 0;
        white-space: nowrap;
      }
      dt {
        color: var(--quiet);
        text-align: right;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      dd {
        display: contents;
      }
      .bar {
        height: 0.7em;
        min-width: 3px;
        border-radius: 0.12em;
        background: var(--loop);
      }
      .here {
        background: var(--ink);
      }
      @container verdict (max-width: 24em) {
        dl {
          grid-template-columns: minmax(0, auto) auto;
          column-gap: 0.6em;
        }
        .bar {
          display: none;
        }
      }
      b {
        font-weight: 650;
        font-variant-numeric: tabular-nums;
      }
    `,
  ]

  /** How long one takes alone; null where the recording does not say. */
  @property({type: Number}) alonePs: number | null = null
  @property({type: Number}) count = 0
  /** How long the run took; null while it is not over. */
  @property({type: Number}) togetherPs: number | null = null
  @property({type: Number}) instructionPs = 380
  @property() override lang: Lang = 'en'

  override render() {
    const {alonePs, togetherPs, count} = this
    if (alonePs === null || togetherPs === null || count < 2) return nothing
    const words = ui(this.lang)
    const apart = alonePs * count
    const most = Math.max(apart, togetherPs)
    const line = (name: string, ps: number, kind: string) =>
      html`<dt>${name}</dt>
        <dd>
          <span class="bar ${kind}" style="width: ${((ps / most) * 100).toFixed(2)}%"></span>
          <b>${feltText(ps, this.instructionPs, this.lang)}</b>
        </dd>`
    return html`<dl>
      ${line(words.oneByOne(count), apart, 'apart')} ${line(words.allAtOnce(count), togetherPs, 'here')}
    </dl>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-verdict': Verdict
  }
}
