// The run on screen and another one, one above the other, with one playhead: where the one goes, the other follows,
// to the same event or to the same time. Its code comes when it is first wanted.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import {Alignment, type By, type Side} from '../compare/align'
import {differencesOf, noticed, type Differences} from '../compare/differences'
import {readInterventions} from '../compare/interventions'
import {tellIntervention, verdictOf} from '../compare/verdict'
import type {Depth} from '../model/kinds'
import type {Lang, Preset} from '../model/metadata'
import {ownersOf} from '../model/whose'
import type {Recording} from '../model/recording'
import type {Refusal, Scenario} from '../panels/asking'
import '../panels/compare/choice'
import type {Choice, Chosen} from '../panels/compare/choice'
import '../panels/compare/differences'
import * as icons from '../panels/icons'
import {base} from '../panels/shared'
import type {SimPlayer, ThemeName} from '../player/sim-player'
import {compareWords} from '../words/compare'
import {ui} from '../words/ui'
import {valueOf, type Asked} from './address'
import {changed, changesBetween, writeChanges, type Changes} from './changes'
import {comparisonStyles} from './comparison.css'
import {Latest} from './latest'
import {Session, type Request, type State} from './session'

@customElement('sim-comparison')
export class Comparison extends LitElement {
  static override styles = [base, comparisonStyles]

  /** The run on screen, and how it was asked for. */
  @property({attribute: false}) first: Recording | null = null
  @property({attribute: false}) asked: Asked | null = null
  @property({attribute: false}) changes: Changes = {parameters: {}}
  @property({attribute: false}) scenarios: readonly Scenario[] = []
  @property({attribute: false}) presets: readonly Preset[] = []
  /** What the server is asked for. */
  @property({attribute: false}) request: (asked: Asked) => Request = () => {
    throw new Error('nobody has said how to ask for a run')
  }
  @property() override lang: Lang = 'en'
  @property() theme: ThemeName = 'dark'
  @property() depth: Depth = 'machine'
  /** Where the playhead of the run on screen is to be at first. */
  place = 'start'

  @state() private by: By = 'event'
  @state() private choosing = false
  @state() private status: State = {is: 'idle'}
  @state() private refusal: Refusal | null = null
  @state() private second: Recording | null = null
  @state() private differences: Differences | null = null
  /** The event at which the leader is never happens in the other run. */
  @state() private alone = false
  @query('.run:first-child sim-player') private readonly above!: SimPlayer
  @query('.run:last-child sim-player') private readonly below!: SimPlayer | null
  @query('sim-choice') private readonly choice!: Choice | null
  private session: Session | null = null
  private alignment: Alignment | null = null
  private leader: Side = 0
  private following = false
  /** The run that the other one is of: while the table is pulled at, both follow, one after the other. */
  private beside: Recording | null = null
  private readonly latest = new Latest<Asked>((asked) => {
    this.beside = this.first
    this.session?.start(this.request(changed(asked, this.changes)))
  })

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.latest.stop()
    this.session?.close()
    this.session = null
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('first') && !this.first) this.second = this.differences = null
    if (!this.asked || !this.first?.complete) return
    if (!changes.has('first') && !changes.has('changes')) return
    if (writeChanges(this.changes) === '') this.choosing = true
    else this.run(this.asked, changes.has('changes'))
  }

  protected override updated(changes: PropertyValues<this>): void {
    if (changes.has('first') && this.first && !this.second) this.show(this.above, this.first, this.place)
    if ((changes as Map<string, unknown>).has('second') && this.below)
      this.show(this.below, this.second, `event ${this.across(0, this.above.row)}`)
    if ((changes as Map<string, unknown>).has('choosing') && this.choosing)
      void this.choice?.updateComplete.then(() => this.choice?.focus())
  }

  /** Closes what is open in it; false when nothing is that could be. */
  escape(): boolean {
    if (!this.choosing || !this.second) return false
    this.choosing = false
    return true
  }

  /** The player to which keys go: the one that was last moved. */
  get player(): SimPlayer {
    return (this.leader === 1 && this.second && this.below) || this.above
  }

  /** Where the playhead is in the run on screen. */
  get here(): number {
    return this.above.row
  }

  /** Resolves when the other run is there, or refused, and all is drawn. */
  async idle(): Promise<void> {
    await this.updateComplete
    await this.above.idle()
    await this.below?.idle()
  }

  // -- the other run

  /** `another`: it is another comparison than the one on screen. */
  private run(asked: Asked, another: boolean): void {
    this.refusal = null
    if (another) {
      this.second = null
      this.differences = null
      this.latest.stop()
    }
    this.session ??= new Session({
      state: (status) => this.become(status),
      begins: (recording) => this.grew(recording),
      grew: (recording) => this.grew(recording),
    })
    this.latest.ask(asked)
  }

  private grew(recording: Recording): void {
    const {beside} = this
    if (!recording.complete || !beside) return
    this.alignment = new Alignment([beside, recording])
    this.differences = differencesOf(beside, recording)
    this.choosing = false
    if (this.second) return this.swap(beside, recording)
    this.leader = 0
    this.second = recording
    void this.updateComplete.then(() => this.pickNoticed())
  }

  /** Both runs again, with another table: playheads stay on their events. */
  private swap(first: Recording, second: Recording): void {
    this.following = true
    this.above.swap(first)
    this.below?.swap(second)
    this.following = false
    this.follow(this.leader)
  }

  private become(status: State): void {
    this.status = status
    if (status.is === 'finished' || status.is === 'refused') this.latest.over()
    if (status.is !== 'refused') return
    this.refusal = status.refusal
    this.choosing = true
    if (!this.second || !this.first) return
    // What is on screen is beside a run that is there no more.
    this.second = this.differences = null
    this.show(this.above, this.first, this.above.here)
  }

  private show(player: SimPlayer, recording: Recording | null, place: string): void {
    this.following = true
    if (recording) {
      player.place = place
      player.recording = recording
      player.command({do: 'whole'})
    }
    this.following = false
  }

  /** Whoever alone has noticed lights up in both. */
  private pickNoticed(): void {
    const who = this.differences ? noticed(this.differences).who : []
    if (who.length === 1) this.pick(who[0].who)
  }

  private pick(who: string): void {
    const [own, other = own] = who.split(' / ')
    const again = this.above.selected === own
    this.following = true
    this.above.selected = again ? null : own
    if (this.below) this.below.selected = again ? null : other
    this.following = false
  }

  /** What is selected in the one is selected in the other, where it has the same name. */
  private picked(side: Side, thing: string | null): void {
    if (this.following || !this.second || !this.below) return
    this.following = true
    ;(side === 0 ? this.below : this.above).selected = thing
    this.following = false
  }

  private choose({preset, seed, parameters}: Chosen): void {
    if (!this.asked) return
    const values = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [
        name,
        name === 'interventions' ? value : valueOf(value),
      ]),
    )
    const other = {preset, seed: valueOf(seed) as number, parameters: values}
    const changes = changesBetween(this.asked, other, this.usual)
    this.dispatchEvent(new CustomEvent('changes', {detail: changes}))
  }

  private get scenario(): Scenario | undefined {
    const id = this.changes.scenario ?? this.asked?.scenario
    return this.scenarios.find((one) => one.id === id)
  }

  private get usual(): Readonly<Record<string, number | string>> {
    return Object.fromEntries(
      (this.scenario?.parameters ?? []).map(({name, default: value}) => [name, value]),
    )
  }

  // -- one playhead

  private across(side: Side, row: number): number {
    return this.alignment?.across(side, row, this.by) ?? 0
  }

  private follow(side: Side): void {
    if (this.following || !this.second || !this.below) return
    this.leader = side
    const [own, other] = side === 0 ? [this.above, this.below] : [this.below, this.above]
    this.following = true
    other.seek(`event ${this.across(side, own.row)}`)
    this.following = false
    this.alone = this.by === 'event' && (this.alignment?.likeOf(side, own.row) ?? 0) < 0
  }

  /** While one plays, the other goes along. */
  private readonly playing = (side: Side): void => {
    const player = side === 0 ? this.above : this.below
    if (!this.isConnected || !player || player.paused) return
    this.follow(side)
    requestAnimationFrame(() => this.playing(side))
  }

  private align(by: By): void {
    this.by = by
    this.follow(this.leader)
  }

  // -- what is shown

  override render() {
    const {lang, asked, first} = this
    const words = compareWords(lang)
    if (!asked || !first) return nothing
    const button = (by: By, name: string, title: string) =>
      html`<button aria-pressed=${this.by === by} title=${title} @click=${() => this.align(by)}>
        ${name}
      </button>`
    return html`
      <div class="above">
        <p class="verdict" role="status">${this.verdict()}</p>
        <div class="switch" role="group" aria-label=${words.alignBy}>
          ${words.alignBy} ${button('event', words.byEvent, words.byEventTitle)}
          ${button('time', words.byTime, words.byTimeTitle)}
        </div>
        <button aria-expanded=${this.choosing} @click=${() => (this.choosing = !this.choosing)}>
          ${words.change}
        </button>
        <button
          class="close"
          aria-label=${words.close}
          title="${words.close} (Esc)"
          @click=${() => this.dispatchEvent(new CustomEvent('close'))}
        >
          ${icons.close}
        </button>
      </div>
      ${
        this.choosing
          ? html`<sim-choice
              .scenario=${this.scenario}
              .presets=${this.presets}
              .shown=${asked}
              .other=${changed(asked, this.changes)}
              .refusal=${this.refusal}
              .lang=${lang}
              @choose=${(event: CustomEvent<Chosen>) => this.choose(event.detail)}
            ></sim-choice>`
          : nothing
      }
      <div class="runs">
        ${this.shown(0, words.first, words.asIs)} ${this.shown(1, words.second, this.told())}
      </div>
      <sim-differences
        tabindex="0"
        role="region"
        aria-label=${words.differs}
        .differences=${this.differences}
        .placeOf=${this.placeOf}
        .lang=${lang}
        @pick=${(event: CustomEvent<string>) => this.pick(event.detail)}
      ></sim-differences>
    `
  }

  private readonly placeOf = (owner: string | null): number =>
    owner === null || !this.first ? -1 : ownersOf(this.first).indexOf(owner)

  private verdict() {
    const {lang, differences, status} = this
    const words = compareWords(lang)
    if (differences) return verdictOf(differences, lang)
    if (this.refusal) return html`<span class="waits">${words.refused}</span>`
    const runs = status.is === 'queued' || status.is === 'running' || status.is === 'connecting'
    return html`<span class="waits">${runs ? words.runs : words.chooseText}</span>`
  }

  /** What is changed in the other run. */
  private told(): string {
    const {lang, changes, first} = this
    const {preset, seed, parameters} = changes
    const told: string[] = []
    if (preset !== undefined) told.push(this.presets.find(({id}) => id === preset)?.[lang] ?? preset)
    for (const [name, value] of Object.entries(parameters)) {
      const title = this.scenario?.parameters.find((one) => one.name === name)?.title[lang] ?? name
      if (name !== 'interventions') told.push(`${title} ${value}`)
      else
        for (const one of readInterventions(`${value}`))
          told.push(tellIntervention(one, first!.metadata, lang))
    }
    if (seed !== undefined) told.push(`${ui(lang).seed} ${seed}`)
    return told.join(' · ')
  }

  private shown(side: Side, name: string, about: string) {
    const {lang, theme, depth} = this
    const words = compareWords(lang)
    const here = side === 0 || this.second !== null
    const failed = side === 1 && this.status.is === 'finished' ? this.status.programError : null
    return html`<div class="run">
      <h2>
        <b>${name}</b><span>${about}</span>
        ${failed ? html`<span class="elsewhere">${ui(lang).programFailed(failed)}</span>` : nothing}
        ${
          this.alone && this.leader !== side && here
            ? html`<span class="elsewhere">${words.elsewhere}</span>`
            : nothing
        }
      </h2>
      ${
        here
          ? html`<sim-player
              bare
              panes=""
              .lang=${lang}
              .theme=${theme}
              .depth=${depth}
              ?silent=${side === 0 && this.second !== null}
              @moment=${() => this.follow(side)}
              @plays=${() => this.playing(side)}
              @selected=${(event: CustomEvent<string | null>) => this.picked(side, event.detail)}
            ></sim-player>`
          : html`<p class="none">
              ${this.refusal ? words.refused : this.choosing ? words.choose : words.runs}
            </p>`
      }
    </div>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-comparison': Comparison
  }
}
