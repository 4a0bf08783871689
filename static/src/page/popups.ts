// What opens over the page, one at a time: it takes the focus and gives it back, and a tap beside it closes it.
import type {LitElement, ReactiveController} from 'lit'

export type Popup = 'form' | 'presets' | 'help' | 'lectures' | 'menu'

export class Popups implements ReactiveController {
  /** Which one is open. */
  open: Popup | null = null
  private openedBy: HTMLElement | null = null

  constructor(private readonly page: LitElement) {
    page.addController(this)
  }

  hostConnected(): void {
    addEventListener('pointerdown', this.onOutside)
  }

  hostDisconnected(): void {
    removeEventListener('pointerdown', this.onOutside)
  }

  show(popup: Popup, by: EventTarget | null): void {
    // What another one opens gives the focus back to who opened that.
    const inside = by instanceof HTMLElement && by.closest('.popup') !== null
    if (!inside) this.openedBy = by instanceof HTMLElement ? by : null
    this.become(popup)
    void this.focusFirst()
  }

  close(): void {
    this.become(null)
    this.giveBack()?.focus()
  }

  toggle(popup: Popup, event: Event): void {
    if (this.open === popup) this.close()
    else this.show(popup, event.currentTarget)
  }

  /** Closes for something else that opens, which gives the focus back in its place. */
  giveBack(): HTMLElement | null {
    const by = this.openedBy
    this.openedBy = null
    this.become(null)
    return by
  }

  private become(popup: Popup | null): void {
    this.open = popup
    this.page.requestUpdate()
  }

  /** What is chosen in it, else the first thing that can be. */
  private async focusFirst(): Promise<void> {
    await this.page.updateComplete
    const box = this.page.renderRoot.querySelector<HTMLElement>('.popup')
    const panel = box?.querySelector<LitElement>('sim-form, sim-presets')
    await panel?.updateComplete
    const first = panel?.renderRoot.querySelector<HTMLElement>(':checked, [aria-checked=true], input, button')
    ;(first ?? box)?.focus()
  }

  private readonly onOutside = (event: Event): void => {
    if (this.open && !within(event, '.popup, .pill')) this.become(null)
  }
}

export const within = (event: Event, selector: string): boolean =>
  event.composedPath().some((target) => target instanceof HTMLElement && target.matches(selector))
