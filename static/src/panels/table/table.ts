// The table editor: fifteen rows to pull at, while the run follows. It keeps nothing of the table itself: it is told
// a base preset and what differs, and asks for other edits.
import {html, LitElement, noChange, nothing, type PropertyValues, type TemplateResult} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import {live} from 'lit/directives/live.js'
import {feltText, realText} from '../../felt/felt'
import {parseTime, rounded, type Seconds} from '../../felt/parse'
import {attribute, shareOf, type Attribution} from '../../model/attribution'
import type {Lang, Preset, PresetRow} from '../../model/metadata'
import type {Recording} from '../../model/recording'
import {
  edited,
  instructionPsOf,
  leastPs,
  LONGEST_PS,
  psOf,
  readFile,
  TableFileError,
  unchanged,
  writeFile,
  type Edits,
} from '../../model/table'
import {tableWords, type TableWords} from '../../words/table'
import {ui} from '../../words/ui'
import type {Refusal} from '../asking'
import * as icons from '../icons'
import {base} from '../shared'
import {forgetTable, nameOf, saveTable, savedTables, type Saved} from './stored'
import {tableStyles} from './table.css'

/** Another table is asked for. `settled`: the hand has let go. */
export interface Edit {
  readonly base: string
  readonly edits: Edits
}

/** The axis, in powers of ten of a picosecond: from a tenth of a nanosecond to a quarter of an hour. */
const [FROM, TO] = [2, 15]
const STEP = 0.05
const TICKS: readonly number[] = [1e3, 1e6, 1e9, 1e12]
/** From so much of the run's time on, a row is one of those that it pays most. */
const MOST = 0.05

const powerOf = (ps: number): number => Math.max(FROM, Math.min(TO, Math.log10(Math.max(1, ps))))
const partOf = (ps: number): number => (powerOf(ps) - FROM) / (TO - FROM)

@customElement('sim-table')
export class TableEditor extends LitElement {
  static override styles = [base, tableStyles]

  @property({attribute: false}) presets: readonly Preset[] = []
  /** The preset that the table starts from, and the rows in which it differs. */
  @property() from = 'notes'
  @property({attribute: false}) edits: Edits = {}
  @property({attribute: false}) recording: Recording | null = null
  @property({attribute: false}) refusal: Refusal | null = null
  /** How many rows of a run that takes its time are there; null while none does. */
  @property({attribute: false}) progress: number | null = null
  /** The run was cancelled: the picture is of another table. */
  @property({type: Boolean}) stale = false
  @property() override lang: Lang = 'en'
  /** What somebody wrote that is no time, and where. */
  @state() private wrong: {row: string; field: Seconds; said: string} | null = null
  /** Somebody is writing there: what is written is theirs until they are done. */
  @state() private typing: HTMLInputElement | null = null
  @state() private message: {text: string; bad: boolean} | null = null
  @state() private saved: readonly Saved[] = savedTables()
  private paid: Attribution | null = null
  private looked = false

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('recording') || changed.has('progress'))
      this.paid = this.recording?.complete ? attribute(this.recording) : this.paid
    if (changed.has('edits') && this.wrong && changed.get('edits')) this.wrong = null
  }

  /** What the run pays most is what one comes to pull at: it is in sight from the beginning. */
  protected override updated(): void {
    if (this.looked || !this.paid?.rows.size) return
    this.looked = true
    const {rows} = this.paid
    const dearest = [...rows.keys()].reduce((a, b) => (rows.get(b)!.ps > rows.get(a)!.ps ? b : a))
    const row = this.renderRoot.querySelector<HTMLElement>(`[data-row='${dearest}']`)
    const list = this.renderRoot.querySelector<HTMLElement>('.rows')
    if (!row || !list) return
    // On a phone all of it scrolls, not only the rows.
    const scroller = list.scrollHeight > list.clientHeight ? list : this
    const {top, height} = row.getBoundingClientRect()
    const frame = scroller.getBoundingClientRect()
    scroller.scrollTop += top + height / 2 - (frame.top + frame.height / 2)
  }

  private get base(): Preset | undefined {
    return this.presets.find(({id}) => id === this.from)
  }

  private ask(edits: Edits, from = this.from): void {
    this.message = null
    const detail: Edit = {base: from, edits}
    this.dispatchEvent(new CustomEvent<Edit>('edit', {detail}))
  }

  private pull(base: Preset, row: PresetRow, power: number): void {
    this.wrong = null
    this.ask(edited(base, this.edits, row.id, Math.max(leastPs(row.id), rounded(10 ** power))))
  }

  private write(base: Preset, row: PresetRow, field: Seconds, input: HTMLInputElement): void {
    this.typing = null
    const words = tableWords(this.lang)
    const ps = parseTime(input.value, instructionPsOf(base, this.edits), field)
    const least = leastPs(row.id)
    if (ps === null) this.wrong = {row: row.id, field, said: words.notATime}
    else if (ps < least || ps > LONGEST_PS) {
      const [low, high] = [least, LONGEST_PS].map((limit) => realText(limit, this.lang))
      this.wrong = {row: row.id, field, said: words.outOfRange(low, high)}
    } else {
      this.wrong = null
      this.ask(edited(base, this.edits, row.id, ps))
    }
  }

  // -- saving, files

  private save(event: SubmitEvent): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const name = `${new FormData(form).get('name') ?? ''}`.trim()
    if (!name) return form.querySelector('input')?.focus()
    const words = tableWords(this.lang)
    const kept = saveTable({name, base: this.from, edits: this.edits})
    this.saved = savedTables()
    this.message = {text: kept ? words.savedAs(name) : words.notSaved, bad: !kept}
    form.reset()
  }

  private forget(name: string): void {
    forgetTable(name)
    this.saved = savedTables()
    this.message = {text: tableWords(this.lang).forgotten(name), bad: false}
  }

  private choose(event: Event): void {
    const {value} = event.target as HTMLSelectElement
    const [kind, name] = [value.slice(0, 1), value.slice(1)]
    const saved = this.saved.find((one) => one.name === name)
    if (kind === 'p') this.ask({}, name)
    else if (saved) this.ask(saved.edits, saved.base)
  }

  private export(base: Preset): void {
    const name = nameOf(this.from, this.edits)
    const link = document.createElement('a')
    const file = new Blob([writeFile(base, this.edits, name)], {type: 'application/json'})
    link.href = URL.createObjectURL(file)
    link.download = `${(name ?? 'latencies').replace(/[^\p{L}\p{N}._-]+/gu, '-')}.json`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }

  private async import(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (!file) return
    const words = tableWords(this.lang)
    try {
      const {base, edits} = readFile(await file.text(), this.presets)
      this.wrong = null
      this.ask(edits, base)
      this.message = {text: words.imported(file.name), bad: false}
    } catch (error) {
      if (!(error instanceof TableFileError)) throw error
      const {field, why, allowed} = error
      const where = why === 'json' || why === 'rows' ? '' : ` (${field})`
      const list = allowed.length ? ` ${words.allowed(allowed.join(', '))}` : ''
      this.message = {text: `${words.fileWrong[why]}${where}${list}`, bad: true}
    }
    input.value = ''
  }

  // -- what is shown

  override render() {
    const {base, lang} = this
    const words = tableWords(lang)
    if (!base) return nothing
    return html`
      <header>
        <div class="title">
          <h2>${ui(lang).tableTitle}</h2>
          ${this.chooser(words)}
        </div>
        <div class="outcome" role="status">${this.outcome(words)}</div>
      </header>
      <div class="axis" aria-hidden="true">
        <div class="ticks" style="grid-column: 1 / 3">
          ${TICKS.map((ps) => html`<i style="--at: ${partOf(ps)}">${realText(ps, lang)}</i>`)}
        </div>
        <span>${words.felt}</span>
      </div>
      <div class="rows">${base.rows.map((row) => this.row(words, base, row))}</div>
      <footer>
        <div class="actions">
          <button ?disabled=${unchanged(this.edits)} @click=${() => this.ask({})}>${words.resetAll}</button>
          <button @click=${() => this.export(base)}>${words.exportFile}</button>
          <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>('[type=file]')?.click()}>
            ${words.importFile}
          </button>
          <input
            type="file"
            hidden
            accept=".json,application/json"
            aria-label=${words.importFile}
            @change=${(event: Event) => void this.import(event)}
          />
          <form @submit=${(event: SubmitEvent) => this.save(event)}>
            <input
              name="name"
              maxlength="60"
              autocomplete="off"
              aria-label=${words.saveAs}
              placeholder=${words.saveAs}
            />
            <button>${words.save}</button>
          </form>
        </div>
        <p class="message ${this.message?.bad ? 'bad' : ''}" role="status">${this.footnote()}</p>
      </footer>
    `
  }

  private chooser(words: TableWords) {
    const name = nameOf(this.from, this.edits)
    const option = (value: string, text: string, chosen: boolean) =>
      html`<option value=${value} ?selected=${live(chosen)}>${text}</option>`
    return html`<label class="from"
        ><span>${words.startFrom}</span>
        <select
          @change=${(event: Event) => this.choose(event)}
          .value=${live(name ? `s${name}` : `p${this.from}`)}
        >
          <optgroup label=${words.presets}>
            ${this.presets.map((preset) => option(`p${preset.id}`, preset[this.lang], !name && preset.id === this.from))}
          </optgroup>
          ${
            this.saved.length
              ? html`<optgroup label=${words.saved}>
                  ${this.saved.map((one) => option(`s${one.name}`, one.name, one.name === name))}
                </optgroup>`
              : nothing
          }
        </select></label
      >
      ${name && this.saved.length ? html`<button @click=${() => this.forget(name)}>${words.forget}</button>` : nothing}`
  }

  private outcome(words: TableWords) {
    if (this.progress !== null) {
      return html`<span>${words.running(this.progress.toLocaleString('en-US'))}</span>
        <button @click=${() => this.dispatchEvent(new CustomEvent('cancel'))}>${words.cancel}</button>`
    }
    if (this.stale) {
      return html`<span>${words.cancelled}</span>
        <button @click=${() => this.ask(this.edits)}>${words.runAgain}</button>`
    }
    const {recording, lang} = this
    if (!recording?.complete) return nothing
    const {endPs, metadata} = recording
    const felt = feltText(endPs, metadata.preset.instruction_ps, lang)
    const [before, which, after] = words.ends(felt, realText(endPs, lang))
    return html`<span>${before}<b>${which}</b>${after}</span>`
  }

  private footnote() {
    if (this.message) return this.message.text
    const {refusal} = this
    const field = refusal?.field ?? ''
    if (!refusal || this.base?.rows.some(({id}) => field.startsWith(`preset.rows.${id}.`))) return nothing
    return html`${field ? `${field}: ` : nothing}${refusal.message}`
  }

  private row(words: TableWords, base: Preset, row: PresetRow) {
    const {lang, edits, paid} = this
    const name = row[lang]
    const ps = psOf(base, edits, row.id)
    const instructionPs = instructionPsOf(base, edits)
    const changed = row.id in edits
    const real = realText(ps, lang)
    const asWritten = !changed && instructionPs === base.instruction_ps
    const felt = asWritten ? (lang === 'zh' ? row.felt_zh : row.felt_en) : feltText(ps, instructionPs, lang)
    const never = paid !== null && !paid.rows.has(row.id)
    const share = paid ? shareOf(paid, row.id) : 0
    const said = this.said(words, row.id)
    const [was, at] = [partOf(row.real_ps), partOf(ps)]
    const classes = [
      never ? 'never' : '',
      share >= MOST ? 'most' : '',
      changed ? 'changed' : '',
      said ? 'wrong' : '',
    ].join(' ')
    return html`<div class="row ${classes}" data-row=${row.id} role="group" aria-label=${name}>
      <span class="name" title=${this.note(words, base, row)}>${name}</span>
      ${this.field(words, base, row, 'real', real)} ${this.field(words, base, row, 'felt', felt)}
      <button
        class="reset"
        ?disabled=${!changed}
        aria-label=${words.resetRow(name, realText(row.real_ps, lang))}
        title=${words.resetRow(name, realText(row.real_ps, lang))}
        @click=${() => this.ask(edited(base, edits, row.id, row.real_ps))}
      >
        ${icons.reset}
      </button>
      <input
        type="range"
        min=${FROM}
        max=${TO}
        step=${STEP}
        .value=${live(`${powerOf(ps)}`)}
        style="--was: ${was}; --low: ${Math.min(was, at)}; --far: ${changed ? Math.abs(at - was) : 0}"
        aria-label=${name}
        aria-valuetext="${real}, ${felt}"
        @input=${(event: Event) => this.pull(base, row, Number((event.target as HTMLInputElement).value))}
      />
      ${paid ? this.share(words, paid, row.id) : nothing}
      ${said ? html`<span class="said" role="alert">${said}</span>` : nothing}
    </div>`
  }

  private note(words: TableWords, base: Preset, row: PresetRow): string {
    if (row.id === 'instruction') return `${row[this.lang]} · ${words.instructionNote}`
    if (row.id === base.machine['distance']) return `${row[this.lang]} · ${words.distanceNote}`
    return row[this.lang]
  }

  private field(words: TableWords, base: Preset, row: PresetRow, field: Seconds, text: string) {
    const wrong = this.wrong?.row === row.id && this.wrong.field === field
    const here = `[data-row='${row.id}'] > .${field}`
    return html`<input
      class="time ${field} ${wrong || (field === 'real' && this.refuses(row.id)) ? 'wrong' : ''}"
      autocomplete="off"
      spellcheck="false"
      aria-label=${words.nameOf(row[this.lang], words[field])}
      aria-invalid=${wrong}
      .value=${wrong || this.typing?.matches(here) ? noChange : live(text)}
      @input=${(event: Event) => (this.typing = event.target as HTMLInputElement)}
      @blur=${() => (this.typing = null)}
      @change=${(event: Event) => this.write(base, row, field, event.target as HTMLInputElement)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        this.wrong = this.typing = null
        const input = event.target as HTMLInputElement
        input.value = text
        input.blur()
      }}
    />`
  }

  private share(words: TableWords, paid: Attribution, row: string): TemplateResult {
    const share = shareOf(paid, row)
    if (!paid.rows.has(row)) return html`<span class="share">${words.never}</span>`
    if (share === 0) return html`<span class="share passing">${words.inPassing}</span>`
    const percent = share * 100
    // Never rounded up: 99.97 % is not all.
    const text = percent < 0.1 ? '< 0.1' : `${Math.floor(percent * 10) / 10}`
    return html`<span class="share" title=${words.share}>${words.part(text)}</span>`
  }

  private refuses(row: string): boolean {
    return this.refusal?.field?.startsWith(`preset.rows.${row}.`) ?? false
  }

  private said(words: TableWords, row: string): string | null {
    if (this.wrong?.row === row) return this.wrong.said
    const {refusal} = this
    if (!refusal || !this.refuses(row)) return null
    const {message, allowed} = refusal
    return `${words.refused(message)}${allowed?.length ? ` ${words.allowed(allowed.join(', '))}` : ''}`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-table': TableEditor
  }
}
