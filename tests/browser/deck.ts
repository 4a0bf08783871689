// A deck of a test's own, presented by a server of its own.

import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import assert from 'node:assert/strict'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import type {Browser, BrowserContext, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import {Server} from './server.ts'

export interface Presented {
  readonly context: BrowserContext
  readonly server: Server
  readonly page: Page
  readonly url: string
  /** Presses keys, one after another. */
  keys(...keys: string[]): Promise<void>
  idle(): Promise<void>
  /** The slide and the step, as the footer and the address have them. */
  where(): Promise<{slide: number; step: number; hash: string}>
}

/** `files`: names and texts; the first is the deck. What the browser complains of fails the test. */
export async function presented(
  browser: Browser,
  files: Readonly<Record<string, string>>,
  act: (it: Presented) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deck-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), {recursive: true})
    await writeFile(join(folder, name), text)
  }
  const [deck] = Object.keys(files)
  const server = await Server.lecture(join(folder, deck))
  const context = await browser.newContext({viewport: {width: 1280, height: 720}, reducedMotion: 'reduce'})
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(error.error().stack ?? String(error.error())))
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  const url = `${server.url}/lecture/${deck.split('.')[0]}`
  try {
    const page = await context.newPage()
    await page.goto(url)
    await ready(page)
    await act({
      context,
      server,
      page,
      url,
      keys: async (...keys) => {
        for (const key of keys) await page.keyboard.press(key)
      },
      idle: () => idle(page),
      where: () =>
        page.evaluate(() => {
          const {page: slide, step} = document.querySelector<Lecture>('sim-lecture')!
          return {slide, step, hash: location.hash}
        }),
    })
    assert.deepEqual(complaints, [])
  } finally {
    await context.close()
    await server.stop()
    await rm(folder, {recursive: true})
  }
}

export const idle = (page: Page) =>
  page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())

export async function ready(page: Page): Promise<void> {
  await page.locator('footer .page').waitFor()
  await idle(page)
}
