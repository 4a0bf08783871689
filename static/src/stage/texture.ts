// What is smaller than a pixel: for each pixel of a lane's width how much of it each hue fills. Hues are not mixed (a
// mixture would be nobody's): they lie one upon the other, each as high as its share.
import {pixelOf} from './colour'
import {SLOTS} from './layer'
import {onCanvas} from './scratch'

/** What has no length fills so much of its pixel. */
export const TRACE = 1e-6
/** However little of a pixel is filled, it is seen. */
const LEAST = 0.3
/** So high is a stratum at least, in pixels. */
const STRATUM_PX = 3
const MOST_STRATA = 16

export class Texture {
  private readonly parts: Float32Array
  private any = false

  constructor(private readonly width: number) {
    this.parts = new Float32Array(width * SLOTS)
  }

  /** Fills a part of a pixel. */
  add(pixel: number, part: number, slot: number): void {
    this.any = true
    this.parts[pixel * SLOTS + slot] += part
  }

  /** Fills what lies between two places, at least a trace. */
  span(x: number, right: number, slot: number): void {
    const last = Math.min(this.width - 1, Math.floor(right))
    for (let pixel = Math.max(0, Math.floor(x)); pixel <= last; pixel++) {
      const part = Math.min(right, pixel + 1) - Math.max(x, pixel)
      if (part > 0 || x === right) this.add(pixel, Math.max(part, TRACE), slot)
    }
  }

  /** `colour` of a slot at a pixel. */
  draw(
    ctx: CanvasRenderingContext2D,
    {left, top, height}: {left: number; top: number; height: number},
    colour: (slot: number, pixel: number) => number,
  ): void {
    if (!this.any) return
    const rows = Math.max(1, Math.min(MOST_STRATA, Math.floor(height / STRATUM_PX)))
    const pixels = new Uint32Array(this.width * rows)
    for (let pixel = 0; pixel < this.width; pixel++) this.stack(pixels, rows, pixel, colour)
    ctx.imageSmoothingEnabled = false
    const image = onCanvas(pixels, this.width, rows)
    ctx.drawImage(image, 0, 0, this.width, rows, left, top, this.width, height)
  }

  private stack(
    pixels: Uint32Array,
    rows: number,
    pixel: number,
    colour: (slot: number, pixel: number) => number,
  ) {
    const {parts, width} = this
    const first = pixel * SLOTS
    let filled = 0
    for (let slot = 0; slot < SLOTS; slot++) filled += parts[first + slot]
    if (filled === 0) return
    const alpha = 255 * (LEAST + (1 - LEAST) * Math.min(1, filled))
    let [row, sum] = [0, 0]
    for (let slot = 0; slot < SLOTS && row < rows; slot++) {
      const part = parts[first + slot]
      if (part === 0) continue
      sum += part
      const end = Math.round((sum / filled) * rows)
      if (end <= row) continue
      const shade = pixelOf(colour(slot, pixel), alpha)
      for (; row < end; row++) pixels[row * width + pixel] = shade
    }
  }
}
