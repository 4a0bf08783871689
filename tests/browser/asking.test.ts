// A question in the hall: a presenter asks, two phones in two languages answer, and the scene shows who was right.

import assert from 'node:assert/strict'
import {mkdtemp, readFile, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, afterEach, before, beforeEach, test} from 'node:test'
import type {Browser, BrowserContext, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import {launch} from './browser.ts'
import {Server} from './server.ts'

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true} as const
const DESK = {viewport: {width: 1280, height: 720}} as const
const PATIENCE_MS = 15_000
/** Who runs next? A, Task-2; B, Task-1 again, and right; C, neither. It is revealed with the fifth step. */
const QUESTION = '#/8/8'
const REVEALED_AT = 5

let browser: Browser
let folder: string
let server: Server
let presenter: Seat
let chinese: Seat
let english: Seat

before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asking-'))
  server = await Server.hall(folder)
  presenter = await Seat.take(DESK, `${await server.presentersLink()}&lang=en${QUESTION}`)
  ;[chinese, english] = await Promise.all([
    Seat.take({...PHONE, locale: 'zh-CN'}, `${server.url}/hall`),
    Seat.take({...PHONE, locale: 'en-US'}, `${server.url}/hall`),
  ])
})
afterEach(async () => {
  for (const seat of [presenter, chinese, english]) await seat?.leave()
  await server?.stop()
  await rm(folder, {recursive: true})
})

interface Seen {
  readonly stage: string | null
  readonly counts: readonly string[]
  readonly mine: readonly string[]
  readonly right: readonly string[]
}

class Seat {
  readonly complaints: string[] = []
  readonly page: Page
  private readonly context: BrowserContext

  private constructor(context: BrowserContext, page: Page) {
    this.context = context
    this.page = page
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? String(error)))
  }

  static async take(options: object, url: string): Promise<Seat> {
    const context = await browser.newContext({reducedMotion: 'reduce', ...options})
    const seat = new Seat(context, await context.newPage())
    await seat.page.goto(url)
    await seat.page.locator('sim-lecture footer .page').waitFor()
    return seat
  }

  leave = () => this.context.close()
  offline = (offline: boolean) => this.context.setOffline(offline)
  question = () => this.page.locator('section.slide.present sim-question')
  choose = (option: number) => this.question().locator('li button').nth(option).click()
  told = () => this.question().locator('.told').innerText()

  seen = async (): Promise<Seen> => {
    const question = this.question()
    if (!(await question.count())) return {stage: null, counts: [], mine: [], right: []}
    const words = (selector: string) => question.locator(selector).allInnerTexts()
    return {
      stage: await question.getAttribute('stage'),
      counts: (await words('output')).filter(Boolean),
      mine: await words('li.mine .letter'),
      right: await words('li.right .words'),
    }
  }

  /** Resolves when the page shows this. */
  async sees(wanted: Partial<Seen>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const seen = await this.seen()
      const missing = Object.entries(wanted).filter(
        ([name, value]) => JSON.stringify(seen[name as keyof Seen]) !== JSON.stringify(value),
      )
      if (!missing.length) return
      assert.ok(Date.now() < deadline, `sees ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`)
      await this.page.waitForTimeout(30)
    }
  }

  /** The presenter's clicker; what plays then is played to its end at once. */
  async goOn(presses = 1): Promise<void> {
    for (let press = 0; press < presses; press++) {
      await this.page.keyboard.press('PageDown')
      await this.page.keyboard.press('r')
      await this.page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())
    }
  }
}

const everybody = () => [presenter, chinese, english]

function assertNoComplaints(): void {
  for (const {complaints} of everybody()) assert.deepEqual(complaints, [])
}

test('phones answer, the bars fill, and the scene shows each who was right', async () => {
  for (const phone of [chinese, english]) await phone.sees({stage: 'open', counts: [], mine: []})
  await chinese.choose(0)
  await presenter.sees({counts: ['1', '0', '0']})
  await english.choose(1)
  await presenter.sees({counts: ['1', '1', '0']})
  await chinese.sees({mine: ['A'], counts: []})
  await english.sees({mine: ['B'], counts: []})
  await chinese.choose(2) // it thinks again
  await presenter.sees({counts: ['0', '1', '1']})

  await presenter.goOn()
  for (const phone of [chinese, english]) await phone.sees({stage: 'closed', counts: [], right: []})
  assert.ok(await chinese.page.locator('section.slide.present sim-scene').isVisible())
  assert.equal(await chinese.question().locator('li button').first().isDisabled(), true)

  await presenter.goOn(REVEALED_AT - 1)
  await presenter.sees({stage: 'revealed', counts: ['0', '1', '1'], right: ['Task-1 again']})
  await chinese.sees({stage: 'revealed', counts: ['0', '1', '1'], mine: ['C'], right: ['还是 Task-1']})
  await english.sees({stage: 'revealed', counts: ['0', '1', '1'], mine: [''], right: ['Task-1 again']})
  assert.match(await presenter.told(), /1 of 2/)
  assert.match(await english.told(), /You were right/)
  assert.match(await chinese.told(), /答案是 B/)
  assertNoComplaints()
})

test('a phone that is loaded anew is counted once, and knows what it said', async () => {
  await chinese.choose(0)
  await english.choose(1)
  await presenter.sees({counts: ['1', '1', '0']})
  await chinese.page.reload()
  await chinese.sees({stage: 'open', mine: ['A'], counts: []})
  await chinese.choose(1)
  await presenter.sees({counts: ['0', '2', '0']})
  await presenter.page.reload()
  await presenter.sees({stage: 'open', counts: ['0', '2', '0']})
  assertNoComplaints()
})

test('what is said while the line is broken counts when it holds again', async () => {
  await chinese.sees({stage: 'open'})
  await chinese.offline(true)
  await chinese.page.locator('sim-hall .dot:not(.on)').waitFor()
  await chinese.choose(2)
  await english.choose(1)
  await presenter.sees({counts: ['0', '1', '0']})
  await chinese.offline(false)
  await presenter.sees({counts: ['0', '1', '1']})
  assertNoComplaints()
})

test('after another start of the server the phones say again what they said', async () => {
  await chinese.choose(0)
  await english.choose(1)
  await presenter.sees({counts: ['1', '1', '0']})
  const {port} = server
  await server.stop()
  server = await Server.hall(folder, port)
  await presenter.sees({stage: 'open', counts: ['1', '1', '0']})
  assertNoComplaints()
})

test('hands without a phone are counted too, and the presenter alone may take the answers along', async () => {
  await english.choose(1)
  await presenter.sees({counts: ['0', '1', '0']})
  for (const key of ['Digit1', 'Digit2', 'Digit2']) await presenter.page.keyboard.press(key)
  await presenter.sees({counts: ['1', '3', '0']})
  await presenter.goOn(REVEALED_AT)
  await english.sees({stage: 'revealed'})
  assert.equal(await english.question().locator('.save').count(), 0)
  const saving = presenter.page.waitForEvent('download')
  await presenter.question().locator('.save').click()
  const saved = await saving
  assert.equal(saved.suggestedFilename(), 'notes.en.csv')
  const rows = (await readFile(await saved.path(), 'utf8')).split('\r\n')
  assert.deepEqual(rows.slice(1), [
    '8,Who runs next?,A,Task-2,,1',
    '8,Who runs next?,B,Task-1 again,yes,3',
    '8,Who runs next?,C,neither: the loop sleeps,,0',
    '',
  ])
  assertNoComplaints()
})
