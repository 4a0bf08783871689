// <sim-aside>: leaving the script. The step's own program, run with something else: a server on Mars, another number, any
// row of the latency table. It asks (event `try`: a run; null: the step's own) and keeps what it has asked for.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import type {Lang, Preset} from '../model/metadata'
import type {Recording} from '../model/recording'
import {edited, tableOf, unchanged, type Edits} from '../model/table'
import {realText} from '../felt/felt'
import {getPresets, getScenarios} from '../page/api'
import {valueOf} from '../page/address'
import {choiceTitle, type Parameter, type Scenario} from '../panels/asking'
import * as icons from '../panels/icons'
import {base} from '../panels/shared'
import '../panels/table/table'
import type {Edit} from '../panels/table/table'
import {presenterWords, type PresenterWords} from '../words/presenter'
import {ui} from '../words/ui'
import type {Run} from './deck'

/** There and back: light's way to the Moon, to Mars at its mean distance, and what the notes' table has. */
const PINGS: readonly (readonly [where: keyof PresenterWords['whatIfs'], ps: number])[] = [
  ['host', 50e6],
  ['rack', 500e6],
  ['city', 150e9],
  ['moon', 2.56e12],
  ['mars', 1500e12],
]

@customElement('sim-aside')
export class Aside extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
        z-index: 8;
        inset: 0 0 var(--foot) auto;
        max-width: 100%;
        display: flex;
        flex-direction: column;
        overflow: auto;
        background: var(--panel);
        border-left: 1px solid var(--line);
        box-shadow: 0 0 3em rgb(0 0 0 / 0.25);
      }
      .top {
        flex: none;
        padding: 1.1em 1.3em 0.9em;
        font-size: 1.15em;
      }
      h2 {
        margin: 0;
        font-size: 1.5em;
      }
      p {
        margin: 0.2em 0 0.9em;
        color: var(--quiet);
      }
      .close {
        float: right;
        padding: 0.5em;
      }
      .pings {
        display: grid;
        gap: 0.4em;
      }
      .pings button {
        display: flex;
        justify-content: space-between;
        gap: 1em;
        padding: 0.4em 1em;
        border-radius: 0.5em;
        background: var(--ground);
        text-align: left;
      }
      .pings i {
        font-style: normal;
        color: var(--quiet);
        white-space: nowrap;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.6em 0.9em;
        margin-top: 1em;
      }
      label {
        display: grid;
        gap: 0.15em;
        flex: 1 1 9em;
      }
      input,
      select {
        font: inherit;
        width: 100%;
        color: var(--ink);
        background: var(--ground);
        border: 1px solid var(--faint);
        border-radius: 0.35em;
        padding: 0.3em 0.6em;
      }
      .run {
        color: var(--on-go);
        background: var(--go);
        border-color: var(--go);
      }
      .run:hover {
        filter: brightness(0.9);
        background: var(--go) !important;
      }
      sim-table {
        flex: 1 0 32em;
        border-top: 1px solid var(--line);
      }
    `,
  ]

  @property() override lang: Lang = 'en'
  /** The step's own run. */
  @property({attribute: false}) run!: Run
  @property({attribute: false}) recording: Recording | null = null
  /** A run is under way. */
  @property({type: Boolean}) busy = false
  @state() private presets: readonly Preset[] = []
  @state() private scenarios: readonly Scenario[] = []
  @state() private base = 'notes'
  @state() private edits: Edits = {}
  @state() private parameters: Readonly<Record<string, number | string>> = {}

  override connectedCallback(): void {
    super.connectedCallback()
    void Promise.all([getPresets(), getScenarios()]).then(([presets, scenarios]) => {
      this.presets = presets
      this.scenarios = scenarios
    })
  }

  /** Begins again at the step's own run. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('run')) this.reset()
  }

  private reset(): void {
    const {preset, edits, parameters} = this.run
    this.base = typeof preset === 'string' ? preset : preset.id
    this.edits = edits ?? {}
    this.parameters = parameters
  }

  private ask(): void {
    const {run, parameters, edits, presets} = this
    const preset = presets.find(({id}) => id === this.base)
    if (!preset) return
    const {scenario, seed} = run
    const detail: Run = {
      scenario,
      seed,
      parameters,
      preset: unchanged(edits) ? preset.id : tableOf(preset, edits, null),
    }
    this.dispatchEvent(new CustomEvent<Run>('try', {detail}))
  }

  private take({base, edits}: Edit): void {
    this.base = base
    this.edits = edits
    this.ask()
  }

  private ping(ps: number): void {
    const preset = this.presets.find(({id}) => id === this.base)
    if (preset) this.take({base: preset.id, edits: edited(preset, this.edits, distanceOf(preset), ps)})
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault()
    const data = new FormData(event.target as HTMLFormElement)
    const given = [...data].map(([name, value]) => [name, valueOf(`${value}`)] as const)
    this.parameters = {...this.parameters, ...Object.fromEntries(given)}
    this.ask()
    ;(this.renderRoot as ShadowRoot).querySelector<HTMLElement>('.run')?.focus() // its keys are the lecture's again
  }

  protected override render() {
    const words = presenterWords(this.lang)
    const {presets, edits, recording, lang} = this
    const preset = presets.find(({id}) => id === this.base)
    const now = preset && edits[distanceOf(preset)]
    return html`<div class="top">
        <button
          class="close"
          aria-label=${words.close}
          title="R"
          @click=${() => this.dispatchEvent(new CustomEvent('close'))}
        >
          ${icons.close}
        </button>
        <h2>${words.aside}</h2>
        <p role="status">${this.busy ? words.runs : words.asideIntro}</p>
        <div class="pings">
          ${PINGS.map(
            ([where, ps]) =>
              html`<button aria-pressed=${now === ps} data-where=${where} @click=${() => this.ping(ps)}>
                <span>${words.whatIfs[where]}</span><i>${ui(lang).roundTrip} ${realText(ps, lang)}</i>
              </button>`,
          )}
        </div>
        ${this.form(words)}
      </div>
      ${
        preset
          ? html`<sim-table
              .presets=${presets}
              .from=${this.base}
              .edits=${edits}
              .recording=${recording}
              .lang=${lang}
              @edit=${(event: CustomEvent<Edit>) => this.take(event.detail)}
            ></sim-table>`
          : nothing
      }`
  }

  private form(words: PresenterWords) {
    const scenario = this.scenarios.find(({id}) => id === this.run.scenario)
    const parameters = scenario?.parameters.filter(({name}) => scenario.headline.includes(name)) ?? []
    if (!parameters.length) return nothing
    return html`<form @submit=${this.submit} aria-label=${words.parameters}>
      ${parameters.map((parameter) => this.field(parameter))}
      <button class="run" type="submit">${words.run}</button>
    </form>`
  }

  private field(parameter: Parameter) {
    const {name, title, choices, default: usual} = parameter
    const value = `${this.parameters[name] ?? usual}`
    const {lang} = this
    return html`<label>
      <span>${title[lang]}</span>
      ${
        choices?.length
          ? html`<select name=${name}>
              ${choices.map((choice) => html`<option value=${choice} ?selected=${`${choice}` === value}>${choiceTitle(parameter, choice, lang)}</option>`)}
            </select>`
          : html`<input name=${name} inputmode="numeric" autocomplete="off" .value=${value} />`
      }
    </label>`
  }
}

const distanceOf = ({machine}: Preset): string => `${machine['distance']}`

declare global {
  interface HTMLElementTagNameMap {
    'sim-aside': Aside
  }
}
