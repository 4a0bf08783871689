// The laser pointer: a dot, and behind it the way that it came, fading. It draws while something moves or fades, and not
// at all while the hand rests.

interface Passed {
  readonly x: number
  readonly y: number
  readonly ms: number
}

/** How long the way is seen. */
const FADES_MS = 420

export class Laser {
  private trail: Passed[] = []
  private frame = 0

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly still: boolean,
  ) {}

  /** Points somewhere, in pixels of the canvas' box; null: nowhere any more. */
  point(at: readonly [x: number, y: number] | null): void {
    if (at) this.trail.push({x: at[0], y: at[1], ms: performance.now()})
    else this.trail = []
    this.frame ||= requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    const nowMs = performance.now()
    const last = this.trail.at(-1)
    this.trail = this.trail.filter((passed) => passed === last || nowMs - passed.ms < FADES_MS)
    const {canvas, trail} = this
    const {clientWidth: width, clientHeight: height} = canvas
    const ratio = devicePixelRatio
    // Setting the size clears it.
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    const ctx = canvas.getContext('2d')!
    ctx.scale(ratio, ratio)
    if (!last) return
    const radius = Math.max(5, Math.min(width, height) * 0.009)
    const style = getComputedStyle(canvas)
    ctx.strokeStyle = ctx.fillStyle = style.color
    ctx.lineCap = 'round'
    if (!this.still) this.drawTrail(ctx, radius, nowMs)
    ctx.globalAlpha = 0.3
    ctx.beginPath()
    ctx.arc(last.x, last.y, radius * 1.9, 0, 2 * Math.PI)
    ctx.fill()
    ctx.globalAlpha = 1
    ctx.beginPath()
    ctx.arc(last.x, last.y, radius, 0, 2 * Math.PI)
    ctx.fill()
    if (trail.length > 1) this.frame ||= requestAnimationFrame(() => this.draw())
  }

  private drawTrail(ctx: CanvasRenderingContext2D, radius: number, nowMs: number): void {
    this.trail.slice(1).forEach((to, index) => {
      const from = this.trail[index]
      const left = Math.max(0, 1 - (nowMs - from.ms) / FADES_MS)
      ctx.globalAlpha = 0.7 * left
      ctx.lineWidth = radius * 1.6 * left
      ctx.beginPath()
      ctx.moveTo(from.x, from.y)
      ctx.lineTo(to.x, to.y)
      ctx.stroke()
    })
  }
}
