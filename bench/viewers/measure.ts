// Opens one viewer on its events in a fresh browser, looks about in it, and prints the figures as JSON.
//
//   node bench/viewers/measure.ts CONTENDER FOLDER
//
// Two passes. One with vsync: opening ends when the viewer says of itself that it is idle, and that has been
// painted; then it gets time for what it does afterwards, is jumped about in, if it can be, and its memory is taken.
// One without vsync: a frame is all that passes from an input until the browser has painted what is drawn next. A
// frame in which nothing is to be painted comes at 60 a second all the same, so a point in a corner blinks.

import {readFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Browser, Page} from '../../tests/browser/node_modules/playwright-core'
import {launch} from '../../tests/browser/browser.ts'
import {Server} from '../../tests/browser/server.ts'
import {serving} from './serving.ts'
import {viewersIn, type Viewer} from './viewers.ts'

const [contender = '', folder = ''] = process.argv.slice(2)
const SIZE = {width: 1920, height: 1080}
const PATIENCE_MS = 180_000
const AFTERWARDS_MS = 3000
const FRAMES = 120
const SEEKS = 1000
const SEEKS_PAINTED = 100

declare global {
  interface Window {
    blink(): Promise<unknown>
  }
}

async function opened(browser: Browser, viewer: Viewer, url: string): Promise<{page: Page; openMs: number}> {
  const page = await browser.newPage({viewport: SIZE, reducedMotion: 'reduce', locale: 'en-US'})
  page.setDefaultTimeout(PATIENCE_MS)
  const start = performance.now()
  await page.goto(url + viewer.path, {waitUntil: 'commit'})
  await viewer.idle(page)
  await painted(page)
  return {page, openMs: performance.now() - start}
}

/** The browser has painted once more. */
const painted = (page: Page) =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  )

/** The proportional set of the page's process: the heap of JavaScript leaves out buffers and wasm. */
async function memoryMb(browser: Browser, page: Page): Promise<number> {
  const collector = await page.context().newCDPSession(page)
  await collector.send('HeapProfiler.collectGarbage')
  const session = await browser.newBrowserCDPSession()
  const {processInfo} = await session.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({type}) => type === 'renderer')
    .map(({id}) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]))
  return Math.max(...sizes) / 1024
}

/** In the page: resolves with the next frame, in which something is painted in any case. */
const blinking = (page: Page) =>
  page.evaluate(() => {
    const point = document.body.appendChild(document.createElement('i'))
    point.style.cssText = 'position: fixed; left: 0; top: 0; width: 1px; height: 1px'
    let dark = false
    window.blink = () => {
      point.style.background = (dark = !dark) ? 'black' : 'gray'
      return new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })

/** Zooms in, pans about, and zooms out again: of each input, how long until it has been painted. */
const looking = (page: Page, {at, control}: Viewer) =>
  page.evaluate(
    async ({at, control, frames}) => {
      let target: Element = document.elementFromPoint(at.x, at.y)!
      for (let inner: Element | null | undefined = target; inner;) {
        target = inner
        inner = target.shadowRoot?.elementFromPoint(at.x, at.y)
        if (inner === target) break
      }
      const wheel = (deltaX: number, deltaY: number) =>
        target.dispatchEvent(
          new WheelEvent('wheel', {
            deltaX,
            deltaY,
            ctrlKey: control && deltaX === 0,
            clientX: at.x,
            clientY: at.y,
            bubbles: true,
            cancelable: true,
            composed: true,
          }),
        )
      const times: number[] = []
      for (let i = 0; i < frames; i++) {
        const [dx, dy] = i % 3 === 2 ? [40, 0] : [0, i < frames / 2 ? -60 : 60]
        const start = performance.now()
        wheel(dx, dy)
        await window.blink() // it draws
        await window.blink() // it has been painted
        times.push(performance.now() - start)
      }
      return times
    },
    {at, control, frames: FRAMES},
  )

/** Jumps to instants anywhere: the whole world there and, if asked, until it has been painted. */
const seeking = (page: Page, seeks: number, painted: boolean) =>
  page.evaluate(
    async ({seeks, painted}) => {
      const {simloop} = window
      const count = simloop.recording!.count
      let seed = 1
      const times: number[] = []
      for (let i = 0; i < seeks; i++) {
        seed = (seed * 48271) % 2147483647
        const place = `event ${seed % count}`
        const start = performance.now()
        simloop.seek(place)
        simloop.world()
        if (painted) {
          await window.blink()
          await window.blink()
        }
        times.push(performance.now() - start)
      }
      return times
    },
    {seeks, painted},
  )

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]

const viewers = viewersIn(folder)
const viewer = viewers[contender]
if (!viewer) throw new Error(`no viewer ${contender}: there are ${Object.keys(viewers).join(', ')}`)
const isOurs = contender.startsWith('simloop')
const own = isOurs ? await Server.start() : null
const url = await serving(viewer, own?.url ?? null)
const figures: Record<string, number> = {}
const picture = process.env['SHOT']

const synced = await launch()
const first = await opened(synced, viewer, url)
figures['openMs'] = first.openMs
await sleep(AFTERWARDS_MS)
if (isOurs) figures['seekP95Ms'] = quantile(await seeking(first.page, SEEKS, false), 0.95)
figures['memoryMb'] = await memoryMb(synced, first.page)
if (picture) await first.page.screenshot({path: picture})
await synced.close()

const free = await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync'])
const {page} = await opened(free, viewer, url)
await viewer.unfold?.(page)
await blinking(page)
const times = await looking(page, viewer)
figures['frameP50Ms'] = quantile(times, 0.5)
figures['frameP95Ms'] = quantile(times, 0.95)
if (isOurs) figures['seekPaintedP95Ms'] = quantile(await seeking(page, SEEKS_PAINTED, true), 0.95)
if (picture) await page.screenshot({path: picture.replace('.png', '-after.png')})
await free.close()
await own?.stop()
console.log(JSON.stringify(figures))
process.exit(0)
