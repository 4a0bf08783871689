// What axe finds wrong with the page: nothing, in any theme and language, with whatever is open.

import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {test} from 'node:test'
import type {AxeResults, RunOptions} from 'axe-core'
import type {Page} from 'playwright-core'
import {open} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

declare global {
  interface Window {
    axe: {run(options: RunOptions): Promise<AxeResults>}
  }
}

/** Each finding as a line: the rule, what is wrong, and where. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const options: RunOptions = {resultTypes: ['violations']}
    const {violations} = await window.axe.run(options)
    return violations.flatMap(({id, nodes}) =>
      nodes.map(({target, failureSummary}) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
    )
  })
}

const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  nothing: async () => {},
  'why?': (page) => page.keyboard.press('w'),
  'the longer sentence and what is selected': async (page) => {
    await page.keyboard.press('b')
    await page.keyboard.press('n')
  },
  'what if …': async (page) => {
    await page.keyboard.press('i')
    await page.locator('sim-whatif li').first().waitFor()
  },
  'the form': (page) => page.locator('header .first').click(),
  'the presets': (page) => page.locator('header .pill').nth(1).click(),
  'the keys': (page) => page.keyboard.press('?'),
  'the table': async (page) => {
    await page.keyboard.press('t')
    await page.locator('sim-table .row').first().waitFor()
  },
  'the choice of another run': async (page) => {
    await page.keyboard.press('v')
    await page.locator('sim-choice').waitFor()
  },
}

for (const theme of ['dark', 'light', 'projector'] as const)
  test(`axe finds nothing wrong in the theme ${theme}, whatever is open`, async () => {
    const wrong: string[] = []
    for (const [name, act] of Object.entries(OPENED)) {
      const lang = theme === 'light' ? 'zh' : 'en'
      const query = `?scenario=crawler&urls=3&panes=code+room&place=f2+set_result&theme=${theme}&lang=${lang}`
      const {page, player} = await open(at.browser, `${at.server.url}/${query}`)
      await act(page)
      await player.idle()
      for (const finding of await findings(page)) wrong.push(`with ${name} open: ${finding}`)
      await page.close()
    }
    assert.deepEqual(wrong, [])
  })

test('axe finds nothing wrong on a phone, nor with two runs compared', async () => {
  const wrong: string[] = []
  const query = '?scenario=crawler&urls=3&lang=en&theme=projector&place=f2+set_result'
  const phone = await open(at.browser, `${at.server.url}/${query}`, {viewport: {width: 390, height: 844}})
  wrong.push(...(await findings(phone.page)))
  await phone.page.getByRole('button', {name: 'Menu'}).click()
  wrong.push(...(await findings(phone.page)))
  const both = await open(at.browser, `${at.server.url}/${query}&compare=urls%3D2`)
  await both.page.locator('sim-comparison sim-differences table').first().waitFor()
  wrong.push(...(await findings(both.page)))
  assert.deepEqual(wrong, [])
})

/** What a screen reader is told of, from first to last: role and name. */
async function heard(page: Page): Promise<{role: string; name: string; live: string}[]> {
  const session = await page.context().newCDPSession(page)
  const {nodes} = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const told: {role: string; name: string; live: string}[] = []
  const walk = (id: string): void => {
    const node = byId.get(id)
    if (!node) return
    const live = node.properties?.find(({name}) => name === 'live')?.value.value
    if (!node.ignored)
      told.push({role: `${node.role?.value}`, name: `${node.name?.value ?? ''}`, live: `${live ?? 'off'}`})
    node.childIds?.forEach(walk)
  }
  walk(nodes[0].nodeId)
  return told
}

test('a screen reader goes from what runs over what happens now to the tables and the buttons', async () => {
  const query = '?scenario=crawler&urls=3&lang=en&panes=code+room&place=f2+set_result'
  const {page, player} = await open(at.browser, `${at.server.url}/${query}`)
  const told = await heard(page)
  const order = [
    'button crawler •3 pages, generators',
    'timer how it feels to the CPU: 12.5 years',
    'group Chain of causes',
    'status What happens now',
    'region crawler.py, the program',
    'complementary Machine room',
    'table select() returned: 1 ready 3 registered',
    'table tasks: a coroutine and the place where it stopped',
    'group Playback',
    'button Play',
    'slider The whole run',
  ]
  const places = order.map((line) => told.findIndex(({role, name}) => `${role} ${name}` === line))
  assert.ok(!places.includes(-1), `not there: ${order.filter((_, i) => places[i] < 0)}`)
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  )

  // What happens is said at a step, and not while it plays.
  const narration = async () => (await heard(page)).find(({name}) => name === 'What happens now')!.live
  assert.equal(await narration(), 'polite')
  const row = await player.row()
  await player.play()
  await page.waitForFunction((before) => window.simloop.row > before, row)
  assert.equal(await narration(), 'off')
  await player.pause()
  assert.equal(await narration(), 'polite')
})
