// The two canvases, timeline and strip: measured, drawn on, and what was drawn last.
import type {CrowdKind} from '../model/crowd'
import type {Lang} from '../model/metadata'
import {draw} from '../stage/draw'
import type {Frame} from '../stage/frame'
import {drawMinimap} from '../stage/minimap'
import {themeOf, type Theme} from '../stage/theme'
import type {Eye} from './eye'
import type {Moment} from './moment'
import {Surface} from './surface'
import type {Viewing} from './view'
import type {Stretch} from './viewpoint'

export interface Picture {
  readonly viewing: Viewing
  readonly eye: Eye
  readonly moment: Moment
  readonly lang: Lang
  readonly hovered: number | null
  readonly selected: string | null
  /** The crowds whose lanes are shown one by one. */
  readonly open: ReadonlySet<CrowdKind>
  readonly markers: readonly number[]
  readonly loop: Stretch | null
  /** Seconds: the time now, and since the frame before. */
  readonly now: number
  readonly step: number
}

/** The column of the lanes' names, in letters; what is left is plot. */
const NAMES_EM = 8
const LEAST_PLOT_EM = 20
/** What a timeline that is not shown is taken to measure, in pixels. */
const HIDDEN = {width: 1280, height: 400}

export class Screen {
  /** What is on screen; null while nothing is. */
  frame: Frame | null = null
  private theme: Theme | null = null
  private readonly timeline: Surface
  private readonly strip: Surface

  constructor(timeline: HTMLCanvasElement, strip: HTMLCanvasElement) {
    this.timeline = new Surface(timeline, {opaque: true})
    this.strip = new Surface(strip, {opaque: false})
    this.clear() // otherwise it would be black until the first picture
  }

  /** The colours have changed: they are read again for the next frame. */
  repaint(): void {
    this.theme = null
  }

  /** Draws; true while another picture follows by itself. */
  show({viewing, eye, moment, lang, hovered, selected, open, markers, loop, now, step}: Picture): boolean {
    const size = this.timeline.fit()
    const hidden = size.width === 0 || size.height === 0
    // Not drawn, its frame is made all the same: the panels read theirs from it.
    const {width, height} = hidden ? HIDDEN : size
    const {em} = this.timeline
    const theme = (this.theme ??= this.colours)
    const plotEm = Math.max(LEAST_PLOT_EM, width / em - NAMES_EM)
    const {camera, scale, moving} = eye.see(viewing, moment, plotEm, {now, step}, reducedMotion())
    const {above} = eye
    const looking = {moment, camera, theme, lang, width, height, em, hovered, selected, open, above, loop}
    this.frame = viewing.frame(scale, viewing.scale(eye.kind), looking)
    if (!hidden) draw(this.timeline.ctx, this.frame)
    drawMinimap(this.strip.ctx, this.frame, {...this.strip.fit(), em: this.strip.em, markers})
    return moving
  }

  private get colours(): Theme {
    return themeOf(getComputedStyle(this.timeline.canvas))
  }

  clear(): void {
    this.frame = null
    const {timeline, strip} = this
    const whole = timeline.fit()
    timeline.ctx.fillStyle = this.colours.ground
    timeline.ctx.fillRect(0, 0, whole.width, whole.height)
    const {width, height} = strip.fit()
    strip.ctx.clearRect(0, 0, width, height)
  }
}

const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
