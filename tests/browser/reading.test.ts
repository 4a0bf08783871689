// The code can be read: no line is cut off, what executes is in sight with all its rows, and a call is shown at both
// of its ends.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {assertNoComplaints, open} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

for (const [name, viewport, theme] of [
  ['a laptop', {width: 1280, height: 720}, 'dark'],
  ['a projector', {width: 1920, height: 1080}, 'projector'],
  ['a phone', {width: 390, height: 844}, 'light'],
] as const) {
  test(`on ${name} no line is cut off, and the executing one is seen whole`, async () => {
    const query = `?scenario=crawler&urls=2&lang=en&theme=${theme}&panes=code+room&place=Task-1+send+1`
    const it = await open(at.browser, `${at.server.url}/${query}`, {viewport})
    const seen = await it.page.evaluate(async () => {
      const [player, wrong] = [window.simloop, [] as string[]]
      let wrapped = 0
      for (let i = 0; i < 120; i++) {
        player.step(1, 'event')
        await player.idle()
        const panes = player.renderRoot
          .querySelector('sim-code')!
          .renderRoot.querySelectorAll<HTMLElement>('.lines')
        for (const lines of panes) {
          if (!lines.clientHeight) continue
          const row = parseFloat(getComputedStyle(lines).lineHeight)
          if (lines.scrollWidth > lines.clientWidth) wrong.push(`${player.row}: wider than its pane`)
          for (const line of lines.querySelectorAll<HTMLElement>('.line')) {
            const rows = line.offsetHeight / row
            if (Math.abs(rows - Math.round(rows)) > 0.1)
              wrong.push(`${player.row}: ${rows} rows: ${line.innerText}`)
            if (rows > 1.5) wrapped++
          }
          const line = lines.querySelector<HTMLElement>('.executing')
          if (!line) continue
          const [top, bottom] = [
            line.offsetTop - lines.scrollTop,
            line.offsetTop + line.offsetHeight - lines.scrollTop,
          ]
          if (top < -1 || bottom > lines.clientHeight + 1)
            wrong.push(`${player.row}: out of sight: ${line.innerText}`)
        }
      }
      return {wrong, wrapped}
    })
    assert.deepEqual(seen.wrong, [])
    assert.ok(seen.wrapped > 0)
    assertNoComplaints(it)
  })
}

test('where the program calls the loop’s own code, one pane shows who calls and the other what is called', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=1&lang=en&place=f2+set_result`)
  const code = it.page.locator('sim-code')
  assert.match(await code.locator('.executing').innerText(), /f\.set_result\(None\)/)
  assert.match(
    await code.locator('[data-file="future.py"] .entering').innerText(),
    /def set_result.*\n?.*the call comes in here/,
  )
  assert.match(await code.locator('.where').last().innerText(), /on_writable → Future\.set_result/)
  await it.player.step()
  assert.match(await code.locator('[data-file="future.py"] .executing').innerText(), /self\.result = result/)
  assert.equal(await code.locator('.entering').count(), 0)
  assertNoComplaints(it)
})
