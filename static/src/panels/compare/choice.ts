// Which run to compare with: the one on screen with another preset, seed, parameter or intervention. It checks
// nothing itself; what the server refuses is said at the field that it names.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import type {Lang, Preset} from '../../model/metadata'
import {compareWords} from '../../words/compare'
import {ui} from '../../words/ui'
import {choiceTitle, type Parameter, type Refusal, type Scenario} from '../asking'
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
        align-items: start;
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
      .wrong :is(input, select) {
        border-color: var(--head);
      }
      .wrong .why {
        color: var(--head);
        max-width: 24em;
      }
      .wrong.wide .why {
        max-width: none;
      }
      .go {
        margin-top: 1.45em; /* beside the fields, which have a name above them */
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
    const label = (field: string, differs: string, wide: string, title: string, control: unknown) =>
      html`<label class="${wide} ${differs} ${this.wrongIs(field) ? 'wrong' : ''}">
        <span>${title}</span>
        ${control} ${this.wrongIs(field) ? this.wrong() : nothing}
      </label>`
    return html`<form @submit=${this.submit} novalidate>
        ${label(
          'preset',
          differs(other.preset, shown.preset),
          '',
          words.preset,
          html`<select name="preset">
            ${presets.map(
              (one) =>
                html`<option value=${one.id} ?selected=${one.id === other.preset}>${one[lang]}</option>`,
            )}
          </select>`,
        )}
        ${scenario?.parameters.map((one) => {
          const [now, then] = [other, shown].map(({parameters}) => parameters[one.name] ?? one.default)
          return label(
            `parameters.${one.name}`,
            differs(now, then),
            '',
            one.title[lang],
            this.control(one, now),
          )
        })}
        ${label(
          'seed',
          differs(other.seed, shown.seed),
          '',
          ui(lang).seed,
          html`<input name="seed" inputmode="numeric" autocomplete="off" .value=${`${other.seed}`} />`,
        )}
        ${label(
          'parameters.interventions',
          differs(other.parameters['interventions'], shown.parameters['interventions']),
          'wide',
          words.changes,
          html`<input
            name="interventions"
            autocomplete="off"
            spellcheck="false"
            placeholder=${words.changesHint}
            .value=${`${other.parameters['interventions'] ?? ''}`}
          />`,
        )}
        <button class="go" type="submit">${words.compare}</button>
      </form>
      ${this.refusedElsewhere()}`
  }

  private control(parameter: Parameter, value: unknown) {
    const {name, choices} = parameter
    return choices?.length
      ? html`<select name=${name}>
          ${choices.map(
            (choice) =>
              html`<option value=${choice} ?selected=${choice === value}>
                ${choiceTitle(parameter, choice, this.lang)}
              </option>`,
          )}
        </select>`
      : html`<input name=${name} inputmode="numeric" autocomplete="off" .value=${`${value}`} />`
  }

  /** An intervention is one of several in its field. */
  private wrongIs(field: string): boolean {
    const wrong = this.refusal?.field ?? ''
    return wrong === field || wrong.startsWith(`${field}[`) || wrong.startsWith(`${field}.`)
  }

  private wrong() {
    const {message, allowed} = worded(this.refusal!, this.scenario, this.lang)
    return html`<span class="why" role="alert"
      >${message}${allowed ? html`<br />${ui(this.lang).allowed(allowed)}` : nothing}</span
    >`
  }

  /** A refusal that names none of the fields. */
  private refusedElsewhere() {
    const {refusal, scenario, lang} = this
    const fields = [
      'preset',
      'seed',
      'parameters.interventions',
      ...(scenario?.parameters ?? []).map(({name}) => `parameters.${name}`),
    ]
    if (!refusal || fields.some((field) => this.wrongIs(field))) return nothing
    const {field, message, allowed} = worded(refusal, scenario, lang)
    return html`<p role="alert">
      ${compareWords(lang).refused}: ${field ? html`<b>${field}</b> ` : nothing}${message}
      ${allowed ? ui(lang).allowed(allowed) : nothing}
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
