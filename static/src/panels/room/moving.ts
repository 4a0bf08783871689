// What moves from one part of the room to another, drawn over it: the way that it takes, and itself on that way. Where
// it is is a function of the playhead, so back is backward; for who wants no motion it is there at once.
import {html, nothing} from 'lit'
import type {Move, Part, Spot} from '../../model/moves'
import {hued, type PlaceOf} from '../shared'
import {brief} from '../values'

/** In the first so much of the event's time it gets there; then it can be read. */
const ARRIVES = 0.6

interface Point {
  readonly x: number
  readonly y: number
}

/** Where the way begins and ends, in the room's own pixels. */
export interface Way {
  readonly from: Point
  readonly to: Point
}

const SPOTS: Readonly<Record<Part, string>> = {
  cpu: '.stack .now',
  selector: '.selector tr',
  ready: '.selector .chip',
  futures: '.futures li',
  tasks: '.tasks tr:not(.frame)',
  sockets: '.sockets tr',
}
/** What of it the thing comes from and goes to. */
const HEARTS = ['.box', '.place', '.state']

function elementAt(parts: HTMLElement, {part, thing}: Spot): HTMLElement | null {
  const found = [...parts.querySelectorAll<HTMLElement>(SPOTS[part])]
  return found.find((element) => thing === null || element.dataset['thing'] === thing) ?? null
}

/** The way through the room as it is laid out now; null where one of its ends is not shown. */
export function wayOf(parts: HTMLElement, {from, to}: Move): Way | null {
  const room = parts.getBoundingClientRect()
  const larger = room.width / parts.offsetWidth || 1
  const pointAt = (spot: Spot): Point | null => {
    const element = elementAt(parts, spot)
    if (!element?.offsetParent) return null
    const heart = HEARTS.map((part) => element.querySelector(part)).find((found) => found !== null)
    const box = (heart ?? element).getBoundingClientRect()
    const x = box.left + box.width / 2
    return {x: (x - room.left) / larger, y: (box.top + box.height / 2 - room.top) / larger}
  }
  const [a, b] = [pointAt(from), pointAt(to)]
  return a && b ? {from: a, to: b} : null
}

/** How far it has come, with the playhead so far on its way to the next event. */
export function progress(toward: number, still: boolean): number {
  if (still) return 1
  const part = Math.min(1, toward / ARRIVES)
  return part * part * (3 - 2 * part)
}

/** The way bows to the side, so that it is seen beside what stands in between. */
function bow({from, to}: Way): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  return {x: (from.x + to.x) / 2 + Math.min(60, Math.abs(dy) * 0.25), y: (from.y + to.y) / 2 - dx * 0.1}
}

export function pointOn(way: Way, part: number): Point {
  const {from, to} = way
  const middle = bow(way)
  const [a, b, c] = [(1 - part) ** 2, 2 * part * (1 - part), part ** 2]
  return {x: a * from.x + b * middle.x + c * to.x, y: a * from.y + b * middle.y + c * to.y}
}

export function moving(way: Way | null, move: Move | null, part: number, placeOf: PlaceOf) {
  if (!way || !move) return nothing
  const {from, to} = way
  const middle = bow(way)
  const {x, y} = pointOn(way, part)
  const what = brief(move.what, 14)
  const edge = `${what.length / 2}ch + 0.7em` // so that it is never cut off at the side
  return html`<div class="moving" aria-hidden="true" style=${hued(placeOf(move.owner))}>
    <svg>
      <path d="M${from.x} ${from.y}Q${middle.x} ${middle.y} ${to.x} ${to.y}" />
      <circle cx=${from.x} cy=${from.y} r="2.5" />
    </svg>
    <span class="mover mono" style="left: clamp(${edge}, ${x}px, 100% - ${edge}); top: ${y}px">${what}</span>
  </div>`
}
