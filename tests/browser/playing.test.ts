// The page plays a recording: what it shows at any instant is what the recording says of it.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import type {Page} from 'playwright-core'
import {rowsOf, shownIn, trueAt} from './oracle.ts'
import {assertNoComplaints, open, type Opened, type Unit} from './page.ts'
import type {Row} from './rows.ts'
import {stage} from './stage.ts'

const at = stage()
const THREE = '/?scenario=crawler&urls=3'
const opened = (path = THREE) => open(at.browser, at.server.url + path)

/** What the panels say, read off the screen. */
const onScreen = (page: Page) => ({
  row: page.locator('sim-narration .row'),
  told: page.locator('sim-narration .told'),
  felt: page.locator('sim-clock .felt'),
  executing: page.locator('sim-code .executing'),
  registered: page.locator('sim-room .selector tbody tr'),
  ready: page.locator('sim-room .ready .chip'),
  tasks: page.locator('sim-room .tasks tbody tr:not(.frame)'),
  chain: page.locator('sim-chain li'),
})

/** The felt clock's figures as felt seconds: years of 365.25 days, days, and the time of day. */
async function feltSeconds(page: Page): Promise<number> {
  const text = (await onScreen(page).felt.innerText()).replace(/[\s,]+/g, ' ')
  const [, years = '0'] = /(\d+) years?/.exec(text) ?? []
  const [, days = '0'] = /(\d+) days?/.exec(text) ?? []
  const [, hours, minutes, seconds] = /(\d\d):(\d\d):(\d\d)/.exec(text)!.map(Number)
  return Number(years) * 365.25 * 86_400 + Number(days) * 86_400 + hours * 3600 + minutes * 60 + seconds
}

const shownRows = (worlds: readonly {row: number}[]): number[] => worlds.map(({row}) => row)

async function assertScreenIsTrue({page}: Opened, rows: Row[], row: number, instructionPs: number) {
  const screen = onScreen(page)
  const truth = trueAt(rows, row)
  const {file, line, t_ps} = rows[row]
  assert.equal(await screen.row.innerText(), `${row}`)
  assert.ok(Math.abs((await feltSeconds(page)) - t_ps / instructionPs) <= 1, `the clock at row ${row}`)
  assert.equal(await screen.registered.count(), truth.registered.length, `registered at row ${row}`)
  assert.equal(await screen.ready.count(), truth.ready.length, `ready at row ${row}`)
  assert.equal(await screen.tasks.count(), Object.keys(truth.tasks).length, `tasks at row ${row}`)
  if (rows[row].kind === 'line') {
    const pane = page.locator(`sim-code [data-file="${file}"]`)
    assert.equal(
      (await pane.locator('.executing .number').first().innerText()).split('\n')[0],
      `${line}`,
      `executing at row ${row}`,
    )
  }
}

test('forward and back, event by event, the world is what the recording says it is', async () => {
  const it = await opened()
  const {rows} = await it.recording()

  // What a name is given is no stop of its own: it is seen at the next one.
  const stops = rows.flatMap(({kind}, row) => (kind === 'assign' ? [] : [row]))
  const start = await it.player.world()
  assert.equal(start.row, 0)
  const forward = [start, ...(await it.player.worlds(stops.length - 1, 1))]
  assert.deepEqual(shownRows(forward), stops)
  for (const world of forward)
    assert.deepEqual(shownIn(world), trueAt(rows, world.row), `at row ${world.row}`)

  const back = (await it.player.worlds(stops.length - 1, -1)).reverse()
  assert.deepEqual(shownRows(back), stops.slice(0, -1))
  back.forEach((world, index) => assert.deepEqual(world, forward[index], `back at row ${world.row}`))
  assert.deepEqual(await it.player.world(), start)
  assertNoComplaints(it)
})

test('after stepping to the end and back to the start, the picture is what it was, to the pixel', async () => {
  const it = await opened()
  await it.player.step(1)
  await it.player.step(-1)
  const before = await it.page.screenshot()
  await it.page.getByRole('button', {name: 'To the end'}).click()
  await it.player.idle()
  const end = await it.page.screenshot()
  await it.page.getByRole('button', {name: 'To the start'}).click()
  await it.page.mouse.move(5, 500)
  await it.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await it.player.idle()
  const after = await it.page.screenshot()
  assert.ok(!end.equals(before), 'the end looks like the start')
  assert.ok(after.equals(before), 'the start looks other than before')
  assertNoComplaints(it)
})

test('the panels say what the recording says, wherever one jumps', async () => {
  const it = await opened()
  const {rows, metadata} = await it.recording()
  const everywhere = Array.from({length: 25}, (_, part) => Math.floor((part * (rows.length - 1)) / 24))
  const hereAndThere = [...everywhere, ...everywhere.toReversed()].toSorted(
    (a, b) => ((a * 7) % 25) - ((b * 7) % 25),
  )
  for (const row of hereAndThere) {
    if (rows[row].kind === 'assign') continue // no stop of its own
    await it.player.seek(`event ${row}`)
    await assertScreenIsTrue(it, rows, row, metadata.preset.instruction_ps)
    assert.deepEqual(shownIn(await it.player.world()), trueAt(rows, row))
  }
  assertNoComplaints(it)
})

test('a step by callback or by turn of the loop goes to where the next one begins', async () => {
  const it = await opened()
  const {rows} = await it.recording()
  const kinds: Record<Exclude<Unit, 'event'>, string> = {
    callback: 'callback',
    turn: 'select',
  }
  for (const [unit, kind] of Object.entries(kinds)) {
    await it.page.getByRole('radio', {name: unit, exact: true}).click()
    await it.player.seek('start')
    const begins = rowsOf(rows, kind, 'begin')
    for (const row of begins) {
      await it.page.getByRole('button', {name: 'One step on'}).click()
      assert.equal(await it.player.row(), row, `forward by ${unit}`)
    }
    for (const row of begins.slice(0, -1).reverse()) {
      await it.page.getByRole('button', {name: 'One step back'}).click()
      assert.equal(await it.player.row(), row, `back by ${unit}`)
    }
  }
  assertNoComplaints(it)
})

test('the keys do what their list says', async () => {
  const it = await opened()
  const {rows} = await it.recording()
  const last = rows.length - 1
  const [firstCallback, secondCallback] = rowsOf(rows, 'callback', 'begin')
  const [firstTurn] = rowsOf(rows, 'select', 'begin')
  const story: [string, number][] = [
    ['.', 1],
    ['ArrowRight', 2],
    [',', 1],
    ['ArrowLeft', 0],
    ['ArrowLeft', 0], // there is nothing before the start
    ['Shift+ArrowRight', firstCallback],
    ['Shift+ArrowRight', secondCallback],
    ['Shift+ArrowLeft', firstCallback],
    ['Home', 0],
    ['Alt+ArrowRight', firstTurn],
    ['m', firstTurn],
    ['End', last],
    ['.', last], // nor after the end
    ['[', firstTurn],
    ['Home', 0],
    [']', firstTurn],
  ]
  for (const [key, row] of story) {
    await it.page.keyboard.press(key)
    assert.equal(await it.player.row(), row, `after ${key}`)
  }
  const room = it.page.locator('sim-room')
  assert.equal(await room.count(), 1)
  await it.page.keyboard.press('r')
  await it.player.idle()
  assert.equal(await room.count(), 0)
  await it.page.keyboard.press('?')
  await it.page.getByRole('dialog', {name: 'Keys'}).waitFor()
  await it.page.keyboard.press('Escape')
  assert.equal(await it.page.getByRole('dialog').count(), 0)
  assertNoComplaints(it)
})

test('no key fires while somebody types', async () => {
  const it = await opened()
  await it.player.seek('event 40')
  await it.page.getByRole('button', {name: /crawler •/}).click()
  await it.page.getByRole('textbox', {name: 'pages'}).fill('')
  await it.page.getByRole('textbox', {name: 'pages'}).pressSequentially('5.,mz r[]')
  await it.page.getByRole('textbox', {name: 'pages'}).press('Home')
  assert.equal(await it.player.row(), 40)
  assert.equal(await it.page.getByRole('textbox', {name: 'pages'}).inputValue(), '5.,mz r[]')
  assertNoComplaints(it)
})

test('dragging along the run scrubs: further right is later, and each instant is true', async () => {
  const it = await opened()
  const {rows} = await it.recording()
  const strip = (await it.page.locator('sim-transport .strip').boundingBox())!
  const y = strip.y + strip.height / 2
  await it.page.mouse.move(strip.x + 2, y)
  await it.page.mouse.down()
  const seen: number[] = []
  for (const part of [0.02, 0.2, 0.35, 0.5, 0.65, 0.8, 0.99, 0.3]) {
    await it.page.mouse.move(strip.x + strip.width * part, y)
    await it.player.idle()
    const world = await it.player.world()
    assert.deepEqual(shownIn(world), trueAt(rows, world.row))
    seen.push(world.row)
  }
  await it.page.mouse.up()
  const rightwards = seen.slice(0, -1)
  assert.deepEqual(
    rightwards,
    rightwards.toSorted((a, b) => a - b),
  )
  assert.ok(seen[0] < rows.length / 10 && rightwards.at(-1)! > rows.length * 0.8, `rows ${seen}`)
  assert.ok(seen.at(-1)! < rightwards.at(-1)!)
  assertNoComplaints(it)
})

test('playing passes through the run to its end, and stops there', async () => {
  const it = await opened()
  const {rows} = await it.recording()
  await it.page.keyboard.press('Space')
  await it.page.waitForFunction(() => window.simloop.row > 20)
  await it.page.keyboard.press('Space')
  const [first, then] = [await it.player.row(), await it.player.row()]
  assert.equal(first, then, 'it is paused')
  assert.deepEqual(shownIn(await it.player.world()), trueAt(rows, first))

  await it.page.locator('sim-transport select').selectOption('century')
  await it.page.getByRole('button', {name: 'Play'}).click()
  await it.page.waitForFunction(
    (last) => window.simloop.row === last && window.simloop.paused,
    rows.length - 1,
  )
  assert.deepEqual(shownIn(await it.player.world()), trueAt(rows, rows.length - 1))
  assertNoComplaints(it)
})

test('while nothing moves, nothing is drawn', async () => {
  const it = await opened()
  await it.player.seek('turn 2')
  const drawn = await it.page.evaluate(() => window.simloop.redraws)
  await it.page.waitForTimeout(500)
  assert.equal(await it.page.evaluate(() => window.simloop.redraws), drawn)
})
