// What a slide is made of, as what lies over it sees it: its words and its scene, each with a place on screen and a unit.
// Whatever is put over a slide is measured in the part that it belongs to.
import {contains, type Box} from '../player/spots'
import type {SceneElement} from './sim-scene'
import {boxed, type Place} from './strokes'

/** The words that a light may be thrown on, one at a time. */
const BLOCKS = 'h1, h2, h3, h4, p, li, tr, pre, blockquote, img'

/** A point of a slide; `run`: at an instant and on a lane of what a scene runs. */
export interface Point {
  readonly part: number
  readonly run: boolean
  readonly x: number
  readonly y: number
}

const partsOf = (slide: Element): Element[] => [
  ...slide.querySelectorAll(':scope > .text, :scope > sim-scene, :scope > sim-question'),
]

const isScene = (part: Element): part is SceneElement => part.localName === 'sim-scene'

/** The part at a point of the window, else the nearest; -1 on a slide that has none. */
export function partAt(slide: Element, x: number, y: number): number {
  const distance = (part: Element) => {
    const {left, right, top, bottom} = part.getBoundingClientRect()
    return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
  }
  const distances = partsOf(slide).map(distance)
  return distances.indexOf(Math.min(...distances))
}

/** What is under a point of the window: a part, and the run in it where its timeline is. */
export function under(slide: Element, x: number, y: number): {part: number; run: boolean} {
  const part = partAt(slide, x, y)
  const element = partsOf(slide)[part]
  const run = element && isScene(element) ? (element.player?.onRun(x, y) ?? false) : false
  return {part, run}
}

/**
 * Words are measured in their type, which may wrap elsewhere but keeps its size; a run in itself; all else in its box.
 * null: the run is not to be seen.
 */
export function placeOf(slide: Element, {part, run}: {part: number; run: boolean}): Place | null {
  const element = partsOf(slide)[part] ?? slide
  if (run) return isScene(element) ? (element.player?.runPlace() ?? null) : null
  const {left, top, width, height} = element.getBoundingClientRect()
  if (!element.matches('.text')) return boxed(left, top, width || 1, height || 1)
  const em = parseFloat(getComputedStyle(element).fontSize)
  return boxed(left, top, em, em)
}

export function pointAt(slide: Element, x: number, y: number): Point | null {
  const on = under(slide, x, y)
  const own = placeOf(slide, on)?.measured(x, y)
  return own ? {...on, x: own[0], y: own[1]} : null
}

export const pointOn = (slide: Element, {part, run, x, y}: Point): readonly [number, number] | null =>
  placeOf(slide, {part, run})?.shown(x, y) ?? null

/** How often the runs of a slide have been drawn: where that is the same, all is where it was. */
export const drawnIn = (slide: Element): number =>
  partsOf(slide).reduce((sum, part) => sum + (isScene(part) ? (part.player?.redraws ?? 0) : 0), 0)

/** What a light would be thrown on: `1 lane Task-1` is in part 1, `0 block 3` is the words' third block. */
export function lightAt(slide: Element, x: number, y: number): string | null {
  const part = partAt(slide, x, y)
  const element = partsOf(slide)[part]
  if (!element) return null
  if (isScene(element)) {
    const spot = element.player?.spotAt(x, y)
    return spot ? `${part} ${spot}` : null
  }
  const blocks = [...element.querySelectorAll(BLOCKS)]
  const block = blocks.findLastIndex((one) => contains(one.getBoundingClientRect(), x, y))
  return block < 0 ? null : `${part} block ${block}`
}

/** Where that is now; null: it is not on screen. */
export function lightBox(slide: Element, light: string): Box | null {
  const [, part, spot] = /^(\d+) (.+)$/.exec(light) ?? []
  const element = partsOf(slide)[Number(part)]
  if (!element || !spot) return null
  if (isScene(element)) return element.player?.spotBox(spot) ?? null
  const block = [...element.querySelectorAll(BLOCKS)][Number(spot.replace(/^block /, ''))]
  return block?.getBoundingClientRect() ?? null
}
