// Everything that a picture of the timeline is made from. Same frame, same pixels.
import type {TimeScale} from '../felt/scale'
import type {Link} from '../model/chain'
import type {CrowdKind} from '../model/crowd'
import type {Columns} from '../model/columns'
import type {Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import type {Scene} from '../model/scene'
import {xOf, type View} from './camera'
import type {Layout} from './layout'
import type {Theme} from './theme'

/** What the canvas writes, in the reader's language. */
export interface StageWords {
  readonly lang: Lang
  readonly instructionPs: number
  readonly cpu: string
  readonly core: string
  readonly network: string
  /** A loop waits in its select(): that is what it is for. */
  selecting: string
  /** In which call the CPU is stuck. */
  stuck(call: string): string
  /** The same where select() is hidden. */
  readonly waits: string
  /** Of a time in which no thread could run. */
  readonly nobody: string
  /** Of a wait that is not over: how much of it has passed, longest wording first. */
  passed(ps: number, ofPs: number): readonly string[]
  /** And how long it will be. */
  inAll(felt: string): string
  readonly readiness: string
  wakes(task: string): string
  cut(felt: string): string
  readonly cutShort: string
  readonly linkCut: string
  hostName(id: string): string
  /** Of a row of the latency table. */
  rowName(id: string): string
  coreName(core: number): string
  diskName(id: string): string
  /** So many tasks or threads; and how many of them run, are ready, wait. */
  crowd(kind: CrowdKind, count: number): string
  running(count: number): string
  ready(count: number): string
  waiting(count: number): string
  /** A felt duration, longest wording first. */
  felt(ps: number): readonly string[]
}

export interface Frame {
  readonly columns: Columns
  readonly scene: Scene
  readonly view: View
  /** The scale of the strip that shows the whole run. */
  readonly overview: TimeScale
  readonly layout: Layout
  readonly theme: Theme
  /** How deep one looks. */
  readonly depth: Depth
  /** So many pixels at the right end of the axis are taken: the name of what is selected stands there. */
  readonly cornerPx: number
  /** Whose things are selected, an index into the scene's owners; null while nothing is. */
  readonly selected: number | null
  /** The instants between which it is played again and again. */
  readonly loop: {readonly from: number; readonly to: number} | null
  readonly words: StageWords
  /** The playhead: its instant and its event. */
  readonly t: number
  readonly row: number
  /** How strongly what has not happened yet is drawn: before the film begins, as a preview; then pale. */
  readonly ahead: number
  /** Rows of the spans that are open at the playhead. */
  readonly open: ReadonlySet<number>
  /** The chain whose arrows are drawn: of the event under the pointer, else of the playhead. */
  readonly chain: readonly Link[]
}

/** What does not belong to what is selected recedes. */
export const RECEDED = 0.22
export const receding = ({selected}: Frame, owner: number): number =>
  selected === null || owner === selected ? 1 : RECEDED

export const headX = (frame: Frame): number => xOf(frame.view, frame.t)

/** How strongly the rest of what is happening now is drawn. */
export const UNDERWAY = 0.55

/** Draws once up to the playhead in full, and once beyond it pale. */
export function twice(ctx: CanvasRenderingContext2D, frame: Frame, draw: (ahead: boolean) => void): void {
  const {plotLeft, plotWidth, height} = frame.layout
  const right = plotLeft + plotWidth
  const x = Math.max(plotLeft, Math.min(right, headX(frame)))
  for (const ahead of [true, false]) {
    const from = ahead ? x : plotLeft
    const to = ahead ? right : x
    if (to <= from) continue
    ctx.save()
    ctx.beginPath()
    ctx.rect(from, 0, to - from, height)
    ctx.clip()
    draw(ahead)
    ctx.restore()
  }
}
