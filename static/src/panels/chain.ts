// The chain strip: the chain of causes that the playhead is in, as one row of chips. It answers "who called
// whom" from the last row of a hall. The chips keep their places while the playhead moves along them.
import {css, html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, query} from 'lit/decorators.js'
import type {Link} from '../model/chain'
import type {Lang} from '../model/metadata'
import {ownerOfRow} from '../model/whose'
import {touches} from '../model/selection'
import type {Recording} from '../model/recording'
import {ui} from '../words/ui'
import {chipOf, type Chip} from './chips'
import * as icons from './icons'
import {measureSoon, type Measured} from './measured'
import {base, hued, type PlaceOf} from './shared'

/** Chips shrink to this part of their size before the strip scrolls. */
const SMALLEST = 0.66

@customElement('sim-chain')
export class Chain extends LitElement implements Measured {
  static override styles = [
    base,
    css`
      .strip {
        overflow-x: auto;
        scrollbar-width: none;
        display: flex;
        align-items: center;
        height: 3.6em;
      }
      .cut {
        mask-image: linear-gradient(
          90deg,
          transparent,
          #000 var(--before, 0em) calc(100% - var(--after, 0em)),
          transparent
        );
      }
      .cut.before {
        --before: 2.6em;
      }
      .cut.after {
        --after: 2.6em;
      }
      .frame {
        position: relative;
      }
      .hint {
        position: absolute;
        top: 50%;
        translate: 0 -50%;
        padding: 0.3em 0.1em;
        border: 0;
        color: var(--quiet);
      }
      .hint.before {
        left: -0.2em;
      }
      .hint.after {
        right: -0.2em;
      }
      ol {
        display: flex;
        align-items: center;
        gap: 0.42em;
        list-style: none;
        margin: 0;
        padding: 0 0.15em;
        font-size: calc(1.42em * var(--fit, 1));
        white-space: nowrap;
      }
      li {
        display: flex;
        align-items: center;
        gap: 0.42em;
      }
      .arrow {
        color: var(--cause);
        font-size: 0.86em;
        flex: none;
      }
      button {
        display: flex;
        align-items: center;
        gap: 0.4em;
        border: 2px solid var(--line);
        border-radius: 0.4em;
        padding: 0.3em 0.62em;
        line-height: 1.2;
        color: var(--quiet);
        background: var(--ground);
      }
      li.past button {
        color: var(--ink);
      }
      li.current button {
        border-color: var(--who);
        background: color-mix(in oklab, var(--who) calc(var(--tint) * 1.2), var(--ground));
        color: var(--ink);
        font-weight: 700;
        font-size: 1.08em;
      }
      li.future button {
        border-style: dashed;
      }
      li.future .arrow {
        color: var(--line);
      }
      li.receded:not(.current) button {
        opacity: 0.45;
      }
      .box {
        display: inline-block;
        min-width: 1.15em;
        min-height: 1.15em;
        padding: 0 0.3em;
        border: 2px solid var(--who);
        border-radius: 0.22em;
        font-size: 0.88em;
        text-align: center;
      }
      li.future .box {
        border-style: dashed;
        color: transparent;
      }
    `,
  ]

  @property({attribute: false}) recording: Recording | null = null
  @property({attribute: false}) links: readonly Link[] = []
  /** Where the playhead is: a click on its chip selects what it is about. */
  @property({type: Number}) at = -1
  @property({attribute: false}) selected: string | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property() override lang: Lang = 'en'
  @query('.strip') private readonly strip!: HTMLElement
  @query('ol') private readonly list!: HTMLElement | null
  private size = 1

  override render() {
    const words = ui(this.lang)
    const {recording} = this
    return html`<div class="frame">
      <div class="strip" role="group" aria-label=${words.chain} @scroll=${() => this.hint()}>
        ${
          recording
            ? html`<ol>
                ${this.links.map((link, index) => this.chip(link, index, chipOf(recording.columns, link, words), recording))}
              </ol>`
            : nothing
        }
      </div>
      <span class="hint before" hidden>${icons.back}</span
      ><span class="hint after" hidden>${icons.forward}</span>
    </div>`
  }

  private chip({row, current, future}: Link, index: number, {text, box}: Chip, recording: Recording) {
    const owner = this.placeOf(ownerOfRow(recording, row))
    const state = current ? 'current' : future ? 'future' : 'past'
    const far = this.selected !== null && !touches(recording, this.selected, row)
    return html`<li class="${state} ${far ? 'receded' : ''}" style=${hued(owner)} data-row=${row}>
      ${index > 0 ? html`<span class="arrow">${icons.arrow}</span>` : nothing}
      <button
        aria-current=${current ? 'step' : 'false'}
        @click=${() => this.dispatchEvent(new CustomEvent(row === this.at ? 'pick' : 'go', {detail: row}))}
      >
        ${text}${box === undefined ? nothing : html`<span class="box">${box}</span>`}
      </button>
    </li>`
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('links') || changed.has('lang')) this.fit()
  }

  /** Shrinks a little where that suffices; beyond it, the current chip comes into the middle. */
  fit(): void {
    this.write(1)
    measureSoon(this)
  }

  measure(): (() => void) | null {
    const {list, strip} = this
    if (!list) return null
    const room = strip.clientWidth
    const wide = list.scrollWidth
    return () => {
      if (wide > room) this.write(Math.max(SMALLEST, (room / wide) * 0.985))
      strip.classList.toggle('cut', list.scrollWidth > room + 1)
      const current = list.querySelector<HTMLElement>('.current')
      if (current) strip.scrollLeft = current.offsetLeft + current.offsetWidth / 2 - room / 2
      this.hint()
    }
  }

  private write(size: number): void {
    if (size === this.size) return
    this.size = size
    this.strip.style.setProperty('--fit', size.toFixed(3))
  }

  /** Where there is more, the strip fades, and an arrow points that way. */
  private hint(): void {
    const {strip} = this
    const more = {
      before: strip.scrollLeft > 2,
      after: strip.scrollLeft < strip.scrollWidth - strip.clientWidth - 2,
    }
    for (const side of ['before', 'after'] as const) {
      strip.classList.toggle(side, more[side])
      this.renderRoot.querySelector<HTMLElement>(`.hint.${side}`)!.hidden = !more[side]
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-chain': Chain
  }
}
