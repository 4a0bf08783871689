// A hall of three real pages: whatever happens to one of them, all are at the same slide, step and playhead again, and
// nobody has to do anything.

import assert from 'node:assert/strict'
import {after, before, test} from 'node:test'
import type {Browser} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import {launch} from './browser.ts'
import {Hall} from './hall.ts'
import {Seat, until} from './seat.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

/** At a scene of ten steps, in both languages' decks. */
const inHall = (act: (hall: Hall) => Promise<void>) => Hall.with(browser, '#/9', act)

const backButton = ({page}: Seat) => page.locator('sim-hall .back')
const leadButton = ({page}: Seat) => page.locator('sim-hall .take')

test('followers go along with every press, each in their own language', () =>
  inHall(async (hall) => {
    const {presenter, seats} = hall
    const seen = new Set<string>()
    for (const key of 'PageDown PageDown ArrowRight Space PageUp b b End Home PageDown'.split(' ')) {
      await presenter.keys(key, 'r') // what plays is at its end at once
      seen.add(JSON.stringify(await hall.together()))
    }
    assert.ok(seen.size > 5, `${seen.size} places`)
    const titles = await Promise.all(
      seats.map(({page}) => page.locator('section.present:not(.stack) :is(h1, h2)').first().innerText()),
    )
    assert.equal(titles[0], titles[2])
    assert.match(titles[1], /\p{Script=Han}/u)
  }))

test('followers see where the presenter has gone off the script, and another run', () =>
  inHall(async (hall) => {
    const {presenter} = hall
    await presenter.goOn()
    await presenter.onPlayer((player) => player.seek('event 200'))
    assert.equal((await hall.together()).row, 200)
    await presenter.onPlayer((player) => player.zoom(4))
    assert.match((await hall.together()).view, /~/)
    await presenter.onPlayer((player) => {
      player.selected = 'Task-1'
      player.depth = 'program'
    })
    const before = await hall.together()
    assert.equal(before.depth, 'program')
    await presenter.page.evaluate(() =>
      document.querySelector<Lecture>('sim-lecture')!.scene!.tries({
        scenario: 'crawler',
        parameters: {urls: 2},
        preset: 'same-dc',
        seed: 0,
      }),
    )
    assert.notEqual((await hall.together()).recording, before.recording)
    await presenter.keys('r')
    assert.equal((await hall.together()).recording, before.recording)
  }))

test('what plays is played by all, and stands still at the same event', () =>
  inHall(async (hall) => {
    const {presenter, english} = hall
    await presenter.keys('PageDown')
    const {row} = await hall.together()
    await presenter.onPlayer((player) => player.play())
    const plays = () => english.onPlayer((player) => (player.paused ? 0 : player.row))
    await until(plays, (now) => now > row!)
    await presenter.onPlayer((player) => player.pause())
    assert.ok((await hall.together()).row! > row!)
  }))

test('a follower lets go, looks on its own, and is back with one tap', () =>
  inHall(async (hall) => {
    const {presenter, chinese, english} = hall
    await presenter.keys('PageDown')
    await hall.together()
    await english.page.locator('section.present:not(.stack) canvas.timeline').tap()
    await backButton(english).waitFor()
    await english.onPlayer((player) => player.seek('event 5'))
    await presenter.goOn()
    const there = await presenter.settled()
    await chinese.isAt(there)
    assert.equal((await english.settled()).row, 5)
    await english.page.locator('sim-hall button[aria-pressed]').first().click()
    await backButton(english).tap()
    await english.isAt(there)
    assert.equal(await backButton(english).count(), 0)
  }))

test('a follower who has let go stays so, where it is, through another language and theme', () =>
  inHall(async (hall) => {
    const {presenter, english} = hall
    await presenter.keys('PageDown')
    const there = await hall.together()
    await english.keys('PageDown', 'PageDown')
    await backButton(english).waitFor()
    await english.settled()
    await english.onPlayer((player) => player.seek('event 90'))
    const own = await english.settled()
    assert.notDeepEqual(own, there)
    await english.page.locator('sim-hall button', {hasText: '中文'}).tap()
    await english.page.waitForFunction(() => document.documentElement.lang === 'zh-CN')
    await english.ready()
    await english.isAt(own)
    const theme = () => english.page.evaluate(() => document.documentElement.getAttribute('theme'))
    const before = await theme()
    await english.page.locator('sim-hall button').last().tap()
    assert.notEqual(await theme(), before)
    await presenter.goOn() // nobody is taken along who has let go
    const on = await presenter.settled()
    await hall.chinese.isAt(on)
    assert.deepEqual(await english.settled(), own)
    await backButton(english).tap()
    await english.isAt(on)
    await english.reload()
    await english.isAt(on)
  }))

test('after a reload, of a follower or of the presenter, all are together again', () =>
  inHall(async (hall) => {
    const {presenter, english} = hall
    await presenter.keys('PageDown')
    await presenter.onPlayer((player) => player.seek('event 77'))
    const there = await hall.together()
    await english.reload()
    await english.isAt(there)
    await presenter.reload()
    await presenter.isAt(there)
    assert.deepEqual(await hall.together(), there)
    await presenter.goOn()
    assert.notDeepEqual(await hall.together(), there)
  }))

test('after another start of the server all are together again', () =>
  inHall(async (hall) => {
    const {presenter, chinese} = hall
    await presenter.keys('PageDown')
    await presenter.onPlayer((player) => player.seek('event 77'))
    await hall.together()
    await hall.restart(() => presenter.onPlayer((player) => player.seek('event 78'))) // it goes on meanwhile
    await chinese.isAt({row: 78})
    assert.equal((await hall.together()).row, 78)
    await presenter.goOn()
    await hall.together()
  }))

test('without a network the lecture goes on, and the hall catches up by itself', () =>
  inHall(async (hall) => {
    const {presenter, chinese, english} = hall
    await presenter.keys('PageDown')
    await hall.together()
    await english.offline(true)
    await presenter.goOn()
    await chinese.isAt(await presenter.settled())
    await english.offline(false)
    await hall.together()
  }))

test('another deck is followed too, and back', () =>
  inHall(async (hall) => {
    const {presenter, english, server} = hall
    await presenter.goTo(`${server.url}/lecture/scenario/crawler?urls=3&lang=en`)
    await presenter.keys('PageDown', 'PageDown')
    const there = await hall.together()
    assert.match(english.page.url(), /scenario\/crawler\?urls=3&follow/)
    await presenter.goTo(`${server.url}/lecture/notes?lang=en`)
    assert.notDeepEqual(await hall.together(), there)
  }))

test('of two windows of the presenter the one that is used leads, and the other says so', () =>
  inHall(async (hall) => {
    const {presenter, seats, link} = hall
    await presenter.keys('PageDown')
    await hall.together()
    const second = await Seat.take(browser, link)
    await second.isAt(await presenter.settled())
    await leadButton(second).click()
    await leadButton(presenter).waitFor()
    await second.goOn()
    const there = await second.settled()
    for (const seat of seats) await seat.isAt(there)
    await presenter.keys('PageUp', 'r')
    await leadButton(second).waitFor()
    await second.isAt(await hall.together())
    await second.leave()
  }))

test('the presenter shows phones the way in, and never the secret', () =>
  inHall(async ({presenter, english, link}) => {
    assert.doesNotMatch(presenter.page.url(), /presenter/)
    await presenter.page.getByText('2 follow').waitFor()
    await presenter.keys('q')
    const wayIn = presenter.page.locator('sim-hall .wayin')
    assert.match(await wayIn.locator('p').innerText(), /^http:\/\/\S+\/hall$/)
    assert.equal(await wayIn.locator('svg').count(), 1)
    const secret = new URL(link).searchParams.get('presenter')!
    for (const {page} of [presenter, english]) assert.ok(!(await page.content()).includes(secret))
    await presenter.keys('q')
    await wayIn.waitFor({state: 'detached'})
  }))

/** What lies over the slide, and which instant and lane the first stroke is at, on this screen. */
const over = ({page}: Seat) =>
  page.evaluate(() => {
    const {strokes, light, slide, renderRoot} = document.querySelector('sim-over')!
    const path = renderRoot.querySelector('path')?.getBoundingClientRect()
    const player = slide?.querySelector('sim-player')
    const [t, lane] = (path && player?.runPlace()?.measured(path.left, path.top)) ?? [0, 0]
    return {strokes: strokes.length, light, at: [t / (player?.recording?.endPs ?? 1), lane]}
  })

test('followers see what the presenter puts over the slide, where it lies on their own screen', () =>
  inHall(async (hall) => {
    const {presenter, phones, seats} = hall
    const {page} = presenter
    while (!(await presenter.where()).recording) await presenter.goOn()
    await hall.together()
    type Shown = Awaited<ReturnType<typeof over>>
    const all = (right: (shown: Shown) => boolean) =>
      Promise.all(seats.map((seat) => until(() => over(seat), right)))
    const box = (await page.locator('section.present:not(.stack) sim-scene').boundingBox())!
    const within = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const

    await presenter.keys('d')
    await page.mouse.move(...within(0.4, 0.2))
    await page.mouse.down()
    await page.mouse.move(...within(0.6, 0.35), {steps: 5})
    await page.mouse.up()
    const {at: wanted} = await over(presenter)
    const near = (part: number, index: number) => Math.abs(part - wanted[index]) < 0.05
    await all(({strokes, at}) => strokes === 1 && at.every(near))

    await presenter.keys('o')
    await page.mouse.click(...within(0.5, 0.3))
    await all(({light}) => light !== null)
    await presenter.keys('x', 'Escape')
    await all(({strokes, light}) => strokes === 0 && light === null)

    await presenter.tap('l')
    const {x, y, width} = (await page.locator('section.present:not(.stack) .timeline').boundingBox())!
    for (const beside of [0, 3]) await page.mouse.move(x + width * 0.5 + beside, y + 60)
    for (const phone of phones)
      await phone.page.waitForFunction(() => {
        const canvas = document.querySelector('sim-over')!.renderRoot.querySelector('canvas')!
        return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some(Boolean)
      })
  }))

test('the speaker’s window says how many follow, shows the way in, and takes no wheel', () =>
  inHall(async (hall) => {
    const {presenter} = hall
    await hall.together()
    const [speaker] = await Promise.all([presenter.page.waitForEvent('popup'), presenter.keys('s')])
    await speaker.locator('.hall').getByText('2 followers').waitFor()
    await speaker.locator('.hall .qr svg').waitFor()
    assert.ok(!speaker.url().includes('presenter='))
    const before = await presenter.where()
    await speaker.keyboard.press('End')
    await until(presenter.where, ({slide}) => slide !== before.slide)
    await hall.together()
    assert.equal(await leadButton(presenter).count(), 0)
  }))
