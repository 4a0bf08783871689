// <sim-over>: what lies over a slide: drawings, the laser's dot, a light. It shows what it is told, and tells what a hand
// does with the tool that it holds (events `stroke`, `point`, `light`); it decides nothing.
import {css, html, LitElement, nothing, svg} from 'lit'
import {customElement, property, query, state} from 'lit/decorators.js'
import {Laser} from './laser'
import {drawnIn, lightAt, lightBox, placeOf, pointAt, pointOn, under, type Point} from './parts'
import {begun, grown, wayOf, type Stroke} from './strokes'

export type Tool = 'none' | 'laser' | 'pen' | 'light'

@customElement('sim-over')
export class Over extends LitElement {
  static override styles = css`
    :host {
      position: absolute;
      z-index: 5;
      inset: 0;
      overflow: hidden;
      pointer-events: none;
    }
    :host([tool='pen']),
    :host([tool='light']) {
      pointer-events: auto;
      touch-action: none;
      cursor: crosshair;
    }
    svg,
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      pointer-events: none;
    }
    canvas {
      color: var(--head);
    }
    path {
      fill: none;
      stroke: var(--pen);
      stroke-width: 0.38em;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .pen-0 {
      --pen: var(--head);
    }
    .pen-1 {
      --pen: var(--hue-1);
    }
    .pen-2 {
      --pen: var(--hue-3);
    }
    .pen-3 {
      --pen: var(--ink);
    }
    .light,
    .aim {
      position: absolute;
      border-radius: 0.5em;
      pointer-events: none;
    }
    .light {
      box-shadow: 0 0 0 300vmax rgb(0 0 0 / 0.66);
    }
    .aim {
      outline: 0.2em dashed var(--head);
      outline-offset: 0.2em;
    }
  `

  /** The slide that it lies over. */
  @property({attribute: false}) slide: Element | null = null
  @property({reflect: true}) tool: Tool = 'none'
  @property({type: Number}) pen = 0
  @property({attribute: false}) strokes: readonly Stroke[] = []
  /** What is lit. */
  @property() light: string | null = null
  /** The stroke under the hand. */
  @state() private drawn: Stroke | null = null
  /** What a light would be thrown on. */
  @state() private aimed: string | null = null
  @query('canvas') private readonly canvas!: HTMLCanvasElement
  @query('.light') private readonly lightElement!: HTMLElement | null
  @query('.aim') private readonly aimElement!: HTMLElement | null
  private laser: Laser | null = null
  private watching = 0
  /** How often the slide's runs had been drawn when this was. */
  private drawnAt = 0
  private readonly sizes = new ResizeObserver(() => this.requestUpdate())

  override connectedCallback(): void {
    super.connectedCallback()
    this.sizes.observe(this)
    addEventListener('pointermove', this.onMove)
    document.documentElement.addEventListener('pointerleave', this.onLeave)
    this.addEventListener('pointerdown', this.onDown)
    this.addEventListener('pointerup', this.onUp)
    this.addEventListener('pointercancel', this.onUp)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.sizes.disconnect()
    cancelAnimationFrame(this.watching)
    removeEventListener('pointermove', this.onMove)
    document.documentElement.removeEventListener('pointerleave', this.onLeave)
  }

  /** Shows the laser's dot at a point of the slide; null: it is off. */
  point(point: Point | null): void {
    if (!this.canvas) return
    this.laser ??= new Laser(this.canvas, matchMedia('(prefers-reduced-motion: reduce)').matches)
    const {left, top} = this.getBoundingClientRect()
    const at = point && this.slide ? pointOn(this.slide, point) : null
    this.laser.point(at && [at[0] - left, at[1] - top])
  }

  // -- the hand

  private tell(what: 'stroke' | 'point' | 'light', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(what, {detail}))
  }

  private readonly onMove = (event: PointerEvent): void => {
    const {slide, tool, drawn} = this
    if (!slide) return
    if (tool === 'laser') {
      const point = pointAt(slide, event.clientX, event.clientY)
      this.point(point)
      this.tell('point', point)
    } else if (tool === 'light') this.aimed = lightAt(slide, event.clientX, event.clientY)
    else if (drawn && this.hasPointerCapture(event.pointerId)) {
      const place = placeOf(slide, drawn)
      if (!place) return
      // A fast hand has been at more places than there were frames.
      const passed = event.getCoalescedEvents?.() ?? []
      for (const {clientX, clientY} of passed.length ? passed : [event])
        this.drawn = grown(this.drawn!, place, clientX, clientY)
    }
  }

  private readonly onLeave = (): void => {
    this.aimed = null
    if (this.tool !== 'laser') return
    this.point(null)
    this.tell('point', null)
  }

  private readonly onDown = (event: PointerEvent): void => {
    const {slide, tool, pen} = this
    const {clientX: x, clientY: y} = event
    if (!slide || event.button !== 0 || this.drawn) return
    event.preventDefault()
    if (tool === 'light') {
      const light = lightAt(slide, x, y)
      this.aimed = null
      this.tell('light', light === this.light ? null : light)
    } else if (tool === 'pen') {
      const on = under(slide, x, y)
      const place = placeOf(slide, on)
      if (!place) return
      this.setPointerCapture(event.pointerId)
      this.drawn = begun(on, pen, place, x, y)
    }
  }

  private readonly onUp = (event: PointerEvent): void => {
    const {drawn} = this
    if (!drawn || !this.hasPointerCapture(event.pointerId)) return
    this.drawn = null
    this.tell('stroke', drawn)
  }

  // -- what is shown

  protected override updated(): void {
    if (this.tool !== 'light') this.aimed = null
    this.follow()
  }

  /** What is lit, and what lies on a run, moves with camera and code: while there is any, each frame asks where it is. */
  private readonly follow = (): void => {
    cancelAnimationFrame(this.watching)
    const {slide, light, aimed, strokes} = this
    this.put(this.lightElement, light)
    this.put(this.aimElement, aimed)
    const onRun = strokes.some(({run}) => run)
    if (slide && onRun && drawnIn(slide) !== this.drawnAt) this.requestUpdate()
    if (light || aimed || onRun) this.watching = requestAnimationFrame(this.follow)
  }

  private put(element: HTMLElement | null, light: string | null): void {
    if (!element) return
    const box = light && this.slide ? lightBox(this.slide, light) : null
    element.hidden = !box
    if (!box) return
    const {left, top} = this.getBoundingClientRect()
    const [x, y, w, h] = [box.left - left, box.top - top, box.right - box.left, box.bottom - box.top]
    const style = `left: ${x}px; top: ${y}px; width: ${w}px; height: ${h}px`
    if (element.getAttribute('style') !== style) element.setAttribute('style', style)
  }

  protected override render() {
    const {slide, strokes, drawn, light, aimed} = this
    const all = drawn ? [...strokes, drawn] : strokes
    const {left, top} = this.getBoundingClientRect()
    if (slide) this.drawnAt = drawnIn(slide)
    const way = (stroke: Stroke) => {
      const place = placeOf(slide!, stroke)
      return place ? svg`<path class="pen-${stroke.pen}" d=${wayOf(stroke, place, {left, top})} />` : nothing
    }
    return html`${light ? html`<div class="light" hidden></div>` : nothing}
      ${aimed ? html`<div class="aim" hidden></div>` : nothing}
      <svg aria-hidden="true">${slide ? all.map(way) : nothing}</svg>
      <canvas></canvas>`
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-over': Over
  }
}
