// A deck on a phone: real fingers, by the browser's own touch events, in a file from disk and in a follower's page.

import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, test} from 'node:test'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'
import type {Browser, Locator, Page} from 'playwright-core'
import {launch} from './browser.ts'
import {PYTHON, ROOT, Server} from './server.ts'
import {Deck} from './walking.ts'

let browser: Browser
let folder: string
before(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'touching-'))
})
after(async () => {
  await browser?.close()
  await rm(folder, {recursive: true})
})

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true, deviceScaleFactor: 2}

const DECK = `# Words

---

## A box

\`\`\`simloop
scenario: crawler
parameters: {urls: 2}
from: Task-1 created
steps: [f2 set_result]
\`\`\`

--

## Below it

\`\`\`python
${'x = '}${"'a line that is far wider than any phone' + ".repeat(6)}''
\`\`\`

---

## The end
`

async function exported(): Promise<Deck> {
  const [file, out] = ['touched.md', 'touched.html'].map((name) => join(folder, name))
  await writeFile(file, DECK)
  await promisify(execFile)(PYTHON, ['-m', 'simloop', 'lecture', 'export', file, '-o', out], {cwd: ROOT})
  return Deck.open(browser, pathToFileURL(out).href, {...PHONE, offline: true})
}

type Point = readonly [x: number, y: number]

/** Fingers go from their first points to their last ones, in a few moves, as a hand does. */
async function drag(page: Page, ...ways: (readonly [from: Point, to: Point])[]): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : ways.map(([from, to], id) => ({
              id,
              x: from[0] + (to[0] - from[0]) * part,
              y: from[1] + (to[1] - from[1]) * part,
            })),
    })
  await touch('touchStart', 0)
  for (let move = 1; move <= 8; move++) await touch('touchMove', move / 8)
  await touch('touchEnd', 1)
  await client.detach()
}

async function across(page: Page, on: Locator, dx: number, dy = 0): Promise<void> {
  const {x, y, width, height} = (await on.boundingBox())!
  const middle = [Math.min(360, x + width / 2), y + height / 2] as const
  await drag(page, [middle, [middle[0] + dx, middle[1] + dy]])
}

const at = async (deck: Deck) => {
  await deck.idle()
  const {slide, step} = await deck.where()
  return [slide, step]
}

test('a finger that goes sideways turns the pages of a file from disk, step by step, on and back', async () => {
  const deck = await exported()
  const {page} = deck
  const title = page.locator('section.present:not(.stack) :is(h1, h2)')
  const been = [await at(deck)]
  for (let turn = 0; turn < 4; turn++) {
    await across(page, title, -120)
    been.push(await at(deck))
  }
  const way = [
    [0, 0],
    [1, 0],
    [1, 1],
    [2, 0],
    [3, 0],
  ]
  assert.deepEqual(been, way)
  for (const before of way.slice(0, -1).reverse()) {
    await across(page, title, 120)
    assert.deepEqual(await at(deck), before)
  }
  assert.deepEqual(deck.complaints, [])
  await page.close()
})

test('what is dragged sideways itself is not a page: the timeline, wide code; nor is a way down, or two fingers', async () => {
  const deck = await exported()
  const {page} = deck
  const present = page.locator('section.present:not(.stack)')
  await deck.press('PageDown')
  const view = () => page.evaluate(() => window.simloop.viewpoint)
  const before = await view()
  await across(page, present.locator('.timeline'), -120)
  assert.deepEqual(await at(deck), [1, 0])
  assert.notEqual(await view(), before)

  for (let press = 0; press < 2; press++) await deck.press('PageDown')
  const code = present.locator('pre')
  await across(page, code, -120)
  await page.waitForFunction(() => document.querySelector('section.present pre')!.scrollLeft > 0)
  assert.deepEqual(await at(deck), [2, 0])

  const title = present.locator('h2')
  await across(page, title, -60, 200)
  const {y} = (await title.boundingBox())!
  await drag(
    page,
    [
      [300, y],
      [180, y],
    ],
    [
      [320, y + 60],
      [200, y + 60],
    ],
  )
  assert.deepEqual(await at(deck), [2, 0])
  assert.deepEqual(deck.complaints, [])
  await page.close()
})

test('two buttons turn the pages where there are no keys, and nothing lies over them', async () => {
  const deck = await exported()
  const buttons = deck.page.locator('footer .turns button')
  const [back, next] = [buttons.first(), buttons.last()]
  for (const [button, where] of [
    [next, [1, 0]],
    [next, [1, 1]],
    [next, [2, 0]],
    [back, [1, 1]],
  ] as const) {
    await button.tap()
    assert.deepEqual(await at(deck), where)
  }
  const {width, height} = (await next.boundingBox())!
  assert.ok(width >= 38 && height >= 38, `${width} x ${height}`)
  await deck.page.close()
})

test('a follower who turns a page has let go, and is back with one tap', async () => {
  const server = await Server.hall(folder)
  try {
    const presenter = await Deck.open(browser, await server.presentersLink())
    await presenter.press('PageDown')
    const deck = presenter.page.url().replace(/[#?].*/, '')
    const phone = await Deck.open(browser, `${deck}?follow&lang=en`, PHONE)
    const {page} = phone
    await page.waitForFunction(() => document.querySelector('sim-lecture')!.page === 1)
    await page.locator('footer .turns button').last().tap()
    await page.locator('sim-hall .back').waitFor()
    assert.notDeepEqual(await at(phone), await at(presenter))
    await page.locator('sim-hall .back').tap()
    await page.waitForFunction(() => !document.querySelector('sim-lecture')!.classList.contains('apart'))
    assert.deepEqual(await at(phone), await at(presenter))
    await presenter.page.close()
    await page.close()
  } finally {
    await server.stop()
  }
})
