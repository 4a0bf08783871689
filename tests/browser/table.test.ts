// The latency table under the hand: pulled, written, put back, saved, carried in files and addresses; and the
// picture follows.

import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {test} from 'node:test'
import type {Page} from 'playwright-core'
import type {} from '../../static/src/panels/table/table.ts'
import {shownIn, trueAt} from './oracle.ts'
import {Gate} from './gate.ts'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const TEN = '/?scenario=crawler&urls=10&lang=en'
const opened = (path = TEN) => open(at.browser, at.server.url + path)

const row = (page: Page, id: string) => page.locator(`sim-table [data-row="${id}"]`)
const ping = (page: Page) => row(page, 'ping_other_city')

async function edit(it: Opened): Promise<void> {
  await it.page.keyboard.press('t')
  await ping(it.page).waitFor()
  await it.player.idle()
}

/** All that has been asked for is on screen: the run that is shown has the table that the editor shows. */
async function followed(it: Opened, id: string, ps: number): Promise<void> {
  await it.page.waitForFunction(
    ([id, ps]) => {
      const {recording} = window.simloop
      return (
        recording?.complete && recording.metadata.preset.rows.find((row) => row.id === id)!.real_ps === ps
      )
    },
    [id, ps] as const,
  )
  await it.player.idle()
}

async function write(it: Opened, id: string, field: 'real' | 'felt', text: string): Promise<void> {
  const input = row(it.page, id).locator(`.time.${field}`)
  await input.fill(text)
  await input.press('Enter')
}

const endPs = (it: Opened) => it.page.evaluate(() => window.simloop.recording!.endPs)
const here = (it: Opened) => it.page.evaluate(() => window.simloop.here)
const clock = (it: Opened) => it.page.locator('sim-clock').evaluate((clock) => clock.shadowRoot!.textContent!)

/** Pulls a knob along its rail with the mouse, to a part of it, there and back until `enough` has been seen. */
async function drag(it: Opened, id: string, to: number, enough: () => Promise<boolean>): Promise<void> {
  const slider = row(it.page, id).locator('input[type=range]')
  const box = (await slider.boundingBox())!
  const part = await slider.evaluate((input: HTMLInputElement) => {
    const [value, min, max] = [input.value, input.min, input.max].map(Number)
    return (value - min) / (max - min)
  })
  const knob = await slider.evaluate((input) => parseFloat(getComputedStyle(input).fontSize))
  const x = (part: number) => box.x + knob / 2 + part * (box.width - knob)
  const y = box.y + box.height / 2
  await it.page.mouse.move(x(part), y)
  await it.page.mouse.down()
  let way = 0
  for (let step = 1; way < 1 || !(await enough()); step++) {
    way = Math.abs((((step + STEPS) % (2 * STEPS)) - STEPS) / STEPS) // 0 to 1 and back to 0
    await it.page.mouse.move(x(part + (to - part) * way), y)
  }
  await it.page.mouse.up()
}

/** So many moves of the hand from one end to the other. */
const STEPS = 40

declare global {
  interface Window {
    /** Of each new picture: how long after the input that it is of, in milliseconds. */
    took: number[]
  }
}

/** From each input to the first frame drawn of a run with its table. */
const watchLatency = (it: Opened) =>
  it.page.evaluate(() => {
    const table = document.querySelector('sim-app')!.shadowRoot!.querySelector('sim-table')!
    const asked = new Map<number, number>()
    const took: number[] = []
    let shown = window.simloop.recording
    let drawn = window.simloop.redraws
    table.addEventListener(
      'edit',
      (event) => {
        const {edits} = (event as CustomEvent<{edits: Record<string, number>}>).detail
        asked.set(edits['ping_other_city'] ?? 150e9, performance.now())
      },
      {capture: true},
    )
    const look = () => {
      const {recording, redraws} = window.simloop
      if (recording === shown) drawn = redraws
      else if (redraws > drawn) {
        const ps = recording!.metadata.preset.rows.find(({id}) => id === 'ping_other_city')!.real_ps
        if (asked.has(ps)) took.push(performance.now() - asked.get(ps)!)
        shown = recording
        drawn = redraws
      }
      requestAnimationFrame(look)
    }
    look()
    window.took = took
  })

function latencies(what: string, took: number[]) {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)])
  console.log(`${what}: input to picture ${at(0.5)} ms (median of ${took.length}; ${at(0)} to ${at(1)})`)
  return took.length
}

/** The hand has let go, and the run that is shown is that of the table. */
async function settled(it: Opened): Promise<void> {
  await it.page.waitForFunction(() => {
    const {recording} = window.simloop
    const table = document.querySelector('sim-app')!.shadowRoot!.querySelector('sim-table')!
    const wanted = table.edits['ping_other_city'] ?? 150e9
    return (
      recording?.complete &&
      recording.metadata.preset.rows.find(({id}) => id === 'ping_other_city')!.real_ps === wanted
    )
  })
  await it.player.idle()
}

test('the editor is opened from the picker and with a key, and says what the run pays', async () => {
  const it = await opened()
  await it.page.getByRole('button', {name: /latencies/}).click()
  await it.page.getByRole('button', {name: /edit the table/}).click()
  await ping(it.page).waitFor()
  assert.equal(await it.page.locator('sim-table .row').count(), 15)
  assert.match(await ping(it.page).innerText(), /99\.\d %/)
  assert.match(await row(it.page, 'disk_read_1mb').innerText(), /not in this run/)
  const never = await it.page
    .locator('sim-table .row.never')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['row']))
  assert.ok(!never.includes('instruction') && !never.includes('context_switch') && never.includes('mutex'))
  await it.page.keyboard.press('t')
  await it.page.locator('sim-table').waitFor({state: 'detached'})
  assertNoComplaints(it)
})

test('dragging re-runs: end and clock change, the playhead stays on its event', async () => {
  const it = await opened(`${TEN}&place=Task-3+send+2`)
  await edit(it)
  const before = {endPs: await endPs(it), clock: await clock(it), world: await it.player.world()}
  const told = await it.page.locator('sim-narration .told').innerText()
  await watchLatency(it)

  // One pull at a time: from the hand's move to the picture of the new run.
  const slider = ping(it.page).locator('input[type=range]')
  await slider.focus()
  for (let pull = 1; pull <= 12; pull++) {
    await slider.press('ArrowLeft')
    await it.page.waitForFunction((count) => window.took.length >= count, pull)
    await settled(it)
  }
  // How long it took is told, not judged: this machine is not ours alone.
  assert.equal(latencies('one pull', await it.page.evaluate(() => window.took.splice(0))), 12)

  // The hand goes on until pictures have come while it moved.
  await drag(it, 'ping_other_city', 0.62, () => it.page.evaluate(() => window.took.length >= 3))
  await settled(it)
  latencies('a moving hand', await it.page.evaluate(() => window.took.splice(0)))

  assert.ok((await endPs(it)) < before.endPs / 10)
  assert.notEqual(await clock(it), before.clock)
  assert.equal(await here(it), 'Task-3 send 2')
  const world = await it.player.world()
  const {rows} = await it.recording()
  assert.deepEqual(shownIn(world), trueAt(rows, world.row))
  assert.deepEqual([rows[world.row].kind, rows[world.row].subject], ['coroutine.send', 'Task-3'])
  assert.ok(world.t < before.world.t / 10)
  assert.notEqual(await it.page.locator('sim-narration .told').innerText(), '')
  assert.ok(told.includes('Task-3'))
  assert.match(await it.page.locator('sim-table .outcome').innerText(), /the run takes/)

  // Put back: the very run that it was.
  await ping(it.page).getByRole('button').click()
  await followed(it, 'ping_other_city', 150e9)
  assert.equal(await endPs(it), before.endPs)
  assert.equal(await clock(it), before.clock)
  assert.equal(await here(it), 'Task-3 send 2')
  await it.page.waitForFunction(() => !location.search.includes('table='))
  assertNoComplaints(it)
})

test('an event without a name stays too, through there and back', async () => {
  const it = await opened()
  await it.player.seek('Task-2 send 2')
  await it.player.step(5)
  await edit(it)
  const start = await it.player.row()
  for (const text of ['1 us', '3 s', '0', '150 ms']) {
    await write(it, 'ping_other_city', 'real', text)
    await followed(it, 'ping_other_city', {'1 us': 1e6, '3 s': 3e12, '0': 0, '150 ms': 150e9}[text]!)
  }
  assert.equal(await it.player.row(), start)
  assertNoComplaints(it)
})

test('fields read real and felt time, in both languages, and say what they cannot read', async () => {
  const it = await opened()
  await edit(it)
  await write(it, 'ping_other_city', 'real', '2 h')
  await followed(it, 'ping_other_city', 7200 * 380)
  assert.equal(await ping(it.page).locator('.time.felt').inputValue(), '2 hours')
  await write(it, 'ping_other_city', 'felt', '1天')
  await followed(it, 'ping_other_city', 86_400 * 380)
  assert.equal(await ping(it.page).locator('.time.real').inputValue(), '32.83 µs')

  await write(it, 'mutex', 'real', 'a while')
  assert.match(await row(it.page, 'mutex').getByRole('alert').innerText(), /150 ms/)
  assert.equal(await row(it.page, 'mutex').locator('.time.real').inputValue(), 'a while')
  await write(it, 'mutex', 'real', '1000000 s')
  await row(it.page, 'mutex').getByRole('alert').waitFor({state: 'detached'})
  await write(it, 'mutex', 'real', '2000000 s')
  assert.match(await row(it.page, 'mutex').getByRole('alert').innerText(), /From/)
  await write(it, 'mutex', 'real', '1 us')
  await followed(it, 'mutex', 1e6)

  // One instruction is one second of felt time, whatever it is.
  await write(it, 'instruction', 'real', '1 ns')
  await followed(it, 'instruction', 1000)
  assert.equal(await row(it.page, 'instruction').locator('.time.felt').inputValue(), '1 second')
  assert.match(await clock(it), /1 ns feels like 1 second/)

  await it.page.getByRole('button', {name: '用中文显示'}).click()
  await it.player.idle()
  assert.equal(await row(it.page, 'mutex').locator('.time.felt').inputValue(), '16分40秒')
  await it.page.getByRole('button', {name: '全部恢复'}).click()
  await followed(it, 'instruction', 380)
  assertNoComplaints(it)
})

test('what somebody writes is not written over by a run that comes in meanwhile', async () => {
  const it = await opened()
  await edit(it)
  const id = await it.player.recordingId()
  await write(it, 'ping_other_city', 'real', '6 ms')
  const field = row(it.page, 'mutex').locator('.time.real')
  await field.fill('1')
  await it.player.loaded(id)
  await it.page.keyboard.type(' us')
  assert.equal(await field.inputValue(), '1 us')
  await field.press('Escape')
  assert.equal(await field.inputValue(), '25 ns')
  assertNoComplaints(it)
})

test('a table is saved, chosen again, and forgotten', async () => {
  const it = await opened()
  await edit(it)
  await write(it, 'ping_other_city', 'real', '7 ms')
  await followed(it, 'ping_other_city', 7e9)
  await it.page.getByRole('textbox', {name: 'a name for it'}).fill('my city')
  await it.page.getByRole('button', {name: 'Save', exact: true}).click()
  await it.page.getByText('Saved as “my city”').waitFor()
  const select = it.page.locator('sim-table select')
  await select.selectOption({label: "the notes' table"})
  await followed(it, 'ping_other_city', 150e9)
  await it.page.reload()
  await it.player.loaded()
  await edit(it)
  await select.selectOption({label: 'my city'})
  await followed(it, 'ping_other_city', 7e9)
  assert.match(await it.page.getByRole('button', {name: /latencies/}).innerText(), /my city/)
  await it.page.getByRole('button', {name: 'Forget'}).click()
  assert.equal(await select.locator('option', {hasText: 'my city'}).count(), 0)
  assertNoComplaints(it)
})

test('a table goes out as a file and comes back; a wrong file is told what is wrong', async () => {
  const it = await opened()
  await edit(it)
  await write(it, 'ping_other_city', 'real', '7 ms')
  await write(it, 'context_switch', 'real', '2 us')
  await followed(it, 'context_switch', 2e6)
  const [download] = await Promise.all([
    it.page.waitForEvent('download'),
    it.page.getByRole('button', {name: 'Export'}).click(),
  ])
  const text = await readFile((await download.path())!, 'utf8')
  const file = JSON.parse(text) as {base: string; rows: unknown}
  assert.equal(file.base, 'notes')
  assert.deepEqual(file.rows, [
    {id: 'context_switch', real_ps: 2e6},
    {id: 'ping_other_city', real_ps: 7e9},
  ])
  await it.page.getByRole('button', {name: 'Reset all'}).click()
  await followed(it, 'ping_other_city', 150e9)
  const give = (text: string) =>
    it.page
      .locator('sim-table [type=file]')
      .setInputFiles({name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text)})
  await give(text)
  await followed(it, 'ping_other_city', 7e9)
  await followed(it, 'context_switch', 2e6)
  await give(text.replace('7000000000', '-1'))
  await it.page.getByText('(rows.ping_other_city.real_ps)').waitFor()
  await give('nothing')
  await it.page.getByText('no JSON').waitFor()
  assertNoComplaints(it)
})

test('an address carries what differs, and opens as it was', async () => {
  const it = await opened(`${TEN}&place=Task-3+send+2`)
  await edit(it)
  await write(it, 'ping_other_city', 'real', '7 ms')
  await write(it, 'mutex', 'real', '1 us')
  await followed(it, 'mutex', 1e6)
  await it.page.waitForURL(/table=mutex\+1us\+ping_other_city\+7ms/)
  const id = await it.player.recordingId()
  const world = await it.player.world()

  const again = await opened(it.page.url().replace(at.server.url, ''))
  assert.equal(await again.player.recordingId(), id)
  assert.deepEqual(await again.player.world(), world)
  await edit(again)
  assert.equal(await ping(again.page).locator('.time.real').inputValue(), '7 ms')
  assertNoComplaints(again)
  assertNoComplaints(it)
})

test('an address with a row that is none, or a time that is none, says so', async () => {
  for (const [table, said] of [
    ['moon+3ms', /moon[\s\S]*mutex/],
    ['mutex+soon', /preset\.rows\.mutex\.real_ps[\s\S]*soon/],
  ] as const) {
    const page = await at.browser.newPage({locale: 'en-US'})
    await page.goto(`${at.server.url}${TEN}&table=${table}`)
    await page
      .locator('sim-app')
      .getByText(/could not start/)
      .waitFor()
    assert.match(await page.locator('.instead').innerText(), said)
    await page.close()
  }
})

test('a long run says how far it is, can be cancelled, and makes way for a newer one', async () => {
  let gate: Gate | undefined
  const it = await open(
    at.browser,
    `${at.server.url}/?scenario=crawler&urls=1000&lang=en`,
    {},
    async (page) => {
      gate = await Gate.before(page)
    },
  )
  await edit(it)
  const id = await it.player.recordingId()
  gate!.shut(1)
  await write(it, 'ping_other_city', 'real', '7 ms')
  await it.page
    .locator('sim-table')
    .getByText(/running · [\d,]+ events/)
    .waitFor()
  await it.page.getByRole('button', {name: 'Cancel'}).click()
  await it.page.getByText(/Cancelled/).waitFor()
  assert.equal(await it.player.recordingId(), id, 'what was on screen stays')
  gate!.open()
  await write(it, 'ping_other_city', 'real', '8 ms')
  await write(it, 'ping_other_city', 'real', '9 ms')
  await followed(it, 'ping_other_city', 9e9)
  await it.page
    .locator('sim-table')
    .getByText(/the run takes/)
    .waitFor()
  assertNoComplaints(it)
})
