// The transport: play and step, the whole run as a strip to scrub on, speed and time scale.
// It decides nothing: it says what was asked for, by `ask`.
import {css, html, LitElement} from 'lit'
import {customElement, property, query} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import {STEP_UNITS, type StepUnit} from '../model/step'
import {ui} from '../words/ui'
import * as icons from './icons'
import {base} from './shared'

export const SPEEDS = ['auto', 'second', 'minute', 'hour', 'day', 'month', 'year', 'century'] as const
export type Speed = (typeof SPEEDS)[number]
export const SCALES = ['linear', 'compressed', 'log'] as const
export type ScaleKind = (typeof SCALES)[number]

export type Ask =
  | {do: 'toggle' | 'toStart' | 'toEnd'}
  | {do: 'step'; count: number}
  | {do: 'unit'; unit: StepUnit}
  | {do: 'speed'; speed: Speed}
  | {do: 'scale'; scale: ScaleKind}

@customElement('sim-transport')
export class Transport extends LitElement {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: 1em;
        height: 100%;
      }
      .buttons {
        display: flex;
        align-items: center;
        gap: 0.75em;
      }
      .round {
        display: grid;
        place-items: center;
        width: 2.4em;
        height: 2.4em;
        padding: 0;
      }
      .play {
        width: 2.9em;
        height: 2.9em;
        background: var(--go);
        border-color: var(--go);
        color: var(--on-go);
        font-size: 1.06em;
      }
      .play:hover:not(:disabled) {
        background: var(--go);
        filter: brightness(0.88);
      }
      .play svg {
        width: 1.2em;
        height: 1.2em;
      }
      .choice {
        display: flex;
        align-items: center;
        gap: 0.1em;
        border: 1px solid var(--line);
        border-radius: 999px;
        padding: 0.1em 0.3em 0.1em 0.9em;
        white-space: nowrap;
        color: var(--quiet);
      }
      .choice button {
        border-color: transparent;
        padding: 0.28em 0.55em;
      }
      .choice button[aria-checked='true'] {
        color: var(--ink);
        font-weight: 650;
      }
      .choice select {
        font: inherit;
        font-weight: 600;
        color: var(--ink);
        background: var(--ground);
        border: 0;
        border-radius: 999px;
        padding: 0.35em 0.4em;
        cursor: pointer;
      }
      .strip {
        flex: 1;
        min-width: 4em;
        align-self: stretch;
        display: block;
        position: relative;
        cursor: pointer;
        touch-action: none;
      }
      .strip:focus-visible {
        outline-offset: -2px;
        border-radius: 0.3em;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
      @container player (max-width: 1500px) {
        .bar {
          gap: 0.8em;
        }
        .buttons {
          gap: 0.5em;
        }
      }
      @container player (max-width: 1150px) {
        .choice .name {
          display: none;
        }
        .choice {
          padding-left: 0.3em;
        }
      }
      @container player (max-width: 900px) or ((max-width: 1150px) and (min-height: 620px)) {
        .bar {
          flex-wrap: wrap;
          height: auto;
          padding: 0.3em 0 0.5em;
          row-gap: 0.4em;
        }
        .strip {
          order: -1;
          flex-basis: 100%;
          height: 2.8em;
        }
      }
      /* The least that one can play by, in one row. */
      :host([compact]) .bar {
        flex-wrap: nowrap;
      }
      :host([compact]) .strip {
        order: 0;
        flex-basis: 0;
      }
      :host([compact]) .choice {
        display: none;
      }
      @container player (max-width: 620px) {
        .bar {
          justify-content: space-between;
        }
        .bar {
          gap: 0.4em;
        }
        .round {
          width: 2.7em;
          height: 2.7em;
        }
        .play {
          width: 2.9em;
          height: 2.9em;
        }
        .far,
        .speed,
        .scale {
          display: none;
        }
        .choice {
          font-size: 0.9em;
        }
        .choice button {
          padding-inline: 0.42em;
        }
      }
    `,
  ]

  @property({type: Boolean}) playing = false
  @property({type: Boolean}) empty = true
  @property({type: Number}) row = 0
  @property({type: Number}) rows = 0
  @property() told = ''
  @property() unit: StepUnit = 'event'
  @property() speed: Speed = 'auto'
  @property() scale: ScaleKind = 'compressed'
  @property() override lang: Lang = 'en'
  @query('canvas') readonly canvas!: HTMLCanvasElement
  @query('.strip') readonly strip!: HTMLElement

  private ask(detail: Ask) {
    this.dispatchEvent(new CustomEvent<Ask>('ask', {detail}))
  }

  private button(name: string, key: string, icon: unknown, detail: Ask, disabled: boolean) {
    return html`<button
      class="round ${key.length > 1 ? 'far' : ''}"
      aria-label=${name}
      title=${`${name} (${key})`}
      ?disabled=${disabled}
      @click=${() => this.ask(detail)}
    >
      ${icon}
    </button>`
  }

  override render() {
    const words = ui(this.lang)
    const first = this.empty || this.row === 0
    const last = this.empty || this.row >= this.rows - 1
    const playName = this.playing ? words.pause : words.play
    return html`
      <div class="bar" role="group" aria-label=${words.transport}>
        <div class="buttons">
          ${this.button(words.toStart, 'Home', icons.toStart, {do: 'toStart'}, first)}
          ${this.button(words.stepBack, '←', icons.back, {do: 'step', count: -1}, first)}
          <button
            class="round play"
            aria-label=${playName}
            title="${playName} (space)"
            ?disabled=${this.empty}
            @click=${() => this.ask({do: 'toggle'})}
          >
            ${this.playing ? icons.pause : icons.play}
          </button>
          ${this.button(words.stepForward, '→', icons.forward, {do: 'step', count: 1}, last)}
          ${this.button(words.toEnd, 'End', icons.toEnd, {do: 'toEnd'}, last)}
        </div>
        ${this.choices('unit', words.stepBy, STEP_UNITS, this.unit, words.units, (unit) => ({do: 'unit', unit}))}
        <div
          class="strip"
          role="slider"
          tabindex=${this.empty ? -1 : 0}
          aria-label=${words.scrub}
          aria-valuemin="0"
          aria-valuemax=${Math.max(0, this.rows - 1)}
          aria-valuenow=${this.row}
          aria-valuetext=${this.told}
        >
          <canvas aria-hidden="true"></canvas>
        </div>
        <label class="choice speed">
          <span class="name" aria-hidden="true">${words.speed}</span>
          <select
            aria-label=${words.speed.replace(/[:：]$/, '')}
            .value=${this.speed}
            @change=${(event: Event) => this.ask({do: 'speed', speed: (event.target as HTMLSelectElement).value as Speed})}
          >
            ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${words.speeds[speed]}</option>`)}
          </select>
        </label>
        ${this.choices('scale', words.timeScale, SCALES, this.scale, words.scales, (scale) => ({do: 'scale', scale}))}
      </div>
    `
  }

  private choices<Value extends string>(
    name: string,
    title: string,
    values: readonly Value[],
    chosen: Value,
    labels: Record<Value, string>,
    detail: (value: Value) => Ask,
  ) {
    return html`<div class="choice ${name}" role="radiogroup" aria-label=${title.replace(/[:：]$/, '')}>
      <span class="name" aria-hidden="true">${title}</span>
      ${values.map(
        (value) =>
          html`<button
            role="radio"
            aria-checked=${value === chosen}
            tabindex=${value === chosen ? 0 : -1}
            data-value=${value}
            @click=${() => this.ask(detail(value))}
            @keydown=${(event: KeyboardEvent) => this.arrowKeys(event, values, value, detail)}
          >
            ${labels[value]}
          </button>`,
      )}
    </div>`
  }

  /** In a radio group the arrow keys choose; they must not also step through the run. */
  private arrowKeys<Value extends string>(
    event: KeyboardEvent,
    values: readonly Value[],
    value: Value,
    detail: (value: Value) => Ask,
  ) {
    const turn = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key]
    if (!turn) return
    event.preventDefault()
    event.stopPropagation()
    const next = values[(values.indexOf(value) + turn + values.length) % values.length]
    this.ask(detail(next))
    const group = (event.currentTarget as HTMLElement).parentElement
    group?.querySelector<HTMLElement>(`[data-value='${next}']`)?.focus()
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-transport': Transport
  }
}
