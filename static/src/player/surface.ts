// A canvas that is as many pixels as the screen has under it.

export class Surface {
  readonly ctx: CanvasRenderingContext2D

  /** `opaque`: nothing shines through, so that it need not be mixed with what lies below. */
  constructor(
    readonly canvas: HTMLCanvasElement,
    {opaque}: {opaque: boolean},
  ) {
    const ctx = canvas.getContext('2d', {alpha: !opaque})
    if (!ctx) throw new Error('this browser has no canvas to draw on')
    this.ctx = ctx
  }

  /** The size of a letter beside it, in CSS pixels. */
  get em(): number {
    return parseFloat(getComputedStyle(this.canvas).fontSize)
  }

  /** Takes the canvas's present size, in CSS pixels; drawing is in CSS pixels too. */
  fit(): {width: number; height: number} {
    const {clientWidth: width, clientHeight: height} = this.canvas
    const ratio = window.devicePixelRatio || 1
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w
      this.canvas.height = h
    }
    this.ctx.setTransform(ratio, 0, 0, ratio, 0, 0)
    return {width, height}
  }
}
