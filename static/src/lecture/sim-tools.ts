// <sim-tools>: the presenter's tools as buttons at the foot of the slides. They are there while a mouse moves and while a
// tool is in the hand: an audience need not look at them. Each button is a key (event `press`).
import {css, html, LitElement, nothing} from 'lit'
import {customElement, property} from 'lit/decorators.js'
import type {Lang} from '../model/metadata'
import * as icons from '../panels/icons'
import {base} from '../panels/shared'
import {presenterWords} from '../words/presenter'
import type {Press} from './keys'
import type {Tool} from './sim-over'

/** How long the buttons stay after the mouse. */
const STAY_MS = 2500

@customElement('sim-tools')
export class ToolsElement extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 0.35em;
        padding: 0.25em 0.5em;
        border-radius: 999px;
        background: color-mix(in oklab, var(--ground) 92%, transparent);
        transition: opacity 200ms;
      }
      :host(:not([awake]):not(:focus-within)) {
        opacity: 0;
        pointer-events: none;
      }
      button {
        display: grid;
        place-items: center;
        min-width: 2.1em;
        height: 2.1em;
        padding: 0 0.4em;
        background: var(--ground);
      }
      button svg {
        width: 1.25em;
        height: 1.25em;
      }
      .pen i {
        width: 1.1em;
        height: 1.1em;
        border-radius: 50%;
        background: var(--pen);
      }
      .gap {
        width: 0.5em;
      }
      .said {
        padding: 0 0.6em;
        white-space: nowrap;
      }
    `,
  ]

  @property() override lang: Lang = 'en'
  @property() tool: Tool = 'none'
  @property({type: Number}) pen = 0
  @property({type: Boolean}) drawn = false
  /** Another window and other runs can be had. */
  @property({type: Boolean}) live = false
  /** What there is to say, such as a number that is being typed. */
  @property() said = ''
  @property({type: Boolean, reflect: true}) awake = false
  private sleeps = 0

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('pointermove', this.wake)
    addEventListener('pointerdown', this.wake)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('pointermove', this.wake)
    removeEventListener('pointerdown', this.wake)
    clearTimeout(this.sleeps)
  }

  private readonly wake = (): void => {
    clearTimeout(this.sleeps)
    this.awake = true
    this.sleeps = window.setTimeout(() => (this.awake = this.busy), STAY_MS)
  }

  private get busy(): boolean {
    return this.tool === 'pen' || this.tool === 'light' || this.said !== ''
  }

  protected override willUpdate(): void {
    if (this.busy) this.awake = true
  }

  private button(press: Press, title: string, key: string, icon: unknown, pressed?: boolean) {
    const label = key ? `${title} (${key})` : title
    return html`<button
      aria-label=${title}
      title=${label}
      aria-pressed=${pressed ?? nothing}
      @click=${() => this.dispatchEvent(new CustomEvent<Press>('press', {detail: press}))}
    >
      ${icon}
    </button>`
  }

  protected override render() {
    const {tool, pen, drawn, live, said} = this
    const words = presenterWords(this.lang)
    const pens = ['--head', '--hue-1', '--hue-3', '--ink']
    return html`
      ${said ? html`<span class="said" role="status">${said}</span>` : nothing}
      ${live ? this.button('speaker', words.speaker, 'S', icons.lectern) : nothing}
      ${this.button('laser', words.laser, 'L', icons.laser, tool === 'laser')}
      ${this.button('pen', words.pen, 'D', icons.pen, tool === 'pen')}
      ${
        tool === 'pen'
          ? pens.map(
              (hue, index) =>
                html`<span class="pen" style="--pen: var(${hue})"
                  >${this.button(`digit ${index + 1}`, words.pens[index], `${index + 1}`, html`<i></i>`, index === pen)}</span
                >`,
            )
          : nothing
      }
      ${
        drawn
          ? html`${this.button('undo', words.undo, 'U', icons.reset)}
              ${this.button('clear', words.clear, 'X', icons.close)}<span class="gap"></span>`
          : nothing
      }
      ${this.button('light', words.light, 'O', icons.light, tool === 'light')}
      ${live ? this.button('aside', words.aside, 'T', icons.aside) : nothing}
      ${this.button('theme', words.theme, 'C', icons.theme)}
      ${this.button('keys', words.keysTitle, '?', icons.help)}
    `
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-tools': ToolsElement
  }
}
