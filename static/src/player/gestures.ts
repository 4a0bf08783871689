// Pointers on a picture, as gestures: hover, tap, drag, wheel, pinch. It knows nothing of what is drawn.

export type Drag = 'scrub' | 'pan' | 'mark'

export interface Gestures {
  hover(x: number, y: number): void
  leave(): void
  tap(x: number, y: number): void
  /** A drag begins; what it returns says whether it is a scrub (the playhead follows), a pan, or marks a stretch. */
  grab(x: number, y: number, shift: boolean): Drag
  scrub(x: number): void
  pan(dxPx: number, dyPx: number): void
  mark(fromX: number, toX: number): void
  zoom(factor: number, x: number): void
  /** Whether the wheel there moves a list, by `pan`; elsewhere it zooms. */
  scrolls(x: number, y: number): boolean
}

/** A pointer that has moved less than this has tapped. */
const TAP_PX = 5

export function listen(element: HTMLElement, gestures: Gestures): void {
  const pointers = new Map<number, {x: number; y: number}>()
  let drag: {kind: Drag; x: number; y: number; moved: boolean} | null = null
  let pinched = false

  const at = (event: PointerEvent | WheelEvent) => {
    const box = element.getBoundingClientRect()
    return {x: event.clientX - box.left, y: event.clientY - box.top}
  }
  const spread = () => {
    const [a, b] = [...pointers.values()]
    return {distance: Math.hypot(a.x - b.x, a.y - b.y) || 1, middle: (a.x + b.x) / 2}
  }

  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    const {x, y} = at(event)
    element.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, {x, y})
    if (pointers.size > 1) {
      pinched = true
      return
    }
    pinched = false
    drag = {kind: gestures.grab(x, y, event.shiftKey), x, y, moved: false}
    if (drag.kind === 'scrub') gestures.scrub(x)
  })

  element.addEventListener('pointermove', (event) => {
    const {x, y} = at(event)
    const before = pointers.get(event.pointerId)
    if (!before) return gestures.hover(x, y)
    if (pointers.size === 2) {
      const from = spread()
      pointers.set(event.pointerId, {x, y})
      const to = spread()
      gestures.zoom(to.distance / from.distance, to.middle)
      gestures.pan(to.middle - from.middle, 0)
      return
    }
    pointers.set(event.pointerId, {x, y})
    if (!drag || pinched) return
    const way = drag.kind === 'pan' ? Math.hypot(x - drag.x, y - drag.y) : Math.abs(x - drag.x)
    if (!drag.moved && way < TAP_PX) return
    if (drag.kind === 'scrub') gestures.scrub(x)
    else if (drag.kind === 'mark') gestures.mark(drag.x, x)
    else {
      const last = drag.moved ? before : drag
      gestures.pan(x - last.x, y - last.y)
    }
    drag.moved = true
  })

  const release = (event: PointerEvent) => {
    const last = pointers.get(event.pointerId)
    pointers.delete(event.pointerId)
    if (event.type === 'pointerup' && last && drag && !pinched && !drag.moved && drag.kind === 'pan') {
      gestures.tap(last.x, last.y)
    }
    if (pointers.size === 0) drag = null
  }
  element.addEventListener('pointerup', release)
  element.addEventListener('pointercancel', release)
  element.addEventListener('pointerleave', () => gestures.leave())

  // One finger up or down may be the page's; two are a pinch, whichever way they go.
  const onTouch = (event: TouchEvent) => event.touches.length > 1 && event.preventDefault()
  element.addEventListener('touchmove', onTouch, {passive: false})

  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const {x, y} = at(event)
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
      if (sideways) gestures.pan(-(event.deltaX || event.deltaY) * unit, 0)
      else if (!event.ctrlKey && gestures.scrolls(x, y)) gestures.pan(0, -event.deltaY * unit)
      else gestures.zoom(Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.0022)), x)
    },
    {passive: false},
  )
}
