// The page plays a recording: what it shows at any instant is what the recording says of it.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import {shownIn, trueAt} from './oracle.ts'
import {assertNoComplaints, open} from './page.ts'
import {stage} from './stage.ts'

const at = stage()
const THREE = '/?scenario=crawler&urls=3'

test('forward and back, event by event, the world is what the recording says it is', async () => {
  const opened = await open(at.browser, at.server.url + THREE)
  const {player} = opened
  const {rows} = await opened.recording()

  const start = await player.world()
  assert.equal(start.row, 0)
  const forward = [start, ...(await player.worlds(rows.length - 1, 1))]
  for (const world of forward) assert.deepEqual(shownIn(world), trueAt(rows, world.row), `at row ${world.row}`)
  assert.equal(forward.at(-1)!.row, rows.length - 1)

  const back = await player.worlds(rows.length - 1, -1)
  assert.deepEqual(back.reverse(), forward.slice(0, -1))
  assert.deepEqual(await player.world(), start)
  assertNoComplaints(opened)
})
