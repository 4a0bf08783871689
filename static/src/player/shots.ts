// The camera that follows the playhead: a function of the moment alone. The film begins with the whole run,
// goes near enough that each block can be read, stays still while the playhead crosses the middle of the
// picture, glides on by half a picture, and ends with the whole run again.
import type {Scene} from '../model/scene'
import type {Gap} from '../felt/scale'
import {clamped, WHOLE, type Camera} from '../stage/camera'

/** A typical block on the CPU is this wide, in letters. */
const BLOCK_EM = 10
/** Seconds of viewing in which the film goes near, and away again. */
const OPENING_S = 1.2
const CLOSING_S = 0.9
/** The part of each half picture that the camera stays still. */
const STILL = 0.66

/** A gap takes this part of the picture when the whole run is on screen, and when one is very near. */
const GAP_FAR = 0.08
const GAP_NEAR = 0.2
/** All gaps together take at most this part of the run. */
const GAPS_MOST = 0.6

/** How long a typical block on the CPU lasts: the median, in picoseconds; 0 where there are too few. */
export function typicalBlock({cpu: {blocks}, endPs}: Scene): number {
  const lengths: number[] = []
  for (let index = 0; index < blocks.count && lengths.length < 400; index++) {
    if (blocks.depth[index] === 0) lengths.push(Math.min(blocks.to[index], endPs) - blocks.from[index])
  }
  lengths.sort((a, b) => a - b)
  return lengths.length < 2 ? 0 : lengths[lengths.length >> 1]
}

/** The part of the run that its gaps take when so much of it is on screen: a gap stays about as wide. */
export const gapShare = (gaps: number, span: number): number =>
  Math.min(GAPS_MOST, gaps * span * (GAP_NEAR - (GAP_NEAR - GAP_FAR) * Math.min(1, span / WHOLE.span)))

/** How much of the run is on screen in a close shot: so much that a typical block can be read. */
export function closeSpan(scene: Scene, gaps: readonly Gap[], plotEm: number): number {
  const open = scene.endPs - gaps.reduce((sum, {from, to}) => sum + to - from, 0)
  const blocks = (typicalBlock(scene) / Math.max(1, open)) * (plotEm / BLOCK_EM)
  if (blocks === 0) return WHOLE.span
  let span: number = WHOLE.span
  // The wider the gaps, the less is left for blocks, and the other way round: a few rounds settle it.
  for (let round = 0; round < 4; round++)
    span = Math.min(WHOLE.span, blocks * (1 - gapShare(gaps.length, span)))
  return Math.max(1e-6, span)
}

/** A close shot of a position: still, then gliding on to the next half picture. */
export function closeShot(position: number, span: number): Camera {
  const half = span / 2
  const page = Math.floor(position / half)
  const within = position / half - page
  const left = half * (page - 0.4 + eased((within - STILL) / (1 - STILL)))
  return clamped({left, span}, 0)
}

export interface FilmTime {
  /** Seconds of viewing from the start and to the end; Infinity while the end is not known. */
  readonly fromStart: number
  readonly toEnd: number
}

/** How near the film is: 0 is the whole run, 1 the close shot. */
export const nearness = ({fromStart, toEnd}: FilmTime): number =>
  Math.min(eased(fromStart / OPENING_S), eased(toEnd / CLOSING_S))

/** Spans are mixed as ratios, so that going near is even. */
export const spanBetween = (a: number, b: number, part: number): number => a * (b / a) ** part

/**
 * The shot at a position, with so much of the run on screen, on the way from the whole run to a close shot. What is
 * mixed is where in the picture the playhead stands: it is in both, so it is in every picture between them.
 */
export function shotAt(position: number, span: number, near: number): Camera {
  if (near <= 0) return WHOLE
  const close = closeShot(position, span)
  if (near >= 1) return close
  const part = ({left, span}: Camera) => (position - left) / span
  const mixed = part(WHOLE) + (part(close) - part(WHOLE)) * near
  return clamped({left: position - mixed * span, span}, 0)
}

/** How strongly what is ahead is drawn: the poster before the film shows it well. */
export const preview = ({fromStart}: FilmTime): number => 0.62 - 0.42 * eased(fromStart / OPENING_S)

const eased = (part: number): number => {
  const x = Math.max(0, Math.min(1, part))
  return x * x * (3 - 2 * x)
}
