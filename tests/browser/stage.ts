// What most tests need: one server and one browser for a file of tests, ended when they are over.

import {after, before} from 'node:test'
import type {Browser} from 'playwright-core'
import {launch} from './browser.ts'
import {Server} from './server.ts'

export interface Stage {
  server: Server
  browser: Browser
}

export function stage(): Stage {
  const stage = {} as Stage
  before(async () => {
    ;[stage.server, stage.browser] = await Promise.all([Server.start(), launch()])
  })
  after(async () => {
    await stage.browser?.close()
    await stage.server?.stop()
  })
  return stage
}
