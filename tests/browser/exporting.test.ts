// An exported lecture: one file, opened from disk, with the network switched off.

import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {after, before, test} from 'node:test'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'
import type {Browser} from 'playwright-core'
import {launch, program} from './browser.ts'
import {PYTHON, ROOT} from './server.ts'
import {Deck, walkedOn, type Where} from './walking.ts'

let browser: Browser
let folder: string
before(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'exported-'))
})
after(async () => {
  await browser?.close()
  await rm(folder, {recursive: true})
})

async function exported(deck: string, out: string): Promise<string> {
  const path = join(folder, out)
  await promisify(execFile)(PYTHON, ['-m', 'simloop', 'lecture', 'export', deck, '-o', path], {cwd: ROOT})
  return path
}

const opened = (path: string) => Deck.open(browser, pathToFileURL(path).href, {offline: true})

/** Back to the first step: each is as it was on the way there. */
async function walkedBack(deck: Deck, steps: readonly Where[]): Promise<void> {
  for (const before of steps.slice(0, -1).reverse()) {
    await deck.press('PageUp')
    assert.deepEqual(await deck.where(), before)
  }
}

function assertOffline(deck: Deck): void {
  assert.deepEqual(deck.complaints, [])
  assert.deepEqual(
    deck.asked.filter((url) => !/^(file|data|blob):/.test(url)),
    [],
  )
}

for (const lang of ['en', 'zh']) {
  test(`the built-in lecture plays from disk, forward and back, in ${lang}`, async () => {
    const deck = await opened(await exported(`notes.${lang}`, `notes.${lang}.html`))
    const steps = await walkedOn(deck)
    const slides = new Set(steps.map(({slide}) => slide))
    assert.ok(slides.size > 40 && steps.length > 150, `${slides.size} slides, ${steps.length} steps`)
    await walkedBack(deck, steps)
    assert.equal(await deck.page.evaluate(() => document.documentElement.lang.slice(0, 2)), lang)
    assertOffline(deck)
    await deck.page.close()
  })
}

const MINI = `# 小小的讲稿

![a dot](dot.svg)

---

## A box

\`\`\`simloop
scenario: crawler
parameters: {urls: 3}
from: Task-1 created
steps: [f2 set_result, {preset: same-dc}, {parameters: {urls: 2}}, {play: end, pane: room}]
\`\`\`

Note:
For the speaker.
`
const DOT =
  '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="20"/></svg>'

async function mini(): Promise<string> {
  await writeFile(join(folder, 'mini.md'), MINI)
  await writeFile(join(folder, 'dot.svg'), DOT)
  return join(folder, 'mini.md')
}

test("a deck of one's own carries its pictures, and its other presets and parameters", async () => {
  const deck = await opened(await exported(await mini(), 'mini.html'))
  const picture = deck.page.locator('img').first()
  await picture.evaluate((image: HTMLImageElement) => image.decode())
  assert.equal(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth), 40)
  const steps = await walkedOn(deck)
  const shown = steps.flatMap((step) => (step.shown ? [step.shown] : []))
  assert.deepEqual(
    shown.map(({preset, parameters}) => [preset, parameters!.urls]),
    [
      ['notes', 3],
      ['notes', 3],
      ['same-dc', 3],
      ['same-dc', 2],
      ['same-dc', 2],
    ],
  )
  await walkedBack(deck, steps)
  assertOffline(deck)
})

test('one presents from the file too: drawing, laser, light, and only the keys that it has', async () => {
  const path = join(folder, 'plain.md')
  await writeFile(path, '# Plain\n\nWords.\n')
  const deck = await opened(await exported(path, 'plain.html'))
  const {page} = deck
  await page.keyboard.press('d')
  await page.mouse.move(300, 300)
  await page.mouse.down()
  await page.mouse.move(400, 340, {steps: 4})
  await page.mouse.up()
  assert.equal(await page.locator('sim-over path').count(), 1)
  await page.keyboard.press('?')
  const keys = page.locator('sim-keys')
  await keys.getByText('laser pointer').waitFor()
  assert.equal(await keys.getByText('what if').count(), 0)
  await page.keyboard.press('?')
  await page.keyboard.press('s') // there is no other window
  await page.keyboard.press('t')
  assert.equal(page.context().pages().length, 1)
  assertOffline(deck)
  await page.close()
})

test('a run that is not in the file is refused in words', async () => {
  const deck = await opened(await exported(await mini(), 'mini.html'))
  await deck.press('PageDown')
  const told = await deck.page.evaluate(() => {
    const {runs, scene} = document.querySelector('sim-scene')!
    return runs.of({...scene.states[0].run, seed: 7}).catch((error: Error) => error.message)
  })
  assert.match(told as string, /simloop lecture FILE/)
  assertOffline(deck)
})

const ASKS = `# What is it?

\`\`\`question
ask: Who runs next?
options: [Task-2, Task-1 again]
right: B
what: send
\`\`\`

\`\`\`simloop
scenario: crawler
parameters: {urls: 2}
from: Task-1 send 3
steps: [send]
\`\`\`
`

test('a question is asked and answered in the file', async () => {
  await writeFile(join(folder, 'asks.md'), ASKS)
  const deck = await opened(await exported(join(folder, 'asks.md'), 'asks.html'))
  const question = deck.page.locator('section.present sim-question')
  for (const key of ['Digit1', 'Digit2', 'Digit2']) await deck.page.keyboard.press(key)
  const steps = await walkedOn(deck)
  assert.deepEqual(
    steps.map(({step}) => step),
    [0, 1, 2],
  )
  assert.deepEqual(await question.locator('output').allInnerTexts(), ['1', '2'])
  assert.equal(await question.locator('li.right .words').innerText(), 'Task-1 again')
  assertOffline(deck)
})

/** The PDF of the small deck, printed by the browser that the tests use; its pages' sizes. */
async function printed(out: string, ...more: string[]): Promise<string[]> {
  const path = join(folder, out)
  const {executablePath, env} = await program()
  const command = ['-m', 'simloop', 'lecture', 'export', await mini(), '-o', path, ...more]
  await promisify(execFile)(PYTHON, command, {cwd: ROOT, env: {...env, CHROMIUM: executablePath}})
  const pdf = await readFile(path, 'latin1')
  assert.equal(pdf.slice(0, 5), '%PDF-')
  return [...pdf.matchAll(/\/Type \/Page\b[^s].*?\/MediaBox \[(.*?)\]/gs)].map(([, box]) => box)
}

test('a PDF has a page of 16:9 for each step, and one for the notes of a slide where they are asked for', async () => {
  assert.deepEqual(await printed('mini.pdf'), Array(6).fill('0 0 960 540'))
  assert.equal((await printed('noted.pdf', '--notes')).length, 7)
})
