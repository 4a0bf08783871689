// The code: the learner's program beside the loop's own Future, Task and loop, the executing statement marked,
// paused coroutines marked at their yield, what is just entering or leaving a yield written beside it, what the
// names of the call stand for beside the lines that assigned them, and how long the run spent in each line.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import {feltText} from '../felt/felt'
import {text as cell} from '../model/columns'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang, SourceFile} from '../model/metadata'
import {heatOf, type Heat} from '../model/heat'
import type {Recording} from '../model/recording'
import {localsOf, valuesAt, type Value} from '../model/values'
import type {TaskState, World} from '../model/world'
import {ui} from '../words/ui'
import {callNames} from './calls'
import * as icons from './icons'
import {around, painted} from './python'
import {codeStyles} from './code.css'
import {base, hued, type PlaceOf} from './shared'
import {beside, brief} from './values'

/** What stands beside a line: a value going in or out, coroutines that are paused there. */
interface Marks {
  incoming: TaskState | null
  outgoing: TaskState | null
  paused: TaskState[]
}

/** What one file's lines are shown with. */
interface Sheet {
  readonly source: SourceFile
  readonly lines: readonly string[]
  readonly executing: number | undefined
  readonly values: ReadonlyMap<number, readonly Value[]>
  readonly heat: ReadonlyMap<number, Heat>
}

/** The letters that a line's number and edges take, and the gap before what stands beside it. */
const GUTTER = 8
const GAP = 3
/** About as many letters as a mark takes beside its text. */
const MARK = 4
/** And those that only say how many are paused. */
const SHORTEST = 5

/** So short a line has room for a remark. */
const SHORT = 34
/** Beyond so many paused coroutines on one line only their numbers are written. */
const NAMES = 3
/** And beyond so many, how many more there are. */
const MOST = 12

@customElement('sim-code')
export class Code extends LitElement {
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
  private readonly sizes = new ResizeObserver(() => this.measure())
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
    const onStack = Object.keys(world.code).filter((file) => names.has(file))
    return onStack.at(-1) ?? null
  }

  private pane(source: SourceFile, all: readonly SourceFile[], title: string, running: boolean) {
    const lines = source.text.replace(/\n$/, '').split('\n')
    const executing = this.world?.code[source.file]
    const heat = this.recording && this.heated ? heatOf(this.recording, source.file) : new Map<number, Heat>()
    const sheet: Sheet = {source, lines, executing, values: this.valuesIn(source.file, executing), heat}
    return html`<section class="pane card ${running ? 'running' : ''}" aria-label="${source.file}, ${title}">
      <div class="head">
        ${
          all.length > 1
            ? html`<div class="tabs" role="tablist">
                ${all.map(({file}) => this.tab(file, file === source.file))}
              </div>`
            : html`<span><span class="file">${source.file}</span> &nbsp;•&nbsp; ${title}</span>`
        }
        <span class="where">${this.where(source, lines, executing)}</span>
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

  private line({source, executing, values, heat}: Sheet, line: string, number: number) {
    const at = number === executing
    const now = at && source.file === this.world?.file && number === this.world.line
    const marks = this.marksOf(source.file, number)
    const words = ui(this.lang)
    const own = this.beside(values.get(number), line, marks)
    return html`<div
      class="line ${now ? 'executing' : at ? 'onstack' : ''} ${this.hasSelected(marks) ? 'selected' : ''}"
      style=${at ? hued(this.owner) : ''}
      aria-current=${now ? 'true' : 'false'}
      data-line=${number}
    >
      ${
        at
          ? html`<span class="at" title=${now ? words.executingNow : words.calledFrom}
              >${now ? icons.executing : icons.calledFrom}</span
            >`
          : nothing
      }${this.number(number, heat.get(number))}<span class="text"
        >${painted(line).map(({text, paint}) =>
          paint === 'plain'
            ? text
            : html`<span class=${paint === 'number' ? 'number-literal' : paint}>${text}</span>`,
        )}</span
      >${marks ? this.marked(marks, line) : nothing}${own}${at && !now && !marks && own === nothing && line.length < SHORT ? html`<span class="from">${words.calledFrom}</span>` : nothing}
    </div>`
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

  private beside(values: readonly Value[] | undefined, line: string, marks: Marks | null) {
    if (!values) return nothing
    const taken = marks ? lettersOf(marks) : 0
    const {shown, more} = beside(values, this.letters - GUTTER - line.length - GAP - taken)
    if (!shown.length) return nothing
    return html`<span class="values" title=${values.map(({name, text}) => `${name} = ${text}`).join('\n')}
      >${shown.map(({name, text}) => html`<span>${name} = <b>${text}</b></span>`)}${more ? html`<span>+${more}</span>` : nothing}</span
    >`
  }

  private marksOf(file: string, line: number): Marks | null {
    const marks: Marks = {incoming: null, outgoing: null, paused: []}
    for (const task of this.world?.tasks ?? []) {
      if (task.file !== file || task.line !== line) continue
      if (task.incoming !== null) marks.incoming = task
      else if (task.state === 'running' && task.on !== null) marks.outgoing = task
      else if (task.state === 'waiting' || task.state === 'ready') marks.paused.push(task)
    }
    return marks.incoming || marks.outgoing || marks.paused.length ? marks : null
  }

  /** Whether what is selected, or whose it is, stands at a line. */
  private hasSelected(marks: Marks | null): boolean {
    if (this.selected === null || !marks) return false
    return [marks.incoming, marks.outgoing, ...marks.paused].some((task) => task && this.isSelected(task))
  }

  private isSelected({id, on}: TaskState): boolean {
    return id === this.selected || on === this.selected
  }

  private marked({incoming, outgoing, paused}: Marks, line: string) {
    // Where it does not fit, the pane scrolls by what the line is indented by.
    const room = this.letters - GUTTER - line.trim().length - GAP
    const style = (task: TaskState) => this.styleOf(task)
    const moving = incoming ?? outgoing
    if (!moving) return html`<span class="marks">${this.paused(paused, room)}</span>`
    const what = incoming ? brief(incoming.incoming ?? '') : (outgoing?.on ?? '')
    const told = incoming ? this.broughtBy(incoming) : this.givenTo(moving)
    const left = room - what.length - MARK
    const words = told.find((text) => text.length + GAP + (paused.length ? SHORTEST : 0) <= left)
    return html`<span class="marks">
      <span class="mark moving" style=${style(moving)} title=${told[0]}
        >${incoming ? icons.comesIn : nothing}${what}${incoming ? nothing : icons.goesOut}</span
      >${words ? html`<span class="half" style=${style(moving)}>${words}</span>` : nothing}
      ${this.paused(paused, left - (words ? words.length + GAP : 0))}
    </span>`
  }

  private styleOf(task: TaskState): string {
    const {selected} = this
    return `${hued(this.placeOf(task.id))}; opacity: ${selected === null || this.isSelected(task) ? 1 : 0.4}`
  }

  /** The half of a yield that takes in: who brings what comes, and out of which future; shorter and shorter. */
  private broughtBy({id}: TaskState): string[] {
    const step = this.world?.spans.findLast(({kind, subject}) => kind === 'task.step' && subject === id)
    const future = step && this.recording ? cell(this.recording.columns, 'object', step.row) : null
    const call = `${id}.step(${future ?? ''})`
    return [`${ui(this.lang).yieldTakesFrom} ${call}`, call, `${id}.step`]
  }

  /** The half that hands out: to whom. */
  private givenTo({id}: TaskState): string[] {
    return [`${ui(this.lang).yieldGivesTo} ${id}.step`, `${id}.step`]
  }

  /** Who is paused at a line: their names, of many the numbers, and where there is no room how many they are. */
  private paused(tasks: readonly TaskState[], room: number) {
    if (!tasks.length) return nothing
    const numbers = tasks.length > NAMES
    const names = tasks.slice(0, MOST).map(({id}) => (numbers ? id.replace(/^\D+/, '') : id))
    const more = tasks.length - names.length
    const out = tasks.length === 1 ? tasks[0].on : null
    if (names.join('').length + names.length * (numbers ? 1 : MARK) + SHORTEST > room)
      return html`<span class="mark" style=${hued(-1)} title=${ui(this.lang).pausedHere}
        >${icons.paused}${tasks.length}</span
      >`
    const each = names.map((name, i) =>
      this.pausedOne(tasks[i], numbers ? name : html`${icons.paused}${name}`, out),
    )
    return numbers
      ? html`<span class="mark numbers" title=${ui(this.lang).pausedHere}
          >${icons.paused}${each}${more ? html`<span>+${more}</span>` : nothing}</span
        >`
      : each
  }

  private pausedOne(task: TaskState, name: unknown, out: string | null) {
    const point = () => (this.pointed = task.id)
    const leave = () => (this.pointed = null)
    return html`<span
      class="mark one"
      style=${this.styleOf(task)}
      tabindex="0"
      aria-label=${this.pausedAs(task)}
      @pointerenter=${point}
      @pointerleave=${leave}
      @focus=${point}
      @blur=${leave}
      >${name}${out ? html`<span class="half">${icons.goesOut}${out}</span>` : nothing}</span
    >`
  }

  private pausedAs(task: TaskState): string {
    const {recording, world} = this
    const values = recording && world ? localsOf(recording, world.row, task.id) : []
    const told = values.map(({name, text}) => `${name} = ${brief(text, 32)}`)
    return [`${task.id}, ${ui(this.lang).pausedHere}`, ...told].join('; ')
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.sizes.observe(this)
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect()
    super.disconnectedCallback()
  }

  /** How many whole letters fit into a pane. */
  private measure(): void {
    const pane = [...this.renderRoot.querySelectorAll<HTMLElement>('.lines')].find(
      ({clientWidth}) => clientWidth > 0,
    )
    if (!pane) return
    const style = getComputedStyle(pane)
    ruler.font = `${style.fontSize} ${style.fontFamily}`
    this.letters = Math.floor(pane.clientWidth / (ruler.measureText('0'.repeat(100)).width / 100))
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.measure()
    for (const lines of this.renderRoot.querySelectorAll<HTMLElement>('.lines')) keepInSight(lines)
  }
}

const ruler = document.createElement('canvas').getContext('2d')!

/** How many digits a number of instructions has. */
const digits = (instructions: number): number => Math.log10(1 + instructions)

/** About how many letters marks take. */
function lettersOf({incoming, outgoing, paused}: Marks): number {
  const words = (incoming ? 44 : 0) + (outgoing ? 34 : 0)
  const few =
    paused.length > NAMES ? paused.slice(0, MOST).map(() => MARK) : paused.map(({id}) => id.length + MARK)
  return MARK + words + few.reduce((sum, letters) => sum + letters, 0) + (paused.length === 1 ? MARK * 2 : 0)
}

/**
 * Scrolls the executing line to a little below the middle. From its place alone, never from where the pane was:
 * the same moment shows the same lines, and always whole ones.
 */
function keepInSight(lines: HTMLElement): void {
  const line = lines.querySelector<HTMLElement>('.executing, .onstack')
  if (!line) {
    lines.scrollTo(0, 0)
    return
  }
  // A page that is shown larger or smaller has all its boxes so; a fraction of a pixel is only rounding.
  const larger = lines.getBoundingClientRect().height / lines.offsetHeight || 1
  const height = line.getBoundingClientRect().height / (Math.abs(larger - 1) < 0.02 ? 1 : larger)
  const shown = Math.floor(lines.clientHeight / height + 0.05)
  const number = Number(line.dataset['line'])
  const first = Math.max(0, number - 1 - Math.floor(shown * 0.56))
  const seen = [...line.parentElement!.children].slice(first, first + shown)
  lines.scrollTo(sideways(lines, line, Math.min(...seen.map(indentOf))), first * height)
}

const textOf = (line: Element): string => line.querySelector('.text')?.textContent ?? ''

function indentOf(line: Element): number {
  const text = textOf(line)
  return text.trim() === '' ? Infinity : text.length - text.trimStart().length
}

/** How far to scroll so that a long line's text and marks are seen, instead of what all lines are indented by. */
function sideways(lines: HTMLElement, line: Element, indent: number): number {
  const [number, text, marks] = ['.number', '.text', '.marks'].map((part) => line.querySelector(part))
  if (!number || !text) return 0
  const {left, width} = text.getBoundingClientRect()
  const end = (marks ?? text).getBoundingClientRect().right
  const letter = width / Math.max(1, textOf(line).length)
  const room = lines.clientWidth - number.getBoundingClientRect().width - letter
  const letters = Math.min(Math.ceil((end - left - room) / letter), indent - 1)
  // The edge scrolls away, the line's number does not: whole letters begin behind the number.
  return letters > 0 ? letters * letter + parseFloat(getComputedStyle(line).borderLeftWidth) : 0
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-code': Code
  }
}
