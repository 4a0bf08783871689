// The slides of a deck in reveal.js: which is on screen and how far its fragments are, in words of ours. The address says
// it too, so that a reload comes back to the same step. Nothing else here knows reveal.js.
import Reveal, {type RevealApi} from 'reveal.js'
import {sameSpot, type Spot} from './at'
import type {Next} from './windows'

export class Paging {
  private readonly reveal: RevealApi
  /** It is being taken somewhere: nobody's hand has moved it. */
  private taken = false

  /** `root` holds the slides. */
  constructor(root: HTMLElement) {
    this.reveal = new Reveal(root, {
      disableLayout: true, // our type and our canvases take the size of the screen themselves
      hash: true,
      fragmentInURL: true,
      keyboard: false, // ours: see keys.ts
      touch: false, // ours: see swipe.ts
      controls: false,
      progress: false,
      center: false,
      transition: 'none',
      backgroundTransition: 'none',
      display: 'flex',
      pause: true,
    })
  }

  /** Resolves when the slide that the address names is there; `moved` is called when a hand goes elsewhere. */
  async begin(moved: (on: boolean) => void): Promise<void> {
    await this.reveal.initialize()
    for (const what of ['slidechanged', 'fragmentshown', 'fragmenthidden'])
      this.reveal.on(what, () => {
        if (!this.taken) moved(what === 'fragmentshown')
      })
  }

  // -- where it is

  get spot(): Spot {
    const {h, v, f} = this.reveal.getIndices()
    return {slide: [h, v], step: (f ?? -1) + 1}
  }

  /** The slide that is on screen. */
  get slide(): HTMLElement {
    return this.reveal.getCurrentSlide()
  }

  get slides(): readonly HTMLElement[] {
    return this.reveal.getSlides()
  }

  /** Counted from 0. */
  get page(): number {
    return this.slides.indexOf(this.slide)
  }

  get blank(): boolean {
    return this.reveal.isPaused()
  }

  /** What the next press of the clicker does. */
  get next(): Next {
    const fragment = this.slide.querySelector('.fragment:not(.visible)')
    if (fragment) return fragment.classList.contains('step') ? 'step' : 'fragment'
    return this.reveal.isLastSlide() ? 'end' : 'slide'
  }

  /** Where a page begins; null: there is none. */
  spotOf(page: number): Spot | null {
    const slide = this.slides[page]
    if (!slide) return null
    const {h, v} = this.reveal.getIndices(slide)
    return {slide: [h, v ?? 0], step: 0}
  }

  /** Which page a spot is on. */
  pageOf({slide: [h, v]}: Spot): number {
    const slide = this.reveal.getSlide(h, v)
    return slide ? this.slides.indexOf(slide) : 0
  }

  /** At once: reveal.js writes its address up to a second later, and a reload meanwhile would lose the step. */
  remember(): void {
    const {h, v, f} = this.reveal.getIndices()
    history.replaceState(null, '', `#/${h}/${v}${f !== undefined && f >= 0 ? `/${f}` : ''}`)
  }

  // -- going elsewhere

  on(): void {
    this.reveal.next()
  }

  back(): void {
    this.reveal.prev()
  }

  /** Goes to a page, or to the last. */
  turnTo(page: number): void {
    const spot = this.spotOf(Math.max(0, Math.min(this.slides.length - 1, page)))
    if (spot) this.reveal.slide(...spot.slide)
  }

  blacken(blank = !this.blank): void {
    this.reveal.togglePause(blank)
  }

  /** Goes where another page is, unheard. */
  take(spot: Spot, blank: boolean): void {
    const [h, v] = spot.slide
    this.taken = true
    if (!sameSpot(spot, this.spot)) this.reveal.slide(h, v, spot.step - 1)
    if (blank !== this.blank) this.blacken(blank)
    this.taken = false
  }
}
