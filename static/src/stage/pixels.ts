// The walk over a layer, a pixel at a time: wide spans one by one, of the others what they fill of their pixel.
import {xOf, instantAt, type View} from './camera'
import {SLOTS, type Layer, type Storey} from './layer'
import {Texture} from './texture'

/** From here on a span is drawn by itself, in pixels. */
export const WIDE_PX = 2

const edges = new WeakMap<View, Float64Array>()

/** The instants at the left edges of a view's pixels, and at its right edge. */
export function edgesOf(view: View): Float64Array {
  let known = edges.get(view)
  if (!known) {
    known = Float64Array.from({length: Math.ceil(view.widthPx) + 1}, (_, pixel) =>
      instantAt(view, view.leftPx + pixel),
    )
    edges.set(view, known)
  }
  return known
}

/** What is seen of a storey. */
export interface Walk {
  readonly view: View
  readonly endPs: number
  /** Spans as wide as this are told of. */
  readonly widePx: number
  wide(index: number, x: number, right: number): void
  /** Where what is small goes; without, it is passed over. */
  readonly texture?: Texture
}

/** Walks over one storey. */
export function walk(storey: Storey, seen: Walk): void {
  const {view, endPs, widePx, texture} = seen
  const {spans, indices} = storey
  const edge = edgesOf(view)
  const width = edge.length - 1
  const sums = new Float64Array(SLOTS)
  const xAt = (t: number) => xOf(view, Math.min(t, endPs)) - view.leftPx
  const end = storey.beginningAfter(edge[width])
  for (let place = storey.endingAfter(edge[0]); place < end;) {
    const index = indices[place]
    const [x, right] = [xAt(spans.from[index]), xAt(spans.to[index])]
    if (right - x >= widePx) {
      seen.wide(index, x + view.leftPx, right + view.leftPx)
      place++
      continue
    }
    const pixel = Math.max(0, Math.min(width - 1, Math.floor(x)))
    let next = Math.max(place + 1, Math.min(end, storey.beginningAfter(edge[pixel + 1], place)))
    const last = indices[next - 1]
    // Of those that begin in a pixel only the last can be wide, or still go on.
    const stands = spans.to[last] === Infinity || xAt(spans.to[last]) - xAt(spans.from[last]) >= widePx
    if (next > place + 1 && stands) next--
    if (texture) {
      if (next === place + 1) texture.span(x, right, storey.hue(index))
      else {
        sums.fill(0)
        storey.add(sums, place, next)
        const whole = edge[pixel + 1] - edge[pixel] || 1
        for (let hue = 0; hue < SLOTS; hue++) if (sums[hue] > 0) texture.add(pixel, sums[hue] / whole, hue)
        if (sums.every((sum) => sum === 0)) texture.span(x, x, storey.hue(index))
      }
    }
    place = next
  }
}

/** A texture as wide as a view. */
export const textureFor = (view: View): Texture => new Texture(edgesOf(view).length - 1)

/** The same over all storeys of a layer, without what is small. */
export function eachWide(layer: Layer, seen: Omit<Walk, 'texture'>): void {
  for (const storey of layer.storeys) walk(storey, seen)
}
