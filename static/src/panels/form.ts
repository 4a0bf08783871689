// What to run: a scenario, its parameters and the seed. Of the scenarios one sees the names, of the chosen one what it
// is and what can be set, so that all of it is in sight. It checks nothing itself; what the server refuses is written
// at the field that it names.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import {choiceTitle, type Parameter, type Refusal, type Scenario} from './asking'
import {worded} from './refusal'
import {base} from './shared'

export interface Filled {
  readonly scenario: string
  readonly parameters: Record<string, string>
  readonly seed: string
}

@customElement('sim-form')
export class ScenarioForm extends LitElement {
  static override styles = [
    base,
    css`
      form {
        display: grid;
        gap: 1em;
      }
      h2 {
        font-size: 1.2em;
        font-weight: 650;
        margin: 0;
      }
      .scenarios {
        display: flex;
        flex-wrap: wrap;
        gap: 0.45em;
        border: 0;
        padding: 0;
        margin: 0;
        min-width: 0;
      }
      legend {
        padding: 0 0 0.6em;
      }
      .scenario {
        display: flex;
        align-items: center;
        gap: 0.5em;
        padding: 0.35em 0.9em 0.35em 0.7em;
        border: 1px solid var(--line);
        border-radius: 999px;
        cursor: pointer;
      }
      .scenario:hover {
        border-color: var(--faint);
      }
      .scenario:focus-within:has(:focus-visible) {
        outline: 2px solid var(--ink-1);
        outline-offset: 2px;
      }
      .scenario:has(:checked) {
        border-color: var(--ink-1);
        background: color-mix(in oklab, var(--hue-1) 12%, var(--panel));
      }
      .scenario input {
        margin: 0;
        accent-color: var(--ink-1);
        outline: none;
      }
      .scenario:has(:checked) b {
        font-weight: 650;
      }
      .scenario b {
        font-weight: 400;
      }
      .about {
        margin: 0;
        color: var(--quiet);
        text-wrap: pretty;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
        gap: 0.7em 1em;
      }
      label.field {
        display: grid;
        gap: 0.2em;
        align-content: start;
      }
      .field input,
      .field select {
        font: inherit;
        font-variant-numeric: tabular-nums;
        color: var(--ink);
        background: var(--ground);
        border: 1px solid var(--faint);
        border-radius: 0.35em;
        padding: 0.35em 0.6em;
        width: 100%;
      }
      .field.wrong input,
      .field.wrong select {
        border-color: var(--head);
      }
      .hint {
        color: var(--faint);
        font-size: 0.9em;
      }
      .wrong {
        color: var(--head);
      }
      .run {
        justify-self: start;
        background: var(--go);
        color: var(--on-go);
        border-color: var(--go);
        font-weight: 650;
        padding: 0.5em 1.6em;
      }
      .run:hover:not(:disabled) {
        background: var(--go);
        filter: brightness(0.9);
      }
    `,
  ]

  @property({attribute: false}) scenarios: readonly Scenario[] = []
  /** What runs now: where the form begins. */
  @property({attribute: false}) current: {
    scenario: string
    parameters: Readonly<Record<string, number | string>>
    seed: number
  } | null = null
  @property({attribute: false}) refusal: Refusal | null = null
  @property() override lang: Lang = 'en'
  @state() private chosen: string | null = null

  override render() {
    const words = ui(this.lang)
    const id = this.chosen ?? this.current?.scenario
    const scenario = this.scenarios.find((one) => one.id === id) ?? this.scenarios[0]
    return html`<form @submit=${this.submit} novalidate>
      <fieldset class="scenarios">
        <legend><h2>${words.runTitle}</h2></legend>
        ${this.scenarios.map(
          (one) =>
            html`<label class="scenario" title=${one.description[this.lang]}>
              <input
                type="radio"
                name="scenario"
                value=${one.id}
                .checked=${one.id === scenario?.id}
                @change=${() => (this.chosen = one.id)}
              />
              <b>${one.title[this.lang]}</b>
            </label>`,
        )}
      </fieldset>
      ${this.wrong('scenario')}
      ${scenario ? html`<p class="about" role="status">${scenario.description[this.lang]}</p>` : nothing}
      <div class="fields">
        ${scenario?.parameters.map((parameter) => this.field(scenario, parameter))}
        <label class="field ${this.refuses('seed') ? 'wrong' : ''}">
          <span>${words.seed}</span>
          <input name="seed" inputmode="numeric" autocomplete="off" .value=${`${this.current?.seed ?? 0}`} />
          ${this.wrong('seed')}
        </label>
      </div>
      ${this.wrongElsewhere(scenario)}
      <button class="run" type="submit">${words.run}</button>
    </form>`
  }

  private field(scenario: Scenario, parameter: Parameter) {
    const words = ui(this.lang)
    const {name, title, choices, minimum, maximum, default: usual} = parameter
    const value =
      (scenario.id === this.current?.scenario ? this.current.parameters[name] : undefined) ?? usual
    const field = `parameters.${name}`
    return html`<label class="field ${this.refuses(field) ? 'wrong' : ''}">
      <span>${title[this.lang]}</span>
      ${
        choices?.length
          ? html`<select name=${name}>
              ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choiceTitle(parameter, choice, this.lang)}</option>`)}
            </select>`
          : html`<input name=${name} inputmode="numeric" autocomplete="off" .value=${`${value}`} />`
      }
      ${
        this.refuses(field)
          ? this.wrong(field)
          : minimum !== null && maximum !== null
            ? html`<span class="hint">${words.range(minimum, maximum)}</span>`
            : nothing
      }
    </label>`
  }

  private refuses(field: string): boolean {
    return this.refusal?.field === field
  }

  private wrong(field: string) {
    return this.refusal?.field === field ? this.told(false) : nothing
  }

  /** A refusal that names none of the fields on show. */
  private wrongElsewhere(scenario: Scenario | undefined) {
    const shown = ['scenario', 'seed', ...(scenario?.parameters ?? []).map(({name}) => `parameters.${name}`)]
    return this.refusal && !shown.includes(this.refusal.field ?? '') ? this.told(true) : nothing
  }

  private told(withField: boolean) {
    const {refusal, lang} = this
    if (!refusal) return nothing
    const scenario = this.scenarios.find(({id}) => id === (this.chosen ?? this.current?.scenario))
    const {field, message, allowed} = worded(refusal, scenario, lang)
    return html`<span class="wrong" role="alert"
        >${withField && field ? html`<b>${field}</b>: ` : nothing}${message}</span
      >
      ${allowed ? html`<span class="hint">${ui(lang).allowed(allowed)}</span>` : nothing}`
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const parameters: Record<string, string> = {}
    for (const [name, value] of data)
      if (name !== 'scenario' && name !== 'seed') parameters[name] = `${value}`
    const detail: Filled = {scenario: `${data.get('scenario')}`, parameters, seed: `${data.get('seed')}`}
    this.dispatchEvent(new CustomEvent<Filled>('run', {detail}))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-form': ScenarioForm
  }
}
