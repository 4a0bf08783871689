// What is drawn over a slide. A stroke belongs to what it was begun on, words or a scene, and is measured in it: in the
// words' own type from their top left, in parts of the scene's box. So it stays where it was put when the screen is
// another, or the type is.

export interface Stroke {
  /** Which of the slide's parts; -1: the slide itself. */
  readonly part: number
  /** One of the pens. */
  readonly pen: number
  /** x, y, x, y, … */
  readonly points: readonly number[]
}

/** Where a part is on screen, and how many pixels its units are. */
export interface Place {
  readonly left: number
  readonly top: number
  readonly unitX: number
  readonly unitY: number
}

export const PENS = 4
/** A hand that has moved less has not moved. */
const LEAST_PX = 2.5
/** Beyond so many numbers a stroke goes on as another one. */
const MOST_NUMBERS = 1200

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4

export const inPart = ({left, top, unitX, unitY}: Place, x: number, y: number): readonly [number, number] => [
  rounded((x - left) / unitX),
  rounded((y - top) / unitY),
]

export const onScreen = (
  {left, top, unitX, unitY}: Place,
  x: number,
  y: number,
): readonly [number, number] => [left + x * unitX, top + y * unitY]

export const begun = (part: number, pen: number, place: Place, x: number, y: number): Stroke => ({
  part,
  pen,
  points: [...inPart(place, x, y)],
})

/** The stroke with the hand's next point; the same one where the hand has not moved. */
export function grown(stroke: Stroke, place: Place, x: number, y: number): Stroke {
  const {points} = stroke
  const [lastX, lastY] = onScreen(place, points.at(-2)!, points.at(-1)!)
  if (Math.hypot(x - lastX, y - lastY) < LEAST_PX || points.length >= MOST_NUMBERS) return stroke
  return {...stroke, points: [...points, ...inPart(place, x, y)]}
}

/** The way of a pen on screen, as SVG has it: smooth through the middles between the points. */
export function wayOf({points}: Stroke, place: Place): string {
  const at = (index: number) => onScreen(place, points[2 * index], points[2 * index + 1])
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
  const {part, pen, points} = (value ?? {}) as Partial<Stroke>
  const whole = (number: unknown) => Number.isInteger(number)
  return (
    whole(part) &&
    whole(pen) &&
    Array.isArray(points) &&
    points.length >= 2 &&
    points.length % 2 === 0 &&
    points.every((point) => Number.isFinite(point))
  )
}
