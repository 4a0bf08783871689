// How one looks is in the address, whole: opened elsewhere it is the same frame. A stretch can be played again and
// again.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

const pixels = ({page}: Opened) =>
  page.evaluate(() => {
    const [player] = [window.simloop]
    const strip = player.renderRoot.querySelector('sim-transport')!.renderRoot.querySelector('canvas')!
    const timeline = player.renderRoot.querySelector<HTMLCanvasElement>('.timeline')!
    return [timeline.toDataURL(), strip.toDataURL()]
  })
const viewIn = ({page}: Opened) => new URL(page.url()).searchParams.get('view')
const atRest = ({page}: Opened, pattern: RegExp) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(new URLSearchParams(location.search).get('view') ?? ''),
    pattern.source,
  )
const press = async ({page, player}: Opened, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
  await player.idle()
}

/** Drags over the timeline, from one part of its width to another. */
async function drag({page, player}: Opened, from: number, to: number): Promise<void> {
  const box = (await page.locator('.timeline').boundingBox())!
  const [y, x] = [box.y + box.height * 0.5, (part: number) => box.x + box.width * part]
  await page.mouse.move(x(from), y)
  await page.mouse.down()
  await page.mouse.move(x((from + to) / 2), y)
  await page.mouse.move(x(to), y)
  await page.mouse.up()
  await page.mouse.move(2, 2)
  await player.idle()
}

for (const scale of ['Felt', 'Folded', 'Log']) {
  test(`the address opened elsewhere is the same frame, on the scale ${scale}`, async () => {
    const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=3&lang=en&depth=loop`)
    await it.page
      .getByRole('radio', {name: scale})
      .or(it.page.getByRole('button', {name: scale}))
      .first()
      .click()
    await it.player.seek('Task-2 send 2')
    await press(it, 'r', '+', '+', '+', 'd')
    await drag(it, 0.5, 0.44)
    await press(it, '{')
    await atRest(it, /\d~\d.* loop \d/)

    const other = await open(at.browser, it.page.url())
    assert.equal(await other.player.row(), await it.player.row())
    assert.equal(await other.page.evaluate(() => window.simloop.panes), 'code')
    assert.equal(await other.page.evaluate(() => window.simloop.depth), 'loop')
    assert.deepEqual(await pixels(other), await pixels(it))
    assertNoComplaints(it)
    assertNoComplaints(other)
  })
}

test('what is marked and selected is in the address, and a playhead between two events', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=3&lang=en`)
  const plain = await pixels(it)
  for (const place of ['Task-2 send 1', 'Task-1 send 2']) {
    await it.player.seek(place)
    await press(it, 'm')
  }
  await press(it, 'n')
  const strip = it.page.locator('sim-transport canvas')
  const box = (await strip.boundingBox())!
  await it.page.mouse.click(box.x + box.width * 0.37, box.y + box.height / 2)
  await it.player.idle()
  await atRest(it, /^marks \d+~\d+ toward 0\.\d+ picked Task-\d$/)
  assert.notDeepEqual(await pixels(it), plain)

  const other = await open(at.browser, it.page.url())
  assert.deepEqual(await pixels(other), await pixels(it))
  assert.equal(
    await other.page.evaluate(() => window.simloop.selected),
    await it.page.evaluate(() => window.simloop.selected),
  )
  // A marker is found again, and what is selected let go.
  await press(other, '[', 'Escape')
  assert.equal(await other.player.row(), Number(/marks \d+~(\d+)/.exec(viewIn(it)!)![1]))
  await other.page.waitForFunction(() => !/toward|picked/.test(location.search))
  assertNoComplaints(it)
  assertNoComplaints(other)
})

test('a stretch dragged with Shift is played again and again, until Escape', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=3&lang=en`)
  const before = await pixels(it)
  await it.page.keyboard.down('Shift')
  await drag(it, 0.3, 0.31)
  await it.page.keyboard.up('Shift')
  assert.notDeepEqual(await pixels(it), before)
  await atRest(it, /^loop \d+~\d+$/)
  const [from, to] = /(\d+)~(\d+)/.exec(viewIn(it)!)!.slice(1).map(Number)
  assert.ok(from < to)

  // It begins at the start of the stretch, and comes to that again.
  const rows = await it.page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const rows: number[] = []
        const player = window.simloop
        const watch = () => {
          if (rows.at(-1) !== player.row) rows.push(player.row)
          if (rows.some((row, i) => i > 1 && row < rows[i - 1])) resolve(rows.slice(1))
          else requestAnimationFrame(watch)
        }
        player.play()
        watch()
      }),
  )
  await it.player.pause()
  assert.equal(rows[0], from)
  assert.equal(rows.at(-1), from)
  for (const row of rows) assert.ok(row >= from && row < to)

  await press(it, 'Escape')
  await it.page.waitForFunction(() => !location.search.includes('loop'))
  await it.player.seek('start')
  await it.page.waitForFunction(() => !new URLSearchParams(location.search).has('view'))
  assert.deepEqual(await pixels(it), before)
  assertNoComplaints(it)
})
