// A page of the real server in the real browser, and the player on it.

import assert from 'node:assert/strict'
import type {Browser, BrowserContextOptions, Page} from 'playwright-core'
import type {World} from '../../static/src/model/world.ts'
import type {} from '../../static/src/page/app.ts'
import type {SimPlayer} from '../../static/src/player/sim-player.ts'
import {recordingOf, type Decoded} from './rows.ts'

export type Unit = 'event' | 'callback' | 'turn'

declare global {
  interface Window {
    simloop: SimPlayer
  }
}

export interface Opened {
  page: Page
  /** What the browser complained of: console errors, uncaught exceptions, failed requests. */
  complaints: string[]
  player: Player
  /** What is being played, as the server gives it over HTTP. */
  recording(): Promise<Decoded>
}

const USUAL: BrowserContextOptions = {
  viewport: {width: 1600, height: 1000},
  locale: 'en-US',
  reducedMotion: 'reduce', // where a test does not look at motion, what is shown is there at once
}

export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Opened> {
  const page = await browser.newPage({...USUAL, ...options})
  await prepare(page)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.stack ?? String(error)))
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`))
  await page.goto(url)
  const player = new Player(page)
  await player.loaded()
  return {
    page,
    complaints,
    player,
    recording: async () => recordingOf(new URL(url).origin, await player.recordingId()),
  }
}

export const assertNoComplaints = ({complaints}: Opened) => assert.deepEqual(complaints, [])

/** The player's methods, called in the page; each returns when everything is drawn. */
export class Player {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** A whole recording is there, and all that the header says of it; `other`: another than the one with this id. */
  async loaded(other: string | null = null): Promise<void> {
    await this.page.waitForFunction((other) => {
      const recording = window.simloop?.recording
      const described = document.querySelector('sim-app')?.scenarios.length
      return described && recording?.complete && recording.id !== other
    }, other)
    await this.page.evaluate(() => document.querySelector('sim-app')!.updateComplete)
    await this.idle()
  }

  idle = () => this.page.evaluate(() => window.simloop.idle())
  play = () => this.page.evaluate(() => window.simloop.play())
  world = () => this.page.evaluate(() => window.simloop.world() as World)
  row = () => this.page.evaluate(() => window.simloop.row)
  recordingId = () => this.page.evaluate(() => window.simloop.recording!.id!)

  async pause(): Promise<void> {
    await this.page.evaluate(() => window.simloop.pause())
    await this.idle()
  }

  async step(count = 1, unit: Unit = 'event'): Promise<void> {
    await this.page.evaluate(([count, unit]) => window.simloop.step(count, unit), [count, unit] as const)
    await this.idle()
  }

  async seek(place: string): Promise<void> {
    await this.page.evaluate((place) => window.simloop.seek(place), place)
    await this.idle()
  }

  /** The world after each of `times` steps. */
  worlds(times: number, count: 1 | -1): Promise<World[]> {
    return this.page.evaluate(
      ([times, count]) =>
        Array.from({length: times}, () => {
          window.simloop.step(count, 'event')
          return window.simloop.world() as World
        }),
      [times, count] as const,
    )
  }
}
