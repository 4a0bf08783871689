// <sim-speaker>: the speaker's own window: what is on screen and what comes next, notes, clock and pace. It knows the deck
// and what the window with the slides says; where the lecture is, it never decides.
import {html, LitElement, nothing} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import {unsafeHTML} from 'lit/directives/unsafe-html.js'
import {unsafeSVG} from 'lit/directives/unsafe-svg.js'
import type {Lang} from '../model/metadata'
import * as icons from '../panels/icons'
import {presenterWords, type PresenterWords} from '../words/presenter'
import {ui} from '../words/ui'
import {deckOf} from './address'
import type {Deck} from './deck'
import {askedLang} from './lang'
import {html as markdown} from './markdown'
import {nextPress, slideAfter, slideAt, titleOf} from './next-press'
import {withoutMissing} from './optional'
import {behind, plannedEnd, plannedFor, saidIn} from './plan'
import type {Source} from './source'
import {speakerStyles} from './speaker.css'
import {clockText, elapsedMs, readTimer, started, stopped, untouched, ZERO, type Timer} from './timer'
import {Windows, type Note, type Told} from './windows'

/** How often the window with the slides is asked whether it is there; it answers sooner, unless there is none. */
const ASKS_MS = 4000
const ANSWERS_MS = 2500
/** How wide a small slide is before it is made small. */
const SLIDE_PX = 1280
const TYPE = {least: 14, usual: 20, most: 40}

interface WayIn {
  readonly address: string
  readonly qr: string
}

@customElement('sim-speaker')
export class Speaker extends LitElement {
  static override styles = speakerStyles

  static from(source: Source): Speaker {
    const speaker = Object.assign(document.createElement('sim-speaker'), {source})
    document.body.append(speaker)
    return speaker
  }

  private source!: Source
  @state() private deck: Deck | null = null
  @state() private failure: string | null = null
  @state() private told: Told | null = null
  /** No window with slides has answered. */
  @state() private alone = false
  @state() private nextWords = ''
  @state() private timer: Timer = ZERO
  @state() private nowMs = Date.now()
  @state() private wayIn: WayIn | null = null
  @state() private typePx = TYPE.usual
  private readonly timerKey = `simloop-timer ${deckOf(location)}`
  private readonly windows = new Windows((note) => this.hear(note))
  private readonly sizes = new ResizeObserver((entries) => {
    for (const {target, contentRect} of entries)
      (target as HTMLElement).style.setProperty('--scale', `${contentRect.width / SLIDE_PX}`)
  })
  private waiting = 0
  private asks = 0
  @property() override lang: Lang = askedLang()

  override connectedCallback(): void {
    super.connectedCallback()
    document.documentElement.setAttribute('theme', 'dark')
    this.timer = readTimer(localStorage.getItem(this.timerKey))
    setInterval(() => (this.nowMs = Date.now()), 250)
    this.windows.sendKeys()
    this.ask()
    setInterval(() => this.ask(), ASKS_MS)
    void this.open()
  }

  private async open(): Promise<void> {
    try {
      const deck = await this.source.deck(this.lang)
      this.lang = deck.lang
      document.documentElement.lang = deck.lang === 'zh' ? 'zh-CN' : 'en'
      document.title = presenterWords(this.lang).speakerTitle(deck.title)
      this.deck = await withoutMissing(deck, this.source)
      void this.say()
    } catch (error) {
      this.failure = (error as Error).message
    }
  }

  /** The small slides are whole ones, made smaller. */
  protected override updated(): void {
    for (const screen of this.renderRoot.querySelectorAll<HTMLElement>('.screen')) this.sizes.observe(screen)
  }

  // -- the window with the slides

  private ask(): void {
    clearTimeout(this.waiting)
    this.waiting = window.setTimeout(() => (this.alone = true), ANSWERS_MS)
    this.windows.say({is: 'who'})
  }

  private hear(note: Note): void {
    if (note.is === 'gone') return this.ask() // closed, or loaded anew
    if (note.is !== 'told') return
    clearTimeout(this.waiting)
    const before = this.told
    this.alone = false
    this.told = note.told
    if (note.told.hall && !this.wayIn) void this.fetchWayIn()
    if (!before || spotIn(before) !== spotIn(note.told)) {
      void this.say()
      // Whoever goes on has begun to talk.
      if (before && untouched(this.timer)) this.keep(started(this.timer, Date.now()))
      this.renderRoot.querySelector('.notes')?.scrollTo(0, 0)
    }
  }

  private async fetchWayIn(): Promise<void> {
    const response = await fetch('/api/hall').catch(() => null)
    if (response?.ok) this.wayIn = (await response.json()) as WayIn
  }

  private readonly openSlides = (): void => {
    const url = new URL(location.href)
    url.searchParams.delete('speaker')
    if (this.told) {
      const {slide, step} = this.told.at
      url.hash = `#/${slide[0]}/${slide[1]}${step ? `/${step - 1}` : ''}`
    }
    window.open(url, 'simloop-slides')
  }

  /** What the next press brings; an answer that comes late is nobody's any more. */
  private async say(): Promise<void> {
    const {deck, told} = this
    if (!deck || !told) return
    const ask = ++this.asks
    const words = await nextPress(deck, this.source, told, this.lang).catch((error: Error) => error.message)
    if (ask === this.asks) this.nextWords = words
  }

  private press(key: string): void {
    const plain = {code: '', shiftKey: false, ctrlKey: false, metaKey: false, repeat: false}
    this.windows.say({is: 'key', key: {...plain, key, up: false, timeMs: performance.now()}})
  }

  // -- the clock

  private keep(timer: Timer): void {
    this.timer = timer
    this.nowMs = Date.now()
    try {
      localStorage.setItem(this.timerKey, JSON.stringify(timer))
    } catch {
      // It lasts as long as the window, then.
    }
  }

  private get elapsed(): number {
    return elapsedMs(this.timer, this.nowMs) / 1000
  }

  // -- what is shown

  protected override render() {
    const words = presenterWords(this.lang)
    const {deck, failure} = this
    if (failure) return html`<p class="failure" role="alert">${failure}</p>`
    if (!deck) return html`<p class="failure">${ui(this.lang).loadingTitle}</p>`
    return html`${this.head(deck, words)}
      <main>
        <section class="left">
          ${this.now(words)}
          <div class="below">${this.coming(deck, words)} ${this.hall(words)}</div>
        </section>
        ${this.notes(deck, words)}
      </main>
      ${this.foot(words)}`
  }

  private head(deck: Deck, words: PresenterWords) {
    const {timer, told} = this
    const nowMs = Date.now()
    const going = timer.sinceMs !== null
    const end = plannedEnd(deck)
    const page = told ? this.pageOf(deck, told) + 1 : 0
    return html`<header>
      <div class="where">
        <b>${deck.title}</b>
        <span>
          ${told ? ui(this.lang).lecture.slide(page, deck.columns.flat().length) : '–'}
          ${told?.steps ? html` · ${ui(this.lang).lecture.step(told.step, told.steps)}` : nothing}
        </span>
      </div>
      <div class="pace">${this.pace(deck, words)}</div>
      <div class="timer ${going ? 'going' : ''}" role="timer" aria-label=${words.timer}>
        <b>${clockText(this.elapsed)}</b
        >${end === null ? nothing : html`<span>${words.ofAll(clockText(end))}</span>`}
      </div>
      <button class="go" @click=${() => this.keep(going ? stopped(timer, nowMs) : started(timer, nowMs))}>
        ${going ? icons.pause : icons.play} ${going ? words.pause : words.start}
      </button>
      <button class="reset" ?disabled=${untouched(timer)} @click=${() => this.keep(ZERO)}>
        ${icons.reset} ${words.reset}
      </button>
      <div class="clock"><span>${words.now}</span> <b>${timeOf(this.nowMs)}</b></div>
    </header>`
  }

  private pace(deck: Deck, words: PresenterWords) {
    const slide = this.told && slideAt(deck, this.told.at.slide)
    const stretch = slide && plannedFor(slide)
    if (!stretch) return plannedEnd(deck) === null ? nothing : html`<span>${words.noPlan}</span>`
    const planned = html`<span>${words.planned(clockText(stretch.from), clockText(stretch.to))}</span>`
    if (untouched(this.timer)) return planned
    const late = behind(stretch, this.elapsed)
    const said =
      late > 0 ? words.behind(clockText(late)) : late < 0 ? words.ahead(clockText(-late)) : words.onTime
    return html`<b class=${late > 0 ? 'late' : late < 0 ? 'early' : ''}>${said}</b>${planned}`
  }

  private now(words: PresenterWords) {
    const {told, alone} = this
    const instead = alone
      ? html`<div class="instead">
          <p>${words.noSlides}</p>
          <button @click=${this.openSlides}>${icons.screen} ${words.openSlides}</button>
        </div>`
      : told
        ? nothing
        : html`<div class="instead"><p>${words.connecting}</p></div>`
    const marks = [
      told?.asksScreen && words.screenThere,
      told?.strayed && words.strayed,
      told?.at.blank && words.blanked,
    ].filter(Boolean)
    return html`<figure class="now">
      <figcaption>
        ${words.nowSlide} ${marks.map((mark) => html`<b>${mark}</b>`)}
        ${told?.strayed ? html`<button @click=${() => this.press('r')}>${icons.back} ${ui(this.lang).lecture.backToStep} (R)</button>` : nothing}
      </figcaption>
      <div class="screen">
        <iframe title=${words.nowSlide} src=${mirrorAddress('now')}></iframe>
        ${instead}
      </div>
    </figure>`
  }

  private coming(deck: Deck, words: PresenterWords) {
    const {told} = this
    const after = told && slideAfter(deck, told.at.slide)
    return html`<figure class="next">
        <figcaption>${words.nextSlide}${after ? html` · ${titleOf(after)}` : nothing}</figcaption>
        <div class="screen"><iframe title=${words.nextSlide} src=${mirrorAddress('next')}></iframe></div>
      </figure>
      <div class="press">
        <h2>${words.nextPress}</h2>
        <p role="status">${this.nextWords}</p>
      </div>`
  }

  private hall(words: PresenterWords) {
    const hall = this.told?.hall
    if (!hall) return nothing
    return html`<div class="hall">
      ${this.wayIn ? html`<div class="qr" title=${this.wayIn.address}>${unsafeSVG(this.wayIn.qr)}</div>` : nothing}
      <p><b>${hall.online ? words.followers(hall.followers) : words.hallOffline}</b></p>
      ${this.wayIn ? html`<code>${this.wayIn.address}</code>` : nothing}
    </div>`
  }

  private notes(deck: Deck, words: PresenterWords) {
    const slide = this.told && slideAt(deck, this.told.at.slide)
    const said = slide ? saidIn(slide) : ''
    const size = (by: number) => (this.typePx = Math.max(TYPE.least, Math.min(TYPE.most, this.typePx + by)))
    return html`<section class="right">
      <h2>
        ${words.notes}
        <span class="space"></span>
        <button aria-label=${words.smaller} title=${words.smaller} @click=${() => size(-2)}>A−</button>
        <button aria-label=${words.bigger} title=${words.bigger} @click=${() => size(2)}>A+</button>
      </h2>
      <div class="notes" style="font-size: ${this.typePx}px" tabindex="0">
        ${said ? unsafeHTML(markdown(said)) : html`<p class="none">${words.noNotes}</p>`}
      </div>
    </section>`
  }

  private foot(words: PresenterWords) {
    const tool = this.told?.tool
    const button = (key: string, title: string, label: string, icon: unknown, pressed?: boolean) =>
      html`<button
        title="${title} (${label})"
        aria-pressed=${pressed ?? nothing}
        @click=${() => this.press(key)}
      >
        ${icon}<kbd>${label}</kbd>
      </button>`
    return html`<footer>
      ${button('PageUp', words.keys.previous, '←', icons.back)}
      ${button('PageDown', words.keys.next, '→', icons.forward)}
      <span class="space"></span>
      ${button('l', words.laser, 'L', icons.laser, tool === 'laser')}
      ${button('d', words.pen, 'D', icons.pen, tool === 'pen')} ${button('u', words.undo, 'U', icons.reset)}
      ${button('o', words.light, 'O', icons.light, tool === 'light' || Boolean(this.told?.light))}
      ${button('t', words.aside, 'T', icons.aside)}
      ${button('b', words.keys.blank, 'B', icons.screen, this.told?.at.blank)}
      ${button('c', words.theme, 'C', icons.theme)}
      ${button('+', words.bigger, '+', 'A')}${button('-', words.smaller, '−', 'a')}
      ${button('?', words.keysTitle, '?', icons.help)}
    </footer>`
  }

  private pageOf({columns}: Deck, {at}: Told): number {
    const [h, v] = at.slide
    return columns.slice(0, h).flat().length + v
  }
}

const spotIn = ({at, next}: Told): string => `${at.slide.join('/')}/${at.step} ${next}`

const timeOf = (ms: number): string => {
  const now = new Date(ms)
  return `${now.getHours()}:${`${now.getMinutes()}`.padStart(2, '0')}`
}

function mirrorAddress(shows: 'now' | 'next'): string {
  const url = new URL(location.href)
  url.searchParams.delete('speaker')
  url.searchParams.set('mirror', shows)
  url.hash = ''
  return url.href
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-speaker': Speaker
  }
}
