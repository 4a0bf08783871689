// Text on the canvas never overlaps and never half-fits: it shortens, then goes.
import type {Theme} from './theme'

export type Align = 'left' | 'center' | 'right'

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is already taken on this frame. Who asks first, gets the place. */
export class Places {
  private readonly taken: Box[] = []

  free(box: Box): boolean {
    return !this.taken.some(
      (other) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
    )
  }

  take(box: Box): boolean {
    if (!this.free(box)) return false
    this.taken.push(box)
    return true
  }
}

export const sans = (theme: Theme, px: number, weight = 400): string =>
  `${weight} ${round(px)}px ${theme.sans}`
export const mono = (theme: Theme, px: number, weight = 400): string =>
  `${weight} ${round(px)}px ${theme.mono}`

/** Half pixels are fine enough for a size, and keep the browser's glyph cache small. */
const round = (px: number) => Math.round(px * 2) / 2

/** The first of the variants, longest first, that fits a width; empty when none does. */
export const fitting = (
  ctx: CanvasRenderingContext2D,
  variants: readonly string[],
  widthPx: number,
): string => variants.find((variant) => ctx.measureText(variant).width <= widthPx) ?? ''

/** Where a text of the context's font would lie; y is its middle. */
export function boxOf(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  align: Align,
  px: number,
): Box {
  const width = ctx.measureText(text).width
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2
  return {left: left - 2, right: left + width + 2, top: y - px * 0.6, bottom: y + px * 0.6}
}

/** Writes the first variant that fits between two edges and overlaps nothing. Says whether it wrote one. */
export function write(
  ctx: CanvasRenderingContext2D,
  places: Places,
  variants: readonly string[],
  at: {x: number; y: number; align: Align; px: number; from: number; to: number; backdrop?: string},
): boolean {
  for (const text of variants) {
    const box = boxOf(ctx, text, at.x, at.y, at.align, at.px)
    if (box.left < at.from || box.right > at.to || !places.take(box)) continue
    if (at.backdrop) {
      const ink = ctx.fillStyle
      ctx.fillStyle = at.backdrop
      ctx.fillRect(box.left - 2, box.top, box.right - box.left + 4, box.bottom - box.top)
      ctx.fillStyle = ink
    }
    ctx.textAlign = at.align
    ctx.textBaseline = 'middle'
    ctx.fillText(text, at.x, at.y + at.px * 0.04)
    return true
  }
  return false
}
