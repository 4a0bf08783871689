// The whole screen. A browser gives it only to a window that a hand is in; the speaker's window passes its hand on to
// the one with the slides, where the browser can do that. Where it cannot, a sign on the slides asks for one click.
import type {Lang} from '../model/metadata'
import {presenterWords} from '../words/presenter'

const MESSAGE = 'simloop-screen'
/** After so long nobody wants it any more. */
const ASKS_MS = 30_000

/** From the speaker's window, or a small slide in it, to the window that opened it; false: it cannot be. */
export function passScreenOn(): boolean {
  const opener = window.top?.opener as Window | null
  if (!opener || opener.closed) return false
  try {
    const options = {targetOrigin: location.origin, delegate: 'fullscreen'}
    opener.postMessage(MESSAGE, options)
    return true
  } catch {
    return false // no hand has been here for a while
  }
}

/** In the window with the slides. */
export class FullScreen {
  private sign: HTMLElement | null = null
  private ends = 0

  constructor(private readonly page: HTMLElement & {readonly lang: Lang}) {
    addEventListener('message', ({data, origin}) => {
      if (data === MESSAGE && origin === location.origin) this.take()
    })
    document.addEventListener('fullscreenchange', () => this.removeSign())
  }

  get asks(): boolean {
    return this.sign !== null
  }

  take(): void {
    if (!document.fullscreenElement) document.documentElement.requestFullscreen().catch(() => this.ask())
  }

  private ask(): void {
    this.removeSign()
    const sign = document.createElement('button')
    sign.className = 'asks-screen'
    sign.textContent = presenterWords(this.page.lang).clickForScreen
    sign.addEventListener('click', () => this.take())
    this.page.append(sign)
    this.sign = sign
    this.ends = window.setTimeout(() => this.removeSign(), ASKS_MS)
  }

  removeSign(): void {
    clearTimeout(this.ends)
    this.sign?.remove()
    this.sign = null
  }
}
