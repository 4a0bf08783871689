// The page: a header that says what runs and lets one change it, the player, and a word for every state that the
// page can be in. The player plays; the session runs; the address and the browser's storage remember.
import {html, LitElement, nothing} from 'lit'
import {customElement, query, state} from 'lit/decorators.js'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Preset} from '../model/metadata'
import {Recording} from '../model/recording'
import {tableOf, unchanged} from '../model/table'
import type {Refusal, Scenario} from '../panels/asking'
import type {Filled} from '../panels/form'
import {worded} from '../panels/refusal'
import '../panels/form'
import {headlineOf} from '../panels/asking'
import * as icons from '../panels/icons'
import '../panels/presets'
import {base} from '../panels/shared'
import {nameOf} from '../panels/table/stored'
import type {Edit} from '../panels/table/table'
import '../player/sim-player'
import type {SimPlayer} from '../player/sim-player'
import {ui} from '../words/ui'
import {fetchedRecording} from '../player/fetched'
import {getPresets, getScenarios} from './api'
import {askedFor, read, valueOf, write, type Asked} from './address'
import {parametersFor} from '../compare/interventions'
import {Comparing, type Page} from './comparing'
import {help} from './help'
import {Latest} from './latest'
import {getLectures, lecturesList, type LectureName} from './lectures'
import {Session, type Request, type State} from './session'
import {LANGS, remember, remembered, THEMES, type Settings} from './settings'
import {appStyles} from './app.css'

type Popup = 'form' | 'presets' | 'help' | 'lectures'

/** A run that takes longer says how far it is. */
const SLOW_MS = 300
/** While runs follow a hand, the address is written when it rests. */
const RESTS_MS = 250

@customElement('sim-app')
export class App extends LitElement implements Page {
  static override styles = [base, appStyles]

  @state() settings: Settings = remembered()
  @state() private popup: Popup | null = null
  @state() private status: State = {is: 'idle'}
  @state() private refusal: Refusal | null = null
  @state() private misplaced: string | null = null
  @state() scenarios: readonly Scenario[] = []
  @state() presets: readonly Preset[] = []
  @state() private lectures: readonly LectureName[] = []
  @state() asked: Asked = read('').asked
  @state() recording: Recording | null = null
  @query('sim-player') readonly player!: SimPlayer
  /** The table editor is open; its code has come. */
  @state() private editing = false
  /** A run that follows the hand takes its time. */
  @state() private slow = false
  /** It was cancelled: the picture is not of the table that is written there. */
  @state() private stale = false
  private readonly comparing: Comparing = new Comparing(this)
  private session: Session | null = null
  private described: Promise<void> | null = null
  /** The run under way takes the place of the one on screen when it is complete. */
  private following = false
  private readonly latest = new Latest<Asked>((asked) => {
    this.slowly ||= window.setTimeout(() => (this.slow = true), SLOW_MS)
    this.session?.start(this.request(asked))
  })
  private slowly = 0
  private resting = 0
  /** A recording that the address names, which is not run but fetched. */
  private fetched: string | null = null
  private place: string | null = null
  private view: string | null = null
  private openedBy: HTMLElement | null = null
  /** The form stays open until what it asks for begins. */
  private submitted = false

  override connectedCallback(): void {
    super.connectedCallback()
    const address = read(location.search)
    const {settings} = this
    if (LANGS.includes(address.lang as never)) settings.lang = address.lang as Settings['lang']
    if (THEMES.includes(address.theme as never)) settings.theme = address.theme as Settings['theme']
    if (DEPTHS.includes(address.depth as never)) settings.depth = address.depth as Depth
    if (address.panes != null) settings.panes[settings.theme] = address.panes
    this.asked = address.asked
    this.place = address.place
    this.view = address.view ?? null
    this.fetched = address.recording
    this.comparing.address = address.compare ?? null
    this.apply()
    addEventListener('keydown', this.onKey)
    addEventListener('pointerdown', this.onOutside)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
    removeEventListener('pointerdown', this.onOutside)
  }

  protected override firstUpdated(): void {
    window.simloop = this.player
    this.player.view = this.view
    this.session = new Session({
      state: (status) => this.become(status),
      begins: (recording) => {
        if (!this.following) this.show(recording)
      },
      grew: (recording) => {
        if (!this.following) this.player.grew()
        else if (recording.complete) this.swap(recording)
      },
    })
    this.described = this.describe()
    if (this.fetched) void this.fetch(this.fetched).then(() => this.comparing.begin())
    else {
      this.run(this.asked, this.place)
      this.comparing.begin()
    }
  }

  // -- what runs

  private async describe(): Promise<void> {
    try {
      const [scenarios, presets] = await Promise.all([getScenarios(), getPresets()])
      this.scenarios = scenarios
      this.presets = presets
    } catch {
      // The pickers stay empty; the session says that the server cannot be reached.
    }
  }

  private run(asked: Asked, place: string | null): void {
    this.asked = asked
    this.fetched = null
    this.place = place
    this.refusal = null
    this.misplaced = null
    this.stale = false
    this.following = false
    this.latest.stop()
    this.hurry()
    void this.start(asked)
    this.remember()
  }

  private async start(asked: Asked): Promise<void> {
    if (!unchanged(asked.edits)) {
      if (!this.recording) this.status = {is: 'connecting'}
      await this.described
    }
    if (asked === this.asked) this.session?.start(this.request(asked))
  }

  /** What the server is asked for: an edited table goes to it as a whole. */
  readonly request = ({scenario, parameters, preset, edits, seed}: Asked): Request => {
    const base = this.presets.find(({id}) => id === preset)
    const table = base && !unchanged(edits) ? tableOf(base, edits, nameOf(preset, edits)) : preset
    return {scenario, parameters: parametersFor(parameters), preset: table, seed}
  }

  /** The same run with another table, which takes this one's place while the hand may still move. */
  private edit({base, edits}: Edit): void {
    this.asked = {...this.asked, preset: base, edits}
    this.fetched = null
    this.refusal = null
    this.stale = false
    this.following = true
    this.latest.ask(this.asked)
    this.remember()
  }

  private cancel(): void {
    this.latest.stop()
    this.session?.cancel()
    this.stale = true
  }

  private swap(recording: Recording): void {
    this.recording = recording
    this.player.swap(recording)
    this.misplaced = null
  }

  private hurry(): void {
    clearTimeout(this.slowly)
    this.slowly = 0
    this.slow = false
  }

  private async fetch(id: string): Promise<void> {
    this.status = {is: 'connecting'}
    try {
      const recording = Recording.fromBytes(await fetchedRecording(id))
      recording.id = id
      this.show(recording)
      this.status = {is: 'finished', programError: null}
    } catch (error) {
      this.status = {
        is: 'refused',
        refusal: {field: 'recording', message: (error as Error).message, allowed: null},
      }
    }
  }

  private show(recording: Recording): void {
    this.recording = recording
    if (this.submitted) this.close()
    this.submitted = false
    this.player.place = this.place
    this.player.recording = recording
    this.remember()
  }

  private become(status: State): void {
    this.status = status
    const over = status.is === 'finished' || status.is === 'refused'
    if (over) {
      this.hurry()
      this.latest.over()
    }
    if (status.is === 'refused') {
      this.refusal = status.refusal
      // What is wrong with a row is said at the row.
      if (this.editing && status.refusal.field?.startsWith('preset')) return
      // What is on screen stays; the form says what was wrong.
      if (this.recording && this.popup !== 'form') this.open('form', null)
    }
  }

  private choosePreset(preset: string): void {
    const here = this.player.here
    this.run({...this.asked, preset, edits: {}}, here === 'start' ? null : here)
  }

  private submit({scenario, parameters, seed}: Filled): void {
    const values = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, valueOf(value)]),
    )
    this.submitted = true
    this.run({...this.asked, scenario, parameters: values, seed: valueOf(seed) as number}, null)
  }

  // -- what is remembered

  private apply(): void {
    const {lang, theme} = this.settings
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.documentElement.setAttribute('theme', theme)
  }

  private get panes(): string {
    return this.settings.panes[this.settings.theme]
  }

  private set(changes: Partial<Settings>): void {
    this.settings = {...this.settings, ...changes}
    this.apply()
    remember(this.settings)
    this.remember()
  }

  readonly remember = (): void => {
    clearTimeout(this.resting)
    if (this.latest.busy) this.resting = window.setTimeout(this.remember, RESTS_MS)
    else this.writeAddress()
  }

  /** A hand that moves the picture is not followed at each pixel. */
  private readonly rememberWhenAtRest = (): void => {
    clearTimeout(this.resting)
    this.resting = window.setTimeout(this.remember, RESTS_MS)
  }

  private writeAddress(): void {
    const {lang, theme, depth} = this.settings
    const place = this.player?.place ?? (this.player?.recording ? this.player.here : this.place)
    history.replaceState(
      null,
      '',
      write({
        asked: this.asked,
        place,
        lang,
        theme,
        recording: this.fetched,
        depth,
        panes: this.panes,
        view: this.player?.viewpoint ?? this.view,
        compare: this.comparing.address,
      }),
    )
  }

  // -- popups and keys

  private open(popup: Popup, by: EventTarget | null): void {
    this.openedBy = by instanceof HTMLElement ? by : null
    this.popup = popup
    void this.updateComplete.then(async () => {
      const box = this.renderRoot.querySelector<HTMLElement>('.popup')
      const panel = box?.querySelector<LitElement>('sim-form, sim-presets')
      await panel?.updateComplete
      const first = panel?.renderRoot.querySelector<HTMLElement>(
        ':checked, [aria-checked=true], input, button',
      )
      ;(first ?? box)?.focus()
    })
  }

  private close(): void {
    this.popup = null
    this.openedBy?.focus()
    this.openedBy = null
  }

  private toggle(popup: Popup, event: Event): void {
    if (this.popup === popup) this.close()
    else this.open(popup, event.currentTarget)
  }

  private openLectures(event: Event): void {
    this.toggle('lectures', event)
    getLectures().then(
      (lectures) => (this.lectures = lectures),
      () => {}, // what is on screen can be presented all the same
    )
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.popup) return this.close()
    if (event.key === 'Escape' && this.editing && within(event, '.editor')) return this.closeTable()
    if (event.key === 'Escape' && this.comparing.escape()) return
    const command = (this.comparing.player ?? this.player).onKey(event)
    if (command && this.comparing.command(command.do)) return event.preventDefault()
    if (command?.do === 'table') {
      event.preventDefault()
      if (this.editing) this.closeTable()
      else void this.openTable()
      return
    }
    if (command?.do !== 'help') return
    event.preventDefault()
    if (this.popup === 'help') this.close()
    else this.open('help', null)
  }

  private readonly onOutside = (event: Event): void => {
    if (!this.popup) return
    if (!within(event, '.popup, .pill')) this.popup = null
  }

  // -- the table editor, whose code comes when it is first wanted

  private async openTable(): Promise<void> {
    const by = this.openedBy
    this.popup = null
    await Promise.all([import('../panels/table/table'), this.ready()])
    this.openedBy = by
    this.editing = true
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.editor')?.focus({preventScroll: true})
  }

  private closeTable(): void {
    this.editing = false
    this.openedBy?.focus()
    this.openedBy = null
  }

  /** All is known that another run could be asked for with. */
  async ready(): Promise<void> {
    await this.described
    if (this.fetched && this.recording)
      this.asked = askedFor(this.recording.metadata, this.presets) ?? this.asked
  }

  private editor() {
    const {lang} = this.settings
    const words = ui(lang)
    const {status} = this
    return html`<aside class="editor" tabindex="-1" aria-label=${words.tableTitle}>
      <button
        class="close"
        aria-label=${words.close}
        title="${words.close} (T)"
        @click=${() => this.closeTable()}
      >
        ${icons.close}
      </button>
      <sim-table
        .presets=${this.presets}
        .from=${this.asked.preset}
        .edits=${this.asked.edits}
        .recording=${this.recording}
        .refusal=${this.refusal}
        .progress=${this.slow ? (status.is === 'running' ? status.rows : 0) : null}
        .stale=${this.stale}
        .lang=${lang}
        @edit=${(event: CustomEvent<Edit>) => this.edit(event.detail)}
        @cancel=${() => this.cancel()}
      ></sim-table>
    </aside>`
  }

  // -- what is shown

  override render() {
    const {lang, theme} = this.settings
    const words = ui(lang)
    return html`
      <div class="page" lang=${lang}>
        <header>
          <h1>sim<span>loop</span></h1>
          ${this.runPill()} ${this.presetPill()}
          <span class="status" role="status">${this.statusLine()}</span>
          <span class="space"></span>
          ${this.depthPill()} ${this.comparing.button()}
          ${this.paneButton('code', words.showCode, 'C', icons.codePane)}
          ${this.paneButton('room', words.showRoom, 'R', icons.roomPane)}
          <button
            class="pill round lecturing"
            aria-label=${words.lecture.lectures}
            title=${words.lecture.lectures}
            aria-haspopup="dialog"
            aria-expanded=${this.popup === 'lectures'}
            @click=${(event: Event) => this.openLectures(event)}
          >
            ${icons.lectern}
          </button>
          <button
            class="pill language"
            aria-label="${words.language}: ${words.languageTitle}"
            title=${words.languageTitle}
            @click=${() => this.set({lang: lang === 'zh' ? 'en' : 'zh'})}
          >
            ${words.language}
          </button>
          <button
            class="pill round"
            aria-label="${words.theme}: ${words.themes[theme]}"
            title="${words.theme}: ${words.themes[theme]}"
            @click=${() => this.set({theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]})}
          >
            ${icons.theme}
          </button>
          <button
            class="pill round help"
            aria-label=${words.help}
            title="${words.help} (?)"
            aria-expanded=${this.popup === 'help'}
            @click=${(event: Event) => this.toggle('help', event)}
          >
            ${icons.help}
          </button>
        </header>
        <div class="body">
          <main>
            <sim-player
              .panes=${this.panes}
              .lang=${lang}
              .theme=${theme}
              .depth=${this.settings.depth}
              changeable
              @depth=${(event: CustomEvent<Depth>) => this.set({depth: event.detail})}
              @panes=${(event: CustomEvent<string>) => this.set({panes: {...this.settings.panes, [theme]: event.detail}})}
              @moment=${this.rememberWhenAtRest}
              @view=${this.rememberWhenAtRest}
              @selected=${this.rememberWhenAtRest}
              @misplaced=${(event: CustomEvent<string>) => (this.misplaced = event.detail)}
            >
              ${this.instead()}${this.over()}${this.comparing.menu()}
            </sim-player>
          </main>
          ${this.editing ? this.editor() : nothing} ${this.comparing.render()}
        </div>
        ${this.popup ? this.popupBox(this.popup) : nothing}
      </div>
    `
  }

  private runPill() {
    const {lang} = this.settings
    const about = this.recording?.metadata
    const id = about?.scenario ?? this.asked.scenario
    const scenario = this.scenarios.find((one) => one.id === id)
    const detail = scenario ? headlineOf(scenario, about?.parameters ?? this.asked.parameters, lang) : ''
    return html`<button
      class="pill first"
      aria-haspopup="dialog"
      aria-expanded=${this.popup === 'form'}
      @click=${(event: Event) => this.toggle('form', event)}
    >
      <b>${scenario?.title[lang] ?? about?.title[lang] ?? id}</b>${
        detail ? html`<i>•</i><span class="detail">${detail}</span>` : nothing
      }${icons.down}
    </button>`
  }

  private presetPill() {
    const {lang} = this.settings
    const preset = this.recording?.metadata.preset ?? this.presets.find((one) => one.id === this.asked.preset)
    return html`<button
      class="pill"
      aria-haspopup="dialog"
      aria-expanded=${this.popup === 'presets'}
      @click=${(event: Event) => this.toggle('presets', event)}
    >
      <span class="detail">${ui(lang).latencies}</span>
      <b>${preset?.[lang] ?? this.asked.preset}</b>${icons.down}
    </button>`
  }

  private depthPill() {
    const words = ui(this.settings.lang)
    return html`<label class="pill depth" title="${words.depthTitle} (↑ ↓)">
      <span class="detail">${words.depth}</span>
      <select
        aria-label=${words.depthTitle}
        @change=${(event: Event) => this.set({depth: (event.target as HTMLSelectElement).value as Depth})}
      >
        ${DEPTHS.map(
          (depth) =>
            html`<option value=${depth} ?selected=${depth === this.settings.depth}>
              ${words.depths[depth]}
            </option>`,
        )}
      </select>
    </label>`
  }

  private paneButton(pane: 'code' | 'room', name: string, key: string, icon: unknown) {
    return html`<button
      class="pill round pane"
      aria-pressed=${this.panes.split(' ').includes(pane)}
      aria-label=${name}
      title="${name} (${key})"
      @click=${() => this.player.toggle(pane)}
    >
      ${icon}
    </button>`
  }

  private statusLine() {
    const words = ui(this.settings.lang)
    const {status} = this
    // What follows the hand says in the editor how far it is.
    if (this.following && status.is !== 'disconnected')
      return this.recording?.metadata.look_at[this.settings.lang] ?? nothing
    if (status.is === 'running') return words.running(status.rows.toLocaleString('en-US'))
    if (this.recording && (status.is === 'queued' || status.is === 'connecting')) return words.queued
    // When there is nothing to report: what this run is worth looking at for.
    return this.recording?.metadata.look_at[this.settings.lang] ?? nothing
  }

  /** In place of a timeline, while there is none. */
  private instead() {
    const words = ui(this.settings.lang)
    const {status} = this
    if (this.recording) return nothing
    const card = (title: string, text: unknown, action: unknown = nothing) =>
      html`<div class="instead">
        <h2>${title}</h2>
        <p>${text}</p>
        ${action}
      </div>`
    switch (status.is) {
      case 'idle':
        return card(words.emptyTitle, words.emptyText)
      case 'connecting':
      case 'disconnected':
        return card(words.loadingTitle, words.connecting)
      case 'refused':
        return card(words.failedTitle, this.refused(status.refusal), this.buttons())
      default:
        return card(words.loadingTitle, words.queued)
    }
  }

  private refused(refusal: Refusal) {
    const {lang} = this.settings
    const scenario = this.scenarios.find(({id}) => id === this.asked.scenario)
    const {field, message, allowed} = worded(refusal, scenario, lang)
    return html`${field ? html`<b>${field}</b>: ` : nothing}${message}
    ${allowed ? html`<br />${ui(lang).allowed(allowed)}` : nothing}`
  }

  private buttons() {
    const words = ui(this.settings.lang)
    return html`<div class="actions">
      <button class="pill" @click=${(event: Event) => this.toggle('form', event)}>${words.change}</button>
      <button @click=${() => this.run(this.asked, this.place)}>${words.tryAgain}</button>
    </div>`
  }

  /** Over the timeline: what went wrong, while what there is can still be played. */
  private over() {
    const words = ui(this.settings.lang)
    const {status} = this
    const note = (text: unknown, close: (() => void) | null) =>
      html`<div slot="over" class="note" role="alert">
        ${icons.warning}<span>${text}</span>
        ${close ? html`<button aria-label=${words.close} @click=${close}>${icons.close}</button>` : nothing}
      </div>`
    if (!this.recording) return nothing
    if (status.is === 'disconnected') return note(words.disconnected, null)
    if (status.is === 'finished' && status.programError)
      return note(words.programFailed(status.programError), null)
    if (this.misplaced)
      return note(html`${words.placeWrong} ${this.misplaced}`, () => (this.misplaced = null))
    return nothing
  }

  private popupBox(popup: Popup) {
    const {lang} = this.settings
    const words = ui(lang)
    const title = {
      form: words.runTitle,
      presets: words.latenciesTitle,
      help: words.help,
      lectures: words.lecture.lectures,
    }[popup]
    return html`<div class="popup ${popup}" role="dialog" aria-label=${title} tabindex="-1">
      <button class="close" aria-label=${words.close} @click=${() => this.close()}>${icons.close}</button>
      ${
        popup === 'form'
          ? html`<sim-form
              .scenarios=${this.scenarios}
              .current=${this.current()}
              .refusal=${this.refusal}
              .lang=${lang}
              @run=${(event: CustomEvent<Filled>) => this.submit(event.detail)}
            ></sim-form>`
          : popup === 'presets'
            ? html`<sim-presets
                .presets=${this.presets}
                .chosen=${unchanged(this.asked.edits) ? this.asked.preset : ''}
                @edit=${() => void this.openTable()}
                .lang=${lang}
                @choose=${(event: CustomEvent<string>) => this.choosePreset(event.detail)}
              ></sim-presets>`
            : popup === 'lectures'
              ? lecturesList(this.lectures, this.asked, lang)
              : help(lang)
      }
    </div>`
  }

  private current() {
    const {scenario, parameters, seed} = this.asked
    return {scenario, parameters, seed}
  }
}

const within = (event: Event, selector: string): boolean =>
  event.composedPath().some((target) => target instanceof HTMLElement && target.matches(selector))

declare global {
  interface HTMLElementTagNameMap {
    'sim-app': App
  }
}
