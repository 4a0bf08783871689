// Paging by touch: one finger that goes sideways turns the page, toward the left it goes on. Whatever takes such a way
// for itself keeps it: the stage, which is dragged, code that is wider than the screen, the pen.
import type {Press} from './keys'

/** A way is sideways when it is this long, and this many times as long as it is high. */
const FAR_PX = 40
const STEEP = 1.5

/** What is dragged sideways, whether or not it scrolls. */
const DRAGGED = 'canvas, input, sim-transport, sim-over'

const takesIt = (each: EventTarget): boolean =>
  each instanceof Element &&
  (each.matches(DRAGGED) ||
    (each.scrollWidth > each.clientWidth && /auto|scroll/.test(getComputedStyle(each).overflowX)))

export function swipes(root: HTMLElement, turn: (press: Press) => void): void {
  const fingers = new Set<number>()
  /** Where the finger began; null: it has turned the page, or is none of ours. */
  let from: {x: number; y: number} | null = null

  root.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'touch') return
    fingers.add(event.pointerId)
    const alone = fingers.size === 1 && !event.composedPath().some(takesIt)
    from = alone ? {x: event.clientX, y: event.clientY} : null
  })
  root.addEventListener('pointermove', (event) => {
    if (!from || !fingers.has(event.pointerId)) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (Math.abs(dx) < FAR_PX || Math.abs(dx) < STEEP * Math.abs(dy)) return
    from = null
    turn(dx < 0 ? 'next' : 'previous')
  })
  for (const over of ['pointerup', 'pointercancel'] as const)
    root.ownerDocument.addEventListener(over, ({pointerId}) => {
      if (fingers.delete(pointerId)) from = null
    })
}
