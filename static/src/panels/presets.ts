// The latencies: a preset to choose, and its table, real time beside felt time.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {feltText, realText} from '../felt/felt'
import type {Lang, Preset} from '../model/metadata'
import {ui} from '../words/ui'
import {base} from './shared'

@customElement('sim-presets')
export class PresetPicker extends LitElement {
  static override styles = [
    base,
    css`
      h2 {
        font-size: 1.2em;
        font-weight: 650;
        margin: 0 0 0.3em;
      }
      p {
        margin: 0 0 0.8em;
        color: var(--quiet);
      }
      .presets {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(13em, 1fr));
        gap: 0.5em;
      }
      .preset {
        text-align: left;
        border-radius: 0.5em;
        padding: 0.55em 0.8em;
      }
      .preset b {
        display: block;
        font-weight: 650;
        color: var(--ink);
      }
      .preset span {
        color: var(--quiet);
      }
      .preset[aria-checked='true'] {
        border-color: var(--ink-1);
        background: color-mix(in oklab, var(--hue-1) 12%, var(--panel));
      }
      table {
        width: 100%;
        border-collapse: collapse;
        margin-top: 1em;
        font-variant-numeric: tabular-nums;
      }
      th {
        text-align: left;
        font-weight: 400;
        color: var(--quiet);
        padding: 0.2em 0.6em;
      }
      td {
        padding: 0.16em 0.6em;
        border-top: 1px solid var(--line);
      }
      td:nth-child(n + 2),
      th:nth-child(n + 2) {
        text-align: right;
        white-space: nowrap;
      }
      tr.differs td {
        font-weight: 650;
      }
      .edit {
        display: inline-flex;
        align-items: center;
        gap: 0.5em;
        margin-top: 0.9em;
      }
      kbd {
        font: inherit;
        font-size: 0.9em;
        padding: 0 0.45em;
        color: var(--quiet);
        border: 1px solid var(--faint);
        border-bottom-width: 2px;
        border-radius: 0.3em;
      }
      .source {
        margin: 0.8em 0 0;
        font-size: 0.92em;
      }
    `,
  ]

  @property({attribute: false}) presets: readonly Preset[] = []
  @property() chosen = 'notes'
  @property() override lang: Lang = 'en'

  override render() {
    const words = ui(this.lang)
    const preset = this.presets.find(({id}) => id === this.chosen)
    return html`
      <h2>${words.latenciesTitle}</h2>
      <p>${words.latenciesIntro}</p>
      <div class="presets" role="radiogroup" aria-label=${words.latenciesTitle}>
        ${this.presets.map(
          (one) =>
            html`<button
              class="preset"
              role="radio"
              aria-checked=${one.id === this.chosen}
              data-preset=${one.id}
              @click=${() => this.dispatchEvent(new CustomEvent('choose', {detail: one.id}))}
            >
              <b>${one[this.lang]}</b><span>${words.roundTrip} ${this.roundTrip(one)}</span>
            </button>`,
        )}
      </div>
      <button class="edit" @click=${() => this.dispatchEvent(new CustomEvent('edit'))}>
        ${words.editTable} <kbd>T</kbd>
      </button>
      ${preset ? this.table(preset) : nothing}
    `
  }

  private row(preset: Preset, id: unknown) {
    return preset.rows.find((row) => row.id === id)
  }

  private roundTrip(preset: Preset): string {
    const row = this.row(preset, preset.machine['distance'])
    return row ? feltText(row.real_ps, preset.instruction_ps, this.lang) : ''
  }

  private table(preset: Preset) {
    const words = ui(this.lang)
    const usual = this.presets.find(({id}) => id === 'notes')
    return html`<table>
        <thead>
          <tr>
            <th scope="col">${preset[this.lang]}</th>
            <th scope="col">${words.realTime}</th>
            <th scope="col">${words.feltTime}</th>
          </tr>
        </thead>
        <tbody>
          ${preset.rows.map((row) => {
            const same = usual && this.row(usual, row.id)?.real_ps === row.real_ps
            const felt = same
              ? this.lang === 'zh'
                ? row.felt_zh
                : row.felt_en
              : feltText(row.real_ps, preset.instruction_ps, this.lang)
            return html`<tr class=${same ? '' : 'differs'}>
              <td>${row[this.lang]}</td>
              <td>${realText(row.real_ps, this.lang)}</td>
              <td>${felt}</td>
            </tr>`
          })}
        </tbody>
      </table>
      <p class="source">${words.source} ${preset.source}</p>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-presets': PresetPicker
  }
}
