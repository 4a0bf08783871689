// The felt clock: the one theatrical element. Simulated time small, felt time large; while select() waits it
// rushes through days and years. A function of the playhead's instant.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {feltClock, feltText, realClock, realText} from '../felt/felt'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {base} from './shared'

@customElement('sim-clock')
export class Clock extends LitElement {
  static override styles = [
    base,
    css`
      .label {
        color: var(--quiet);
        margin: 0 0 0.1em;
        line-height: 1.2;
      }
      .line {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        column-gap: 2.2em;
        white-space: nowrap;
      }
      .felt {
        display: flex;
        align-items: baseline;
        font-variant-numeric: tabular-nums;
        font-size: 4.4em;
        line-height: 1.06;
        letter-spacing: -0.01em;
      }
      .unit {
        font-size: 0.44em;
        color: var(--quiet);
        letter-spacing: 0;
        margin: 0 0.72em 0 0.16em;
      }
      .real {
        line-height: 1.35;
        color: var(--quiet);
      }
      .instant {
        font-size: 1.22em;
      }
      .note {
        display: var(--note, block);
        color: var(--faint);
        font-size: 1em;
      }
      @container player (max-width: 900px) {
        .felt {
          font-size: min(4.4em, 10.3cqw);
        }
        .unit {
          margin-right: 0.5em;
        }
        .note {
          display: none;
        }
      }
      @container player (min-width: 900px) and (max-height: 780px) {
        .felt {
          font-size: 3.9em;
        }
      }
      @container player (min-width: 900px) and (max-height: 560px) {
        .label {
          display: none;
        }
        .felt {
          font-size: 3.2em;
        }
      }
    `,
  ]

  @property({type: Number}) t = 0
  @property({type: Number}) instructionPs = 380
  @property() override lang: Lang = 'en'

  override render() {
    const words = ui(this.lang)
    const {years, days, hms} = feltClock(this.t, this.instructionPs)
    const part = (n: number, unit: string) =>
      html`<span class="number">${n.toLocaleString('en-US')}</span><span class="unit">${unit}</span>`
    return html`
      <p class="label">${words.feels}</p>
      <div class="line">
        <div
          class="felt"
          role="timer"
          aria-label=${`${words.feels}: ${feltText(this.t, this.instructionPs, this.lang)}`}
        >
          ${years > 0 ? part(years, words.years(String(years))) : nothing}
          ${years > 0 || days > 0 ? part(days, words.days(String(days))) : nothing}
          <span class="number">${hms}</span>
        </div>
        <div class="real">
          <div class="instant mono">${realClock(this.t, this.lang)}</div>
          <div class="note">
            ${words.scaleNote(realText(this.instructionPs, this.lang), feltText(this.instructionPs, this.instructionPs, this.lang))}
          </div>
        </div>
      </div>
    `
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-clock': Clock
  }
}
