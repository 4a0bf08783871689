// <sim-hall>: what a page says of its hall, at the foot of the lecture. A follower sees whether it follows, and after it
// has let go the way back; the presenter sees how many follow, and shows them the way in.
import {css, html, LitElement, nothing} from 'lit'
import {customElement, state} from 'lit/decorators.js'
import {unsafeSVG} from 'lit/directives/unsafe-svg.js'
import {remember, remembered, THEMES} from '../page/settings'
import * as icons from '../panels/icons'
import {base} from '../panels/shared'
import {ui} from '../words/ui'
import {Ballot} from './ballot'
import {Hall} from './hall'
import type {Press} from './keys'
import type {Lecture} from './lecture'

interface WayIn {
  readonly address: string
  readonly qr: string
}

@customElement('sim-hall')
export class HallElement extends LitElement {
  static override styles = [
    base,
    css`
      :host,
      .line {
        display: flex;
        align-items: center;
        gap: 0.7em;
      }
      /* Whole while the line holds, a ring while it does not. */
      .dot {
        width: 0.62em;
        height: 0.62em;
        border: 0.14em solid var(--quiet);
        border-radius: 50%;
      }
      .dot.on {
        background: var(--quiet);
      }
      button {
        display: flex;
        align-items: center;
        gap: 0.4em;
        white-space: nowrap;
        background: var(--ground);
      }
      svg {
        width: 1.1em;
        height: 1.1em;
      }
      .back,
      .take {
        color: var(--on-go);
        background: var(--go);
        border-color: var(--go);
        font-weight: 600;
      }
      .back:hover,
      .take:hover {
        color: var(--ink);
      }
      .wayin {
        position: fixed;
        z-index: 20;
        inset: 0;
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 1em;
        padding: 2em;
        background: #fff;
        color: #0b0d10;
        cursor: pointer;
      }
      .wayin svg {
        width: min(62vh, 80vw);
        height: min(62vh, 80vw);
      }
      .wayin h2 {
        margin: 0;
        font-size: 3em;
      }
      .wayin p {
        margin: 0;
        font: 600 2.6em var(--mono);
        overflow-wrap: anywhere;
      }
      @media (max-width: 900px) {
        :host {
          flex: 1;
          font-size: 15px;
        }
        :host {
          gap: 0.4em;
        }
        .space {
          flex: 1;
        }
        button {
          padding-inline: 0.55em;
        }
        button {
          min-height: 38px;
        }
        .back {
          position: absolute;
          inset: 4px 0.8em auto;
          justify-content: center;
        }
        .wayin h2,
        .wayin p {
          font-size: 1.4em;
        }
      }
    `,
  ]

  lecture!: Lecture
  hall!: Hall
  @state() private wayIn: WayIn | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.hall.addEventListener('change', this.again)
    this.lecture.addEventListener('moved', this.again)
    this.lecture.addEventListener('hand', this.onHand)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.hall.removeEventListener('change', this.again)
    this.lecture.removeEventListener('moved', this.again)
    this.lecture.removeEventListener('hand', this.onHand)
  }

  private readonly again = (): void => this.requestUpdate()

  private readonly onHand = (event: Event): void => {
    const {detail} = event as CustomEvent<Press | null>
    if (detail === 'hall' && this.hall.role === 'presenter') void this.showWayIn()
    else this.wayIn = null
  }

  private async showWayIn(): Promise<void> {
    if (this.wayIn) {
      this.wayIn = null
      return
    }
    const response = await fetch('/api/hall').catch(() => null)
    this.wayIn = response?.ok ? ((await response.json()) as WayIn) : null
  }

  protected override updated(): void {
    const {hall, lecture} = this
    lecture.classList.toggle('apart', hall.role === 'follower' && !hall.attached)
  }

  protected override render() {
    const {hall, lecture} = this
    const words = ui(lecture.lang).lecture
    return hall.role === 'follower' ? this.follower(words) : this.presenter(words)
  }

  private follower(words: Words) {
    const {hall, lecture} = this
    const {attached, online, latest} = hall
    const said = !online
      ? (hall.refused ?? words.reconnecting)
      : latest === null
        ? words.waiting
        : words.following
    const away = latest && !attached ? lecture.pageOf(latest) : null
    return html`${
        attached || !latest
          ? html`<span class="line" role="status">${dot(online)}${said}</span>`
          : html`${online ? nothing : html`<span role="status" aria-label=${words.reconnecting} title=${words.reconnecting}>${dot(false)}</span>`}<button
                class="back"
                @click=${() => hall.back()}
              >
                ${icons.back}
                ${words.backToLecture}${away === null ? nothing : html`<span class="where">· ${words.atSlide(away + 1)}</span>`}
              </button>`
      }<span class="space"></span>${this.paneButtons()}
      <button title=${ui(lecture.lang).languageTitle} @click=${this.otherLanguage}>
        ${ui(lecture.lang).language}
      </button>
      <button title=${ui(lecture.lang).theme} aria-label=${ui(lecture.lang).theme} @click=${this.otherTheme}>
        ${icons.theme}
      </button>`
  }

  /** Who has let go looks at what it likes. */
  private paneButtons() {
    const {hall, lecture} = this
    const player = lecture.scene?.player
    if (hall.attached || !player) return nothing
    const words = ui(lecture.lang)
    const button = (pane: 'code' | 'room', title: string, icon: unknown) =>
      html`<button
        title=${title}
        aria-label=${title}
        aria-pressed=${player.has(pane)}
        @click=${() => {
          player.toggle(pane)
          this.requestUpdate()
        }}
      >
        ${icon}
      </button>`
    return html`${button('code', words.showCode, icons.codePane)}${button('room', words.showRoom, icons.roomPane)}`
  }

  private readonly otherTheme = (): void => {
    const settings = remembered()
    const theme = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length]
    remember({...settings, theme})
    this.lecture.wear(theme)
  }

  /** The deck is another one then: the page begins anew, at the same place. */
  private readonly otherLanguage = (): void => {
    remember({...remembered(), lang: this.lecture.lang === 'zh' ? 'en' : 'zh'})
    const url = new URL(location.href)
    url.searchParams.delete('lang')
    history.replaceState(null, '', url)
    this.hall.keepPlace()
    location.reload()
  }

  private presenter(words: Words) {
    const {hall, wayIn} = this
    const {yours, held} = hall.wheelNow
    const followers = html`<button title="Q" @click=${() => void this.showWayIn()}>
      ${icons.qr} ${words.followers(hall.count)}
    </button>`
    const elsewhere = html`<span>${held ? words.wheelElsewhere : words.wheelFree}</span>
      <button class="take" @click=${() => hall.takeWheel()}>${words.takeWheel}</button>`
    return html`${hall.online && !yours ? elsewhere : nothing}
      <span class="line" role="status">
        ${dot(hall.online)}${hall.refused ?? (hall.online ? nothing : words.offline)}
      </span>
      ${hall.online ? followers : nothing}
      ${
        wayIn
          ? html`<div class="wayin" @click=${() => (this.wayIn = null)}>
              <h2>${words.joinHall}</h2>
              ${unsafeSVG(wayIn.qr)}
              <p>${wayIn.address}</p>
            </div>`
          : nothing
      }`
  }
}

const dot = (online: boolean) => html`<i class="dot ${online ? 'on' : ''}"></i>`

type Words = ReturnType<typeof ui>['lecture']

/** Takes a lecture into the hall that its address names. */
export function joinHall(lecture: Lecture, role: 'presenter' | 'follower'): Hall {
  const hall = new Hall(lecture, role)
  const ballot = new Ballot(role, hall.deck, hall.line)
  hall.addEventListener('change', () => ballot.follow(hall))
  lecture.ballot = ballot
  lecture.guest = Object.assign(document.createElement('sim-hall'), {lecture, hall})
  if (role === 'follower') {
    lecture.classList.add('follows')
    lecture.wear(remembered().theme)
  }
  return hall
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-hall': HallElement
  }
}
