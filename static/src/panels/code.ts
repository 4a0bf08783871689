// The code: the learner's program beside the loop's own Future, Task and loop, the executing statement marked,
// paused coroutines marked at their yield, what is just entering or leaving a yield written beside it, what the
// names of the call stand for beside the lines that assigned them, and how long the run spent in each line.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import {guard} from 'lit/directives/guard.js'
import {feltText} from '../felt/felt'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang, SourceFile} from '../model/metadata'
import {heatOf, type Heat} from '../model/heat'
import type {Recording} from '../model/recording'
import {localsOf, valuesAt, type Value} from '../model/values'
import type {World} from '../model/world'
import {ui} from '../words/ui'
import {callNames, functionOf} from './calls'
import * as icons from './icons'
import {codeStyles} from './code/code.css'
import {GAP, hasSelected, lettersOf, marked, marksIn, type Marks} from './code/marks'
import {lettersIn, sightOf} from './code/sight'
import {measureSoon, type Measured} from './measured'
import {around, definedAt, painted} from './python'
import {base, hued, type PlaceOf} from './shared'
import {beside, brief} from './values'

/** What one file's lines are shown with. */
interface Sheet {
  readonly source: SourceFile
  readonly lines: readonly string[]
  readonly executing: number | undefined
  /** The line of the function that has just been called and has not begun. */
  readonly entered: number | undefined
  readonly values: ReadonlyMap<number, readonly Value[]>
  readonly heat: ReadonlyMap<number, Heat>
  readonly marks: ReadonlyMap<number, Marks>
}

/** The letters that a line's number and edges take. */
const GUTTER = 8
/** A narrow pane, in letters, shows half of what lines are indented by. */
const NARROW = 46
/** So short a line has room for a remark. */
const SHORT = 34
@customElement('sim-code')
export class Code extends LitElement implements Measured {
  static override styles = [base, codeStyles]

  @property({attribute: false}) recording: Recording | null = null
  @property({attribute: false}) sources: readonly SourceFile[] = []
  @property({attribute: false}) world: World | null = null
  @property() depth: Depth = 'machine'
  @property({attribute: false}) selected: string | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property({type: Number}) owner = -1
  @property() override lang: Lang = 'en'
  /** Whether the time by line is shown. */
  @state() private heated = false
  /** The paused coroutine that the viewer points at. */
  @state() private pointed: string | null = null
  /** How many letters a pane is wide. */
  @state() private letters = 0
  private readonly sizes = new ResizeObserver(() => measureSoon(this))
  /** The loop's file that the viewer has chosen to see; until the next call it is the one that runs. */
  private chosen: {file: string; running: string | null} | null = null

  override render() {
    const words = ui(this.lang)
    const programs = this.sources.filter(({role}) => role === 'program')
    const loops = this.sources.filter(({role}) => role === 'loop')
    const program = programs.find(({file}) => file === this.world?.file) ?? programs[0]
    const loop = this.shownOf(loops)
    const runs = (source: SourceFile | undefined) => source !== undefined && source.file === this.world?.file
    const running = runs(program) || !runs(loop)
    return html`<div class="panes ${program && loop ? 'both' : ''}">
      ${program ? this.pane(program, programs, words.theProgram, running) : nothing}
      ${loop ? this.pane(loop, loops, words.whatCallsIt, !running) : nothing}
    </div>`
  }

  /** Of the loop's files: the one that executes, else the innermost on the stack, else the last in the list. */
  private shownOf(loops: readonly SourceFile[]): SourceFile | undefined {
    const running = this.runningOf(loops)
    if (this.chosen && this.chosen.running !== running) this.chosen = null
    const shown = this.chosen?.file ?? running ?? loops.at(-1)?.file
    return loops.find(({file}) => file === shown) ?? loops[0]
  }

  private runningOf(loops: readonly SourceFile[]): string | null {
    const {world} = this
    if (!world) return null
    const names = new Set(loops.map(({file}) => file))
    if (world.file && names.has(world.file)) return world.file
    if (this.entered) return this.entered.file
    const onStack = Object.keys(world.code).filter((file) => names.has(file))
    return onStack.at(-1) ?? null
  }

  /**
   * The function of the loop's that the program has just called, before its first statement: the program shows who
   * calls, the loop's pane what is called.
   */
  private get entered(): {file: string; line: number} | null {
    const {world, sources} = this
    const span = world?.spans.at(-1)
    const caller = sources.find(({file}) => file === world?.file)
    const name = span && functionOf(span)
    if (!name || span.row !== world?.row || caller?.role !== 'program') return null
    for (const {file, role, text} of sources) {
      const line = role === 'loop' ? definedAt(text.split('\n'), name) : null
      if (line !== null) return {file, line}
    }
    return null
  }

  private get narrow(): boolean {
    return this.letters > 0 && this.letters < NARROW
  }

  private pane(source: SourceFile, all: readonly SourceFile[], title: string, running: boolean) {
    const lines = source.text.replace(/\n$/, '').split('\n')
    const executing = this.world?.code[source.file]
    const heat = this.recording && this.heated ? heatOf(this.recording, source.file) : new Map<number, Heat>()
    const entered = this.entered?.file === source.file ? this.entered.line : undefined
    const values = this.valuesIn(source.file, executing)
    const marks = marksIn(this.world, source.file)
    const sheet: Sheet = {source, lines, executing, entered, values, heat, marks}
    return html`<section class="pane card ${running ? 'running' : ''}" aria-label="${source.file}, ${title}">
      <div class="head">
        ${
          all.length > 1
            ? html`<div class="tabs" role="tablist">
                ${all.map(({file}) => this.tab(file, file === source.file))}
              </div>`
            : html`<span><span class="file">${source.file}</span> &nbsp;•&nbsp; ${title}</span>`
        }
        <span class="where">${this.where(source, lines, executing ?? entered)}</span>
        ${this.heatSwitch()}
      </div>
      <div class="lines mono" tabindex="0" role="region" aria-label=${source.file} data-file=${source.file}>
        <div class="sheet">${lines.map((line, index) => this.line(sheet, line, index + 1))}</div>
      </div>
      ${this.locals(source)}
    </section>`
  }

  private heatSwitch() {
    const {heat} = ui(this.lang)
    return html`<button
      class="heat"
      aria-pressed=${this.heated}
      aria-label=${heat}
      title=${heat}
      @click=${() => (this.heated = !this.heated)}
    >
      ${icons.heat}
    </button>`
  }

  /** What stands beside the lines: of the call that a file is in, or of the paused coroutine that is selected. */
  private valuesIn(file: string, executing: number | undefined): Map<number, Value[]> {
    const {recording, world} = this
    const lines = new Map<number, Value[]>()
    if (!recording || !world) return lines
    const task = world.tasks.find(({id}) => id === this.selected)
    const chosen =
      task?.file === file && task.state !== 'running' ? localsOf(recording, world.row, task.id) : []
    const own = executing === undefined ? [] : valuesAt(recording, world.row, file, executing)
    for (const value of chosen.length ? chosen : own)
      lines.set(value.line, [...(lines.get(value.line) ?? []), value])
    return lines
  }

  /** The names of the paused coroutine that the viewer points at. */
  private locals({file}: SourceFile) {
    const {recording, world} = this
    const task = world?.tasks.find(({id}) => id === this.pointed)
    if (!recording || !world || !task || task.file !== file) return nothing
    const values = localsOf(recording, world.row, task.id)
    if (!values.length) return nothing
    return html`<div class="locals card" style=${hued(this.placeOf(task.id))} role="tooltip">
      <b>${ui(this.lang).ownNames(task.id)}</b>
      <dl class="mono">
        ${values.map(
          ({name, text}) =>
            html`<dt>${name}</dt>
              <dd>${brief(text, 32)}</dd>`,
        )}
      </dl>
    </div>`
  }

  private tab(file: string, selected: boolean) {
    const live = this.world?.code[file] !== undefined
    return html`<button
      role="tab"
      aria-selected=${selected}
      class=${live ? 'live' : ''}
      @click=${() => {
        const loops = this.sources.filter(({role}) => role === 'loop')
        this.chosen = {file, running: this.runningOf(loops)}
        this.requestUpdate()
      }}
    >
      ${file}
    </button>`
  }

  /** In the program: what the line belongs to. In the loop: who called whom. */
  private where(source: SourceFile, lines: readonly string[], executing: number | undefined) {
    if (executing === undefined) return nothing
    if (source.role === 'program') return html`<b>${around(lines, executing)}</b>`
    const calls = callNames((this.world?.spans ?? []).filter(({kind}) => sees(this.depth, kind))).slice(-4)
    return calls.map((call, index) => (index === calls.length - 1 ? html`<b>${call}</b>` : html`${call} → `))
  }

  /** Of a line beside which nothing stands nothing changes from one event to the next. */
  private line(sheet: Sheet, line: string, number: number) {
    const {executing, entered, values, heat, marks} = sheet
    const plain =
      number !== executing &&
      number !== entered &&
      ![values, heat, marks].some((beside) => beside.has(number))
    return guard(plain ? [line, number, this.narrow] : [{}], () => this.written(sheet, line, number))
  }

  private written(
    {source, executing, entered, values, heat, marks: all}: Sheet,
    line: string,
    number: number,
  ) {
    const at = number === executing
    const now = at && source.file === this.world?.file && number === this.world.line
    const enters = !at && number === entered
    const marks = all.get(number) ?? null
    const words = ui(this.lang)
    const indent = line.length - line.trimStart().length
    const part = this.narrow ? 0.5 : 1
    const room = this.letters - GUTTER - line.trim().length - indent * part - GAP
    const own = this.beside(values.get(number), room, marks)
    const called = at && !now && !marks && own === nothing && line.length < SHORT
    const remark = enters ? words.calledInto : called ? words.calledFrom : null
    const state = now ? 'executing' : at ? 'onstack' : enters ? 'entering' : ''
    return html`<div
      class="line ${state} ${hasSelected(marks, this.selected) ? 'selected' : ''}"
      style=${at || enters ? hued(this.owner) : ''}
      aria-current=${now ? 'true' : 'false'}
      data-line=${number}
    >
      ${
        at || enters
          ? html`<span class="at" title=${now ? words.executingNow : (remark ?? words.calledFrom)}
              >${now ? icons.executing : icons.calledFrom}</span
            >`
          : nothing
      }${this.number(number, heat.get(number))}<span
        class="content"
        style="--indent: ${indent * part}; --further: ${4 * part}"
        ><span class="text"
          ><span class="indent">${line.slice(0, indent)}</span>${painted(line.slice(indent)).map(
            ({text, paint}) =>
              paint === 'plain'
                ? text
                : html`<span class=${paint === 'number' ? 'number-literal' : paint}>${text}</span>`,
          )}</span
        >${marks ? this.marked(marks, room) : nothing}${own}${remark ? html`<span class="from">${remark}</span>` : nothing}</span
      >
    </div>`
  }

  private marked(marks: Marks, room: number) {
    const {recording, world, selected, placeOf, lang} = this
    if (!recording || !world) return nothing
    const point = (task: string | null) => (this.pointed = task)
    return marked({recording, world, selected, placeOf, lang, point}, marks, room)
  }

  /** A line's number, on a bar as long as the digits of the time that the run spent in it. */
  private number(number: number, heat: Heat | undefined) {
    const {recording} = this
    if (!heat || !recording) return html`<span class="number">${number}</span>`
    const {instruction_ps: instructionPs} = recording.metadata.preset
    const felt = feltText(heat.ps, instructionPs, this.lang)
    const part = heat.ps / Math.max(1, recording.endPs)
    const share = `${part > 0 && part < 0.001 ? '< 0.1' : (part * 100).toFixed(1)} %`
    const told = ui(this.lang).heatOfLine(felt, share, `${heat.executions}`)
    return html`<span
      class="number hot"
      style="--hot: ${digits(heat.ps / instructionPs) / digits(recording.endPs / instructionPs)}"
      title=${told}
      >${number}<span class="unseen">${told}</span></span
    >`
  }

  private beside(values: readonly Value[] | undefined, room: number, marks: Marks | null) {
    if (!values) return nothing
    const taken = marks ? lettersOf(marks) : 0
    const {shown, more} = beside(values, room - taken)
    if (!shown.length) return nothing
    return html`<span class="values" title=${values.map(({name, text}) => `${name} = ${text}`).join('\n')}
      >${shown.map(({name, text}) => html`<span>${name} = <b>${text}</b></span>`)}${more ? html`<span>+${more}</span>` : nothing}</span
    >`
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.sizes.observe(this)
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect()
    super.disconnectedCallback()
  }

  protected override updated(_changed: PropertyValues<this>): void {
    measureSoon(this)
  }

  measure(): () => void {
    const panes = [...this.renderRoot.querySelectorAll<HTMLElement>('.lines')]
    this.letters = lettersIn(panes) || this.letters
    const sights = panes.map(sightOf)
    return () => panes.forEach((pane, i) => pane.scrollTo(0, sights[i]))
  }
}

/** How many digits a number of instructions has. */
const digits = (instructions: number): number => Math.log10(1 + instructions)

declare global {
  interface HTMLElementTagNameMap {
    'sim-code': Code
  }
}
