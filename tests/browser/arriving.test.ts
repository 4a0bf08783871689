// The way between server and page: batches are drawn while they arrive; a lost server is said to be lost, and
// found again.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {launch} from './browser.ts'
import {Gate} from './gate.ts'
import {shownIn, trueAt} from './oracle.ts'
import {assertNoComplaints, open} from './page.ts'
import {Server} from './server.ts'
import {stage} from './stage.ts'

const at = stage()

test('a large run is drawn before it is complete', async () => {
  const page = await at.browser.newPage({locale: 'en-US'})
  const gate = await Gate.before(page)
  gate.shut(2)
  await page.goto(`${at.server.url}/?scenario=crawler&urls=1000`)
  const first = await page.waitForFunction(() => {
    const player = window.simloop
    const {count, complete} = player?.recording ?? {}
    return count && player.runPlace() && {rows: count, complete, t: player.world()!.t}
  })
  const seen = (await first.jsonValue()) as {rows: number; complete: boolean; t: number}
  assert.deepEqual([seen.complete, seen.t], [false, 0])
  gate.open()
  await page.waitForFunction(() => window.simloop.recording!.complete)
  assert.ok((await page.evaluate(() => window.simloop.recording!.count)) > seen.rows)
  await page.close()
})

test('a finished recording plays by its id', async () => {
  const run = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=2`)
  const id = await run.player.recordingId()
  const it = await open(at.browser, `${at.server.url}/?recording=${id}`)
  const {rows} = await it.recording()
  await it.player.seek('turn 2')
  const world = await it.player.world()
  assert.deepEqual(shownIn(world), trueAt(rows, world.row))
  assertNoComplaints(it)
})

test('an id that there is none of is named', async () => {
  const page = await at.browser.newPage({locale: 'en-US'})
  await page.goto(`${at.server.url}/?recording=${'0'.repeat(32)}`)
  await page.locator('.instead').getByText('recording', {exact: true}).waitFor()
  await page.close()
})

test('a page whose server goes plays on, and runs again when the server is back', async () => {
  const server = await Server.start()
  const browser = await launch()
  try {
    const it = await open(browser, `${server.url}/?scenario=crawler&urls=2`)
    const id = await it.player.recordingId()
    await server.stop()
    await it.player.step(5)
    assert.equal(await it.player.row(), 5)

    await it.page.getByRole('button', {name: /latencies/}).click()
    await it.page.getByRole('radio', {name: /same host/}).click()
    await it.page
      .getByText(/Connecting|connection is lost|Waiting/)
      .first()
      .waitFor()
    await it.player.step(5)
    assert.equal(await it.player.row(), 10)

    const again = await Server.start(server.port)
    try {
      await it.player.loaded(id)
      assert.equal((await it.recording()).metadata.preset.id, 'same-host')
    } finally {
      await again.stop()
    }
  } finally {
    await browser.close()
    await server.stop()
  }
})

test('a run whose server goes in its midst goes on when the server is back', async () => {
  const server = await Server.start()
  const browser = await launch()
  try {
    const page = await browser.newPage({locale: 'en-US'})
    const gate = await Gate.before(page)
    gate.shut(1)
    await page.goto(`${server.url}/?scenario=crawler&urls=1000`)
    await page.waitForFunction(() => window.simloop?.recording)
    await server.stop()
    gate.open()
    await page.getByText(/connection is lost/).waitFor()
    const again = await Server.start(server.port)
    try {
      await page.waitForFunction(() => window.simloop.recording!.complete)
      await page.evaluate(() => window.simloop.seek('end'))
      assert.equal(await page.evaluate(() => window.simloop.world()!.phase), 'done')
    } finally {
      await again.stop()
    }
  } finally {
    await browser.close()
    await server.stop()
  }
})

for (const [name, viewport] of Object.entries({
  phone: {width: 390, height: 844},
  projector: {width: 1280, height: 720},
})) {
  test(`on a ${name} nothing is wider than the screen`, async () => {
    const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=3`, {viewport})
    await it.player.seek('fd 5 readable')
    assert.ok(await it.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
    await it.page.getByRole('button', {name: 'One step on'}).click()
    assertNoComplaints(it)
  })
}
