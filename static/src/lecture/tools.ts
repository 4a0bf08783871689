// The presenter's tools in one window: which is in the hand, what lies over the slide, and where that is kept. The window
// with the slides decides; a small slide in the speaker's window shows the same and passes on what a hand does there.
import {sameSpot} from './at'
import {Drawings, type SpotKey} from './drawings'
import type {Hall} from './hall'
import type {Lecture} from './lecture'
import type {Point} from './parts'
import './sim-over'
import type {Over, Tool} from './sim-over'
import {isStroke, latest, PENS, type Stroke} from './strokes'

/** So much of what is drawn goes to the hall with every state. */
const TOLD_BYTES = 12_000

/** What a follower's page is told. */
export interface OverTold {
  readonly strokes: readonly Stroke[]
  readonly point: Point | null
  readonly light: string | null
}

export class Tools extends EventTarget {
  readonly over: Over = document.createElement('sim-over')
  readonly drawings: Drawings
  tool: Tool = 'none'
  pen = 0
  light: string | null = null
  point: Point | null = null
  private slide: Element | null = null

  constructor(
    private readonly lecture: Lecture,
    deck: string,
  ) {
    super()
    this.drawings = new Drawings(deck)
    lecture.addEventListener('begun', () => this.begin())
    lecture.addEventListener('moved', () => this.moved())
    this.drawings.addEventListener('change', () => this.draw())
    this.over.addEventListener('stroke', (event) =>
      this.drawings.add(this.spot, (event as CustomEvent<Stroke>).detail),
    )
    this.over.addEventListener('point', (event) => {
      this.point = (event as CustomEvent<Point | null>).detail
      this.changed('point')
    })
    this.over.addEventListener('light', (event) => {
      this.throwLight((event as CustomEvent<string | null>).detail)
      this.changed('light')
    })
  }

  private begin(): void {
    this.lecture.querySelector('.reveal')!.append(this.over)
    this.moved()
  }

  private get spot(): SpotKey {
    const {slide, step} = this.lecture.spot
    return `${slide[0]}/${slide[1]}/${step}`
  }

  get strokes(): readonly Stroke[] {
    return this.lecture.begun ? this.drawings.of(this.spot) : []
  }

  get told(): OverTold | null {
    const {point, light} = this
    const strokes = latest(this.strokes, TOLD_BYTES)
    return strokes.length || point || light ? {strokes, point, light} : null
  }

  // -- what is asked of it

  /** Takes a tool in the hand; the same again puts it away. */
  take(tool: Tool): void {
    this.hold(tool === this.tool ? 'none' : tool)
  }

  hold(tool: Tool): void {
    if (tool === this.tool) return
    this.tool = tool
    if (tool !== 'laser') this.pointAt(null)
    this.show()
  }

  choosePen(pen: number): void {
    this.pen = Math.max(0, Math.min(PENS - 1, pen))
    this.show()
  }

  /** Throws a light, which takes the place of the tool; null puts it out. */
  throwLight(light: string | null): void {
    this.light = light
    if (light !== null) this.tool = 'none'
    this.show()
  }

  /** The laser's dot, from another window. */
  pointAt(point: Point | null): void {
    if (point === null && this.point === null) return
    this.point = point
    this.over.point(point)
    this.changed('point')
  }

  undo = (): void => this.drawings.undo(this.spot)
  clear = (): void => this.drawings.clear(this.spot)

  /** Puts away what is in the hand, then the light; false: there is neither. */
  escape(): boolean {
    if (this.tool !== 'none') this.hold('none')
    else if (this.light !== null) this.throwLight(null)
    else return false
    return true
  }

  // -- what is shown

  private moved(): void {
    const {slide} = this.lecture
    if (slide !== this.slide) this.light = null
    this.slide = slide
    this.show()
  }

  private show(): void {
    const {over, slide, tool, pen, light} = this
    Object.assign(over, {slide, tool, pen, light})
    this.lecture.classList.toggle('lasing', tool === 'laser')
    this.lecture.classList.toggle('lit', light !== null)
    this.draw()
    this.changed('change')
  }

  private draw(): void {
    this.over.strokes = this.strokes
    this.changed('change')
  }

  private changed(what: 'change' | 'point' | 'light'): void {
    this.dispatchEvent(new Event(what))
  }
}

/** A follower's page: it shows over its slide what the presenter has put there. */
export class Follower {
  private readonly over: Over = document.createElement('sim-over')

  constructor(
    private readonly lecture: Lecture,
    private readonly hall: Hall,
  ) {
    lecture.addEventListener('begun', () => {
      lecture.querySelector('.reveal')!.append(this.over)
      this.show()
    })
    lecture.addEventListener('moved', () => this.show())
    for (const news of ['over', 'change']) hall.addEventListener(news, () => this.show())
  }

  private show(): void {
    const {over, lecture, hall} = this
    const {latest, attached} = hall
    const same = latest && lecture.begun && attached && sameSpot(latest, lecture.spot)
    const {strokes, point, light} = ((same && latest.over) ?? {}) as Partial<OverTold>
    over.slide = lecture.slide
    over.strokes = Array.isArray(strokes) ? strokes.filter(isStroke) : []
    over.light = typeof light === 'string' ? light : null
    over.point(isPoint(point) ? point : null)
  }
}

const isPoint = (point: unknown): point is Point => {
  const {part, run, x, y} = (point ?? {}) as Partial<Point>
  return typeof run === 'boolean' && [part, x, y].every((value) => Number.isFinite(value))
}
