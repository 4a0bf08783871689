// The code: the learner's program beside the loop's own Future, Task and loop, the executing statement marked,
// paused coroutines marked at their yield, and what is just entering or leaving a yield written beside it.
import {html, LitElement, nothing, type PropertyValues} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Lang, SourceFile} from '../model/metadata'
import type {TaskState, World} from '../model/world'
import {ui} from '../words/ui'
import {callNames} from './calls'
import * as icons from './icons'
import {around, painted} from './python'
import {codeStyles} from './code.css'
import {base, hued, type PlaceOf} from './shared'
import {brief} from './values'

/** What stands beside a line: a value going in or out, coroutines that are paused there. */
interface Marks {
  incoming: TaskState | null
  outgoing: TaskState | null
  paused: TaskState[]
}

/** So short a line has room for a remark. */
const SHORT = 34
/** Beyond so many paused coroutines on one line only their numbers are written. */
const NAMES = 3
/** And beyond so many, how many more there are. */
const MOST = 12

@customElement('sim-code')
export class Code extends LitElement {
  static override styles = [base, codeStyles]

  @property({attribute: false}) sources: readonly SourceFile[] = []
  @property({attribute: false}) world: World | null = null
  @property() depth: Depth = 'machine'
  @property({attribute: false}) selected: string | null = null
  @property({attribute: false}) placeOf: PlaceOf = () => -1
  @property({type: Number}) owner = -1
  @property() override lang: Lang = 'en'
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
      </div>
      <div class="lines mono" tabindex="0" role="region" aria-label=${source.file} data-file=${source.file}>
        <div class="sheet">${lines.map((line, index) => this.line(source, line, index + 1, executing))}</div>
      </div>
    </section>`
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

  private line(source: SourceFile, line: string, number: number, executing: number | undefined) {
    const at = number === executing
    const now = at && source.file === this.world?.file && number === this.world.line
    const marks = this.marksOf(source.file, number)
    const words = ui(this.lang)
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
      }<span class="number">${number}</span
      ><span class="text"
        >${painted(line).map(({text, paint}) =>
          paint === 'plain'
            ? text
            : html`<span class=${paint === 'number' ? 'number-literal' : paint}>${text}</span>`,
        )}</span
      >${marks ? this.marked(marks) : nothing}${at && !now && !marks && line.length < SHORT ? html`<span class="from">${words.calledFrom}</span>` : nothing}
    </div>`
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

  private marked({incoming, outgoing, paused}: Marks) {
    const style = (task: TaskState) =>
      `${hued(this.placeOf(task.id))}; opacity: ${this.selected === null || this.isSelected(task) ? 1 : 0.4}`
    return html`<span class="marks">
      ${
        incoming
          ? html`<span class="mark moving" style=${style(incoming)}
              >${icons.incoming}${brief(incoming.incoming ?? '')}</span
            >`
          : nothing
      }
      ${
        outgoing
          ? html`<span class="mark moving" style=${style(outgoing)}>${outgoing.on}${icons.outgoing}</span>`
          : nothing
      }
      ${
        paused.length > NAMES
          ? html`<span class="mark numbers" title=${ui(this.lang).pausedHere}
              >${icons.paused}${paused
                .slice(0, MOST)
                .map(
                  (task) =>
                    html`<span style="${style(task)}; color: var(--who-ink)"
                      >${task.id.replace(/^\D+/, '')}${paused.length > MOST ? html`<span>+${paused.length - MOST}</span>` : nothing}</span
                    >`,
                )}</span
            >`
          : paused.map(
              (task) => html`<span class="mark" style=${style(task)}>${icons.paused}${task.id}</span>`,
            )
      }
    </span>`
  }

  protected override updated(_changed: PropertyValues<this>): void {
    for (const lines of this.renderRoot.querySelectorAll<HTMLElement>('.lines')) keepInSight(lines)
  }
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
