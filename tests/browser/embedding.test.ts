// <sim-player> in somebody's own page, made as docs/embedding.md says, served by a server that is not ours.

import assert from 'node:assert/strict'
import {execFile} from 'node:child_process'
import {copyFile, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {createServer, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {readFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {extname, join} from 'node:path'
import {after, before, test} from 'node:test'
import {promisify} from 'node:util'
import type {Browser, Page} from 'playwright-core'
import {launch} from './browser.ts'
import {PYTHON, ROOT} from './server.ts'

const TYPES: Record<string, string> = {'.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css'}

let browser: Browser
let folder: string
let server: Server
let url: string

const simloop = (...command: string[]) =>
  promisify(execFile)(PYTHON, ['-m', 'simloop', ...command], {cwd: ROOT})

before(async () => {
  browser = await launch()
  folder = await mkdtemp(join(tmpdir(), 'embedding-'))
  await simloop('player', folder)
  await simloop('run', 'crawler', '--param', 'urls=3', '--out', join(folder, 'crawler.arrow'))
  await copyFile(join(ROOT, 'docs', 'embedding.html'), join(folder, 'index.html'))
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://x').pathname.slice(1) || 'index.html'
    void readFile(join(folder, name)).then(
      (data) =>
        response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream').end(data),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, {recursive: true})
})

/** The page, once its player has nothing left to load or draw; nothing of it may go wrong or go elsewhere. */
async function opened(path = '/'): Promise<{page: Page; complaints: string[]}> {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}})
  const complaints: string[] = []
  page.on('pageerror', ({message}) => complaints.push(message))
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) complaints.push(request.url())
  })
  page.on('response', (response) => {
    if (!response.ok() && !response.url().endsWith('favicon.ico'))
      complaints.push(`${response.status()} ${response.url()}`)
  })
  await page.goto(url + path)
  await page.waitForFunction(() => document.querySelector('sim-player')?.world?.())
  await page.evaluate(() => document.querySelector('sim-player')!.idle())
  return {page, complaints}
}

const rowOf = (page: Page) => page.evaluate(() => document.querySelector('sim-player')!.world()!.row)

test('the documented page plays a saved recording, with no server of ours', async () => {
  const {page, complaints} = await opened()
  assert.equal(await rowOf(page), 0)
  assert.ok(await page.locator('sim-player sim-code').isVisible())
  assert.equal(await page.locator('sim-player sim-room').count(), 0)

  await page.getByRole('button', {name: 'Show who wakes Task-2'}).click()
  await page.evaluate(() => document.querySelector('sim-player')!.idle())
  assert.match(await page.locator('sim-narration .told').innerText(), /Task\.step sends .* into Task-2/)
  const there = await rowOf(page)
  assert.equal(await page.locator('#row').innerText(), String(there))

  await page.getByRole('button', {name: 'The next event'}).click()
  await page.keyboard.press('.')
  assert.equal(await rowOf(page), there + 2)
  assert.deepEqual(complaints, [])
  await page.close()
})

test('attributes and methods do what is said of them', async () => {
  const {page, complaints} = await opened()
  const told = await page.evaluate(async () => {
    const player = document.querySelector('sim-player')!
    player.setAttribute('lang', 'zh')
    player.setAttribute('without', 'clock chain')
    player.setAttribute('place', 'Task-3 send 2')
    await player.idle()
    const tasks = player.world()!.tasks.map(({id}) => id)
    let refused = ''
    try {
      player.seek('noon')
    } catch (error) {
      refused = (error as Error).message
    }
    const ended = new Promise<void>((resolve) =>
      player.addEventListener('ended', () => resolve(), {once: true}),
    )
    player.seek('end')
    player.step(-1, 'callback')
    player.play()
    await ended
    return {tasks, refused, row: player.world()!.row}
  })
  assert.deepEqual(told.tasks, ['Task-1', 'Task-2', 'Task-3'])
  assert.match(told.refused, /noon.*Task-3 send 2/)
  assert.ok(told.row > 0)
  assert.equal(await page.locator('sim-clock').isVisible(), false)
  assert.match(await page.locator('sim-narration .told').innerText(), /[\u4e00-\u9fff]/)
  assert.deepEqual(complaints, [])
  await page.close()
})

test('a recording that is not there is said, by the event', async () => {
  await writeFile(
    join(folder, 'wrong.html'),
    (await readFile(join(ROOT, 'docs', 'embedding.html'), 'utf8')).replace('crawler.arrow', 'nothing.arrow'),
  )
  const page = await browser.newPage()
  await page.goto(`${url}/wrong.html`)
  await page.getByText('nothing.arrow: HTTP 404').waitFor()
  await page.close()
})
