// The window with the slides, in a presenter's hands: tools, colours and type, other windows, leaving the script. It
// hears each press before the lecture does, and takes those that are its own.
import type {Hall} from './hall'
import type {Run} from './deck'
import type {Press} from './keys'
import type {Lecture} from './lecture'
import {recoloured, rememberedLook, rememberLook, zoomed, type Look} from './look'
import {presenterWords} from '../words/presenter'
import {Latest} from '../page/latest'
import type {Aside} from './sim-aside'
import './sim-keys'
import './sim-tools'
import type {ToolsElement} from './sim-tools'
import {Tools} from './tools'
import {deckOf} from './address'
import {pressHere, Windows, type Next, type Note, type Told} from './windows'

/** How often the other windows are told what has changed. */
const LOOK_MS = 100
/** A key that is held longer than this is let go of to end what it does. */
const HELD_MS = 350
/** So long a number waits for its next digit, or for Enter. */
const NUMBER_MS = 4000

const isLaser = ({key}: KeyboardEvent): boolean => key.toLowerCase() === 'l'

export interface Live {
  /** Defines <sim-aside>, whose code comes when it is first wanted. */
  aside(): Promise<unknown>
}

export class Presenter {
  private readonly tools: Tools
  private readonly bar: ToolsElement = document.createElement('sim-tools')
  private readonly windows: Windows | null
  private look: Look = rememberedLook()
  private keys: HTMLElement | null = null
  private aside: Aside | null = null
  private readonly tries = new Latest<Run>((run) => void this.tryRun(run))
  private number = ''
  private numberEnds = 0
  /** When the laser's key went down, by the key's own clock: a page that is busy hears of it late. */
  private laserSinceMs: number | null = null
  /** Another window has asked: there is somebody to tell. */
  private heard = false
  private told = ''

  /** `live`: what a server makes possible, other windows and other runs; null in a file that stands alone. */
  constructor(
    private readonly lecture: Lecture,
    private readonly hall: Hall | null,
    private readonly live: Live | null,
  ) {
    this.tools = new Tools(lecture, deckOf(location))
    this.windows = live ? new Windows((note) => this.hear(note)) : null
    lecture.addEventListener('begun', () => this.begin())
    lecture.addEventListener('moved', () => this.moved())
    lecture.addEventListener('hand', (event) => {
      const press = (event as CustomEvent<Press | null>).detail
      if (press && this.takes(press)) event.preventDefault()
    })
    addEventListener('keydown', this.onKeyDown)
    addEventListener('keyup', this.onKeyUp)
    addEventListener('pagehide', () => this.windows?.say({is: 'gone'}))
    this.tools.addEventListener('change', () => this.show())
    for (const change of ['change', 'point', 'light'])
      this.tools.addEventListener(change, () => {
        if (this.hall) this.hall.over = this.tools.told ? {...this.tools.told} : null
      })
    this.tools.over.addEventListener('point', () => this.windows?.say({is: 'point', point: this.tools.point}))
    this.bar.addEventListener('press', (event) => lecture.hand((event as CustomEvent<Press>).detail))
    this.wear()
    if (live) setInterval(() => this.tell(), LOOK_MS)
  }

  private begin(): void {
    this.lecture.append(this.bar)
    this.wear()
    this.show()
  }

  // -- presses

  /** Whether a press is the tools' affair. */
  private takes(press: Press): boolean {
    const {lecture, tools} = this
    if (this.keys) return this.closeKeys()
    if (press !== 'screen') lecture.screen.removeSign()
    if (lecture.blank && press !== 'white' && press !== 'blank') return false
    if (press.startsWith('digit ')) return this.digit(Number(press.slice(6)))
    switch (press) {
      case 'enter':
        return this.goToNumber()
      case 'laser':
        tools.take('laser')
        return true
      case 'pen':
        tools.take('pen')
        return true
      case 'light':
        if (tools.light === null) tools.take('light')
        else tools.throwLight(null)
        return true
      case 'undo':
        tools.undo()
        return true
      case 'clear':
        tools.clear()
        return true
      case 'bigger':
        return this.lookAs(zoomed(this.look, 1))
      case 'smaller':
        return this.lookAs(zoomed(this.look, -1))
      case 'theme':
        return this.lookAs(recoloured(this.look))
      case 'white':
      case 'blank':
        if (!lecture.blank) lecture.classList.toggle('white', press === 'white')
        lecture.press('blank')
        return true
      case 'keys':
        this.openKeys()
        return true
      case 'speaker':
        if (this.live) this.openSpeaker()
        return true
      case 'aside':
        if (this.aside) this.closeAside()
        else if (this.live) void this.openAside(this.live)
        return true
      case 'escape':
        if (this.aside) this.closeAside()
        else return tools.escape()
        return true
      case 'back':
        this.removeAside()
        return false
      case 'play':
        return this.playOrPause()
      case 'eventBack':
      case 'eventOn':
        lecture.scene?.player?.step(press === 'eventOn' ? 1 : -1)
        return true
      default:
        return false
    }
  }

  /** After the lecture, which has prevented what else a press would do. */
  private readonly onKeyDown = (event: KeyboardEvent): void => {
    if (isLaser(event) && event.defaultPrevented && !event.repeat) this.laserSinceMs = event.timeStamp
  }

  private readonly onKeyUp = (event: KeyboardEvent): void => {
    if (!isLaser(event) || this.laserSinceMs === null) return
    const heldMs = event.timeStamp - this.laserSinceMs
    this.laserSinceMs = null
    if (heldMs > HELD_MS) this.tools.hold('none')
  }

  private playOrPause(): boolean {
    const player = this.lecture.scene?.player
    if (player?.paused) player.play()
    else player?.pause()
    return true
  }

  private digit(digit: number): boolean {
    const {tools} = this
    if (tools.tool === 'pen' && digit > 0) tools.choosePen(digit - 1)
    else if (digit === 0 && !this.number) return this.lookAs(zoomed(this.look, 0))
    else this.typed(this.number + digit)
    return true
  }

  private typed(number: string): void {
    clearTimeout(this.numberEnds)
    this.number = number
    if (number) this.numberEnds = window.setTimeout(() => this.typed(''), NUMBER_MS)
    this.show()
  }

  private goToNumber(): boolean {
    const {number, lecture} = this
    if (!number) return false
    this.typed('')
    lecture.turnTo(Number(number) - 1)
    return true
  }

  // -- how it looks

  private lookAs(look: Look): boolean {
    this.look = look
    rememberLook(look)
    this.wear()
    return true
  }

  private wear(): void {
    this.lecture.wear(this.look.theme)
    this.lecture.style.setProperty('--zoom', `${this.look.zoom}`)
  }

  private show(): void {
    const {bar, tools, lecture, number} = this
    const said = number ? presenterWords(lecture.lang).goTo(number) : ''
    const {tool, pen} = tools
    Object.assign(bar, {
      lang: lecture.lang,
      tool,
      pen,
      drawn: tools.strokes.length > 0,
      live: this.live !== null,
      said,
    })
  }

  private openKeys(): void {
    this.keys = Object.assign(document.createElement('sim-keys'), {
      lang: this.lecture.lang,
      live: this.live !== null,
    })
    this.keys.addEventListener('click', () => this.closeKeys())
    this.lecture.append(this.keys)
  }

  private closeKeys(): true {
    this.keys?.remove()
    this.keys = null
    return true
  }

  // -- off the script

  private async openAside(live: Live): Promise<void> {
    const {lecture} = this
    const {scene} = lecture
    if (!scene) return
    await live.aside()
    if (this.aside || scene !== lecture.scene) return
    const aside = document.createElement('sim-aside')
    Object.assign(aside, {lang: lecture.lang, run: scene.own, recording: scene.player?.recording ?? null})
    aside.addEventListener('try', (event) => this.tries.ask((event as CustomEvent<Run>).detail))
    aside.addEventListener('close', () => this.closeAside())
    this.aside = aside
    lecture.append(aside)
    lecture.classList.add('with-aside')
  }

  private async tryRun(run: Run): Promise<void> {
    const {aside, lecture} = this
    const {scene} = lecture
    if (aside) aside.busy = true
    try {
      await scene?.tries(run)
    } finally {
      this.tries.over()
      if (aside) {
        aside.busy = this.tries.busy
        aside.recording = scene?.player?.recording ?? null
      }
      lecture.lookAgain()
    }
  }

  /** The panel closes and the scene is at its step again. */
  private closeAside(): void {
    this.removeAside()
    this.lecture.press('back')
  }

  private removeAside(): void {
    this.tries.stop()
    this.aside?.remove()
    this.aside = null
    this.lecture.classList.remove('with-aside')
  }

  private moved(): void {
    const {aside, lecture} = this
    if (aside && aside.run !== lecture.scene?.own) this.removeAside()
    this.show()
    this.tell()
  }

  // -- the other windows

  private openSpeaker(): void {
    const url = new URL(location.href)
    url.searchParams.set('speaker', '')
    url.searchParams.set('lang', this.lecture.lang)
    url.hash = ''
    // The name finds it again after either window was loaded anew.
    const opened = window.open(url, 'simloop-speaker', 'popup,width=1280,height=760')
    opened?.focus()
    if (!opened) this.bar.said = presenterWords(this.lecture.lang).blocked
  }

  private hear(note: Note): void {
    switch (note.is) {
      case 'who':
        this.heard = true
        this.told = ''
        return this.tell()
      case 'key':
        return pressHere(note.key)
      case 'point':
        return this.tools.pointAt(note.point)
      case 'light':
        return this.tools.throwLight(note.light)
    }
  }

  private tell(): void {
    const {lecture, windows} = this
    if (!this.heard || !windows || !lecture.begun) return
    const told = this.state()
    const text = JSON.stringify(told)
    if (!told || text === this.told) return
    this.told = text
    windows.say({is: 'told', told})
  }

  private state(): Told | null {
    const {lecture, tools, hall, look} = this
    const at = lecture.at(true)
    if (!at) return null
    const {step, steps, strayed, counts} = lecture
    const {tool, pen, light} = tools
    const {theme, zoom} = look
    const next: Next = lecture.next
    const inHall = hall && {online: hall.online, followers: hall.count}
    const asksScreen = lecture.screen.asks
    return {at, step, steps, next, strayed, asksScreen, tool, pen, light, counts, theme, zoom, hall: inHall}
  }
}
