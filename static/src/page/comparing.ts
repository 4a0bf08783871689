// What the page knows of comparing: whether it does, with what, and the menu of what could be changed at an event.
// The comparison itself is an element, whose code comes when it is first wanted.
import {html, nothing, type ReactiveController} from 'lit'
import {writeInterventions, type Intervention} from '../compare/interventions'
import {seenAt} from '../model/depth'
import type {SimPlayer} from '../player/sim-player'
import {ui} from '../words/ui'
import {readChanges, writeChanges, type Changes} from './changes'
import type {Comparison} from './comparison'
import type {Page} from './page'

export class Comparing implements ReactiveController {
  /** null: nothing is compared. */
  private changes: Changes | null = null
  private waiting: string | null = null
  private menuOpen = false
  private loaded = false

  constructor(private readonly page: Page) {
    page.addController(this)
  }

  hostConnected(): void {
    this.page.addEventListener('whatif', this.toggleMenu)
    this.page.addEventListener('moment', this.onMoment)
  }

  hostDisconnected(): void {
    this.page.removeEventListener('whatif', this.toggleMenu)
    this.page.removeEventListener('moment', this.onMoment)
  }

  // -- what an address says: it waits until there is something to compare with

  get address(): string | null {
    return this.changes ? writeChanges(this.changes) || null : this.waiting
  }

  set address(text: string | null) {
    this.waiting = text
  }

  begin(): void {
    if (this.waiting) void this.show(readChanges(this.waiting))
  }

  // -- open and closed

  get open(): boolean {
    return this.changes !== null && this.loaded
  }

  async show(changes: Changes): Promise<void> {
    const {page} = this
    await Promise.all([import('./comparison'), import('../panels/compare/whatif'), page.ready()])
    if (!this.changes) page.player.pause()
    this.loaded = true
    this.menuOpen = false
    this.waiting = null
    const first = !this.changes
    this.changes = changes
    this.page.requestUpdate()
    page.remember()
    if (!first) return
    await page.updateComplete
    this.element?.focus()
  }

  close(): void {
    if (!this.changes) return
    const row = this.element?.here
    this.changes = null
    if (row !== undefined) this.page.player.seek(`event ${row}`)
    this.page.requestUpdate()
    this.page.remember()
  }

  private get element(): Comparison | null {
    return this.page.renderRoot.querySelector('sim-comparison')
  }

  /** The player to which keys go. */
  get player(): SimPlayer | null {
    return this.changes ? (this.element?.player ?? null) : null
  }

  /** Carries out what a key asked for; false when it is not its affair. */
  command(asked: string): boolean {
    if (asked === 'compare') {
      if (this.changes) this.close()
      else if (this.page.recording?.complete) void this.show({parameters: {}})
      return true
    }
    if (asked === 'whatif') {
      this.toggleMenu()
      return true
    }
    return false
  }

  /** What is open on top closes; false when nothing is. */
  escape(): boolean {
    if (this.menuOpen) this.toggleMenu()
    else if (this.element?.escape()) return true
    else if (this.changes) this.close()
    else return false
    return true
  }

  // -- what if …

  private readonly toggleMenu = (): void => {
    this.close()
    if (this.menuOpen) {
      this.menuOpen = false
      this.page.requestUpdate()
      return
    }
    if (!this.page.recording?.complete) return
    this.page.player.pause()
    void import('../panels/compare/whatif').then(async () => {
      this.loaded = true
      this.menuOpen = true
      this.page.requestUpdate()
      await this.page.updateComplete
      const menu = this.page.renderRoot.querySelector('sim-whatif')
      await menu?.updateComplete
      menu?.focus()
    })
  }

  private readonly onMoment = (): void => {
    if (this.menuOpen) this.page.requestUpdate()
  }

  private change(one: Intervention): void {
    const before = this.page.asked.parameters['interventions']
    const interventions = [before, writeInterventions([one])].filter(Boolean).join('; ')
    void this.show({parameters: {interventions}})
  }

  // -- what is shown

  /** Over the timeline: what could be changed at the present event. */
  menu() {
    const {recording, player, settings} = this.page
    if (!this.menuOpen || !this.loaded || !recording) return nothing
    return html`<sim-whatif
      slot="over"
      role="region"
      .recording=${recording}
      .row=${seenAt(recording, player.row, settings.depth)}
      .lang=${settings.lang}
      @choose=${(event: CustomEvent<Intervention>) => this.change(event.detail)}
      @close=${() => this.toggleMenu()}
    ></sim-whatif>`
  }

  render() {
    const {page, changes} = this
    if (!changes || !this.loaded) return nothing
    const {recording, asked, scenarios, presets, settings} = page
    return html`<sim-comparison
      role="region"
      tabindex="-1"
      aria-label=${ui(settings.lang).compareRuns}
      .place=${page.player.place ?? page.player.here}
      .first=${recording?.complete ? recording : null}
      .asked=${asked}
      .changes=${changes}
      .scenarios=${scenarios}
      .presets=${presets}
      .request=${page.request}
      .lang=${settings.lang}
      .theme=${settings.theme}
      .depth=${settings.depth}
      @changes=${(event: CustomEvent<Changes>) => void this.show(event.detail)}
      @close=${() => this.close()}
    ></sim-comparison>`
  }
}
