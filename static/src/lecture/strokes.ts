// What is drawn over a slide. A stroke belongs to what it was begun on: words, a scene, or the run in that scene; and is
// measured in it, in the words' type, in parts of the scene's box, in instants and lanes. So it stays where it was put
// when the screen is another, or the type, or the camera.

export interface Stroke {
  /** Which of the slide's parts; -1: the slide itself. */
  readonly part: number
  /** It lies on the run that the part shows, at instants and on lanes. */
  readonly run: boolean
  /** One of the pens. */
  readonly pen: number
  /** x, y, x, y, … as its place measures them. */
  readonly points: readonly number[]
}

type Pair = readonly [number, number]

/** How something is measured: from the window's pixels to its own units, and back. */
export interface Place {
  measured(x: number, y: number): Pair
  shown(u: number, v: number): Pair
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

/** In a unit of so many pixels, from a corner. */
export const boxed = (left: number, top: number, unitX: number, unitY: number): Place => ({
  measured: (x, y) => [rounded((x - left) / unitX), rounded((y - top) / unitY)],
  shown: (u, v) => [left + u * unitX, top + v * unitY],
})

export const PENS = 4
/** A hand that has moved less has not moved. */
const LEAST_PX = 2.5
/** Beyond so many numbers a stroke goes on as another one. */
const MOST_NUMBERS = 1200

export const begun = (
  on: {part: number; run: boolean},
  pen: number,
  place: Place,
  x: number,
  y: number,
): Stroke => ({
  part: on.part,
  run: on.run,
  pen,
  points: [...place.measured(x, y)],
})

/** The stroke with the hand's next point; the same one where the hand has not moved. */
export function grown(stroke: Stroke, place: Place, x: number, y: number): Stroke {
  const {points} = stroke
  const [lastX, lastY] = place.shown(points.at(-2)!, points.at(-1)!)
  if (Math.hypot(x - lastX, y - lastY) < LEAST_PX || points.length >= MOST_NUMBERS) return stroke
  return {...stroke, points: [...points, ...place.measured(x, y)]}
}

/** The way of a pen, as SVG has it, from a corner of the window: smooth through the middles between the points. */
export function wayOf({points}: Stroke, place: Place, {left, top}: {left: number; top: number}): string {
  const at = (index: number): Pair => {
    const [x, y] = place.shown(points[2 * index], points[2 * index + 1])
    return [x - left, y - top]
  }
  const [x, y] = at(0)
  const count = points.length / 2
  if (count === 1) return `M${px(x)} ${px(y)}h0.01`
  let way = `M${px(x)} ${px(y)}`
  for (let index = 1; index < count - 1; index++) {
    const [x1, y1] = at(index)
    const [x2, y2] = at(index + 1)
    way += `Q${px(x1)} ${px(y1)} ${px((x1 + x2) / 2)} ${px((y1 + y2) / 2)}`
  }
  const [endX, endY] = at(count - 1)
  return `${way}L${px(endX)} ${px(endY)}`
}

const px = (value: number): string => `${Math.round(value * 10) / 10}`

/** Those that may be told in so many bytes: the latest. */
export function latest(strokes: readonly Stroke[], bytes: number): readonly Stroke[] {
  let left = bytes
  return strokes
    .toReversed()
    .filter((stroke) => (left -= JSON.stringify(stroke).length + 1) >= 0)
    .toReversed()
}

/** Only what is a stroke: what was kept may be another version's. */
export function isStroke(value: unknown): value is Stroke {
  const {part, run, pen, points} = (value ?? {}) as Partial<Stroke>
  const whole = (number: unknown) => Number.isInteger(number)
  return (
    whole(part) &&
    typeof run === 'boolean' &&
    whole(pen) &&
    Array.isArray(points) &&
    points.length >= 2 &&
    points.length % 2 === 0 &&
    points.every((point) => Number.isFinite(point))
  )
}
