// Somebody who has a lecture before them: a page in a browser of their own, what they press, and what they see.

import assert from 'node:assert/strict'
import type {Browser, BrowserContext, BrowserContextOptions, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import type {SimPlayer} from '../../static/src/player/sim-player.ts'
import {PATIENCE_MS} from './patience.ts'

export const DESK = {viewport: {width: 1280, height: 720}} as const
export const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true} as const

const LOOK_MS = 30

/** What a page says when its line is broken, as some tests want it to be. */
const BROKEN_LINE = /net::ERR_|WebSocket connection to/

/** Reads until what was read is right. */
export async function until<T>(read: () => Promise<T>, right: (seen: T) => boolean, wanted = ''): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    // While a page goes to another one, there is nothing to be read.
    const seen = await read().then(
      (value) => ({value}),
      (error: Error) => ({error: error.message}),
    )
    if ('value' in seen && right(seen.value)) return seen.value
    assert.ok(Date.now() < deadline, `sees\n${JSON.stringify(seen)}, not\n${wanted || right}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

export class Seat {
  /** What the browser complains of. */
  readonly complaints: string[] = []
  readonly page: Page
  readonly context: BrowserContext

  protected constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
    context.on('weberror', (error) => this.complaints.push(error.error().stack ?? String(error.error())))
    context.on('console', (message) => {
      if (message.type() === 'error' && !BROKEN_LINE.test(message.text()))
        this.complaints.push(message.text())
    })
  }

  static async take(browser: Browser, url: string, options: BrowserContextOptions = DESK): Promise<Seat> {
    const context = await browser.newContext({reducedMotion: 'reduce', ...options})
    const seat = new Seat(context, await context.newPage())
    await seat.goTo(url)
    return seat
  }

  leave = () => this.context.close()
  offline = (offline: boolean) => this.context.setOffline(offline)

  async goTo(url: string): Promise<void> {
    await this.page.goto(url)
    await this.ready()
  }

  async reload(): Promise<void> {
    await this.page.reload()
    await this.ready()
  }

  ready = () => ready(this.page)
  idle = () => idle(this.page)

  /** Presses keys, one after another. */
  async keys(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  /** Presses a key that means something else when it is held. */
  tap = (key: string) => tap(this.page, key)

  /** The clicker; what plays then is played to its end at once. */
  async goOn(presses = 1): Promise<void> {
    for (let press = 0; press < presses; press++) {
      await this.keys('PageDown', 'r')
      await this.idle()
    }
  }

  /** The slide and the step, as the footer and the address have them. */
  spot = () =>
    this.page.evaluate(() => {
      const {page: slide, step} = document.querySelector<Lecture>('sim-lecture')!
      return {slide, step, hash: location.hash}
    })

  /** And what is to be seen there. */
  where = () =>
    this.page.evaluate(() => {
      const {page: slide, step, scene, blank} = document.querySelector<Lecture>('sim-lecture')!
      const player = scene?.player
      const {recording} = player ?? {}
      return {
        slide,
        step,
        recording: recording?.id ?? null,
        row: recording ? player!.row : null,
        view: player?.viewpoint ?? '',
        depth: player?.depth ?? '',
        blank,
      }
    })

  /** Resolves when the page shows this. */
  async isAt(there: Partial<Where>): Promise<void> {
    const wanted = JSON.stringify(there)
    await until(this.where, (here) => JSON.stringify({...here, ...there}) === JSON.stringify(here), wanted)
  }

  /** Where it is when nothing moves it any more. */
  async settled(): Promise<Where> {
    let last = ''
    return until(
      async () => {
        await this.idle()
        return this.where()
      },
      (here) => last === (last = JSON.stringify(here)),
      last,
    )
  }

  onPlayer<T>(act: (player: SimPlayer) => T): Promise<T> {
    return this.page.evaluate(`(${act})(document.querySelector('sim-lecture').scene.player)`)
  }
}

export type Where = Awaited<ReturnType<Seat['where']>>

/** However long the page takes to hear that a key goes down, it has been let go of at once. */
export async function tap({keyboard}: Page, key: string): Promise<void> {
  await Promise.all([keyboard.down(key), keyboard.up(key)])
}

export const idle = (page: Page) =>
  page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())

export async function ready(page: Page): Promise<void> {
  await page.locator('sim-lecture footer .page').waitFor({state: 'attached'}) // on a phone it may have no room
  await idle(page)
}
