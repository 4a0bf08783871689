// The walk over a layer, a pixel at a time: wide spans one by one, of the others what they fill of their pixel.
import {xOf, instantAt, type View} from './camera'
import {SLOTS, type Layer, type Storey} from './layer'
import {Texture, TRACE} from './texture'

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
  let pixel = 0
  for (let place = storey.endingAfter(edge[0]); place < end;) {
    const index = indices[place]
    const from = spans.from[index]
    const to = spans.to[index]
    while (pixel < width - 1 && edge[pixel + 1] <= from) pixel++
    // What begins and ends in one pixel needs no scale.
    const inside = from >= edge[pixel] && to < edge[pixel + 1]
    const x = inside ? pixel : xAt(from)
    const right = inside ? pixel : xAt(to)
    if (right - x >= widePx) {
      seen.wide(index, x + view.leftPx, right + view.leftPx)
      place++
      continue
    }
    let next = Math.max(place + 1, Math.min(end, storey.beginningAfter(edge[pixel + 1], place)))
    // Of those that begin in a pixel only the last can be wide, or still go on.
    if (next > place + 1 && stands(indices[next - 1], pixel)) next--
    if (texture) {
      const whole = edge[pixel + 1] - edge[pixel] || 1
      if (next > place + 1) {
        sums.fill(0)
        storey.add(sums, place, next)
        let any = false
        for (let hue = 0; hue < SLOTS; hue++) {
          if (sums[hue] === 0) continue
          texture.add(pixel, sums[hue] / whole, hue)
          any = true
        }
        if (!any) texture.add(pixel, TRACE, storey.hue(index))
      } else if (inside) texture.add(pixel, Math.max((to - from) / whole, TRACE), storey.hue(index))
      else texture.span(x, right, storey.hue(index))
    }
    place = next
  }

  function stands(index: number, pixel: number): boolean {
    const to = spans.to[index]
    return to >= edge[pixel + 1] && (to === Infinity || xAt(to) - xAt(spans.from[index]) >= widePx)
  }
}

/** A texture as wide as a view. */
export const textureFor = (view: View): Texture => new Texture(edgesOf(view).length - 1)

/** The same over all storeys of a layer, without what is small. */
export function eachWide(layer: Layer, seen: Omit<Walk, 'texture'>): void {
  for (const storey of layer.storeys) walk(storey, seen)
}
