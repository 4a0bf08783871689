// A deck of a test's own, presented by a server of its own.

import assert from 'node:assert/strict'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import type {Browser} from 'playwright-core'
import {Seat} from './seat.ts'
import {Server} from './server.ts'

/** `files`: names and texts; the first is the deck. What the browser complains of fails the test. */
export async function presented(
  browser: Browser,
  files: Readonly<Record<string, string>>,
  act: (presenter: Seat, server: Server) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'deck-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), {recursive: true})
    await writeFile(join(folder, name), text)
  }
  const [deck] = Object.keys(files)
  const server = await Server.lecture(join(folder, deck))
  let presenter: Seat | null = null
  try {
    presenter = await Seat.take(browser, `${server.url}/lecture/${deck.split('.')[0]}`)
    await act(presenter, server)
    assert.deepEqual(presenter.complaints, [])
  } finally {
    await presenter?.leave()
    await server.stop()
    await rm(folder, {recursive: true})
  }
}
