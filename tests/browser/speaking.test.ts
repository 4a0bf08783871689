// The speaker's window beside the one with the slides: what it says, that it drives, and that either may be loaded anew.

import assert from 'node:assert/strict'
import {after, before, test} from 'node:test'
import type {Browser, Frame, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import type {Over} from '../../static/src/lecture/sim-over.ts'
import {launch} from './browser.ts'
import {presented} from './deck.ts'
import {ready, tap, until, type Seat} from './seat.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

const DECK = `# Mini

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
  - {preset: same-dc}
\`\`\`

Note:
Time 0:30–2:00 (90 s)

The box *opens*.

---

## The end
`

async function opened(it: Seat): Promise<Page> {
  const [speaker] = await Promise.all([it.context.waitForEvent('page'), it.keys('s')])
  await speaker.setViewportSize({width: 1280, height: 720})
  await settled(it.page, speaker, 0)
  return speaker
}

/** Both windows, and the small slide in the speaker's, are at this slide and step. */
async function settled(page: Page, speaker: Page, slide: number, step = 0): Promise<void> {
  await speaker.locator('.now iframe').waitFor()
  for (const window of [page, await smallSlide(speaker)]) {
    await window.waitForFunction(
      ([slide, step]) => {
        const lecture = document.querySelector<Lecture>('sim-lecture')
        return lecture?.begun && lecture.page === slide && lecture.step === step
      },
      [slide, step] as const,
    )
    await window.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())
  }
  await speaker
    .locator('.where')
    .getByText(`${slide + 1} / 3`)
    .waitFor()
}

/** The slide itself, in the speaker's window: by its element, for its address comes later than the frame. */
async function smallSlide(speaker: Page): Promise<Frame> {
  const element = await speaker.waitForSelector('.now iframe')
  return (await element.contentFrame())!
}

const withBoth = (act: (it: Seat, speaker: Page) => Promise<void>) =>
  presented(browser, {'mini.en.md': DECK}, async (it) => act(it, await opened(it)))

test('it shows the slide, the notes without their plan, and what the next press brings', async () => {
  await withBoth(async (it, speaker) => {
    await speaker.locator('.notes').getByText('Say hello.').waitFor()
    assert.equal(await speaker.locator('.notes').innerText(), 'Say hello.')
    await speaker.locator('.press').getByText('On to “A box”').waitFor()
    assert.match(await speaker.locator('.next figcaption').innerText(), /A box/)

    await speaker.keyboard.press('PageDown')
    await speaker.locator('.press').getByText('f2').waitFor()
    assert.deepEqual((await it.spot()).slide, 1)
    assert.equal(await speaker.locator('.notes em').innerText(), 'opens')
    await it.keys('PageDown')
    await speaker.locator('.press').getByText('same data centre').waitFor()
    await settled(it.page, speaker, 1, 1)
    await speaker.keyboard.press('PageDown')
    await speaker.locator('.press').getByText('On to “The end”').waitFor()
    await speaker.keyboard.press('End')
    await speaker.locator('.press').getByText('the last slide').waitFor()
    await settled(it.page, speaker, 2)
  })
})

test('either window may be loaded anew, in any order, and they are at the same step again', async () => {
  await withBoth(async (it, speaker) => {
    const {page} = it
    await speaker.keyboard.press('PageDown')
    await speaker.keyboard.press('PageDown')
    await settled(page, speaker, 1, 1)
    const before = await it.spot()

    await speaker.reload()
    await settled(page, speaker, 1, 1)
    await it.reload()
    await settled(page, speaker, 1, 1)
    assert.deepEqual(await it.spot(), before)
    await Promise.all([page.reload(), speaker.reload()])
    await it.ready()
    await settled(page, speaker, 1, 1)
    assert.deepEqual(await it.spot(), before)

    await speaker.keyboard.press('PageDown')
    await settled(page, speaker, 1, 2)
  })
})

test('when the slides’ window is closed, it says so and opens it at the same step', async () => {
  await withBoth(async (it, speaker) => {
    const {page, context} = it
    await speaker.keyboard.press('PageDown')
    await speaker.keyboard.press('PageDown')
    await settled(page, speaker, 1, 1)
    const {hash} = await it.spot()
    await page.close({runBeforeUnload: true})
    const again = speaker.locator('.instead button')
    await again.waitFor()
    const [slides] = await Promise.all([context.waitForEvent('page'), again.click()])
    await ready(slides)
    assert.equal(await slides.evaluate(() => location.hash), hash)
    await speaker.locator('.instead').waitFor({state: 'detached'})
    await settled(slides, speaker, 1, 1)
  })
})

test('the clock begins with the first press, stands, starts again at nothing, and outlives a reload', async () => {
  await withBoth(async (_, speaker) => {
    const going = speaker.locator('.timer.going')
    assert.equal(await going.count(), 0)
    await speaker.keyboard.press('PageDown')
    await going.waitFor()
    await speaker.locator('button.go').click()
    await going.waitFor({state: 'detached'})
    const key = await speaker.evaluate(() => Object.keys(localStorage).find((key) => key.includes('timer'))!)
    const clock = async (seconds: number) => {
      const kept = JSON.stringify({gatheredMs: seconds * 1000, sinceMs: null})
      await speaker.evaluate(([key, kept]) => localStorage.setItem(key, kept), [key, kept])
      await speaker.reload()
      await speaker.locator('.pace b').waitFor()
      return [await speaker.locator('.timer b').innerText(), await speaker.locator('.pace b').innerText()]
    }
    assert.deepEqual(await clock(20), ['0:20', '0:10 ahead'])
    assert.deepEqual(await clock(75), ['1:15', 'on time'])
    assert.deepEqual(await clock(185), ['3:05', '1:05 behind'])
    assert.match(await speaker.locator('.timer').innerText(), /of 2:00/)
    await speaker.locator('button.reset').click()
    assert.equal(await speaker.locator('.timer b').innerText(), '0:00')
  })
})

test('what a hand does on the small slide is seen on the big one', async () => {
  await withBoth(async (it, speaker) => {
    const {page} = it
    await speaker.keyboard.press('PageDown')
    await settled(page, speaker, 1)
    const box = (await speaker.locator('.now .screen').boundingBox())!
    const small = await smallSlide(speaker)

    await speaker.keyboard.press('d')
    await small.locator('sim-over[tool=pen]').waitFor()
    await speaker.mouse.move(box.x + box.width / 4, box.y + box.height / 4)
    await speaker.mouse.down()
    await speaker.mouse.move(box.x + box.width / 2, box.y + box.height / 2, {steps: 6})
    await speaker.mouse.up()
    const drawn = () =>
      page.locator('sim-over').evaluate((over: Over) => {
        const {left, top} = over.renderRoot.querySelector('path')!.getBoundingClientRect()
        return [left / innerWidth, top / innerHeight]
      })
    await until(drawn, (path) => path.every((part) => Math.abs(part - 0.25) < 0.02))

    await tap(speaker, 'l')
    await small.locator('sim-over[tool=laser]').waitFor()
    await speaker.mouse.move(box.x + box.width / 3, box.y + box.height / 3)
    await speaker.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForFunction(() => {
      const canvas = document.querySelector<Over>('sim-over')!.renderRoot.querySelector('canvas')!
      const ctx = canvas.getContext('2d')!
      return ctx.getImageData(canvas.width / 2 - 2, canvas.height / 2 - 2, 20, 20).data.some(Boolean)
    })
    await speaker.keyboard.press('Escape')

    await speaker.keyboard.press('b')
    await page.locator('.reveal.paused').waitFor()
    await speaker.locator('.now figcaption b').getByText('blank').waitFor()
    await speaker.keyboard.press('b')
    await page.locator('.reveal:not(.paused)').waitFor()
    await it.idle()
  })
})

test('the speaker’s window gives the slides the whole screen; where it cannot, they ask for one click', async () => {
  await withBoth(async ({page}, speaker) => {
    const whole = (is: boolean) =>
      page.waitForFunction((is) => (document.fullscreenElement !== null) === is, is)
    /** The browser has forgotten that a hand was here. */
    const still = () => page.waitForFunction(() => !navigator.userActivation.isActive)
    const sign = page.locator('.asks-screen')
    await still()
    await speaker.keyboard.press('F5')
    await whole(true)
    assert.equal(await sign.count(), 0)
    await page.evaluate(() => document.exitFullscreen())
    await still()

    await speaker.evaluate(() => (window.opener = null)) // as after the slides' window was opened anew
    await speaker.keyboard.press('F5')
    await speaker.locator('.now figcaption b').getByText('one click').waitFor()
    await sign.click()
    await whole(true)
    await sign.waitFor({state: 'detached'})
  })
})
