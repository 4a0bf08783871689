// A page of the real server in the real browser, and the player on it.

import assert from 'node:assert/strict'
import type {Browser, Page} from 'playwright-core'
import type {World} from '../../static/src/model/world.ts'

export type Unit = 'event' | 'callback' | 'turn'

interface PlayerElement extends HTMLElement {
  play(): void
  pause(): void
  step(count: number, unit: Unit): void
  seek(place: string): void
  world(): World
  idle(): Promise<void>
}

declare global {
  interface Window {
    simloop: PlayerElement
  }
}

export interface Opened {
  page: Page
  /** What the browser complained of: console errors, uncaught exceptions, failed requests. */
  complaints: string[]
}

export async function open(
  browser: Browser,
  url: string,
  size = {width: 1600, height: 1000},
): Promise<Opened> {
  // Motion is reduced where a test does not look at motion: what is shown is then there at once.
  const page = await browser.newPage({viewport: size, reducedMotion: 'reduce'})
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`))
  await page.goto(url)
  await player(page).idle()
  return {page, complaints}
}

export const assertNoComplaints = ({complaints}: Opened) => assert.deepEqual(complaints, [])

/** The player's methods, called in the page; each returns when everything is drawn. */
export function player(page: Page) {
  const idle = async () => {
    await page.waitForFunction(() => window.simloop?.idle !== undefined)
    await page.evaluate(() => window.simloop.idle())
  }
  const then = async (action: Promise<void>) => {
    await action
    await idle()
  }
  return {
    idle,
    play: () => page.evaluate(() => window.simloop.play()),
    pause: () => then(page.evaluate(() => window.simloop.pause())),
    step: (count = 1, unit: Unit = 'event') =>
      then(page.evaluate(([count, unit]) => window.simloop.step(count, unit), [count, unit] as const)),
    seek: (place: string) => then(page.evaluate((place) => window.simloop.seek(place), place)),
    world: () => page.evaluate(() => window.simloop.world()),
  }
}
