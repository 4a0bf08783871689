// A hall of three real pages on a real server: a presenter, and two followers in two languages.

import assert from 'node:assert/strict'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Browser} from 'playwright-core'
import {DESK, PHONE, Seat, type Where} from './seat.ts'
import {Server} from './server.ts'

export class Hall {
  readonly presenter: Seat
  readonly chinese: Seat
  readonly english: Seat
  readonly link: string
  server: Server
  private readonly folder: string

  private constructor(server: Server, folder: string, link: string, seats: readonly Seat[]) {
    this.server = server
    this.folder = folder
    this.link = link
    ;[this.presenter, this.chinese, this.english] = seats
  }

  get seats(): readonly Seat[] {
    return [this.presenter, this.chinese, this.english]
  }

  get phones(): readonly Seat[] {
    return [this.chinese, this.english]
  }

  /** `spot`: where the presenter begins, as in an address. What a browser complains of fails the test. */
  static async with(browser: Browser, spot: string, act: (hall: Hall) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'hall-'))
    const server = await Server.hall(folder)
    let hall: Hall | null = null
    const seats: Seat[] = []
    try {
      const link = `${await server.presentersLink()}&lang=en`
      const phone = (locale: string) => Seat.take(browser, `${server.url}/hall`, {...PHONE, locale})
      seats.push(await Seat.take(browser, link + spot, DESK))
      seats.push(...(await Promise.all([phone('zh-CN'), phone('en-US')])))
      hall = new Hall(server, folder, link, seats)
      await act(hall)
      for (const {complaints} of seats) assert.deepEqual(complaints, [])
    } finally {
      for (const seat of seats) await seat.leave()
      await (hall?.server ?? server).stop()
      await rm(folder, {recursive: true})
    }
  }

  /** Where all of them are, in the end, with nobody's help. */
  async together(): Promise<Where> {
    const there = await this.presenter.settled()
    await Promise.all(this.phones.map((phone) => phone.isAt(there)))
    return there
  }

  /** Another start of the server; `meanwhile`: what is done while there is none. */
  async restart(meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
    const {port} = this.server
    await this.server.stop()
    await meanwhile()
    this.server = await Server.hall(this.folder, port)
  }
}
