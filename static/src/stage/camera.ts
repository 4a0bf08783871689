// What is on screen: a stretch of the time scale. x and t are inverse pairs through it.
//
// Positions are the scale's, 0 to 1 of the whole run, so that one camera serves every scale.
import type {TimeScale} from '../felt/scale'

export interface Camera {
  readonly left: number
  readonly span: number
}

/** A camera on a plot: what turns instants into pixels. */
export interface View {
  readonly scale: TimeScale
  readonly camera: Camera
  readonly leftPx: number
  readonly widthPx: number
}

/** Room at both ends, so that the first and the last event do not stick to the edge. */
const MARGIN = 0.012
const WHOLE_SPAN = 1 / (1 - 2 * MARGIN)
export const WHOLE: Camera = {left: -MARGIN * WHOLE_SPAN, span: WHOLE_SPAN}

export const xOfPosition = ({camera, leftPx, widthPx}: View, position: number): number =>
  leftPx + ((position - camera.left) / camera.span) * widthPx
export const positionAt = ({camera, leftPx, widthPx}: View, xPx: number): number =>
  camera.left + ((xPx - leftPx) / widthPx) * camera.span

/** Clamped to a little beyond the plot: a canvas goes wrong with pixels in the millions. */
export function xOf(view: View, t: number): number {
  const x = xOfPosition(view, t === Infinity ? 2 : view.scale.position(t))
  return Math.max(view.leftPx - 4096, Math.min(view.leftPx + view.widthPx + 4096, x))
}
export const instantAt = (view: View, xPx: number): number => view.scale.instant(positionAt(view, xPx))

/** A camera that shows the run and at most a little margin beside it, and no less than a smallest span. */
export function clamped({left, span}: Camera, minimumSpan: number): Camera {
  const width = Math.max(minimumSpan, Math.min(WHOLE.span, span))
  const margin = MARGIN * width
  return {span: width, left: Math.max(-margin, Math.min(1 + margin - width, left))}
}

/** The first and last instants on screen. */
export const visible = (view: View): readonly [from: number, to: number] => [
  instantAt(view, view.leftPx),
  instantAt(view, view.leftPx + view.widthPx),
]
