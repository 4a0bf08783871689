// The presenter's own page while it leads: `node hall_stage.ts LINK` prints, after each line that comes in, the
// milliseconds between the frames of a scene that plays and is zoomed ten times a second, so that there is always news.
import {createInterface} from 'node:readline'
import {launch} from '../tests/browser/browser.ts'
import type {Lecture} from '../static/src/lecture/lecture.ts'

const SECONDS = 5

const browser = await launch()
try {
  const page = await browser.newPage({viewport: {width: 1920, height: 1080}})
  await page.goto(`${process.argv[2]}&lang=en#/9/1`)
  await page.waitForFunction(
    () => document.querySelector<Lecture>('sim-lecture')?.scene?.player?.recording?.complete,
  )
  await page.waitForTimeout(1000)
  console.log('ready')
  for await (const _ of createInterface({input: process.stdin})) console.log(JSON.stringify(await frames()))

  function frames() {
    return page.evaluate(async (seconds) => {
      const player = document.querySelector<Lecture>('sim-lecture')!.scene!.player!
      player.seek('start')
      player.play()
      let turns = 0
      const zooming = setInterval(() => player.zoom(turns++ % 20 < 10 ? 1.1 : 1 / 1.1), 100)
      const gaps: number[] = []
      const began = performance.now()
      for (let last = began; last < began + seconds * 1000;) {
        const now = await new Promise<number>(requestAnimationFrame)
        gaps.push(now - last)
        last = now
      }
      clearInterval(zooming)
      player.pause()
      gaps.sort((a, b) => a - b)
      return {p50_ms: gaps[Math.floor(gaps.length / 2)], p95_ms: gaps[Math.floor(gaps.length * 0.95)]}
    }, SECONDS)
  }
} finally {
  await browser.close()
}
