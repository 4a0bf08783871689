// Where lanes do not fit they are one band, a crowd: its counts are true, a click or a key opens it, the address knows.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const CRAWLER = '/?scenario=crawler&urls=100&lang=en'

const pixels = ({page}: Opened) =>
  page.evaluate(() => window.simloop.renderRoot.querySelector<HTMLCanvasElement>('.timeline')!.toDataURL())
const viewOf = ({page}: Opened) => page.evaluate(() => window.simloop.viewpoint)

/** A point of the band, in the page: below the middle of the CPU's lane and above the network's. */
async function bandOf({page}: Opened): Promise<{x: number; y: number}> {
  const box = (await page.locator('.timeline').boundingBox())!
  return {x: box.x + box.width * 0.8, y: box.y + box.height * 0.47}
}

test('a click on a crowd opens it, another folds it, and the pictures are what they were', async () => {
  const it = await open(at.browser, at.server.url + CRAWLER)
  await it.player.seek('Task-40 send 2')
  const folded = await pixels(it)
  const band = await bandOf(it)
  await it.page.mouse.click(band.x, band.y)
  await it.page.mouse.move(2, 2)
  await it.player.idle()
  const opened = await pixels(it)
  assert.notEqual(opened, folded)
  assert.match(await viewOf(it), /open task/)

  await it.page.keyboard.press('g')
  await it.player.idle()
  assert.equal(await pixels(it), folded)
  assert.doesNotMatch(await viewOf(it), /open/)
  await it.page.keyboard.press('g')
  await it.player.idle()
  assert.equal(await pixels(it), opened)
  assertNoComplaints(it)
})

test('an open crowd is in the address; opened elsewhere it is the same frame', async () => {
  const it = await open(at.browser, at.server.url + CRAWLER)
  await it.player.seek('Task-70 send 2')
  await it.page.keyboard.press('g')
  await it.page.waitForFunction(() => /open/.test(new URLSearchParams(location.search).get('view') ?? ''))
  await it.player.idle()
  const other = await open(at.browser, it.page.url())
  assert.equal(await pixels(other), await pixels(it))
})

test('a tap opens it on a phone', async () => {
  const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}
  const it = await open(at.browser, at.server.url + CRAWLER, phone)
  await it.player.seek('Task-40 send 2')
  const band = await bandOf(it)
  await it.page.touchscreen.tap(band.x, band.y)
  await it.player.idle()
  assert.match(await viewOf(it), /open task/)
  assertNoComplaints(it)
})

test('a walk about the run, through zooms, crowds and selections, leaves no trace in the picture', async () => {
  const it = await open(at.browser, at.server.url + CRAWLER)
  await it.player.seek('Task-40 send 2')
  const before = await pixels(it)
  for (const keys of ['++d', 'gn', '-a', '..', 'z', 'ng', '+++', ','])
    for (const key of keys) {
      await it.page.keyboard.press(key)
      await it.player.idle()
    }
  assert.notEqual(await pixels(it), before)
  await it.page.evaluate(() => (window.simloop.selected = null))
  await it.page.getByRole('button', {name: 'follow'}).click()
  await it.player.seek('Task-40 send 2')
  await it.page.mouse.move(2, 2)
  await it.player.idle()
  assert.doesNotMatch(await viewOf(it), /open/)
  assert.equal(await pixels(it), before)
  assertNoComplaints(it)
})
