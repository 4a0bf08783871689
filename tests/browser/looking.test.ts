// How deep one looks, what one has selected, and what one asks: depth, selection, why? and then?.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

const crawler = (query = '', options = {}) =>
  open(at.browser, `${at.server.url}/?scenario=crawler&urls=3${query}`, options)
const press = async ({page, player}: Opened, key: string) => {
  await page.keyboard.press(key)
  await player.idle()
}
const depthOf = ({page}: Opened) => page.evaluate(() => window.simloop.depth)
const selectedIn = ({page}: Opened) => page.evaluate(() => window.simloop.selected)
const tabs = ({page}: Opened) => page.locator('sim-code').getByRole('tab').allInnerTexts()

test('up and down look less deep and deeper: the same playhead, with fewer things to see', async () => {
  const it = await crawler('&place=Task-1+send+3')
  const {page} = it
  const row = await it.player.row()
  assert.equal(await depthOf(it), 'machine')
  assert.equal(await page.locator('sim-room .sockets').count(), 1)
  assert.match(await page.locator('sim-chain ol').innerText(), /answer arrives/)

  await press(it, 'ArrowUp')
  assert.equal(await depthOf(it), 'loop')
  assert.equal(await page.locator('sim-room .sockets').count(), 0)
  assert.equal(await page.locator('sim-room .selector').count(), 1)
  assert.match(await page.locator('sim-chain li').first().innerText(), /select\(\) returns/)

  await press(it, 'ArrowUp')
  assert.equal(await depthOf(it), 'future')
  assert.equal(await page.locator('sim-room .selector').count(), 0)
  assert.equal(await page.locator('sim-room .futures').count(), 1)
  assert.deepEqual(await tabs(it), ['future.py', 'task.py'])

  await press(it, 'ArrowUp')
  assert.equal(await depthOf(it), 'program')
  assert.equal(await page.locator('sim-room .futures, sim-room .tasks').count(), 0)
  assert.equal(await page.locator('sim-code .pane').count(), 1)
  assert.match(await page.locator('sim-narration .told').innerText(), /crawler\.py/)

  await press(it, 'ArrowUp')
  assert.equal(await depthOf(it), 'program')
  for (let i = 0; i < 3; i++) await press(it, 'ArrowDown')
  assert.equal(await depthOf(it), 'machine')
  assert.equal(await it.player.row(), row)
  assertNoComplaints(it)
})

test('a step passes over what is hidden, and is told of what it comes to', async () => {
  const it = await crawler('&depth=future')
  const {rows} = await it.recording()
  const hidden = /^(select|callback|packet|socket|selector)/
  let before = await it.player.row()
  for (let i = 0; i < 40; i++) {
    await it.page.evaluate(() => window.simloop.step(1, 'event'))
    const row = await it.player.row()
    assert.ok(row > before)
    assert.doesNotMatch(rows[row].kind, hidden)
    assert.notEqual(rows[row].file, 'loop.py')
    before = row
  }
  await it.player.idle()
  assert.equal(await it.page.locator('sim-narration .row').innerText(), `${before}`)
  assertNoComplaints(it)
})

test('the depth is in the address and remembered', async () => {
  const context = await at.browser.newContext({viewport: {width: 1600, height: 1000}, locale: 'en-US'})
  const page = await context.newPage()
  const ready = () => page.waitForFunction(() => window.simloop?.recording?.complete)
  await page.goto(`${at.server.url}/?urls=1`)
  await ready()
  await page.getByRole('combobox', {name: 'How deep to look'}).first().selectOption('loop')
  await page.waitForFunction(() => new URLSearchParams(location.search).get('depth') === 'loop')
  await page.goto(`${at.server.url}/?urls=1`)
  await ready()
  assert.equal(await page.evaluate(() => window.simloop.depth), 'loop')
  await context.close()
})

test('what is selected lights up in the room, and the rest recedes; Escape clears', async () => {
  const it = await crawler('&place=Task-1+send+3')
  const {page} = it
  await page.locator('sim-room .tasks').getByRole('button', {name: 'Task-2'}).click()
  await it.player.idle()
  assert.equal(await selectedIn(it), 'Task-2')
  assert.match(await page.locator('sim-room .tasks tr.lit').innerText(), /Task-2/)
  assert.equal(await page.locator('sim-room .tasks tr.receded').count(), 2)
  assert.match(await page.locator('sim-room .selector tr.lit').innerText(), /fd 5/)
  assert.match(await page.locator('sim-room .sockets tr.lit').innerText(), /fd 5/)
  await press(it, 'Escape')
  assert.equal(await selectedIn(it), null)
  assert.equal(await page.locator('sim-room .receded').count(), 0)

  await page.locator('sim-room .selector').getByRole('button', {name: 'fd 6'}).click()
  assert.equal(await selectedIn(it), 'fd 6')
  assertNoComplaints(it)
})

test('a click on the name of a lane selects its task', async () => {
  const it = await crawler('&place=Task-1+send+3')
  const box = (await it.page.locator('sim-player .timeline').boundingBox())!
  for (let y = 0; y < box.height && (await selectedIn(it)) === null; y += 12)
    await it.page.mouse.click(box.x + 20, box.y + y)
  assert.equal(await selectedIn(it), 'Task-1')
  await it.page.locator('.picked').getByRole('button', {name: 'Clear the selection'}).click()
  assert.equal(await selectedIn(it), null)
  assertNoComplaints(it)
})

test('n goes to the next thing that happens to the task, shift and n back', async () => {
  const it = await crawler('&place=Task-1+send+3')
  const {rows} = await it.recording()
  const start = await it.player.row()
  await press(it, 'n')
  assert.equal(await selectedIn(it), 'Task-1')
  const first = await it.player.row()
  assert.ok(first > start)
  await press(it, 'n')
  assert.ok((await it.player.row()) > first)
  await press(it, 'Shift+N')
  await press(it, 'Shift+N')
  assert.equal(await it.player.row(), start)

  await it.page.evaluate(() => (window.simloop.selected = 'Task-3'))
  await press(it, 'n')
  const row = rows[await it.player.row()]
  assert.notEqual(row.subject, 'Task-1')
  assertNoComplaints(it)
})

test('why? lists the causes back to the start, nearest first, and each leads there', async () => {
  const it = await crawler('&place=Task-1+send+3')
  const {rows} = await it.recording()
  const row = await it.player.row()
  await press(it, 'w')
  const panel = it.page.locator('sim-why')
  const causes = await panel
    .locator('li[data-row]')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset['row'])))
  assert.equal(causes[0], rows[row].cause)
  assert.equal(causes.at(-1), 0)
  assert.deepEqual(
    causes,
    causes.toSorted((a, b) => b - a),
  )
  assert.match(await panel.locator('ol').innerText(), /select\(\) reports fd 4 as readable/)
  await panel.locator('li[data-row] button').nth(2).click()
  await it.player.idle()
  assert.equal(await it.player.row(), causes[2])
  assert.equal(await panel.locator('li[aria-current=true]').count(), 1)
  await press(it, 'Escape')
  assert.equal(await panel.count(), 0)
  assertNoComplaints(it)
})

test('then? says what a set_result wakes, and is the other way round', async () => {
  const it = await crawler('&place=f7+set_result')
  await it.page.locator('sim-narration').getByRole('button', {name: 'then?'}).click()
  await it.player.idle()
  const panel = it.page.locator('sim-why')
  assert.match(await panel.locator('ol').innerText(), /Task-1/)
  assert.ok((await panel.locator('li[data-row]').count()) >= 3)
  await it.page.locator('sim-narration').getByRole('button', {name: 'then?'}).click()
  assert.equal(await panel.count(), 0)
  assertNoComplaints(it)
})

test('on a phone too there is a depth to choose, and it speaks Chinese', async () => {
  const it = await crawler('&lang=zh&place=Task-1+send+3', {viewport: {width: 390, height: 844}})
  await it.page.getByRole('button', {name: '菜单'}).click()
  await it.page.getByRole('dialog').getByRole('combobox', {name: '看到多深'}).selectOption('future')
  await it.page.keyboard.press('Escape')
  await it.player.idle()
  assert.equal(await depthOf(it), 'future')
  await it.page.locator('sim-narration').getByRole('button', {name: '怎么来的'}).click()
  assert.match(await it.page.locator('sim-why ol').innerText(), /Task-1/)
  const {scroll, width} = await it.page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: innerWidth,
  }))
  assert.ok(scroll <= width)
  assertNoComplaints(it)
})
