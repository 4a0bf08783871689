// What a presenter has in hand: the clicker's keys and the tools, on a real deck in a real browser.

import assert from 'node:assert/strict'
import {after, before, test} from 'node:test'
import type {Browser} from 'playwright-core'
import {launch} from './browser.ts'
import {presented, type Presented} from './deck.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

const DECK = `# Mini

Words before the first scene.

Note:
Time 0:00–0:30 (30 s)

Say hello.

---

## A box

\`\`\`simloop
scenario: crawler
parameters: {urls: 3}
show: [clock, timeline, narration, code]
from: Task-1 created
steps:
  - f2 set_result
  - play: end
  - {preset: same-dc}
\`\`\`

Note:
Time 0:30–2:00 (90 s)

The box *opens*.

---

## Words and a picture

![a square](pictures/square.svg)

- one
- two
`

const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48"/></svg>`

const withDeck = (act: (it: Presented) => Promise<void>, text = DECK) =>
  presented(browser, {'mini.en.md': text, 'pictures/square.svg': SQUARE}, act)

test('idle() comes while a step plays, and says no more than what is on screen', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown', 'PageDown')
    await it.idle()
    assert.equal(await it.page.evaluate(() => window.simloop.paused), false)
    await it.keys('r')
    await it.idle()
    assert.equal(await it.page.evaluate(() => window.simloop.paused), true)
  })
})

test('a picture beside the deck is shown on its slide', async () => {
  await withDeck(async (it) => {
    await it.keys('End')
    const picture = it.page.locator('section.present img')
    await picture.waitFor()
    assert.equal(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth), 64)
  })
})

test('what a program prints keeps its lines, and all of them are in sight', async () => {
  const text = `# Two tracebacks

\`\`\`simloop
scenario: stack-ripping
parameters: {model: generators}
show: [timeline, narration, code]
from: next print
steps: [next print, next print]
\`\`\`
`
  await withDeck(async (it) => {
    await it.idle()
    const narration = it.page.locator('section.present sim-narration')
    await it.keys('PageDown', 'PageDown')
    await it.idle()
    const printed = narration.locator('.printed')
    assert.match(await printed.innerText(), /^Traceback[^\n]*\n {2}File/)
    const screen = it.page.viewportSize()!
    const shown = (await printed.boundingBox())!
    assert.ok(shown.y > 0 && shown.x + shown.width < screen.width, JSON.stringify(shown))
    const over = await printed.evaluate((box) => {
      const {left, right, top, bottom} = box.getBoundingClientRect()
      const corners = [top + 4, bottom - 4].flatMap((y) => [left + 4, right - 4].map((x) => [x, y] as const))
      const root = box.getRootNode() as ShadowRoot
      return corners.every(([x, y]) => root.elementFromPoint(x, y) === box)
    })
    assert.ok(over, 'something lies over it')
  }, text)
})
