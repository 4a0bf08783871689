// Decks in the browser: the built-in lecture, step by step in both languages, and what the clicker does.

import assert from 'node:assert/strict'
import {mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, test} from 'node:test'
import type {Browser} from 'playwright-core'
import {launch} from './browser.ts'
import {Server} from './server.ts'
import {assertShows, Deck, walkedOn, type Where} from './walking.ts'

let server: Server
let browser: Browser
before(async () => {
  ;[server, browser] = await Promise.all([Server.start(), launch()])
})
after(async () => {
  await browser?.close()
  await server?.stop()
})

const opened = (url: string) => Deck.open(browser, url)

for (const lang of ['en', 'zh']) {
  test(`every step of the built-in lecture shows its scene, in ${lang}`, async () => {
    const deck = await opened(`${server.url}/lecture/notes?lang=${lang}`)
    const slides = new Set((await walkedOn(deck)).map(({slide}) => slide))
    assert.ok(slides.size > 40, `${slides.size} slides`)
    assert.deepEqual(deck.complaints, [])
    await deck.page.close()
  })
}

const MINI = `# Mini

---

## A box

\`\`\`simloop
scenario: crawler
parameters: {urls: 3}
show: [narration, code, room]
from: Task-1 created
steps: [f2 set_result, send, {parameters: {urls: 2}}]
\`\`\`

---

## After it
`

/** At once: nobody reads half of it. */
async function save(file: string, text: string): Promise<void> {
  await writeFile(`${file}~`, text)
  await rename(`${file}~`, file)
}

const withMini = (act: (server: Server, file: string) => Promise<void>) => withDeck(MINI, act)

async function withDeck(text: string, act: (server: Server, file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deck-'))
  const file = join(folder, 'mini.md')
  await writeFile(file, text)
  const own = await Server.lecture(file)
  try {
    await act(own, file)
  } finally {
    await own.stop()
    await rm(folder, {recursive: true})
  }
}

test('back through the steps is the same as forward, and a reload comes back to the same step', async () => {
  await withMini(async ({url}) => {
    const deck = await opened(`${url}/lecture/mini`)
    const forward: Where[] = []
    for (let press = 0; press < 5; press++) {
      await deck.press('PageDown')
      forward.push(await deck.where())
    }
    assert.deepEqual(
      forward.map(({title, step}) => [title, step]),
      [
        ['A box', 0],
        ['A box', 1],
        ['A box', 2],
        ['A box', 3],
        ['After it', 0],
      ],
    )
    assert.equal(forward[3].shown!.parameters!.urls, 2)
    for (const before of forward.slice(0, -1).reverse()) {
      await deck.press('PageUp')
      assert.deepEqual(await deck.where(), before)
    }
    await deck.press('PageDown')
    await deck.page.reload()
    await deck.ready()
    assert.deepEqual(await deck.where(), forward[1])
  })
})

const ASKS = `# Asks

---

## Who runs next?

Two pages.

\`\`\`question
ask: Who?
options: [Task-2, Task-1 again]
right: Task-1 again
what: send
\`\`\`

\`\`\`simloop
scenario: crawler
parameters: {urls: 2}
from: Task-1 send 3
steps:
  - select
  - play: send
    reveals: true
  - end
\`\`\`

---

## What is it?

\`\`\`question
ask: A Future?
options: [a thread, a box]
right: B
\`\`\`
`

test('hands are counted while a question is open, and the scene shows who was right', async () => {
  await withDeck(ASKS, async ({url}) => {
    const deck = await opened(`${url}/lecture/mini`)
    await deck.press('PageDown')
    const question = deck.page.locator('section.present sim-question')
    const scene = deck.page.locator('section.present sim-scene')
    const told = async () => ({
      stage: await question.getAttribute('stage'),
      counts: await question.locator('output').allInnerTexts(),
      right: await question.locator('li.right .words').allInnerTexts(),
    })
    assert.equal(await scene.isVisible(), false)
    for (const key of ['Digit1', 'Digit2', 'Digit2', 'Digit2', 'Shift+Digit2'])
      await deck.page.keyboard.press(key)
    await question.locator('li button').first().click()
    await deck.page.keyboard.press('Digit3') // there is no such option
    assert.deepEqual(await told(), {stage: 'open', counts: ['2', '2'], right: []})

    await deck.press('PageDown')
    await deck.page.keyboard.press('Digit1')
    assert.ok(await scene.isVisible())
    assert.deepEqual(await told(), {stage: 'closed', counts: ['2', '2'], right: []})
    await deck.press('PageDown')
    assert.equal((await told()).stage, 'closed')
    await deck.press('PageDown')
    const revealed = {stage: 'revealed', counts: ['2', '2'], right: ['Task-1 again']}
    assert.deepEqual(await told(), revealed)
    assert.match(await question.locator('.told').innerText(), /2 of 4/)
    const saving = deck.page.waitForEvent('download')
    await question.locator('.save').click()
    const saved = await saving
    assert.equal(saved.suggestedFilename(), 'mini.csv')
    const rows = (await readFile(await saved.path(), 'utf8')).split('\r\n')
    assert.deepEqual(rows.slice(1), ['1,Who?,A,Task-2,,2', '1,Who?,B,Task-1 again,yes,2', ''])

    await deck.page.reload()
    await deck.ready()
    assert.deepEqual(await told(), revealed)
    for (let press = 0; press < 3; press++) await deck.press('PageUp')
    assert.deepEqual(await told(), {stage: 'open', counts: ['2', '2'], right: []})
    assert.equal(await scene.isVisible(), false)
    assert.deepEqual(deck.complaints, [])
  })
})

test('somebody alone taps an option, and learns whether it was right, with no scene at all', async () => {
  await withDeck(ASKS, async ({url}) => {
    const deck = await opened(`${url}/lecture/mini#/2`)
    const question = deck.page.locator('section.present sim-question')
    await question.locator('li button').nth(1).click()
    assert.equal(await question.locator('li.mine .words').innerText(), 'a box')
    await question.locator('.look').click()
    assert.equal(await question.getAttribute('stage'), 'closed')
    await question.locator('.look').click()
    assert.equal(await question.locator('li.right .words').innerText(), 'a box')
    assert.match(await question.locator('.told').innerText(), /You were right/)
    await deck.press('PageUp')
    await deck.press('PageUp')
    await deck.page.keyboard.press('Shift+Digit2')
    await deck.page.keyboard.press('Digit1')
    await deck.press('PageDown')
    await deck.press('PageDown')
    assert.match(await question.locator('.told').innerText(), /It was B/)
    assert.deepEqual(deck.complaints, [])
  })
})

test('a scene may do without its timeline: the panels say the same', async () => {
  await withMini(async ({url}) => {
    const deck = await opened(`${url}/lecture/mini`)
    await deck.press('PageDown')
    await deck.press('PageDown')
    const scene = deck.page.locator('section.present sim-scene')
    assert.equal(await scene.locator('.timeline').isVisible(), false)
    assert.match(await scene.locator('sim-narration .told').innerText(), /f2/)
    assert.ok(await scene.locator('sim-code .executing').first().isVisible())
    assert.deepEqual(deck.complaints, [])
  })
})

test('the presenter leaves the script and is back with one key', async () => {
  await withMini(async ({url}) => {
    const deck = await opened(`${url}/lecture/mini`)
    await deck.press('PageDown')
    const scripted = await deck.where()
    await deck.page.evaluate(() => window.simloop.seek('end'))
    await deck.page.evaluate(() => window.simloop.idle())
    assert.notEqual((await deck.where()).shown!.row, scripted.shown!.row)
    await deck.page.locator('footer > button').waitFor()
    await deck.page.keyboard.press('Escape')
    await deck.idle()
    assert.deepEqual(await deck.where(), scripted)
  })
})

test('a black screen ends with the next key, at the same step', async () => {
  await withMini(async ({url}) => {
    const deck = await opened(`${url}/lecture/mini`)
    await deck.press('PageDown')
    const before = await deck.where()
    await deck.page.keyboard.press('b')
    assert.equal(await deck.page.locator('.reveal.paused').count(), 1)
    await deck.page.keyboard.press('PageDown')
    assert.equal(await deck.page.locator('.reveal.paused').count(), 0)
    assert.deepEqual(await deck.where(), before)
  })
})

test('a deck that is saved is shown anew, and a wrong place is named with its line', async () => {
  await withMini(async ({url}, file) => {
    const deck = await opened(`${url}/lecture/mini`)
    await deck.press('PageDown')
    await save(file, MINI.replace('Task-1 created', 'Task-9 send 1'))
    await deck.page.locator('section.present .mistake').waitFor()
    assert.match(
      await deck.page.locator('section.present .mistake').innerText(),
      /mini\.md:11 .*no Task-9 send 1/,
    )
    await save(file, MINI)
    await deck.page.locator('section.present .mistake').waitFor({state: 'detached'})
  })
})

test('each scenario is presented from its page', async () => {
  const deck = await opened(`${server.url}/lecture/scenario/crawler?urls=3&lang=en`)
  const steps: Where[] = []
  for (let press = 0; press < 4; press++) {
    assertShows(await deck.where())
    steps.push(await deck.where())
    await deck.press('PageDown')
  }
  assert.ok(new Set(steps.map(({shown}) => shown?.row)).size > 1)
  assert.deepEqual(deck.complaints, [])
})
