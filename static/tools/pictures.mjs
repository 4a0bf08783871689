// Takes the page's pictures, to be looked at: three sizes, both languages, three themes, and the moments that
// matter. They go into pictures/, which is not committed; the README's picture is one of them.
//
//   node tools/pictures.mjs [URL of a running server]     without one, it starts its own
import {copyFile, mkdir} from 'node:fs/promises'
import {join} from 'node:path'
import {launch} from '../../tests/browser/browser.ts'
import {ROOT, Server} from '../../tests/browser/server.ts'

const FOLDER = join(ROOT, 'pictures')
const README = join(ROOT, 'docs', 'picture.png')

const SIZES = {wide: [1920, 1080], small: [1280, 720], phone: [390, 844]}
const LANGS = ['en', 'zh']
const THEMES = ['dark', 'light', 'projector']

/** The instant in which the first answer wakes Task-1, in every look. */
const looks = Object.keys(SIZES).flatMap((size) =>
  LANGS.flatMap((lang) =>
    THEMES.map((theme) => ({
      name: `answer-${size}-${lang}-${theme}`,
      size,
      query: {urls: '3', lang, theme, place: 'Task-1 send 3'},
    })),
  ),
)

const moments = [
  {name: 'start', size: 'wide', query: {}},
  {name: 'waiting', size: 'wide', query: {place: 'turn 1'}, steps: 14},
  {name: 'wake-up', size: 'wide', query: {place: 'Task-1 send 2'}},
  {name: 'ten-small', size: 'small', query: {place: 'Task-3 send 3'}},
  {name: 'end', size: 'wide', query: {place: 'end'}},
  {name: 'same-host', size: 'wide', query: {preset: 'same-host', urls: '3', place: 'Task-2 send 2'}},
  {name: 'echo', size: 'wide', query: {scenario: 'echo', place: 'turn 3'}},
  {name: 'refused', size: 'small', query: {urls: '0'}, refused: true},
].map((moment) => ({...moment, query: {lang: 'en', theme: 'dark', ...moment.query}}))

async function take(browser, url, {name, size, query, steps = 0, refused = false}) {
  const [width, height] = SIZES[size]
  const page = await browser.newPage({viewport: {width, height}})
  await page.goto(`${url}/?${new URLSearchParams(query)}`)
  if (refused) await page.locator('.instead').getByText('1 to 1000').first().waitFor()
  else await page.waitForFunction(() => window.simloop?.recording?.complete)
  if (steps) await page.evaluate((count) => window.simloop.step(count), steps)
  await page.evaluate(() => window.simloop.idle())
  const path = join(FOLDER, `${name}.png`)
  await page.screenshot({path})
  await page.close()
  return path
}

const given = process.argv[2]
const [server, browser] = await Promise.all([given ? null : Server.start(), launch()])
try {
  await mkdir(FOLDER, {recursive: true})
  for (const look of [...looks, ...moments]) {
    console.log(await take(browser, given ?? server.url, look))
  }
  await mkdir(join(ROOT, 'docs'), {recursive: true})
  await copyFile(join(FOLDER, 'answer-wide-en-dark.png'), README)
  console.log(README)
} finally {
  await browser.close()
  await server?.stop()
}
