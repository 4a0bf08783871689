// The header: what runs, with which latencies, how far it is, and the buttons that change what is seen of it.
import {html, nothing, type TemplateResult} from 'lit'
import {DEPTHS, type Depth} from '../model/kinds'
import {headlineOf} from '../panels/asking'
import * as icons from '../panels/icons'
import {ui} from '../words/ui'
import type {Page} from './page'
import type {Popup} from './popups'
import {THEMES, type Settings} from './settings'

/** What its buttons do, and what they show. */
export interface Handles {
  readonly popup: Popup | null
  readonly panes: string
  /** What runs follows a hand, which is told elsewhere how far it is. */
  readonly following: boolean
  readonly comparing: boolean
  compare(): void
  toggle(popup: Popup, event: Event): void
  set(changes: Partial<Settings>): void
}

interface Deed {
  readonly name: string
  readonly icon: TemplateResult
  /** The key that does the same. */
  readonly key?: string
  /** For what is on or off. */
  readonly pressed?: boolean
  /** For what is not to be had now. */
  readonly disabled?: boolean
  /** What it opens. */
  readonly popup?: Popup
  act(event: Event): void
}

/** What gives way where the header is too narrow, in this order; deeds and depth then stand in the menu. */
export const GIVES_WAY = ['labels', 'deeds', 'depth', 'detail']

/** What the round buttons do: where there is no room for them they stand in a menu, with their names. */
function deeds(page: Page, {panes, comparing, compare, toggle, set}: Handles): Deed[] {
  const {lang, theme} = page.settings
  const words = ui(lang)
  const pane = (pane: 'code' | 'room', name: string, key: string, icon: TemplateResult): Deed => ({
    name,
    icon,
    key,
    pressed: !comparing && panes.split(' ').includes(pane),
    disabled: comparing,
    act: () => page.player.toggle(pane),
  })
  return [
    {
      name: words.compareRuns,
      icon: icons.compare,
      key: 'V',
      pressed: comparing,
      disabled: !page.recording?.complete,
      act: compare,
    },
    pane('code', words.showCode, 'C', icons.codePane),
    pane('room', words.showRoom, 'R', icons.roomPane),
    {
      name: words.lecture.lectures,
      icon: icons.lectern,
      popup: 'lectures',
      act: (event) => toggle('lectures', event),
    },
    {
      name: `${words.theme}: ${words.themes[theme]}`,
      icon: icons.theme,
      act: () => set({theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]}),
    },
    {
      name: words.help,
      icon: icons.help,
      key: '?',
      popup: 'help',
      act: (event) => toggle('help', event),
    },
  ]
}

export function header(page: Page, handles: Handles) {
  const {lang} = page.settings
  const words = ui(lang)
  const {popup, toggle, set} = handles
  const round = (deed: Deed) =>
    html`<button
      class="pill round deed"
      aria-pressed=${deed.pressed ?? nothing}
      aria-haspopup=${deed.popup ? 'dialog' : nothing}
      aria-expanded=${deed.popup ? popup === deed.popup : nothing}
      aria-label=${deed.name}
      title=${deed.key ? `${deed.name} (${deed.key})` : deed.name}
      ?disabled=${deed.disabled}
      @click=${deed.act}
    >
      ${deed.icon}
    </button>`
  const all = deeds(page, handles)
  return html`<header>
    <h1>sim<span>loop</span></h1>
    ${runPill(page, handles)} ${presetPill(page, handles)}
    <div class="status"><span role="status">${statusLine(page, handles)}</span></div>
    ${depthPill(page, handles)} ${all.slice(0, -2).map(round)}
    <button
      class="pill language"
      aria-label="${words.language}: ${words.languageTitle}"
      title=${words.languageTitle}
      @click=${() => set({lang: lang === 'zh' ? 'en' : 'zh'})}
    >
      ${words.language}
    </button>
    ${all.slice(-2).map(round)}
    <button
      class="pill round menu"
      aria-label=${words.menu}
      title=${words.menu}
      aria-haspopup="dialog"
      aria-expanded=${popup === 'menu'}
      @click=${(event: Event) => toggle('menu', event)}
    >
      ${icons.menu}
    </button>
  </header>`
}

/** The same by their names. `done`: one of them has been chosen. */
export const menu = (page: Page, handles: Handles, done: () => void) =>
  html`<ul class="deeds">
    <li>${depthPill(page, handles)}</li>
    ${deeds(page, handles).map(
      (deed) =>
        html`<li>
          <button
            aria-pressed=${deed.pressed ?? nothing}
            ?disabled=${deed.disabled}
            @click=${(event: Event) => {
              if (!deed.popup) done()
              deed.act(event)
            }}
          >
            ${deed.icon} ${deed.name}
          </button>
        </li>`,
    )}
  </ul>`

function runPill({settings: {lang}, recording, asked, scenarios}: Page, {popup, toggle}: Handles) {
  const about = recording?.metadata
  const id = about?.scenario ?? asked.scenario
  const scenario = scenarios.find((one) => one.id === id)
  const detail = scenario ? headlineOf(scenario, about?.parameters ?? asked.parameters, lang) : ''
  return html`<button
    class="pill first"
    aria-haspopup="dialog"
    aria-expanded=${popup === 'form'}
    @click=${(event: Event) => toggle('form', event)}
  >
    <b>${scenario?.title[lang] ?? about?.title[lang] ?? id}</b>${
      detail ? html`<span class="detail"><i>•</i> ${detail}</span>` : nothing
    }${icons.down}
  </button>`
}

function presetPill({settings: {lang}, recording, asked, presets}: Page, {popup, toggle}: Handles) {
  const preset = recording?.metadata.preset ?? presets.find((one) => one.id === asked.preset)
  return html`<button
    class="pill"
    aria-haspopup="dialog"
    aria-expanded=${popup === 'presets'}
    @click=${(event: Event) => toggle('presets', event)}
  >
    <span class="label">${ui(lang).latencies}</span>
    <b>${preset?.[lang] ?? asked.preset}</b>${icons.down}
  </button>`
}

function depthPill({settings}: Page, {set}: Handles) {
  const words = ui(settings.lang)
  return html`<label class="pill depth" title="${words.depthTitle} (↑ ↓)">
    <span class="label">${words.depth}</span>
    <select
      aria-label=${words.depthTitle}
      @change=${(event: Event) => set({depth: (event.target as HTMLSelectElement).value as Depth})}
    >
      ${DEPTHS.map(
        (depth) =>
          html`<option value=${depth} ?selected=${depth === settings.depth}>${words.depths[depth]}</option>`,
      )}
    </select>
  </label>`
}

/** How far a run is; when there is nothing to report, what it is worth looking at for. */
function statusLine({settings: {lang}, status, recording}: Page, {following}: Handles) {
  const words = ui(lang)
  const reports = !following || status.is === 'disconnected'
  if (reports && status.is === 'running') return words.running(status.rows.toLocaleString('en-US'))
  if (reports && recording && (status.is === 'queued' || status.is === 'connecting')) return words.queued
  return recording?.metadata.look_at[lang] ?? nothing
}
