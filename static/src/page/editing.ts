// Latencies under the hand: while somebody pulls at the table, the same program runs again with each table that the
// hand has time for, and takes the place of what is on screen. The editor's code comes when it is first wanted.
import {html, nothing, type ReactiveController} from 'lit'
import * as icons from '../panels/icons'
import type {Edit} from '../panels/table/table'
import {ui} from '../words/ui'
import type {Asked} from './address'
import {Latest} from './latest'
import type {Page} from './page'
import {within} from './popups'

/** A run that takes longer says how far it is. */
const SLOW_MS = 300

/** What it asks of the page besides. */
export interface Runner {
  /** Runs the same program with another table. */
  follow(edit: Edit): void
  start(asked: Asked): void
  cancel(): void
}

export class Editing implements ReactiveController {
  open = false
  /** The run under way takes the place of the one on screen when it is complete. */
  following = false
  /** It takes its time. */
  private slow = false
  /** It was cancelled: the picture is not of the table that is written there. */
  private stale = false
  private slowly = 0
  private openedBy: HTMLElement | null = null
  private readonly latest = new Latest<Asked>((asked) => {
    this.slowly ||= window.setTimeout(() => {
      this.slow = true
      this.page.requestUpdate()
    }, SLOW_MS)
    this.runner.start(asked)
  })

  constructor(
    private readonly page: Page,
    private readonly runner: Runner,
  ) {
    page.addController(this)
  }

  hostConnected(): void {}

  /** A hand is followed just now. */
  get busy(): boolean {
    return this.latest.busy
  }

  // -- open and closed

  async show(by: HTMLElement | null): Promise<void> {
    await Promise.all([import('../panels/table/table'), this.page.ready()])
    this.openedBy = by
    this.become(true)
    await this.page.updateComplete
    this.page.renderRoot.querySelector<HTMLElement>('.editor')?.focus({preventScroll: true})
  }

  close(): void {
    this.become(false)
    this.openedBy?.focus()
    this.openedBy = null
  }

  toggle(): void {
    if (this.open) this.close()
    else void this.show(null)
  }

  /** Escape, pressed in the editor, closes it; false: it was pressed elsewhere. */
  escape(event: Event): boolean {
    if (!this.open || !within(event, '.editor')) return false
    this.close()
    return true
  }

  private become(open: boolean): void {
    this.open = open
    this.page.requestUpdate()
  }

  // -- runs that follow

  /** Another table has been asked for. */
  ask(asked: Asked): void {
    this.stale = false
    this.following = true
    this.latest.ask(asked)
  }

  /** What was under way is over, well or badly. */
  over(): void {
    this.hurry()
    this.latest.over()
  }

  /** Something else is run. */
  stop(): void {
    this.stale = this.following = false
    this.latest.stop()
    this.hurry()
  }

  private cancel(): void {
    this.latest.stop()
    this.runner.cancel()
    this.stale = true
    this.page.requestUpdate()
  }

  private hurry(): void {
    clearTimeout(this.slowly)
    this.slowly = 0
    this.slow = false
  }

  render() {
    if (!this.open) return nothing
    const {asked, presets, recording, refusal, settings, status} = this.page
    const {lang} = settings
    const words = ui(lang)
    return html`<aside class="editor" tabindex="-1" aria-label=${words.tableTitle}>
      <button class="close" aria-label=${words.close} title="${words.close} (T)" @click=${() => this.close()}>
        ${icons.close}
      </button>
      <sim-table
        .presets=${presets}
        .from=${asked.preset}
        .edits=${asked.edits}
        .recording=${recording}
        .refusal=${refusal}
        .progress=${this.slow ? (status.is === 'running' ? status.rows : 0) : null}
        .stale=${this.stale}
        .lang=${lang}
        @edit=${(event: CustomEvent<Edit>) => this.runner.follow(event.detail)}
        @cancel=${() => this.cancel()}
      ></sim-table>
    </aside>`
  }
}
