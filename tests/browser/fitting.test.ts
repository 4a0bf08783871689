// Whatever the window's size, language and theme: all that one plays by is on the screen, and nothing is cut off.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import type {Page} from 'playwright-core'
import {assertNoComplaints, open} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

/** What of the header and the transport is not wholly on the screen. */
const outside = (page: Page) =>
  page.evaluate(() => {
    const inside = ({left, top, right, bottom}: DOMRect) =>
      left >= 0 && top >= 0 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5
    const shown = (root: ParentNode, what: string) =>
      [...root.querySelectorAll<HTMLElement>(what)].filter((one) => one.getClientRects().length > 0)
    const app = document.querySelector('sim-app')!.shadowRoot!
    const transport = window.simloop.renderRoot.querySelector('sim-transport')!
    return [...shown(app, 'header > *'), ...shown(transport.renderRoot, 'button, select, .strip')]
      .filter((one) => !inside(one.getBoundingClientRect()))
      .map((one) => `${one.className}: ${one.textContent?.trim()}`)
  })

for (const [width, height] of [
  [1920, 1080],
  [1280, 720],
  [960, 540], // a full screen at a browser's zoom of 200 %
  [1000, 400],
  [844, 390],
  [640, 900],
  [390, 844],
])
  test(`at ${width}x${height} the header fits, and the transport is seen whole`, async () => {
    const query = '?scenario=stack-ripping&panes=code+room'
    const it = await open(at.browser, `${at.server.url}/${query}`, {viewport: {width, height}})
    for (const look of ['lang=en&theme=dark', 'lang=zh&theme=projector', 'lang=en&theme=projector']) {
      await it.page.goto(`${at.server.url}/${query}&${look}`)
      await it.player.loaded()
      assert.deepEqual(await outside(it.page), [], look)
      const timeline = (await it.page.locator('.timeline').boundingBox())!
      assert.ok(timeline.height > 90, `${look}: the timeline is ${timeline.height} high`)
    }
    assertNoComplaints(it)
  })

test('what the header has no room for stands in its menu, and comes back where there is room', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=2&lang=en`)
  const deed = it.page.locator('header').getByRole('button', {name: 'Machine room'})
  const menu = it.page.locator('header').getByRole('button', {name: 'Menu'})
  assert.ok((await deed.isVisible()) && !(await menu.isVisible()))
  await it.page.setViewportSize({width: 390, height: 844})
  await menu.waitFor()
  assert.ok(!(await deed.isVisible()))

  await menu.click()
  await it.page.getByRole('dialog', {name: 'Menu'}).getByRole('combobox').selectOption('future')
  assert.equal(await it.page.evaluate(() => window.simloop.depth), 'future')
  await it.page.getByRole('dialog', {name: 'Menu'}).getByRole('button', {name: 'Machine room'}).click()
  assert.equal(await it.page.locator('sim-room').count(), 0)

  await it.page.setViewportSize({width: 1600, height: 1000})
  await deed.waitFor()
  assert.ok(!(await menu.isVisible()))
  assertNoComplaints(it)
})

test('what can be run, what it is and all that can be set of it are in sight at once', async () => {
  const viewport = {width: 1280, height: 720}
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=2&lang=en`, {viewport})
  await it.page.locator('header .first').click()
  const form = it.page.getByRole('dialog', {name: 'What to run'})
  for (const name of ['crawler', 'C10K', 'faults']) {
    await form.getByRole('radio', {name, exact: true}).check()
    for (const part of [form.getByRole('status'), form.getByRole('button', {name: 'Run'})]) {
      const box = (await part.boundingBox())!
      assert.ok(box.y >= 0 && box.y + box.height <= viewport.height, `${name}: ${JSON.stringify(box)}`)
    }
  }
  assertNoComplaints(it)
})
