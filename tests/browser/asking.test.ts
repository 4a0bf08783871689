// A question in the hall: a presenter asks, two phones in two languages answer, and the scene shows who was right.

import assert from 'node:assert/strict'
import {readFile} from 'node:fs/promises'
import {after, before, test} from 'node:test'
import type {Browser} from 'playwright-core'
import {launch} from './browser.ts'
import {Hall} from './hall.ts'
import {until, type Seat} from './seat.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

/** At a question: who runs next? A, Task-2; B, Task-1 again, and right; C, neither. */
const inHall = (act: (hall: Hall) => Promise<void>) => Hall.with(browser, '#/8/8', act)
/** The step with which it is revealed. */
const REVEALED_AT = 5

const question = ({page}: Seat) => page.locator('section.slide.present sim-question')
const choose = (seat: Seat, option: number) => question(seat).locator('li button').nth(option).click()
const told = (seat: Seat) => question(seat).locator('.told').innerText()

async function seen(seat: Seat) {
  const words = (selector: string) => question(seat).locator(selector).allInnerTexts()
  return {
    stage: await question(seat).getAttribute('stage'),
    counts: (await words('output')).filter(Boolean),
    mine: await words('li.mine .letter'),
    right: await words('li.right .words'),
  }
}

/** Resolves when the page shows this. */
async function sees(seat: Seat, wanted: Partial<Awaited<ReturnType<typeof seen>>>): Promise<void> {
  const text = JSON.stringify(wanted)
  await until(
    () => seen(seat),
    (now) => JSON.stringify({...now, ...wanted}) === JSON.stringify(now),
    text,
  )
}

test('phones answer, the bars fill, and the scene shows each who was right', () =>
  inHall(async ({presenter, chinese, english, phones}) => {
    for (const phone of phones) await sees(phone, {stage: 'open', counts: [], mine: []})
    await choose(chinese, 0)
    await sees(presenter, {counts: ['1', '0', '0']})
    await choose(english, 1)
    await sees(presenter, {counts: ['1', '1', '0']})
    await sees(chinese, {mine: ['A'], counts: []})
    await sees(english, {mine: ['B'], counts: []})
    await choose(chinese, 2) // it thinks again
    await sees(presenter, {counts: ['0', '1', '1']})

    await presenter.goOn()
    for (const phone of phones) await sees(phone, {stage: 'closed', counts: [], right: []})
    assert.ok(await chinese.page.locator('section.slide.present sim-scene').isVisible())
    assert.equal(await question(chinese).locator('li button').first().isDisabled(), true)

    await presenter.goOn(REVEALED_AT - 1)
    await sees(presenter, {stage: 'revealed', counts: ['0', '1', '1'], right: ['Task-1 again']})
    await sees(chinese, {stage: 'revealed', counts: ['0', '1', '1'], mine: ['C'], right: ['还是 Task-1']})
    await sees(english, {stage: 'revealed', counts: ['0', '1', '1'], mine: [''], right: ['Task-1 again']})
    assert.match(await told(presenter), /1 of 2/)
    assert.match(await told(english), /You were right/)
    assert.match(await told(chinese), /答案是 B/)
  }))

test('a phone that is loaded anew is counted once, and knows what it said', () =>
  inHall(async ({presenter, chinese, english}) => {
    await choose(chinese, 0)
    await choose(english, 1)
    await sees(presenter, {counts: ['1', '1', '0']})
    await chinese.reload()
    await sees(chinese, {stage: 'open', mine: ['A'], counts: []})
    await choose(chinese, 1)
    await sees(presenter, {counts: ['0', '2', '0']})
    await presenter.reload()
    await sees(presenter, {stage: 'open', counts: ['0', '2', '0']})
  }))

test('what is said while the line is broken counts when it holds again', () =>
  inHall(async ({presenter, chinese, english}) => {
    await sees(chinese, {stage: 'open'})
    await chinese.offline(true)
    await chinese.page.locator('sim-hall .dot:not(.on)').waitFor()
    await choose(chinese, 2)
    await choose(english, 1)
    await sees(presenter, {counts: ['0', '1', '0']})
    await chinese.offline(false)
    await sees(presenter, {counts: ['0', '1', '1']})
  }))

test('after another start of the server the phones say again what they said', () =>
  inHall(async (hall) => {
    const {presenter, chinese, english} = hall
    await choose(chinese, 0)
    await choose(english, 1)
    await sees(presenter, {counts: ['1', '1', '0']})
    await hall.restart()
    await sees(presenter, {stage: 'open', counts: ['1', '1', '0']})
  }))

test('a question that is closed when the server starts anew still has its answers', () =>
  inHall(async (hall) => {
    const {presenter, chinese, english} = hall
    await choose(chinese, 0)
    await choose(english, 1)
    await sees(presenter, {counts: ['1', '1', '0']})
    await presenter.goOn()
    await sees(presenter, {stage: 'closed', counts: ['1', '1', '0']})
    await hall.restart()
    await sees(presenter, {stage: 'closed', counts: ['1', '1', '0']})
    await presenter.goOn(REVEALED_AT - 1)
    await sees(english, {stage: 'revealed', counts: ['1', '1', '0'], mine: ['']})
  }))

test('hands without a phone are counted too, and the presenter alone may take the answers along', () =>
  inHall(async ({presenter, english}) => {
    await choose(english, 1)
    await sees(presenter, {counts: ['0', '1', '0']})
    await presenter.keys('Digit1', 'Digit2', 'Digit2')
    await sees(presenter, {counts: ['1', '3', '0']})
    await presenter.goOn(REVEALED_AT)
    await sees(english, {stage: 'revealed'})
    assert.equal(await question(english).locator('.save').count(), 0)
    const saving = presenter.page.waitForEvent('download')
    await question(presenter).locator('.save').click()
    const saved = await saving
    assert.equal(saved.suggestedFilename(), 'notes.en.csv')
    const rows = (await readFile(await saved.path(), 'utf8')).split('\r\n')
    assert.deepEqual(rows.slice(1), [
      '8,Who runs next?,A,Task-2,,1',
      '8,Who runs next?,B,Task-1 again,yes,3',
      '8,Who runs next?,C,neither: the loop sleeps,,0',
      '',
    ])
  }))
