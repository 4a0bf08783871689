// Which run to compare with: the one on screen with another preset, seed, parameter or intervention. It checks
// nothing itself; what the server refuses is said beside it.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import type {Lang, Preset} from '../../model/metadata'
import {compareWords} from '../../words/compare'
import {ui} from '../../words/ui'
import type {Parameter, Refusal, Scenario} from '../asking'
import {worded} from '../refusal'
import {base} from '../shared'

/** The other run as the form has it. */
export interface Chosen {
  readonly preset: string
  readonly seed: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface Choosable {
  readonly preset: string
  readonly seed: number
  readonly parameters: Readonly<Record<string, number | string>>
}

@customElement('sim-choice')
export class Choice extends LitElement {
  static override styles = [
    base,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.6em 0.9em;
      }
      label {
        display: grid;
        gap: 0.15em;
        min-width: 0;
      }
      span {
        color: var(--quiet);
        font-size: 0.92em;
      }
      input,
      select {
        font: inherit;
        font-variant-numeric: tabular-nums;
        color: var(--ink);
        background: var(--ground);
        border: 1px solid var(--faint);
        border-radius: 0.35em;
        padding: 0.3em 0.6em;
        width: 100%;
        max-width: 16em;
      }
      input {
        width: 7em;
      }
      .wide {
        flex: 1 1 20em;
      }
      .wide input {
        width: 100%;
        max-width: none;
      }
      .changed :is(input, select) {
        border-color: var(--cause);
      }
      .go {
        background: var(--go);
        color: var(--on-go);
        border-color: var(--go);
        font-weight: 650;
      }
      .go:hover:not(:disabled) {
        background: var(--go);
        filter: brightness(0.9);
      }
      p {
        margin: 0.6em 0 0;
        color: var(--head);
      }
    `,
  ]

  @property({attribute: false}) scenario: Scenario | undefined
  @property({attribute: false}) presets: readonly Preset[] = []
  /** The run on screen, and the other as it is now. */
  @property({attribute: false}) shown: Choosable | null = null
  @property({attribute: false}) other: Choosable | null = null
  @property({attribute: false}) refusal: Refusal | null = null
  @property() override lang: Lang = 'en'

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('select, input')?.focus()
  }

  override render() {
    const {lang, presets, scenario, other, shown} = this
    if (!other || !shown) return nothing
    const words = compareWords(lang)
    const differs = (now: unknown, then: unknown) => (`${now ?? ''}` === `${then ?? ''}` ? '' : 'changed')
    return html`<form @submit=${this.submit} novalidate>
        <label class=${differs(other.preset, shown.preset)}>
          <span>${words.preset}</span>
          <select name="preset">
            ${presets.map(
              (one) =>
                html`<option value=${one.id} ?selected=${one.id === other.preset}>${one[lang]}</option>`,
            )}
          </select>
        </label>
        ${scenario?.parameters.map((one) => this.field(one, differs))}
        <label class=${differs(other.seed, shown.seed)}>
          <span>${ui(lang).seed}</span>
          <input name="seed" inputmode="numeric" autocomplete="off" .value=${`${other.seed}`} />
        </label>
        <label class="wide ${differs(other.parameters['interventions'], shown.parameters['interventions'])}">
          <span>${words.changes}</span>
          <input
            name="interventions"
            autocomplete="off"
            spellcheck="false"
            placeholder=${words.changesHint}
            .value=${`${other.parameters['interventions'] ?? ''}`}
          />
        </label>
        <button class="go" type="submit">${words.compare}</button>
      </form>
      ${this.refused()}`
  }

  private field(
    {name, title, choices, default: usual}: Parameter,
    differs: (a: unknown, b: unknown) => string,
  ) {
    const value = this.other!.parameters[name] ?? usual
    return html`<label class=${differs(value, this.shown!.parameters[name] ?? usual)}>
      <span>${title[this.lang]}</span>
      ${
        choices?.length
          ? html`<select name=${name}>
              ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`)}
            </select>`
          : html`<input name=${name} inputmode="numeric" autocomplete="off" .value=${`${value}`} />`
      }
    </label>`
  }

  private refused() {
    if (!this.refusal) return nothing
    const {field, message, allowed} = worded(this.refusal, this.scenario, this.lang)
    return html`<p role="alert">
      ${compareWords(this.lang).refused}: ${field ? html`<b>${field}</b> ` : nothing}${message}
      ${allowed ? ui(this.lang).allowed(allowed) : nothing}
    </p>`
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault()
    const {preset, seed, ...parameters} = Object.fromEntries(
      [...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, `${value}`]),
    )
    const detail: Chosen = {preset, seed, parameters}
    this.dispatchEvent(new CustomEvent('choose', {detail}))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-choice': Choice
  }
}
