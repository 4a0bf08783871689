// What the notes' author did not quite understand: who calls whom when an answer arrives. Each link must be named
// in the narration and be visible in code, machine room and chain.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {rowsOf} from './oracle.ts'
import {assertNoComplaints, open} from './page.ts'
import type {Row} from './rows.ts'
import {stage} from './stage.ts'

const at = stage()

/** The rows from the first reported answer to the next future's callback, as the notes tell the story. */
function firstAnswer(rows: Row[]) {
  const readiness = rows.findIndex(({kind, label}) => kind === 'select.readiness' && label === 'READ')
  const next = (kind: string, phase: Row['phase'], after: number) =>
    rowsOf(rows, kind, phase).find((row) => row > after)!
  const callback = next('callback', 'begin', readiness)
  const setResult = next('future.set_result', 'begin', callback)
  const called = next('future.callback', 'begin', setResult)
  const step = next('task.step', 'begin', called)
  const send = next('coroutine.send', 'begin', step)
  const yielded = next('coroutine.send', 'end', send)
  const joins = next('future.add_done_callback', 'instant', yielded)
  return {readiness, callback, setResult, called, step, send, yielded, joins}
}

test('stepping through the first answer shows each link of the chain, in words, code, boxes and chips', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=1`)
  const {page, player} = it
  const {rows, metadata} = await it.recording()
  const links = firstAnswer(rows)
  const told = page.locator('sim-narration .told')
  const current = page.locator('sim-chain li.current')
  const executing = page.locator('sim-code .executing')
  const source = (file: string, line: number) =>
    metadata.sources
      .find((one) => one.file === file)!
      .text.split('\n')
      [line - 1].trim()

  await player.seek(`event ${links.readiness}`)
  assert.match(await told.innerText(), /select\(\)/)
  assert.match(await current.innerText(), /select\(\) returns/)
  assert.match(await page.locator('sim-room .selector').innerText(), /select\(\) returned: 1 ready/)
  assert.match(await page.locator('sim-room .selector .ready').innerText(), /on_readable/)
  assert.match(await executing.innerText(), /events = selector\.select\(\)/)

  await player.seek(`event ${links.callback}`)
  assert.match(await told.innerText(), /on_readable/)
  assert.match(await current.innerText(), /on_readable/)
  assert.match(await page.locator('sim-room .stack').innerText(), /on_readable/)
  assert.match(await executing.innerText(), /callback\(\)/)

  const future = rows[links.setResult].subject!
  await player.seek(`event ${links.setResult}`)
  assert.match(await told.innerText(), new RegExp(`${future}\\b`))
  assert.match(await current.innerText(), new RegExp(future))
  const box = page.locator('sim-room .boxes li', {hasText: new RegExp(`\\b${future}\\b`)})
  assert.match(await box.innerText(), /just set/)
  assert.match(await box.innerText(), /Task-1\.step/)
  assert.match(await executing.innerText(), /f\.set_result\(/)

  await player.seek(`event ${links.called}`)
  assert.match(await told.innerText(), /Task-1\.step/)
  assert.match(await executing.innerText(), /fn\(self\)/)

  await player.seek(`event ${links.step}`)
  assert.match(await current.innerText(), /Task-1\.step/)

  await player.seek(`event ${links.send}`)
  assert.match(await told.innerText(), /send/)
  assert.match(await current.innerText(), /send\(/)
  // The value is only just entering the generator: what is marked there is its yield, not the next line.
  const {file, line} = rows[links.send]
  assert.match(source(file!, line!), /yield f/)
  const pane = page.locator(`sim-code [data-file="${file}"]`)
  assert.match(await pane.locator('.executing, .onstack').first().innerText(), /yield f/)

  const following = rows[links.yielded].object!
  await player.seek(`event ${links.yielded}`)
  assert.match(await told.innerText(), new RegExp(following))

  await player.seek(`event ${links.joins}`)
  assert.match(await told.innerText(), new RegExp(following))
  assert.match(await executing.innerText(), /next_future\.add_done_callback\(self\.step\)/)
  const next = page.locator('sim-room .boxes li', {hasText: new RegExp(`\\b${following}\\b`)})
  assert.match(await next.innerText(), /empty[\s\S]*Task-1\.step/)
  assertNoComplaints(it)
})

test('before it, the task started itself with a future that was done already', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=1`)
  const {rows} = await it.recording()
  await it.player.seek('Task-1 send 1')
  const send = rows[await it.player.row()]
  assert.deepEqual([send.kind, send.label, send.value], ['coroutine.send', 'started', 'None'])
  assert.match(await it.page.locator('sim-chain li.current').innerText(), /send\(None\)/)
  assert.match(await it.page.locator('sim-room .boxes').innerText(), /None[\s\S]*f1/)
  assertNoComplaints(it)
})

test('a chip of the chain goes to its event, and the chain keeps its links meanwhile', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=2`)
  const {rows} = await it.recording()
  const {setResult, readiness} = firstAnswer(rows)
  await it.player.seek(`event ${setResult}`)
  const chips = it.page.locator('sim-chain li')
  const before = await chips.evaluateAll((all) =>
    all.map((chip) => Number((chip as HTMLElement).dataset['row'])),
  )
  assert.ok(before.includes(readiness) && before.includes(setResult), `the chain is ${before}`)
  assert.deepEqual(
    before,
    before.toSorted((a, b) => a - b),
  )
  for (const [index, row] of before.entries()) {
    await chips.nth(index).getByRole('button').click()
    await it.player.idle()
    assert.equal(await it.player.row(), row)
    assert.equal(await it.page.locator('sim-chain li.current').count(), 1)
    assert.deepEqual(
      await chips.evaluateAll((all) => all.map((chip) => Number((chip as HTMLElement).dataset['row']))),
      before,
    )
  }
  assertNoComplaints(it)
})
