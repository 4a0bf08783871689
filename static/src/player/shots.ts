// The camera that follows the playhead: a function of the moment alone. The film begins with the whole run,
// goes near enough that each block can be read, stays still while the playhead crosses the middle of the
// picture, glides on by half a picture, and ends with the whole run again.
import type {Scene} from '../model/scene'
import {compressedScale, type Run, type TimeScale} from '../felt/scale'
import {clamped, WHOLE, type Camera} from '../stage/camera'

/** A typical block on the CPU is this wide, in letters. */
const BLOCK_EM = 10
/** Seconds of viewing in which the film goes near, and away again. */
const OPENING_S = 1.2
const CLOSING_S = 0.9
/** The part of each half picture that the camera stays still. */
const STILL = 0.66

/** A gap is this many typical blocks wide, and at least this part of the run without its gaps. */
const GAP_BLOCKS = 2.2
const GAP_LEAST = 0.055

/** How long a typical block on the CPU lasts: the median, in picoseconds; 0 where there are too few. */
export function typicalBlock({cpu: {blocks}, endPs}: Scene): number {
  const lengths: number[] = []
  for (let index = 0; index < blocks.count && lengths.length < 400; index++) {
    if (blocks.depth[index] === 0) lengths.push(Math.min(blocks.to[index], endPs) - blocks.from[index])
  }
  lengths.sort((a, b) => a - b)
  return lengths.length < 2 ? 0 : lengths[lengths.length >> 1]
}

/** What a scale is made for: gaps as wide as suits the blocks between them. */
export function runOf(scene: Scene, instructionPs: number): Run {
  const {endPs, cpu} = scene
  const gaps = compressedScale(endPs, cpu.waits).gaps
  const open = endPs - gaps.reduce((sum, {from, to}) => sum + to - from, 0)
  const width = gaps.length * Math.max(GAP_BLOCKS * typicalBlock(scene), GAP_LEAST * open)
  return {endPs, instructionPs, waits: cpu.waits, gapShare: Math.min(0.7, width / (open + width))}
}

/** How much of the run is on screen in a close shot. */
export function closeSpan(scene: Scene, scale: TimeScale, plotEm: number): number {
  const typical = typicalBlock(scene)
  if (scale.kind !== 'compressed' || typical === 0) return WHOLE.span
  const first = scene.cpu.blocks.from[0]
  const width = scale.position(first + typical) - scale.position(first)
  return Math.min(WHOLE.span, Math.max(1e-6, (width * plotEm) / BLOCK_EM))
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

export function shotAt(position: number, span: number, {fromStart, toEnd}: FilmTime): Camera {
  const near = Math.min(eased(fromStart / OPENING_S), eased(toEnd / CLOSING_S))
  return between(WHOLE, closeShot(position, span), near)
}

/** Between two cameras; spans are mixed as ratios, so that going near is even. */
export function between(a: Camera, b: Camera, part: number): Camera {
  if (part <= 0) return a
  if (part >= 1) return b
  const span = a.span * (b.span / a.span) ** part
  // What lies still while the span shrinks evenly from a to b keeps its place on screen.
  const shrunk = a.span === b.span ? part : (a.span - span) / (a.span - b.span)
  return {left: a.left + (b.left - a.left) * shrunk, span}
}

const eased = (part: number): number => {
  const x = Math.max(0, Math.min(1, part))
  return x * x * (3 - 2 * x)
}
