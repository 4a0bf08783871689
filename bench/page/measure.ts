// Opens the page in a fresh browser and prints, as JSON: how soon it plays the crawler, and how soon a latency that
// is pulled at is on screen.
//
//   node bench/page/measure.ts
//
// Times are taken in the page: a picture counts when it has been drawn, of the very table that was asked for.

import type {Page} from '../../tests/browser/node_modules/playwright-core'
import {launch} from '../../tests/browser/browser.ts'
import {Server} from '../../tests/browser/server.ts'

const SIZE = {width: 1920, height: 1080}
const TEN = '/?scenario=crawler&urls=10&lang=en'
const PULLS = 40

const server = await Server.start()

async function opened(path: string, prepare: (page: Page) => Promise<unknown> = async () => {}) {
  const browser = await launch()
  const page = await browser.newPage({viewport: SIZE, reducedMotion: 'reduce', locale: 'en-US'})
  await prepare(page)
  await page.goto(server.url + path, {waitUntil: 'commit'})
  await page.waitForFunction(() => window.simloop?.recording?.complete)
  return {browser, page}
}

/** It is told to play as soon as there is something to play; the frame after that is the first. */
const playsAtOnce = (page: Page) =>
  page.addInitScript(() => {
    let drawn = -1
    const look = () => {
      const {simloop} = window
      if (drawn < 0 && simloop?.recording?.count) {
        simloop.play()
        drawn = simloop.redraws
      } else if (drawn >= 0 && simloop.redraws > drawn) {
        ;(window as any).firstFrameMs = performance.now()
        return
      }
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

async function firstFrameMs(): Promise<number> {
  const {browser, page} = await opened(TEN, playsAtOnce)
  const ms = await (await page.waitForFunction(() => (window as any).firstFrameMs)).jsonValue()
  await browser.close()
  return ms as number
}

/** Pulls at the ping's slider step by step, each when the picture of the step before is there. */
async function pulls(): Promise<number[]> {
  const {browser, page} = await opened(TEN)
  await page.evaluate(() => window.simloop.idle())
  await page.keyboard.press('t')
  const slider = page.locator('sim-table [data-row="ping_other_city"] input[type=range]')
  await slider.waitFor()
  await page.evaluate(() => window.simloop.idle())
  const took = await slider.evaluate(async (input: HTMLInputElement, pulls) => {
    const row = () =>
      window.simloop.recording!.metadata.preset.rows.find(({id}) => id === 'ping_other_city')!.real_ps
    const [least, most] = [Number(input.min), Number(input.max)]
    const took: number[] = []
    for (let pull = 0; pull < pulls; pull++) {
      const before = row()
      let drawn = window.simloop.redraws
      const start = performance.now()
      input.value = String(least + (most - least) * (0.55 + 0.3 * Math.abs((pull / pulls) * 2 - 1)))
      input.dispatchEvent(new Event('input', {bubbles: true, composed: true}))
      while (row() === before || window.simloop.redraws === drawn) {
        if (row() === before) drawn = window.simloop.redraws
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      took.push(performance.now() - start)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return took
  }, PULLS)
  await browser.close()
  return took
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]

await firstFrameMs() // the server gets warm
const first = await firstFrameMs()
const took = await pulls()
await server.stop()
console.log(
  JSON.stringify({firstFrameMs: first, dragP50Ms: quantile(took, 0.5), dragP95Ms: quantile(took, 0.95)}),
)
process.exit(0)
