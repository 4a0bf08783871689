// A page in the hall: it leads, or it follows. Its rule: ten times a second who leads looks whether there is news, and
// tells all of it; who follows shows what was told last, until a hand is on the page.
import {deckOf, followersPage} from './address'
import {isNews, sameSpot, type At} from './at'
import {Line, type Hearer, type Told, type Wheel} from './hall-line'
import type {Press} from './keys'
import type {Lecture} from './lecture'
import {phoneToken} from './phone'

const LOOK_MS = 100
/** What plays is told again so often, for who comes late and who has fallen behind. */
const PLAYING_MS = 1000
/** What a scene shows may take a moment; then the step is told without it. */
const PATIENCE_MS = 1000

const SECRET = 'simloop-presenter'
const TAB = 'simloop-tab'
const DRIVES = 'simloop-drives'
const LAST = 'simloop-at'
const APART = 'simloop-apart'

/** What a page says of itself; null: it is in no hall. The presenter's secret leaves the address at once. */
export function roleHere(): 'presenter' | 'follower' | null {
  const url = new URL(location.href)
  const secret = url.searchParams.get('presenter')
  if (secret) {
    sessionStorage.setItem(SECRET, secret)
    url.searchParams.delete('presenter')
    history.replaceState(null, '', url)
  }
  if (url.searchParams.has('follow')) return 'follower'
  return sessionStorage.getItem(SECRET) ? 'presenter' : null
}

/** `change` is told of whatever its page may show. */
export class Hall extends EventTarget implements Hearer {
  readonly line: Line
  readonly deck = deckOf(location)
  /** Another one after each start of the server. */
  id: string | null = null
  /** What the hall was told last. */
  latest: At | null = null
  /** The page does what it is told. */
  attached = true
  wheelNow: Wheel = {yours: false, held: false}
  count = 0
  online = false
  /** Why there is no way in. */
  refused: string | null = null
  /** What lies over the slide, for whoever draws it: it travels with what is told. */
  over: At['over'] | null = null
  private heard = false
  private sent: At | null = null
  private sentMs = 0
  private unsettledMs = 0
  private begun = false
  /** Where the page is has been said: by its address, or by a hand that was sooner than the line. */
  private placed = location.hash.length > 1

  constructor(
    private readonly lecture: Lecture,
    readonly role: 'presenter' | 'follower',
  ) {
    super()
    this.line = new Line(this, () => this.auth())
    lecture.addEventListener('begun', () => this.begin())
    lecture.addEventListener('moved', () => this.look())
    lecture.addEventListener('hand', (event) => this.touched(event as CustomEvent<Press | null>))
    setInterval(() => this.look(), LOOK_MS)
  }

  get leads(): boolean {
    return this.role === 'presenter' && this.wheelNow.yours
  }

  /** Back to where the presenter is. */
  back(): void {
    this.attached = true
    this.lecture.free(false)
    this.show()
    this.changed()
  }

  /** The page will begin anew: who has let go is to be where they are now. */
  keepPlace(): void {
    const at = this.attached ? null : this.lecture.at(true)
    if (at) sessionStorage.setItem(APART, JSON.stringify({deck: this.deck, ...at}))
  }

  /** From now on this page leads. */
  takeWheel(): void {
    this.wheelNow = {yours: true, held: true}
    this.attached = true
    this.line.say('take', {})
    this.changed()
    this.look()
  }

  // -- what is heard

  told({hall, at}: Told): void {
    this.id = hall
    this.latest = at
    this.heard = true
    if (!this.begun) this.begin()
    else if (!this.leads && this.attached) this.show()
    this.changed()
  }

  wheel(wheel: Wheel): void {
    this.wheelNow = wheel
    sessionStorage.setItem(DRIVES, `${wheel.yours}`)
    this.sent = null // all of it, now
    if (!wheel.yours && this.begun) this.show()
    this.look()
    this.changed()
  }

  followers(count: number): void {
    this.count = count
    this.changed()
  }

  connected(online: boolean, refused: string | null): void {
    this.online = online
    this.refused = refused
    if (refused) this.begin()
    this.changed()
  }

  private auth(): Record<string, unknown> {
    if (this.role === 'follower') return {token: phoneToken()}
    const tab = sessionStorage.getItem(TAB) ?? crypto.getRandomValues(new Uint32Array(2)).join('-')
    sessionStorage.setItem(TAB, tab)
    const drives = sessionStorage.getItem(DRIVES)
    return {
      secret: sessionStorage.getItem(SECRET),
      tab,
      ...(drives === null ? {} : {drives: drives === 'true'}),
    }
  }

  // -- following

  private begin(): void {
    const knows = this.role === 'follower' || this.heard || this.refused !== null
    if (this.begun || !this.lecture.begun || !knows) return
    this.begun = true
    if (this.role === 'presenter') this.resume()
    else if (!this.goneApart()) this.show()
    this.look()
  }

  /** Where who had let go was; once, since a page that is loaded anew by hand follows. */
  private goneApart(): boolean {
    const at = this.kept(APART)
    sessionStorage.removeItem(APART)
    if (!at) return false
    this.letGo()
    this.lecture.go(at)
    return true
  }

  private letGo(): void {
    this.attached = false
    this.lecture.free(true)
    this.changed()
  }

  /** The presenter's page is new: it goes on where it was, or where the hall is. */
  private resume(): void {
    const own = this.kept(LAST)
    if (own && sameSpot(own, this.lecture.spot)) this.lecture.go(own)
    else if (this.latest?.deck === this.deck && !this.placed) this.lecture.go(this.latest)
  }

  private show(): void {
    const {latest} = this
    if (!latest || !this.begun) return
    if (latest.deck === this.deck) this.lecture.go(latest)
    else if (this.role === 'follower') location.assign(followersPage(latest.deck))
    this.dispatchEvent(new Event('over'))
  }

  private touched(event: CustomEvent<Press | null>): void {
    const press = event.detail
    if (this.role === 'presenter') {
      if (!this.begun) this.placed = true
      if (!this.leads && this.online) this.takeWheel()
      return
    }
    if (press === 'screen') return
    if (press === 'back' || press === 'escape' || press === 'blank') {
      event.preventDefault()
      this.back()
      return
    }
    this.letGo()
  }

  // -- leading

  private look(): void {
    if (!this.leads || !this.begun) return
    const nowMs = performance.now()
    const there = this.lecture.at()
    if (there) this.unsettledMs = nowMs
    const at = there ?? (nowMs - this.unsettledMs > PATIENCE_MS ? this.lecture.at(true) : null)
    if (!at) return
    const told: At = {deck: this.deck, ...at, ...(this.over ? {over: this.over} : {})}
    const again = told.playing && nowMs - this.sentMs > PLAYING_MS
    if (!again && !isNews(told, this.sent)) return
    this.sentMs = nowMs
    sessionStorage.setItem(LAST, JSON.stringify(told))
    if (!this.line.connected) return
    this.sent = told
    this.line.say('drive', told, ({error}) => {
      // That another window has the wheel is said by the hall itself.
      if (error?.field !== 'wheel') this.refuse(error?.message ?? null)
    })
  }

  private refuse(why: string | null): void {
    if (why === this.refused) return
    this.refused = why
    this.changed()
  }

  /** What this tab has kept of where it was, in this deck. */
  private kept(key: string): At | null {
    try {
      const at = JSON.parse(sessionStorage.getItem(key) ?? 'null') as At | null
      return at?.deck === this.deck ? at : null
    } catch {
      return null
    }
  }

  private changed(): void {
    this.dispatchEvent(new Event('change'))
  }
}
