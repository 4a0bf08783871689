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
  readonly comparing: TemplateResult
  toggle(popup: Popup, event: Event): void
  set(changes: Partial<Settings>): void
}

export function header(page: Page, handles: Handles) {
  const {lang, theme} = page.settings
  const words = ui(lang)
  const {popup, toggle, set} = handles
  return html`<header>
    <h1>sim<span>loop</span></h1>
    ${runPill(page, handles)} ${presetPill(page, handles)}
    <span class="status" role="status">${statusLine(page, handles)}</span>
    <span class="space"></span>
    ${depthPill(page, handles)} ${handles.comparing}
    ${paneButton(page, handles, 'code', words.showCode, 'C', icons.codePane)}
    ${paneButton(page, handles, 'room', words.showRoom, 'R', icons.roomPane)}
    <button
      class="pill round lecturing"
      aria-label=${words.lecture.lectures}
      title=${words.lecture.lectures}
      aria-haspopup="dialog"
      aria-expanded=${popup === 'lectures'}
      @click=${(event: Event) => toggle('lectures', event)}
    >
      ${icons.lectern}
    </button>
    <button
      class="pill language"
      aria-label="${words.language}: ${words.languageTitle}"
      title=${words.languageTitle}
      @click=${() => set({lang: lang === 'zh' ? 'en' : 'zh'})}
    >
      ${words.language}
    </button>
    <button
      class="pill round"
      aria-label="${words.theme}: ${words.themes[theme]}"
      title="${words.theme}: ${words.themes[theme]}"
      @click=${() => set({theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]})}
    >
      ${icons.theme}
    </button>
    <button
      class="pill round help"
      aria-label=${words.help}
      title="${words.help} (?)"
      aria-expanded=${popup === 'help'}
      @click=${(event: Event) => toggle('help', event)}
    >
      ${icons.help}
    </button>
  </header>`
}

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
      detail ? html`<i>•</i><span class="detail">${detail}</span>` : nothing
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
    <span class="detail">${ui(lang).latencies}</span>
    <b>${preset?.[lang] ?? asked.preset}</b>${icons.down}
  </button>`
}

function depthPill({settings}: Page, {set}: Handles) {
  const words = ui(settings.lang)
  return html`<label class="pill depth" title="${words.depthTitle} (↑ ↓)">
    <span class="detail">${words.depth}</span>
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

function paneButton(
  page: Page,
  {panes}: Handles,
  pane: 'code' | 'room',
  name: string,
  key: string,
  icon: unknown,
) {
  return html`<button
    class="pill round pane"
    aria-pressed=${panes.split(' ').includes(pane)}
    aria-label=${name}
    title="${name} (${key})"
    @click=${() => page.player.toggle(pane)}
  >
    ${icon}
  </button>`
}

/** How far a run is; when there is nothing to report, what it is worth looking at for. */
function statusLine({settings: {lang}, status, recording}: Page, {following}: Handles) {
  const words = ui(lang)
  const reports = !following || status.is === 'disconnected'
  if (reports && status.is === 'running') return words.running(status.rows.toLocaleString('en-US'))
  if (reports && recording && (status.is === 'queued' || status.is === 'connecting')) return words.queued
  return recording?.metadata.look_at[lang] ?? nothing
}
