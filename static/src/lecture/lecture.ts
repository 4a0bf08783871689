// <sim-lecture>: a deck on the projector. Paging has the slide and its fragments; each scene shows what the fragments
// before it say, forward and backward alike.
import {html, LitElement, nothing} from 'lit'
import {customElement, property, state} from 'lit/decorators.js'
import revealCss from 'reveal.js/reveal.css?inline'
import type {Lang} from '../model/metadata'
import type {ThemeName} from '../player/sim-player'
import {shownIn, type At, type Shown, type Spot} from './at'
import {Asking} from './asking'
import type {Ballot} from './ballot'
import type {Deck} from './deck'
import {foot} from './foot'
import {FullScreen} from './full-screen'
import {pressOf, type Press} from './keys'
import {askedLang} from './lang'
import {withoutMissing} from './optional'
import {Paging} from './paging'
import type {SceneElement} from './sim-scene'
import {slidesOf} from './slides'
import type {Source} from './source'
import type {Counts} from './tally'
import {styles} from './styles'
import {swipes} from './swipe'
import type {Next} from './windows'

/** How often a deck that is being written is looked at again. */
const AGAIN_MS = 700

/** What may be held down; all else is pressed once. */
const REPEATS: readonly Press[] = ['next', 'previous', 'eventBack', 'eventOn', 'bigger', 'smaller']

@customElement('sim-lecture')
export class Lecture extends LitElement {
  /** Puts a lecture on the page. */
  static from(source: Source): Lecture {
    const lecture = Object.assign(document.createElement('sim-lecture'), {source})
    document.body.append(lecture)
    return lecture
  }

  /** reveal.js looks for its elements in the document. */
  protected override createRenderRoot(): this {
    return this
  }

  private source!: Source
  @state() private deck: Deck | null = null
  @state() private failure: string | null = null
  @state() step = 0
  @state() steps = 0
  @state() page = 0
  @state() strayed = false
  private paging: Paging | null = null
  @property() override lang: Lang = askedLang()
  private theme: ThemeName = 'projector'
  private current: SceneElement | null = null
  private opening: Promise<void> = Promise.resolve()
  private arriving: Promise<void> = Promise.resolve()
  private asking: Asking | null = null
  readonly screen = new FullScreen(this)
  /** Where the hall answers, if there is one. */
  ballot: Ballot | null = null
  /** Its first slide is there. */
  begun = false
  /** Stands at the foot of the page. */
  @property({attribute: false}) guest: HTMLElement | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.wear(this.theme)
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(revealCss)
    document.adoptedStyleSheets = [sheet, ...styles]
    addEventListener('keydown', this.onKey)
    for (const touch of ['pointerdown', 'wheel', 'keydown'])
      this.addEventListener(touch, this.onTouch, {capture: true, passive: true})
    // One that a mouse has clicked leaves the keys to the clicker.
    this.addEventListener('click', (event) => {
      const button = (event.composedPath()[0] as Element).closest<HTMLElement>('button, a')
      if (event.detail > 0) button?.blur()
    })
    this.addEventListener('moment', () => this.lookAgain())
    this.addEventListener('arrived', (event) => event.target === this.current && this.ask(true))
    this.addEventListener('answer', () => this.press('next'))
  }

  protected override firstUpdated(): void {
    this.opening = this.open()
  }

  // -- the deck

  private async open(): Promise<void> {
    try {
      const deck = await this.source.deck(this.lang)
      this.lang = deck.lang
      document.documentElement.lang = deck.lang === 'zh' ? 'zh-CN' : 'en'
      document.title = `${deck.title} · simloop`
      this.deck = await withoutMissing(deck, this.source)
      await this.updateComplete
      await this.begin(this.deck)
      if (deck.live) setInterval(() => void this.look(deck.version), AGAIN_MS)
    } catch (error) {
      this.failure = (error as Error).message
    }
  }

  private async begin(deck: Deck): Promise<void> {
    const root = this.querySelector<HTMLElement>('.reveal')!
    root.querySelector('.slides')!.append(...slidesOf(deck, this.source))
    this.wear(this.theme)
    this.asking = new Asking(root, deck, this.ballot)
    const paging = new Paging(root)
    swipes(root, (press) => this.hand(press))
    await paging.begin((on) => {
      this.tellHand(null)
      this.moved(on)
    })
    this.paging = paging
    this.moved(false)
    this.begun = true
    this.dispatchEvent(new Event('begun'))
  }

  /** Looks whether the file has been saved: the address says where to be after the reload. */
  private async look(version: string): Promise<void> {
    const deck = await this.source.deck(this.lang).catch(() => null)
    if (deck && deck.version !== version) location.reload()
  }

  // -- where the lecture is

  private moved(on: boolean, shown: Shown | null = null): void {
    const {paging} = this
    if (!paging) return
    const {slide} = paging
    const scene = slide.querySelector('sim-scene')
    const steps = [...slide.querySelectorAll('.step')]
    this.steps = steps.length
    this.step = steps.filter((each) => each.classList.contains('visible')).length
    this.page = paging.page
    paging.remember()
    if (scene !== this.current) this.current?.leave()
    this.current = scene
    this.strayed = false
    this.ask(shown ? !shown.playing : !(on && scene?.scene.states[this.step].play))
    if (scene) {
      const showing = shown ? scene.follow(this.stepIn(scene), shown) : scene.show(this.step, on)
      this.arriving = showing.then(() => this.arrived(scene))
    }
    this.keepNear()
    this.dispatchEvent(new Event('moved'))
  }

  /** Another language's deck, or a newer one, may have fewer of them. */
  private stepIn = ({scene}: SceneElement): number => Math.min(this.step, scene.states.length - 1)

  /** Where it is and what is to be seen; null before that is there. `hasty`: as much as there is. */
  at(hasty = false): Omit<At, 'deck'> | null {
    const {paging, current} = this
    if (!paging) return null
    const shown = current?.shown ?? null
    if (current && !shown && !hasty) return null
    const asks = this.asking?.asks
    return {...paging.spot, ...shown, blank: paging.blank, ...(asks ? {asks} : {})}
  }

  /** Goes where another page is, and shows what that shows. */
  go(at: At): void {
    this.paging?.take(at, at.blank)
    this.moved(false, shownIn(at))
  }

  // Its pages, for others. Before they are there, they have nothing to say.

  get spot(): Spot {
    return this.paging!.spot
  }

  get slide(): HTMLElement | null {
    return this.paging?.slide ?? null
  }

  /** Of the question on the slide. */
  get counts(): Counts | null {
    return this.asking?.counts ?? null
  }

  /** What another window has counted. */
  hear(counts: Counts | null): void {
    this.asking?.hear(counts)
  }

  get blank(): boolean {
    return this.paging?.blank ?? false
  }

  get next(): Next {
    return this.paging?.next ?? 'end'
  }

  spotOf(page: number): Spot | null {
    return this.paging?.spotOf(page) ?? null
  }

  pageOf(spot: Spot): number {
    return this.paging?.pageOf(spot) ?? 0
  }

  turnTo(page: number): void {
    this.paging?.turnTo(page)
  }

  /** Back to the step, from wherever a hand has taken the scene. */
  private back(): void {
    const {current} = this
    if (current) this.arriving = current.back().then(() => this.arrived(current))
  }

  /** Another hand may have moved the scene. */
  lookAgain(): void {
    this.strayed = this.current?.strayed ?? false
  }

  /** The scene that is on screen. */
  get scene(): SceneElement | null {
    return this.current
  }

  /** Puts on a theme. */
  wear(theme: ThemeName): void {
    this.theme = theme
    document.documentElement.setAttribute('theme', theme)
    for (const scene of this.querySelectorAll('sim-scene')) scene.theme = theme
  }

  /** Lets who looks go through the scenes at their own pace. */
  free(free: boolean): void {
    for (const scene of this.querySelectorAll('sim-scene')) scene.free = free
  }

  /** A hand is on a scene. */
  private readonly onTouch = (event: Event): void => {
    const onPlayer = event.composedPath().some((each) => (each as Element).localName === 'sim-player')
    if (onPlayer && event.isTrusted) this.tellHand(null)
  }

  /** Somebody's hand is on it; false where that is somebody else's affair. */
  private tellHand(press: Press | null): boolean {
    return this.dispatchEvent(new CustomEvent('hand', {detail: press, cancelable: true}))
  }

  /** The slide's question is where the step has it; `arrived`: what the step plays has been played. */
  private ask(arrived: boolean): void {
    this.asking?.show(this.page, this.step, this.paging!.slide, arrived)
  }

  private arrived(scene: SceneElement): void {
    if (scene === this.current && scene.player) window.simloop = scene.player
    this.strayed = this.current?.strayed ?? false
    this.dispatchEvent(new Event('moved'))
  }

  /** The slides beside this one are ready to be shown; the others' players are let go. */
  private keepNear(): void {
    this.paging!.slides.forEach((slide, index) => {
      const scene = slide.querySelector('sim-scene')
      if (!scene || index === this.page) return
      const before = index === this.page - 1
      if (!before && index !== this.page + 1) scene.near = false
      else if (!scene.near) void scene.show(before ? scene.scene.states.length - 1 : 0)
    })
  }

  /** Resolves when what the step shows is on screen. */
  async idle(): Promise<void> {
    await this.opening
    await this.arriving
    await this.current?.idle()
    await this.updateComplete
    await document.fonts.ready
  }

  // -- keys

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.composedPath()[0]
    if (target instanceof Element && target.closest('input, textarea, select')) return
    // A button that was reached by keys is pressed by them.
    const pressing = (event.key === 'Enter' || event.key === ' ') && target instanceof Element
    if (pressing && target.closest('button, a')) return
    if (this.asking?.press(event)) return event.preventDefault()
    const press = pressOf(event)
    // What does not come may be loaded anew by F5.
    if (!press || (!this.paging && (press === 'screen' || this.failure))) return
    event.preventDefault()
    if (event.repeat && !REPEATS.includes(press)) return
    if (this.paging) this.hand(press)
    else void this.opening.then(() => this.paging && this.hand(press)) // who presses early is not unheard
  }

  /** A press of somebody's hand: whoever else it is for comes first. */
  hand(press: Press): void {
    if (this.tellHand(press)) this.press(press)
  }

  press(press: Press): void {
    const paging = this.paging!
    if (paging.blank && press !== 'screen') return paging.blacken(false)
    switch (press) {
      case 'next':
      case 'enter':
        return paging.on()
      case 'previous':
        return paging.back()
      case 'first':
        return paging.turnTo(0)
      case 'last':
        return paging.turnTo(Infinity)
      case 'blank':
        return paging.blacken()
      case 'screen':
        return this.screen.take()
      case 'escape':
        if (document.fullscreenElement) void document.exitFullscreen()
        else this.back()
        return
      case 'back':
        return this.back()
      default:
        return // the hall's, or a tool's
    }
  }

  // -- what is shown

  protected override render() {
    const {deck, failure} = this
    return html`<div class="reveal"><div class="slides"></div></div>
      ${failure ? html`<div class="mistake" role="alert">${failure} <a href="/">simloop</a></div>` : nothing}
      ${deck ? this.foot(deck) : nothing}`
  }

  private foot({title, mistakes, columns}: Deck) {
    const {lang, page, step, steps, strayed, guest} = this
    return foot({
      lang,
      title,
      live: this.source.live,
      mistakes: mistakes.length,
      page,
      pages: columns.flat().length,
      step,
      steps,
      strayed,
      guest,
      back: () => this.press('back'),
      turn: (press) => this.hand(press),
    })
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sim-lecture': Lecture
  }
}
