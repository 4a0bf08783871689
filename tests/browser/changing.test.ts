// What runs can be changed on the page: the picture changes because the run has. Mistakes are named.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {shownIn, trueAt} from './oracle.ts'
import {assertNoComplaints, open} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const THREE = '/?scenario=crawler&urls=3'
const opened = (path = THREE) => open(at.browser, at.server.url + path)

test('another preset is another run, and the playhead stays at its place', async () => {
  const it = await opened()
  const before = await it.recording()
  await it.player.seek('fd 5 writable')
  const slow = await it.player.world()

  const id = await it.player.recordingId()
  await it.page.getByRole('button', {name: /latencies/}).click()
  await it.page.getByRole('radio', {name: /same data centre/}).click()
  await it.player.loaded(id)
  const after = await it.recording()
  assert.equal(after.metadata.preset.id, 'same-dc')
  const fast = await it.player.world()
  assert.deepEqual(shownIn(fast), trueAt(after.rows, fast.row))
  assert.deepEqual([after.rows[fast.row].kind, after.rows[fast.row].subject], ['select.readiness', 'fd 5'])
  // 0.5 ms there and back where it was 150 ms.
  assert.ok(fast.t < slow.t / 100, `${fast.t} ps where it was ${slow.t} ps`)
  assert.ok(after.rows.at(-1)!.t_ps < before.rows.at(-1)!.t_ps / 100)
  assert.match(it.page.url(), /preset=same-dc/)
  assertNoComplaints(it)
})

test('all presets of the server can be chosen', async () => {
  const it = await opened()
  const {presets} = (await (await fetch(`${at.server.url}/api/presets`)).json()) as {
    presets: {id: string; en: string}[]
  }
  for (const preset of presets.toReversed()) {
    const id = await it.player.recordingId()
    if ((await it.recording()).metadata.preset.id === preset.id) continue
    await it.page.getByRole('button', {name: /latencies/}).click()
    await it.page.locator(`sim-presets [data-preset="${preset.id}"]`).click()
    await it.player.loaded(id)
    assert.equal((await it.recording()).metadata.preset.id, preset.id)
    await it.page.keyboard.press('Escape')
  }
  assertNoComplaints(it)
})

test('the language changes without a reload, and the names of Python things do not', async () => {
  const it = await opened()
  await it.page.evaluate(() => Object.assign(window, {sameDocument: true}))
  await it.player.seek('f2 set_result')
  const told = it.page.locator('sim-narration .told')
  const english = await told.innerText()
  const world = await it.player.world()

  await it.page.getByRole('button', {name: '用中文显示'}).click()
  await it.player.idle()
  const chinese = await told.innerText()
  assert.match(chinese, /\p{Script=Han}/u)
  assert.match(english, /f2/)
  assert.match(chinese, /f2/)
  assert.doesNotMatch(english, /\p{Script=Han}/u)
  assert.equal(await it.page.evaluate(() => document.documentElement.lang), 'zh-CN')
  assert.deepEqual(await it.player.world(), world)
  assert.ok(await it.page.evaluate(() => 'sameDocument' in window))
  // Names stay as they are: Python's, the project's, and the values that one writes into an address.
  const values = Object.values((await it.recording()).metadata.parameters).filter(
    (value) => typeof value === 'string',
  )
  const names = new RegExp(
    ['sim\\s*loop', 'English', 'CPU', 'Task', 'Future', 'select', ...values].join('|'),
    'g',
  )
  const words = await it.page.locator('sim-transport, header').allInnerTexts()
  assert.doesNotMatch(words.join(' ').replace(names, ''), /[A-Za-z]{3}/)

  await it.page.reload()
  await it.player.loaded()
  assert.match(
    await it.page.locator('sim-narration .told').innerText(),
    /\p{Script=Han}/u,
    'it is remembered',
  )
  assertNoComplaints(it)
})

test('the three themes differ, and are remembered', async () => {
  const it = await opened()
  const ground = () => it.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const seen = new Set<string>()
  for (let press = 0; press < 3; press++) {
    seen.add(
      `${await ground()} ${await it.page.evaluate(() => document.documentElement.getAttribute('theme'))}`,
    )
    await it.page.getByRole('button', {name: /^Theme/}).click()
    await it.player.idle()
  }
  assert.equal(seen.size, 3)
  assertNoComplaints(it)
})

test('another scenario and other parameters run when they are asked for', async () => {
  const it = await opened()
  const id = await it.player.recordingId()
  await it.page.getByRole('button', {name: /crawler •/}).click()
  await it.page.getByRole('radio', {name: /^echo server/}).check()
  await it.page.getByRole('textbox', {name: 'clients'}).fill('2')
  await it.page.getByRole('button', {name: 'Run', exact: true}).click()
  await it.player.loaded(id)
  const {metadata, rows} = await it.recording()
  assert.equal(metadata.scenario, 'echo')
  assert.equal(metadata.parameters['clients'], 2)
  await it.player.seek('end')
  assert.deepEqual(shownIn(await it.player.world()), trueAt(rows, rows.length - 1))
  assertNoComplaints(it)
})

test('a bad value is refused at its field, with what is allowed; what was on screen stays', async () => {
  const it = await opened()
  const id = await it.player.recordingId()
  for (const [value, field, allowed] of [
    ['0', 'pages', /1 to 1000/],
    ['many', 'pages', /1 to 1000/],
    ['-3', 'seed', /0 to \d+/],
  ] as const) {
    if (!(await it.page.getByRole('textbox', {name: field}).count()))
      await it.page.getByRole('button', {name: /crawler •/}).click()
    await it.page.getByRole('textbox', {name: 'pages'}).fill('3')
    await it.page.getByRole('textbox', {name: 'seed'}).fill('0')
    await it.page.getByRole('textbox', {name: field}).fill(value)
    await it.page.getByRole('button', {name: 'Run', exact: true}).click()
    const wrong = it.page.locator('label.field.wrong', {has: it.page.getByRole('textbox', {name: field})})
    await wrong.waitFor()
    assert.match(await wrong.innerText(), allowed)
  }
  assert.equal(await it.player.recordingId(), id)
  await it.player.step(1)

  await it.page.getByRole('textbox', {name: 'pages'}).fill('2')
  await it.page.getByRole('textbox', {name: 'seed'}).fill('0')
  await it.page.getByRole('button', {name: 'Run', exact: true}).click()
  await it.player.loaded(id)
  assert.equal((await it.recording()).metadata.parameters['urls'], 2)
  assertNoComplaints(it)
})

for (const [query, named] of [
  ['scenario=nothing', /scenario[\s\S]*crawler[\s\S]*echo/],
  ['preset=moon', /preset[\s\S]*notes/],
  ['urls=0', /1 to 1000/],
  ['colour=red', /colour[\s\S]*urls/],
  ['seed=lucky', /whole number/],
] as const) {
  test(`an address with ${query} says what is wrong with it`, async () => {
    const page = await at.browser.newPage({locale: 'en-US'})
    await page.goto(`${at.server.url}/?${query}`)
    const said = page.locator('sim-app').getByText(/could not start/)
    await said.waitFor()
    assert.match(await page.locator('.instead').innerText(), named)
    await page.close()
  })
}

test('a place that the run does not have is named, and the run plays from the start', async () => {
  const it = await opened(`${THREE}&place=Task-9+send+2`)
  assert.match(await it.page.getByRole('alert').innerText(), /Task-9/)
  assert.equal(await it.player.row(), 0)
  await it.player.step(1)
  assert.equal(await it.player.row(), 1)
  assertNoComplaints(it)
})

test('an address names a run and a place in it', async () => {
  const it = await opened(`${THREE}&place=Task-3+send+2`)
  const {rows} = await it.recording()
  const row = await it.player.row()
  assert.deepEqual(
    [rows[row].kind, rows[row].subject, rows[row].label],
    ['coroutine.send', 'Task-3', 'resumed'],
  )
  assertNoComplaints(it)
})
