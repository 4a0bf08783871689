// The page: a header that says what runs and lets one change it, the player, and a word for every state that the
// page can be in. The player plays; the session runs; the address and the browser's storage remember.
import {html, LitElement, nothing} from 'lit'
import {customElement, query, state} from 'lit/decorators.js'
import {parametersFor} from '../compare/interventions'
import {DEPTHS, type Depth} from '../model/kinds'
import type {Preset} from '../model/metadata'
import {Recording} from '../model/recording'
import {tableOf, unchanged} from '../model/table'
import type {Refusal, Scenario} from '../panels/asking'
import '../panels/form'
import type {Filled} from '../panels/form'
import * as icons from '../panels/icons'
import '../panels/presets'
import {base} from '../panels/shared'
import {nameOf} from '../panels/table/stored'
import type {Edit} from '../panels/table/table'
import {fetchedRecording} from '../player/fetched'
import '../player/sim-player'
import type {SimPlayer} from '../player/sim-player'
import {ui} from '../words/ui'
import {askedFor, read, valueOf, write, type Asked} from './address'
import {getPresets, getScenarios} from './api'
import {appStyles} from './app.css'
import {Comparing} from './comparing'
import {Editing} from './editing'
import {Fitting} from './fitting'
import {GIVES_WAY, header, menu, type Handles} from './header'
import {help} from './help'
import {getLectures, lecturesList, type LectureName} from './lectures'
import {instead, over} from './notices'
import type {Page} from './page'
import {Popups, type Popup} from './popups'
import {Session, type Request, type State} from './session'
import {LANGS, remember, remembered, THEMES, type Settings} from './settings'

/** While a hand moves, the address is written when it rests. */
const RESTS_MS = 250

@customElement('sim-app')
export class App extends LitElement implements Page {
  static override styles = [base, appStyles]

  @state() settings: Settings = remembered()
  @state() status: State = {is: 'idle'}
  @state() refusal: Refusal | null = null
  @state() private misplaced: string | null = null
  @state() scenarios: readonly Scenario[] = []
  @state() presets: readonly Preset[] = []
  @state() private lectures: readonly LectureName[] = []
  @state() asked: Asked = read('').asked
  @state() recording: Recording | null = null
  @query('sim-player') readonly player!: SimPlayer
  private readonly popups = new Popups(this)
  private readonly comparing: Comparing = new Comparing(this)
  private readonly editing: Editing = new Editing(this, {
    follow: (edit) => this.edit(edit),
    start: (asked) => this.session?.start(this.request(asked)),
    cancel: () => this.session?.cancel(),
  })
  private session: Session | null = null
  private fitting: Fitting | null = null
  private described: Promise<void> | null = null
  private resting = 0
  /** A recording that the address names, which is not run but fetched. */
  private fetched: string | null = null
  private place: string | null = null
  private view: string | null = null
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
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.onKey)
    this.fitting?.stop()
    this.fitting = null
  }

  protected override updated(): void {
    this.fitting ??= new Fitting(this.renderRoot.querySelector('header')!, GIVES_WAY)
    this.fitting.fit()
  }

  protected override firstUpdated(): void {
    window.simloop = this.player
    this.player.view = this.view
    this.session = new Session({
      state: (status) => this.become(status),
      begins: (recording) => {
        if (!this.editing.following) this.show(recording)
      },
      grew: (recording) => {
        if (!this.editing.following) this.player.grew()
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
    this.editing.stop()
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
    this.editing.ask(this.asked)
    this.remember()
  }

  private swap(recording: Recording): void {
    this.recording = recording
    this.player.swap(recording)
    this.misplaced = null
  }

  private async fetch(id: string): Promise<void> {
    this.status = {is: 'connecting'}
    try {
      const recording = await fetchedRecording(id)
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
    if (this.submitted) this.popups.close()
    this.submitted = false
    this.player.place = this.place
    this.player.recording = recording
    this.remember()
  }

  private become(status: State): void {
    this.status = status
    if (status.is === 'finished' || status.is === 'refused') this.editing.over()
    if (status.is === 'refused') {
      this.refusal = status.refusal
      // What is wrong with a row is said at the row.
      if (this.editing.open && status.refusal.field?.startsWith('preset')) return
      // What is on screen stays; the form says what was wrong.
      if (this.recording && this.popups.open !== 'form') this.popups.show('form', null)
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
    if (this.editing.busy) this.resting = window.setTimeout(this.remember, RESTS_MS)
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

  private openLectures(): void {
    void this.ready() // a run that was fetched is presented by what it was asked for with
    getLectures().then(
      (lectures) => (this.lectures = lectures),
      () => {}, // what is on screen can be presented all the same
    )
  }

  /** Escape closes what was opened last: a popup, the table where one is in it, what is compared. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const {popups, editing, comparing} = this
    if (event.key === 'Escape') {
      if (popups.open) return popups.close()
      if (editing.escape(event) || comparing.escape()) return
    }
    const command = (comparing.player ?? this.player).onKey(event)
    if (!command) return
    if (comparing.command(command.do)) return event.preventDefault()
    if (command.do !== 'table' && command.do !== 'help') return
    event.preventDefault()
    if (command.do === 'table') {
      popups.giveBack()
      editing.toggle()
    } else if (popups.open === 'help') popups.close()
    else popups.show('help', null)
  }

  /** All is known that another run could be asked for with. */
  async ready(): Promise<void> {
    await this.described
    if (this.fetched && this.recording)
      this.asked = askedFor(this.recording.metadata, this.presets) ?? this.asked
  }

  // -- what is shown

  override render() {
    const {popups, editing, comparing, recording, status} = this
    const {lang, theme, depth} = this.settings
    const scenario = this.scenarios.find(({id}) => id === this.asked.scenario)
    return html`
      <div class="page" lang=${lang}>
        ${header(this, this.handles)}
        <div class="body">
          <main>
            <div class="alone" ?inert=${comparing.open}>
              <sim-player
                .panes=${this.panes}
                .lang=${lang}
                .theme=${theme}
                .depth=${depth}
                without="depth"
                changeable
                @depth=${(event: CustomEvent<Depth>) => this.set({depth: event.detail})}
                @panes=${(event: CustomEvent<string>) => this.set({panes: {...this.settings.panes, [theme]: event.detail}})}
                @moment=${this.rememberWhenAtRest}
                @view=${this.rememberWhenAtRest}
                @selected=${this.rememberWhenAtRest}
                @misplaced=${(event: CustomEvent<string>) => (this.misplaced = event.detail)}
              >
                ${
                  recording
                    ? over(status, this.misplaced, lang, () => (this.misplaced = null))
                    : instead(status, scenario, lang, {
                        change: (event) => popups.toggle('form', event),
                        again: () => this.run(this.asked, this.place),
                      })
                }${comparing.menu()}
              </sim-player>
            </div>
            ${comparing.render()}
          </main>
          ${editing.render()}
        </div>
        ${popups.open ? this.popupBox(popups.open) : nothing}
      </div>
    `
  }

  private get handles(): Handles {
    const {popups, editing, comparing, panes} = this
    return {
      popup: popups.open,
      panes,
      following: editing.following,
      comparing: comparing.open,
      compare: () => void comparing.command('compare'),
      toggle: (popup, event) => {
        if (popup === 'lectures') this.openLectures()
        popups.toggle(popup, event)
      },
      set: (changes) => this.set(changes),
    }
  }

  private popupBox(popup: Popup) {
    const {lang} = this.settings
    const words = ui(lang)
    const title = {
      form: words.runTitle,
      presets: words.latenciesTitle,
      help: words.help,
      lectures: words.lecture.lectures,
      menu: words.menu,
    }[popup]
    return html`<div class="popup ${popup}" role="dialog" aria-label=${title} tabindex="-1">
      <button class="close" aria-label=${words.close} @click=${() => this.popups.close()}>
        ${icons.close}
      </button>
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
                @edit=${() => void this.editing.show(this.popups.giveBack())}
                .lang=${lang}
                @choose=${(event: CustomEvent<string>) => this.choosePreset(event.detail)}
              ></sim-presets>`
            : popup === 'lectures'
              ? lecturesList(this.lectures, this.asked, lang)
              : popup === 'menu'
                ? menu(this, this.handles, () => this.popups.close())
                : help(lang)
      }
    </div>`
  }

  private current() {
    const {scenario, parameters, seed} = this.asked
    return {scenario, parameters, seed}
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-app': App
  }
}
