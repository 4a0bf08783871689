// A hall of three real pages: a presenter, and two followers in two languages. Whatever happens to one of them, all
// are at the same slide, step and playhead again, and nobody has to do anything.

import assert from 'node:assert/strict'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, beforeEach, afterEach, test} from 'node:test'
import type {Browser, BrowserContext, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import {launch} from './browser.ts'
import {Server} from './server.ts'

const PHONE = {
  viewport: {width: 390, height: 844},
  hasTouch: true,
  isMobile: true,
} as const
const DESK = {viewport: {width: 1280, height: 720}} as const
/** A scene of ten steps, in both languages' decks. */
const SCENE = '#/9'

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
  folder = await mkdtemp(join(tmpdir(), 'hall-'))
  server = await Server.hall(folder)
  presenter = await Seat.take(DESK, `${await server.presentersLink()}&lang=en${SCENE}`)
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

interface Where {
  readonly slide: string
  readonly step: number
  readonly recording: string | null
  readonly row: number | null
  readonly view: string
  readonly depth: string
  readonly blank: boolean
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
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      ...options,
    })
    const seat = new Seat(context, await context.newPage())
    await seat.page.goto(url)
    await seat.ready()
    return seat
  }

  ready = () => this.page.locator('sim-lecture footer .page').waitFor()
  press = (key: string) => this.page.keyboard.press(key)
  offline = (offline: boolean) => this.context.setOffline(offline)
  button = (words: RegExp) => this.page.locator('sim-hall button').filter({hasText: words})

  leave = () => this.context.close()

  where = () =>
    this.page.evaluate((): Where => {
      const lecture = document.querySelector<Lecture>('sim-lecture')!
      const {slide, step} = lecture.spot
      const player = lecture.scene?.player
      return {
        slide: slide.join('/'),
        step,
        recording: player?.recording?.id ?? null,
        row: player?.recording ? player.row : null,
        view: player?.viewpoint ?? '',
        depth: player?.depth ?? '',
        blank: document.querySelector('.reveal')!.classList.contains('paused'),
      }
    })

  /** Resolves when the page shows this. */
  async isAt(there: Where): Promise<void> {
    // While it goes to another page, it is nowhere.
    const here = async () => JSON.stringify(await this.where().catch(() => null))
    const wanted = JSON.stringify(there)
    const deadline = Date.now() + 15_000
    while ((await here()) !== wanted) {
      assert.ok(Date.now() < deadline, `is at\n${await here()}, not at\n${wanted}`)
      await this.page.waitForTimeout(30)
    }
  }

  /** Where it is when nothing moves it any more. */
  async settled(): Promise<Where> {
    let last = ''
    for (;;) {
      await this.page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())
      const now = await this.where()
      if (JSON.stringify(now) === last) return now
      last = JSON.stringify(now)
      await this.page.waitForTimeout(50)
    }
  }

  onPlayer<T>(act: (player: Window['simloop']) => T): Promise<T> {
    return this.page.evaluate(`(${act})(document.querySelector('sim-lecture').scene.player)`)
  }
}

async function together(): Promise<Where> {
  const there = await presenter.settled()
  await Promise.all([chinese.isAt(there), english.isAt(there)])
  return there
}

function assertNoComplaints(): void {
  for (const {complaints} of [presenter, chinese, english]) assert.deepEqual(complaints, [])
}

test('followers go along with every press, each in their own language', async () => {
  const seen = new Set<string>()
  for (const key of [
    'PageDown',
    'PageDown',
    'ArrowRight',
    ' ',
    'PageUp',
    'b',
    'b',
    'End',
    'Home',
    'PageDown',
  ]) {
    await presenter.press(key)
    await presenter.press('r') // what plays is at its end at once
    seen.add(JSON.stringify(await together()))
  }
  assert.ok(seen.size > 5, `${seen.size} places`)
  const titles = await Promise.all(
    [presenter, chinese, english].map(({page}) =>
      page.locator('section.present:not(.stack) :is(h1, h2)').first().innerText(),
    ),
  )
  assert.equal(titles[0], titles[2])
  assert.match(titles[1], /\p{Script=Han}/u)
  assertNoComplaints()
})

test('followers see where the presenter has gone off the script, and another run', async () => {
  await presenter.press('PageDown')
  await together()
  await presenter.onPlayer((player) => player.seek('event 200'))
  assert.equal((await together()).row, 200)
  await presenter.onPlayer((player) => player.zoom(4))
  assert.match((await together()).view, /~/)
  await presenter.onPlayer((player) => {
    player.selected = 'Task-1'
    player.depth = 'program'
  })
  assert.equal((await together()).depth, 'program')
  const before = await together()
  await presenter.page.evaluate(() =>
    document.querySelector<Lecture>('sim-lecture')!.scene!.tries({
      scenario: 'crawler',
      parameters: {urls: 2},
      preset: 'same-dc',
      seed: 0,
    }),
  )
  const after = await together()
  assert.notEqual(after.recording, before.recording)
  await presenter.press('r')
  assert.equal((await together()).recording, before.recording)
  assertNoComplaints()
})

test('what plays is played by all, and stands still at the same event', async () => {
  await presenter.press('PageDown')
  const {row} = await together()
  await presenter.onPlayer((player) => player.play())
  await english.page.waitForFunction(
    (row) => window.simloop && window.simloop.row > row! && !window.simloop.paused,
    row,
  )
  await presenter.onPlayer((player) => player.pause())
  assert.ok((await together()).row! > row!)
})

test('a follower lets go, looks on its own, and is back with one tap', async () => {
  await presenter.press('PageDown')
  await together()
  await english.page.locator('section.present:not(.stack) canvas.timeline').tap()
  await english.button(/Back to the lecture/).waitFor()
  await english.onPlayer((player) => player.seek('event 5'))
  await presenter.press('PageDown')
  await presenter.press('r')
  const there = await presenter.settled()
  await chinese.isAt(there)
  assert.equal((await english.settled()).row, 5)
  await english.page.locator('sim-hall button[aria-pressed]').first().click()
  await english.button(/Back to the lecture/).tap()
  await english.isAt(there)
  assert.equal(await english.button(/Back to the lecture/).count(), 0)
  assertNoComplaints()
})

test('a follower turns pages on its own, and changes its language and theme', async () => {
  await presenter.press('PageDown')
  const there = await together()
  await english.press('PageDown')
  await english.press('PageDown')
  await english.button(/Back to the lecture/).waitFor()
  assert.notDeepEqual(await english.settled(), there)
  assert.deepEqual(await presenter.settled(), there)
  await english.button(/中文/).tap()
  await english.page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
  await english.ready()
  await english.isAt(there)
  const theme = () => english.page.evaluate(() => document.documentElement.getAttribute('theme'))
  const before = await theme()
  await english.page.locator('sim-hall button').last().tap()
  assert.notEqual(await theme(), before)
  await english.isAt(there)
})

test('after a reload, of a follower or of the presenter, all are together again', async () => {
  await presenter.press('PageDown')
  await presenter.onPlayer((player) => player.seek('event 77'))
  const there = await together()
  await english.page.reload()
  await english.ready()
  await english.isAt(there)
  await presenter.page.reload()
  await presenter.ready()
  await presenter.isAt(there)
  assert.deepEqual(await together(), there)
  await presenter.press('PageDown')
  await presenter.press('r')
  assert.notDeepEqual(await together(), there)
})

test('after another start of the server all are together again', async () => {
  await presenter.press('PageDown')
  await presenter.onPlayer((player) => player.seek('event 77'))
  const there = await together()
  await server.stop()
  await presenter.onPlayer((player) => player.seek('event 78')) // the lecture goes on meanwhile
  server = await Server.hall(folder, server.port)
  await chinese.isAt({...there, row: 78})
  assert.equal((await together()).row, 78)
  await presenter.press('PageDown')
  await presenter.press('r')
  await together()
})

test('without a network the lecture goes on, and the hall catches up by itself', async () => {
  await presenter.press('PageDown')
  await together()
  await english.offline(true)
  await presenter.press('PageDown')
  await presenter.press('r')
  await chinese.isAt(await presenter.settled())
  await english.offline(false)
  await together()
})

test('another deck is followed too, and back', async () => {
  const {url} = server
  await presenter.page.goto(`${url}/lecture/scenario/crawler?urls=3&lang=en`)
  await presenter.ready()
  await presenter.press('PageDown')
  await presenter.press('PageDown')
  const there = await together()
  assert.match(english.page.url(), /scenario\/crawler\?urls=3&follow/)
  await presenter.page.goto(`${url}/lecture/notes?lang=en`)
  await presenter.ready()
  assert.notDeepEqual(await together(), there)
  assertNoComplaints()
})

test('of two windows of the presenter the one that is used leads, and the other says so', async () => {
  await presenter.press('PageDown')
  await together()
  const second = await Seat.take(DESK, `${await server.presentersLink()}&lang=en`)
  await second.isAt(await presenter.settled())
  await second.button(/Lead from here/).click()
  await presenter.button(/Lead from here/).waitFor()
  await second.press('PageDown')
  await second.press('r')
  const there = await second.settled()
  for (const seat of [presenter, chinese, english]) await seat.isAt(there)
  await presenter.press('PageUp')
  await presenter.press('r')
  await second.button(/Lead from here/).waitFor()
  await second.isAt(await together())
  await second.leave()
})

test('the presenter shows phones the way in, and never the secret', async () => {
  const link = await server.presentersLink()
  assert.doesNotMatch(presenter.page.url(), /presenter/)
  await presenter.page.getByText('2 follow').waitFor()
  await presenter.press('q')
  const wayIn = presenter.page.locator('sim-hall .wayin')
  assert.match(await wayIn.locator('p').innerText(), /^http:\/\/\S+\/hall$/)
  assert.equal(await wayIn.locator('svg').count(), 1)
  const secret = /presenter=(\S+)/.exec(link)![1]
  for (const {page} of [presenter, english]) assert.ok(!(await page.content()).includes(secret))
  await presenter.press('q')
  await wayIn.waitFor({state: 'detached'})
})

test('followers see what the presenter puts over the slide, where it lies on their own screen', async () => {
  const {page} = presenter
  while (!(await page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.scene !== null)))
    await presenter.press('PageDown')
  await together()
  const over = (seat: Seat) =>
    seat.page.evaluate(() => {
      const {strokes, light, slide} = document.querySelector('sim-over')!
      const path = document
        .querySelector('sim-over')!
        .renderRoot.querySelector('path')
        ?.getBoundingClientRect()
      const player = slide?.querySelector('sim-player')
      // Which instant and which lane it is at, on this screen.
      const [t, lane] = (path && player?.runPlace()?.measured(path.left, path.top)) ?? [0, 0]
      return {strokes: strokes.length, light, at: [t / (player?.recording?.endPs ?? 1), lane]}
    })
  const all = async (is: (shown: Awaited<ReturnType<typeof over>>) => boolean) => {
    for (const seat of [presenter, chinese, english]) {
      const deadline = Date.now() + 10_000
      while (!is(await over(seat))) {
        assert.ok(Date.now() < deadline, JSON.stringify(await over(seat)))
        await seat.page.waitForTimeout(30)
      }
    }
  }
  const box = (await page.locator('section.present:not(.stack) sim-scene').boundingBox())!
  await presenter.press('d')
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.35, {steps: 5})
  await page.mouse.up()
  const {at: wanted} = await over(presenter)
  await all(
    ({strokes, at}) => strokes === 1 && at.every((part, index) => Math.abs(part - wanted[index]) < 0.05),
  )

  await presenter.press('o')
  await page.mouse.click(box.x + box.width * 0.5, box.y + box.height * 0.3)
  await all(({light}) => light !== null)
  await presenter.press('x')
  await presenter.press('Escape')
  await all(({strokes, light}) => strokes === 0 && light === null)

  await presenter.press('l')
  const {x, y, width} = (await page.locator('section.present:not(.stack) .timeline').boundingBox())!
  await page.mouse.move(x + width * 0.5, y + 60)
  await page.mouse.move(x + width * 0.5 + 3, y + 60)
  for (const seat of [chinese, english])
    await seat.page.waitForFunction(() => {
      const canvas = document.querySelector('sim-over')!.renderRoot.querySelector('canvas')!
      const {data} = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.some((value) => value > 0)
    })
  assertNoComplaints()
})

test('the speaker’s window says how many follow, shows the way in, and takes no wheel', async () => {
  await together()
  const [speaker] = await Promise.all([presenter.page.waitForEvent('popup'), presenter.press('s')])
  await speaker.locator('.hall').getByText('2 followers').waitFor()
  await speaker.locator('.hall .qr svg').waitFor()
  assert.ok(!speaker.url().includes('presenter='))
  const before = await presenter.where()
  await speaker.keyboard.press('End')
  await presenter.page.waitForFunction(
    (slide) => document.querySelector<Lecture>('sim-lecture')!.spot.slide.join('/') !== slide,
    before.slide,
  )
  await together()
  assert.equal(await presenter.button(/Lead from here/).count(), 0)
  assertNoComplaints()
})
