// In the machine room what goes from one place to another is seen going: where it is is a function of the playhead.
// What a paused coroutine keeps is seen too.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

const START = '/?scenario=crawler&urls=2&lang=en&panes=code+room'
const opened = (place: string, toward: number, motion = true) =>
  open(
    at.browser,
    `${at.server.url}${START}&place=${place}${toward ? `&view=toward+${toward}` : ''}`,
    motion ? {reducedMotion: 'no-preference'} : {},
  )

/** Where the middles of the thing on its way and of what it comes from and goes to are. */
const seen = ({page}: Opened, from: string, to: string) =>
  page.locator('sim-room').evaluate(
    (room, selectors) => {
      const [mover, a, b] = ['.mover', ...selectors].map((selector) => {
        const {top, height, left, width} = room.shadowRoot!.querySelector(selector)!.getBoundingClientRect()
        return {x: left + width / 2, y: top + height / 2}
      })
      return {mover: mover!, from: a!, to: b!, what: room.shadowRoot!.querySelector('.mover')!.textContent}
    },
    [from, to],
  )
const CPU = '.stack .now'
const BOX = '.futures [data-thing=f2] .box'

test('a value goes from the CPU into its box as the playhead goes on, and back when it goes back', async () => {
  const ys: number[] = []
  for (const toward of [0, 0.2, 0.4, 0.9]) {
    const it = await opened('f2+set_result', toward)
    const {mover, from, to, what} = await seen(it, CPU, BOX)
    assert.equal(what, 'None')
    if (toward === 0) assert.ok(Math.abs(mover.y - from.y) < 2)
    if (toward === 0.9) assert.ok(Math.abs(mover.y - to.y) < 2 && Math.abs(mover.x - to.x) < 2)
    ys.push(mover.y)
    assertNoComplaints(it)
    await it.page.close()
  }
  assert.ok(
    ys.every((y, i) => i === 0 || y > ys[i - 1]! + 5),
    ys.join(' '),
  )

  // Scrubbed there from a later event, it is where it was: the way is that of the event.
  const it = await opened('Task-1+send+2', 0)
  await it.page.evaluate(() => {
    window.simloop.seek('f2 set_result')
    return window.simloop.idle()
  })
  assert.ok(Math.abs((await seen(it, CPU, BOX)).mover.y - ys[0]!) < 2)
  await it.player.seek('start')
  assert.equal(await it.page.locator('sim-room .mover').count(), 0)
  assertNoComplaints(it)
})

test('for who wants no motion it is there at once', async () => {
  const it = await opened('f2+set_result', 0, false)
  const {mover, to} = await seen(it, CPU, BOX)
  assert.ok(Math.abs(mover.y - to.y) < 2)
  assertNoComplaints(it)
})

test('each paused coroutine shows what it keeps at its yield', async () => {
  const it = await opened('f2+set_result', 0)
  const frames = await it.page.locator('sim-room .frame').allInnerTexts()
  assert.equal(frames.length, 2)
  assert.match(frames[1]!.replace(/\s+/g, ' '), /host 'xkcd\.com' page '2' sock fd 5 f f4/)
  await it.player.seek('Task-1 send 2')
  assert.match((await it.page.locator('sim-room .frame').allInnerTexts())[0]!, /it runs/)
  assertNoComplaints(it)
})
