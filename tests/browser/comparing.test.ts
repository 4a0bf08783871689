// Two runs beside each other, and one change made to a run: what if this packet had got lost?

import assert from 'node:assert/strict'
import {test} from 'node:test'
import type {Comparison} from '../../static/src/page/comparison.ts'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const TEN = '/?scenario=crawler&urls=10&lang=en'
const opened = (path = TEN) => open(at.browser, at.server.url + path)

const verdict = ({page}: Opened) => page.locator('sim-comparison .verdict')

/** All that is said to differ. */
const differing = async ({page}: Opened) =>
  (await page.locator('sim-differences table').allInnerTexts()).join('\n')

/** The other run is there, and both are drawn. */
async function compared({page}: Opened): Promise<void> {
  await page.locator('sim-comparison sim-differences table').first().waitFor()
  await page.locator('sim-comparison').evaluate((comparison: Comparison) => comparison.idle())
}

/** Where both playheads are: the row, the place, and the instant. */
const playheads = ({page}: Opened) =>
  page.locator('sim-comparison sim-player').evaluateAll((players) =>
    (players as HTMLElementTagNameMap['sim-player'][]).map((player) => ({
      row: player.row,
      here: player.here,
      t: player.recording!.columns.t[player.row]!,
      end: player.recording!.endPs,
    })),
  )

test('a packet that gets lost is Task-3’s misfortune, and the verdict names nobody else', async () => {
  const it = await opened()
  const {rows} = await it.recording()
  const send = rows.findIndex(
    ({kind, phase, subject}) => kind === 'socket.send' && phase === 'begin' && subject === 'fd 6',
  )
  const request = rows.findIndex(
    ({kind, phase, cause}) => kind === 'packet.data' && phase === 'begin' && cause === send,
  )
  await it.player.seek(`event ${request}`)

  await it.page.locator('sim-narration .whatif').click()
  const offers = it.page.locator('sim-whatif li')
  await offers.first().waitFor()
  assert.match(await offers.first().innerText(), /this packet got lost \(Task-3 packet 4\)/)
  await offers.first().getByRole('button').click()
  await compared(it)

  const told = await verdict(it).innerText()
  assert.match(told, /^Task-3 finished \d[\d.]* years later; nobody else noticed/)
  assert.deepEqual(told.match(/Task-\d+/g), ['Task-3'])
  const [first, second] = await playheads(it)
  assert.deepEqual([first!.row, second!.row], [request, request])
  assert.ok(second!.end > first!.end)
  const differences = await differing(it)
  assert.match(differences, /packets lost\s+0\s+1\s+\+ 1/)
  assert.match(differences, /Task-3 waited for the network/)

  // The address says it all: another page shows the same.
  const other = await open(at.browser, it.page.url())
  await compared(other)
  assert.equal(await verdict(other).innerText(), told)
  assert.deepEqual(await playheads(other), await playheads(it))
  assertNoComplaints(other)

  await it.page.keyboard.press('Escape')
  await it.page.locator('sim-comparison').waitFor({state: 'detached'})
  assert.equal(new URL(it.page.url()).searchParams.get('compare'), null)
  assert.equal(await it.player.row(), request)
  assertNoComplaints(it)
})

test('both go together, by event or by time', async () => {
  const it = await opened(`${TEN}&place=Task-3+send+3&compare=${encodeURIComponent('preset=same-dc')}`)
  await compared(it)
  const byEvent = await playheads(it)
  assert.deepEqual(
    byEvent.map(({here}) => here),
    ['Task-3 send 3', 'Task-3 send 3'],
  )
  assert.ok(byEvent[1]!.t < byEvent[0]!.t / 100)

  await it.page.keyboard.press('ArrowRight')
  await compared(it)
  const stepped = await playheads(it)
  assert.ok(stepped[0]!.row > byEvent[0]!.row)
  assert.equal(stepped[1]!.here, stepped[0]!.here)

  await it.page.getByRole('button', {name: 'the same time'}).click()
  await compared(it)
  const [first, second] = await playheads(it)
  assert.equal(second!.t, Math.min(first!.t, second!.end))

  await it.page.keyboard.press('Home')
  const play = it.page.locator('sim-comparison sim-transport .play').last()
  await play.click()
  await it.page.waitForFunction(() => {
    const comparison = document.querySelector('sim-app')!.shadowRoot!.querySelector('sim-comparison')!
    const [above, below] = comparison.shadowRoot!.querySelectorAll('sim-player')
    return above!.row > 40 && below!.row > 40
  })
  await play.click()
  assertNoComplaints(it)
})

test('another run is chosen by preset, model, seed and parameters; what is refused is said, and can be mended', async () => {
  const it = await opened()
  await it.page.keyboard.press('v')
  const choice = it.page.locator('sim-choice')
  await choice.locator('[name=urls]').fill('0')
  await choice.getByRole('button', {name: 'Compare'}).click()
  const alert = choice.getByRole('alert')
  const saidAt = (field: string) =>
    choice.locator(`label:has([name=${field}])`).getByRole('alert').innerText()
  await alert.waitFor()
  assert.match(await saidAt('urls'), /must be.*1 to 1000/)
  assert.equal(await alert.count(), 1)

  await choice.locator('[name=urls]').fill('10')
  await choice.locator('[name=interventions]').fill('Task-3 packet 4 explode')
  await choice.getByRole('button', {name: 'Compare'}).click()
  await it.page.waitForFunction(() => {
    const comparison = document.querySelector('sim-app')!.shadowRoot!.querySelector('sim-comparison')!
    const choice = comparison.shadowRoot!.querySelector('sim-choice')
    return choice?.shadowRoot!.querySelector('[role=alert]')?.textContent?.includes('explode')
  })
  assert.match(await saidAt('interventions'), /drop, delay, compute, reboot, slow/)

  await choice.locator('[name=interventions]').fill('')
  await choice.locator('[name=model]').selectOption('threads')
  await choice.getByRole('button', {name: 'Compare'}).click()
  await compared(it)
  assert.match(await differing(it), /Task-1 \/ Thread-1/)
  assert.equal(new URL(it.page.url()).searchParams.get('compare'), 'model=threads')
  assertNoComplaints(it)
})

test('the table can be pulled at while two runs are compared: both follow, and Escape closes one thing at a time', async () => {
  const it = await opened(`${TEN}&place=Task-3+send+3&compare=${encodeURIComponent('urls=5')}`)
  await compared(it)
  assert.ok(await it.page.locator('main > .alone').evaluate((main) => (main as HTMLElement).inert))
  const before = await playheads(it)
  await it.page.keyboard.press('t')
  const field = it.page.locator('sim-table [data-row="ping_other_city"] .time.real')
  // Whatever covered it would take the click.
  await field.click()
  await field.fill('15 ms')
  await field.press('Enter')
  await it.page.waitForFunction(
    (ends) => {
      const comparison = document.querySelector('sim-app')!.shadowRoot!.querySelector('sim-comparison')!
      const players = [...comparison.shadowRoot!.querySelectorAll('sim-player')]
      return players.every((player, i) => player.recording!.endPs < ends[i]! / 5)
    },
    before.map(({end}) => end),
  )
  await compared(it)
  const after = await playheads(it)
  assert.deepEqual(
    after.map(({here}) => here),
    before.map(({here}) => here),
  )

  await it.page.locator('.editor').focus()
  await it.page.keyboard.press('Escape')
  await it.page.locator('sim-table').waitFor({state: 'detached'})
  await it.page.getByRole('button', {name: 'another run', exact: true}).click()
  await it.page.locator('sim-choice').waitFor()
  await it.page.keyboard.press('Escape')
  await it.page.locator('sim-choice').waitFor({state: 'detached'})
  await it.page.keyboard.press('Escape')
  await it.page.locator('sim-comparison').waitFor({state: 'detached'})
  assert.ok(!(await it.page.locator('main > .alone').evaluate((main) => (main as HTMLElement).inert)))
  await it.player.idle()
  assert.equal(await it.player.row(), after[0]!.row)
  assertNoComplaints(it)
})

test('on a phone a menu leads into comparing, and a button to what if; both are used with a finger', async () => {
  const phone = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}
  const it = await open(at.browser, `${at.server.url}${TEN}&place=Task-3+send+3`, phone)
  await it.page.getByRole('button', {name: 'Menu'}).tap()
  await it.page.getByRole('button', {name: 'Compare with another run'}).tap()
  const choice = it.page.locator('sim-choice')
  await choice.locator('[name=model]').selectOption('threads')
  await choice.getByRole('button', {name: 'Compare'}).tap()
  await compared(it)
  const width = () => it.page.evaluate(() => document.documentElement.scrollWidth)
  assert.equal(await width(), 390)
  for (const canvas of await it.page.locator('sim-comparison .timeline').all()) {
    const box = (await canvas.boundingBox())!
    assert.ok(box.width > 360 && box.height > 120, `${box.width} x ${box.height}`)
  }
  const [before] = await playheads(it)
  await it.page
    .locator('sim-comparison sim-transport')
    .last()
    .getByRole('button', {name: 'One step on'})
    .tap()
  await compared(it)
  const [stepped, other] = await playheads(it)
  assert.ok(stepped!.row !== before!.row)
  assert.ok(other!.row > 0)
  await it.page.locator('sim-comparison').getByRole('button', {name: 'Close'}).tap()

  await it.page.locator('sim-narration .whatif').tap()
  await it.page.locator('sim-whatif li button').first().tap()
  await compared(it)
  assert.match(await verdict(it).innerText(), /Task-3/)
  assertNoComplaints(it)
})
