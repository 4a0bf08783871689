// Where lanes do not fit they are one band, a crowd: its counts are true, a click or a key opens it, the address knows.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {until} from './seat.ts'
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

test('the lanes of an open crowd are moved by wheel, drag and keys, stay while it plays, and follow again', async () => {
  const it = await open(at.browser, at.server.url + CRAWLER)
  await it.player.seek('Task-40 send 2')
  await it.page.keyboard.press('g')
  await it.player.idle()
  const followed = await pixels(it)
  const aboveOf = async () => Number(/above (\d+)/.exec(await viewOf(it))?.[1] ?? NaN)
  const box = (await it.page.locator('.timeline').boundingBox())!
  const names = {x: box.x + 40, y: box.y + box.height * 0.5}

  await it.page.mouse.move(names.x, names.y)
  await it.page.mouse.wheel(0, 300)
  const byWheel = await until(aboveOf, (above) => above > 0) // a wheel does not say when it has been heard
  await it.player.idle()
  await it.page.mouse.down()
  await it.page.mouse.move(names.x, names.y - 60, {steps: 3})
  await it.page.mouse.up()
  await it.player.idle()
  const byDrag = await aboveOf()
  assert.ok(byDrag > byWheel, `${byDrag} after ${byWheel}`)
  await it.page.keyboard.press('PageDown')
  const byKey = await aboveOf()
  assert.ok(byKey > byDrag)
  for (let i = 0; i < 20; i++) await it.page.keyboard.press('PageUp')
  assert.equal(await aboveOf(), 0)

  const moved = await viewOf(it)
  const other = await open(at.browser, at.server.url + CRAWLER + `&view=${encodeURIComponent(moved)}`)
  await other.player.seek('Task-40 send 2')
  await it.page.mouse.move(2, 2)
  await it.player.idle()
  assert.equal(await pixels(other), await pixels(it))

  await it.player.step(40)
  assert.equal(await aboveOf(), 0)
  await it.player.seek('Task-40 send 2')
  await it.page.getByRole('button', {name: 'follow'}).click()
  await it.page.mouse.move(2, 2)
  await it.player.idle()
  assert.equal(await pixels(it), followed)
  assertNoComplaints(it)
})

test('two fingers zoom about what is between them, and one moves picture and lanes', async () => {
  const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}
  const it = await open(at.browser, at.server.url + CRAWLER + '&view=open+task', phone)
  await it.player.seek('Task-40 send 2')
  const box = (await it.page.locator('.timeline').boundingBox())!
  const hand = await it.page.context().newCDPSession(it.page)
  const y = box.y + box.height * 0.55
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: [number, number][]) => {
    await hand.send('Input.dispatchTouchEvent', {type, touchPoints: at.map(([x, y], id) => ({x, y, id}))})
    await it.player.idle()
  }
  const shown = async () => {
    const [from, to] =
      /(-?[\d.e+]+)~([\d.e+]+)/
        .exec(await viewOf(it))
        ?.slice(1)
        .map(Number) ?? []
    return {from, to}
  }

  await it.page.keyboard.press('z')
  await it.player.idle()
  const whole = await shown()
  await touch('touchStart', [180, y])
  await touch('touchStart', [180, y], [220, y])
  for (let spread = 20; spread <= 120; spread += 20)
    await touch('touchMove', [200 - spread / 2, y - spread], [200 + spread / 2, y + spread])
  await touch('touchEnd')
  const near = await shown()
  assert.ok(near.from > whole.from && near.to < whole.to, `${JSON.stringify([whole, near])}`)

  await touch('touchStart', [300, y])
  for (const x of [290, 250, 200]) await touch('touchMove', [x, y])
  await touch('touchEnd')
  assert.ok((await shown()).from > near.from)

  await touch('touchStart', [200, y])
  for (const dy of [10, 30, 60]) await touch('touchMove', [200, y - dy])
  await touch('touchEnd')
  assert.match(await viewOf(it), /above \d+/)
  assertNoComplaints(it)
})
