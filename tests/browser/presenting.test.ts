// What a presenter has in hand: the clicker's keys and the tools, on a real deck in a real browser.

import assert from 'node:assert/strict'
import {after, before, test} from 'node:test'
import type {Browser, Locator} from 'playwright-core'
import type {Over} from '../../static/src/lecture/sim-over.ts'
import type {SceneElement} from '../../static/src/lecture/sim-scene.ts'
import {launch} from './browser.ts'
import {presented} from './deck.ts'
import {until, type Seat} from './seat.ts'
import type {Server} from './server.ts'

let browser: Browser
before(async () => {
  browser = await launch()
})
after(async () => {
  await browser?.close()
})

const DECK = `# Mini

Words before the first scene.

Note:
Time 0:00–0:30 (30 s)

Say hello.

---

## A box

\`\`\`simloop
scenario: crawler
parameters: {urls: 3}
show: [clock, timeline, narration, code]
from: Task-1 created
steps:
  - f2 set_result
  - play: end
  - {preset: same-dc}
\`\`\`

Note:
Time 0:30–2:00 (90 s)

The box *opens*.

---

## Words and a picture

![a square](pictures/square.svg)

- one
- two
`

const SQUARE = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48"><rect width="64" height="48"/></svg>`

const withDeck = (act: (it: Seat, server: Server) => Promise<void>, text = DECK) =>
  presented(browser, {'mini.en.md': text, 'pictures/square.svg': SQUARE}, act)

test('idle() comes while a step plays, and says no more than what is on screen', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown', 'PageDown')
    await it.idle()
    assert.equal(await it.page.evaluate(() => window.simloop.paused), false)
    await it.keys('r')
    await it.idle()
    assert.equal(await it.page.evaluate(() => window.simloop.paused), true)
  })
})

test('a picture beside the deck is shown on its slide', async () => {
  await withDeck(async (it) => {
    await it.keys('End')
    const picture = it.page.locator('section.present img')
    await picture.evaluate((image: HTMLImageElement) => image.decode())
    assert.equal(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth), 64)
  })
})

test('what a program prints keeps its lines, and all of them are in sight', async () => {
  const text = `# Two tracebacks

\`\`\`simloop
scenario: stack-ripping
parameters: {model: generators}
show: [timeline, narration, code]
from: next print
steps: [next print, next print]
\`\`\`
`
  await withDeck(async (it) => {
    await it.idle()
    const narration = it.page.locator('section.present sim-narration')
    await it.keys('PageDown', 'PageDown')
    await it.idle()
    const printed = narration.locator('.printed')
    assert.match(await printed.innerText(), /^Traceback[^\n]*\n {2}File/)
    const screen = it.page.viewportSize()!
    const shown = (await printed.boundingBox())!
    assert.ok(shown.y > 0 && shown.x + shown.width < screen.width, JSON.stringify(shown))
    const over = await printed.evaluate((box) => {
      const {left, right, top, bottom} = box.getBoundingClientRect()
      const corners = [top + 4, bottom - 4].flatMap((y) => [left + 4, right - 4].map((x) => [x, y] as const))
      const root = box.getRootNode() as ShadowRoot
      return corners.every(([x, y]) => root.elementFromPoint(x, y) === box)
    })
    assert.ok(over, 'something lies over it')
  }, text)
})

// -- the clicker

test('the clicker goes on and back, to both ends, and to a number', async () => {
  await withDeck(async (it) => {
    const at = async () => {
      await it.idle()
      const {slide, step} = await it.spot()
      return [slide, step]
    }
    await it.keys('PageDown', 'PageDown')
    assert.deepEqual(await at(), [1, 1])
    await it.keys('PageUp')
    assert.deepEqual(await at(), [1, 0])
    await it.keys('End')
    assert.deepEqual(await at(), [2, 0])
    await it.keys('Home')
    assert.deepEqual(await at(), [0, 0])
    await it.keys('2')
    assert.match(await it.page.locator('sim-tools .said').innerText(), /slide 2/)
    await it.keys('Enter')
    assert.deepEqual(await at(), [1, 0])
    await it.keys('9', '9', 'Enter')
    assert.deepEqual(await at(), [2, 0])
    await it.keys('PageUp', 'Enter') // no number: on
    assert.deepEqual(await at(), [2, 0])
  })
})

test('F5 takes the whole screen at the same step, again does nothing, and Esc gives it back', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown')
    const before = await it.spot()
    await it.page.evaluate(() => ((window as {kept?: boolean}).kept = true))
    const isFull = () => it.page.evaluate(() => document.fullscreenElement !== null)
    for (const key of ['F5', 'F5']) {
      await it.keys(key)
      await it.page.waitForFunction(() => document.fullscreenElement !== null)
      await it.idle()
      assert.deepEqual(await it.spot(), before)
    }
    await it.keys('Escape')
    await it.page.waitForFunction(() => document.fullscreenElement === null)
    assert.equal(await isFull(), false)
    assert.deepEqual(await it.spot(), before)
    assert.ok(await it.page.evaluate(() => (window as {kept?: boolean}).kept), 'the page was loaded anew')
  })
})

test('the screen is black or white until the next key, which does nothing else', async () => {
  await withDeck(async (it) => {
    const colour = () =>
      it.page.evaluate(() => {
        const overlay = document.querySelector('.reveal.paused .pause-overlay')
        return overlay && getComputedStyle(overlay).backgroundColor
      })
    for (const [key, wanted] of [
      ['.', 'rgb(0, 0, 0)'],
      ['b', 'rgb(0, 0, 0)'],
      [',', 'rgb(255, 255, 255)'],
      ['w', 'rgb(255, 255, 255)'],
    ]) {
      await it.keys(key)
      assert.equal(await colour(), wanted, key)
      await it.keys('PageDown')
      assert.equal(await colour(), null)
      assert.equal((await it.spot()).slide, 0)
    }
  })
})

test('a reload comes back to the same slide and step', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown')
    await it.idle()
    const before = await it.spot()
    await it.reload()
    assert.deepEqual(await it.spot(), before)
  })
})

test('a question mark shows the keys, and any key closes them', async () => {
  await withDeck(async (it) => {
    await it.keys('?')
    await it.page.locator('sim-keys').getByText('laser pointer').waitFor()
    await it.keys('PageDown')
    assert.equal(await it.page.locator('sim-keys').count(), 0)
    assert.equal((await it.spot()).slide, 0)
  })
})

// -- the tools

/** Drags a hand from one point to another. */
async function drag(it: Seat, from: [number, number], to: [number, number]): Promise<void> {
  await it.page.mouse.move(...from)
  await it.page.mouse.down()
  await it.page.mouse.move(...to, {steps: 8})
  await it.page.mouse.up()
}

/** The boxes of what is drawn, in pixels of the window. */
const drawn = (it: Seat) =>
  it.page.locator('sim-over').evaluate((over: Over) =>
    [...over.renderRoot.querySelectorAll('path')].map((path) => {
      const {left, top, right, bottom} = path.getBoundingClientRect()
      return [left, top, right, bottom].map(Math.round)
    }),
  )

test('a drawing stays with its step, where it was put, through a reload and on another screen', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown')
    await it.idle()
    await it.keys('d')
    await drag(it, [300, 200], [500, 300])
    await it.keys('2')
    await drag(it, [600, 200], [700, 260])
    const [red, blue] = await drawn(it)
    assert.deepEqual(
      red.map((px) => Math.round(px / 10)),
      [30, 20, 50, 30],
    )
    const classes = () =>
      it.page
        .locator('sim-over')
        .evaluate((over: Over) =>
          [...over.renderRoot.querySelectorAll('path')].map((path) => path.getAttribute('class')),
        )
    assert.deepEqual(await classes(), ['pen-0', 'pen-1'])

    await it.keys('Escape', 'PageDown')
    assert.deepEqual(await drawn(it), [])
    await it.keys('PageUp')
    assert.deepEqual(await drawn(it), [red, blue])
    await it.reload()
    assert.deepEqual(await drawn(it), [red, blue])

    // The same events are under it on another screen, and under another camera.
    const under = async ([left, top, right, bottom]: number[]) =>
      it.page.evaluate(
        ([left, top, right, bottom]) => {
          const {runPlace, recording} = window.simloop
          const [from, upper] = runPlace()!.measured(left, top)
          const [to, lower] = runPlace()!.measured(right, bottom)
          return [from / recording!.endPs, to / recording!.endPs, upper, lower]
        },
        [left, top, right, bottom],
      )
    const before = await under(red)
    const moves = async () => {
      const [moved] = await drawn(it)
      return {moved, under: await under(moved)}
    }
    /** It lies elsewhere than there, and still on the same events. */
    const followed = (there: number[]) =>
      until(moves, ({moved, under}) => {
        const same = under.every((part, index) => Math.abs(part - before[index]) < 0.05)
        return same && moved.some((px, index) => px !== there[index])
      })
    await it.page.setViewportSize({width: 960, height: 540})
    const {moved} = await followed(red)
    await it.page.evaluate(() => window.simloop.zoom(1.5))
    const {moved: wider} = await followed(moved)
    assert.ok(wider[2] - wider[0] > (red[2] - red[0]) * 0.9)

    await it.keys('u')
    assert.equal((await drawn(it)).length, 1)
    await it.keys('x')
    assert.equal((await drawn(it)).length, 0)
  })
})

test('a finger draws as a mouse does', async () => {
  await withDeck(async (it) => {
    await it.keys('d')
    await it.page.locator('sim-over').evaluate((over: Over) => {
      const point = (type: string, clientX: number, clientY: number) =>
        over.dispatchEvent(
          new PointerEvent(type, {
            pointerId: 1,
            pointerType: 'touch',
            clientX,
            clientY,
            button: 0,
            bubbles: true,
          }),
        )
      over.setPointerCapture = () => {}
      over.hasPointerCapture = () => true
      point('pointerdown', 200, 200)
      point('pointermove', 260, 240)
      point('pointerup', 260, 240)
      if (getComputedStyle(over).touchAction !== 'none') throw new Error('the browser would scroll instead')
    })
    assert.equal((await drawn(it)).length, 1)
  })
})

/** How many pixels the laser covers. */
const lasered = (it: Seat) =>
  it.page.locator('sim-over').evaluate((over: Over) => {
    const canvas = over.renderRoot.querySelector('canvas')!
    const {data} = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    let covered = 0
    for (let at = 3; at < data.length; at += 4) if (data[at]) covered++
    return covered
  })

test('the laser follows the hand, and goes when its key is pressed again or let go of', async () => {
  await withDeck(async (it) => {
    const isLit = (lit: boolean) =>
      it.page.waitForFunction((lit) => {
        const over = document.querySelector<Over>('sim-over')!
        const canvas = over.renderRoot.querySelector('canvas')!
        const {data} = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
        return data.some((value) => value > 0) === lit
      }, lit)
    await it.tap('l')
    await it.page.mouse.move(400, 300)
    await it.page.mouse.move(420, 310)
    await isLit(true)
    assert.ok((await lasered(it)) < 3000)
    await it.tap('l')
    await isLit(false)

    await it.page.keyboard.down('l')
    await it.page.mouse.move(500, 300)
    await isLit(true)
    await it.page.waitForTimeout(500) // it is held: longer does no harm
    await it.page.keyboard.up('l')
    await isLit(false)
  })
})

const lightBox = async (it: Seat) => {
  const light = it.page.locator('sim-over .light')
  await light.waitFor()
  return (await light.boundingBox())!
}

test('a light lies on a lane, goes with it, and is put out', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown')
    await it.idle()
    const scene = it.page.locator('section.present sim-scene')
    const laneOf = () =>
      scene.evaluate((scene: SceneElement) => {
        const {top, bottom} = scene.player!.spotBox('lane Task-2')!
        return [top, bottom]
      })
    const [top, bottom] = await laneOf()
    await it.keys('o')
    await it.page.mouse.move(640, (top + bottom) / 2)
    await it.page.locator('sim-over .aim').waitFor()
    await it.page.mouse.click(640, (top + bottom) / 2)
    const before = await lightBox(it)
    assert.ok(Math.abs(before.y - top) < 1 && Math.abs(before.y + before.height - bottom) < 1)

    await it.page.setViewportSize({width: 1000, height: 620}) // the lane is elsewhere
    await it.page.waitForFunction((before) => {
      const light = document.querySelector<Over>('sim-over')!.renderRoot.querySelector('.light')!
      const scene = document.querySelector<SceneElement>('section.present sim-scene')!
      const {top} = scene.player!.spotBox('lane Task-2')!
      const moved = Math.round(top) !== Math.round(before)
      return moved && Math.abs(light.getBoundingClientRect().top - top) < 1
    }, top)
    await it.keys('Escape')
    await it.page.locator('sim-over .light').waitFor({state: 'detached'})
  })
})

test('a light lies on a card of the machine room, and on a thing in it', async () => {
  const text = `# A room

\`\`\`simloop
scenario: crawler
parameters: {urls: 2}
show: [timeline, room]
from: f2 set_result
\`\`\`
`
  await withDeck(async (it) => {
    await it.idle()
    const room = it.page.locator('section.present sim-room')
    const liesOn = async (place: {x: number; y: number}, lit: Locator) => {
      await it.keys('o')
      await it.page.mouse.click(place.x, place.y)
      const [light, box] = [await lightBox(it), (await lit.boundingBox())!]
      const apart = [light.x - box.x, light.y - box.y, light.width - box.width, light.height - box.height]
      assert.ok(
        apart.every((px) => Math.abs(px) < 2),
        JSON.stringify([light, box]),
      )
      await it.keys('Escape')
    }
    const card = room.locator('.card.tasks')
    const {x, y} = (await card.locator('.head').boundingBox())!
    await liesOn({x: x + 6, y: y + 6}, card)
    const thing = card.locator('[data-thing="Task-1"]').first()
    const box = (await thing.boundingBox())!
    await liesOn({x: box.x + 40, y: box.y + box.height / 2}, thing)
  }, text)
})

test('a light lies on a line of code, and on a line of words', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown')
    await it.idle()
    const line = it.page.locator('section.present sim-code .executing').first()
    const {x, y, height} = (await line.boundingBox())!
    await it.keys('o')
    await it.page.mouse.click(x + 60, y + height / 2)
    const lit = await lightBox(it)
    assert.ok(Math.abs(lit.y - y) < 2 && Math.abs(lit.height - height) < 3, JSON.stringify([lit, y, height]))

    await it.keys('End', 'o')
    await it.page.locator('section.present img').evaluate((image: HTMLImageElement) => image.decode())
    await it.idle()
    const item = it.page.locator('section.present li').nth(1)
    const box = (await item.boundingBox())!
    await it.page.mouse.click(box.x + 5, box.y + box.height / 2)
    assert.ok(Math.abs((await lightBox(it)).y - box.y) < 1)
  })
})

test('type and colours are the hall’s, and are remembered', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown')
    await it.idle()
    const look = () =>
      it.page.evaluate(() => {
        const player = document.querySelector('section.present sim-player')!
        const px = (element: Element) => parseFloat(getComputedStyle(element).fontSize)
        return {
          theme: document.documentElement.getAttribute('theme'),
          words: px(document.querySelector('section.present h2')!),
          stage: px(player.shadowRoot!.querySelector('.root')!),
        }
      })
    const usual = await look()
    assert.equal(usual.theme, 'projector')
    await it.keys('+', '+', 'c')
    const bigger = await look()
    assert.equal(bigger.theme, 'dark')
    assert.ok(
      bigger.words > usual.words * 1.2 && bigger.stage > usual.stage * 1.1,
      JSON.stringify([usual, bigger]),
    )
    await it.reload()
    assert.deepEqual(await look(), bigger)
    await it.keys('0', 'c', 'c')
    assert.deepEqual(await look(), usual)
  })
})

// -- off the script

test('the server is on Mars, another number is typed, and one key is back at the step', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown', 'PageDown')
    await it.idle()
    const shown = () =>
      it.page.evaluate(() => {
        const {recording, row, viewpoint} = window.simloop
        return {
          ends: recording!.endPs,
          urls: recording!.metadata.parameters['urls'],
          preset: recording!.metadata.preset.id,
          row,
          viewpoint,
        }
      })
    const scripted = await shown()
    await it.keys('t')
    await it.page.locator('sim-aside [data-where=mars]').click()
    await it.page.waitForFunction((ends) => window.simloop.recording!.endPs > ends * 1000, scripted.ends)
    await it.page.locator('sim-aside input[name=urls]').fill('5')
    await it.page.locator('sim-aside input[name=urls]').press('Enter')
    await it.page.waitForFunction(() => window.simloop.recording!.metadata.parameters['urls'] === 5)
    assert.equal((await shown()).preset, 'own')
    await it.page.locator('footer > button').getByText('Back to the step').waitFor()
    await it.page.evaluate(() => window.simloop.zoom(4))

    await it.keys('r')
    await it.idle()
    assert.deepEqual(await shown(), scripted)
    assert.equal(await it.page.locator('sim-aside').count(), 0)
    assert.equal(await it.page.locator('footer > button').count(), 0)

    // By hand on the timeline, and by keys.
    const {x, y, width} = (await it.page.locator('section.present .timeline').boundingBox())!
    await drag(it, [x + width / 2, y + 8], [x + width * 0.8, y + 8])
    await it.keys(']', ']')
    await it.idle()
    assert.notDeepEqual(await shown(), scripted)
    await it.keys('Escape')
    await it.idle()
    assert.deepEqual(await shown(), scripted)
  })
})

test('a scene plays and pauses off the script', async () => {
  await withDeck(async (it) => {
    await it.keys('PageDown')
    await it.idle()
    const paused = () => it.page.evaluate(() => window.simloop.paused)
    await it.keys('k')
    assert.equal(await paused(), false)
    await it.keys('k')
    assert.equal(await paused(), true)
  })
})

test('what is presented from the page has the page’s table', async () => {
  await withDeck(async (it, server) => {
    await it.goTo(
      `${server.url}/lecture/scenario/crawler?urls=2&preset=notes&table=ping_other_city+3ms&lang=en`,
    )
    const {ends, id} = await it.page.evaluate(() => {
      const {endPs, metadata} = window.simloop.recording!
      return {ends: endPs, id: metadata.preset.id}
    })
    assert.equal(id, 'own')
    assert.ok(ends < 50e9, `${ends} ps is not two round trips of 3 ms`)
  })
})

test('a button that was clicked leaves the keys to the clicker; one that was reached by keys does not', async () => {
  await withDeck(async (it) => {
    const theme = it.page.locator('sim-tools').getByRole('button', {name: 'Colours'})
    const {x, y} = (await theme.boundingBox())!
    await it.page.mouse.click(x + 5, y + 5) // a mouse that moves wakes the tools, and they do not stay for long
    const colours = () => it.page.evaluate(() => document.documentElement.getAttribute('theme'))
    assert.equal(await colours(), 'dark')
    await it.keys(' ')
    assert.deepEqual([(await it.spot()).slide, await colours()], [1, 'dark'])
    await theme.focus()
    await it.keys('Enter')
    assert.deepEqual([(await it.spot()).slide, await colours()], [1, 'light'])
  })
})
