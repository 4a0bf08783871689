// A gate for the rows of a run on their way to a page: a test sees the page before all of them are there, whatever is
// faster on its machine, the server or the page.

import type {Page, WebSocketRoute} from 'playwright-core'

/** Socket.IO's: an event, with as many binary parts as it says, each of which is a message of its own. */
const ROWS = /^4(2|51-)\["(batch|finished)"/
const BATCH = /^451-\["batch"/

export class Gate {
  /** So many batches may pass. */
  private left = Infinity
  private readonly waiting: (() => void)[] = []

  /** For the lines that a page will have. */
  static async before(page: Page): Promise<Gate> {
    const gate = new Gate()
    await page.routeWebSocket(/socket\.io/, (line) => gate.watch(line))
    return gate
  }

  private watch(line: WebSocketRoute): void {
    const server = line.connectToServer()
    /** The event that a binary part belongs to waits. */
    let waits = false
    server.onMessage((message) => {
      if (typeof message === 'string' && ROWS.test(message)) {
        waits = this.left <= 0
        if (BATCH.test(message)) this.left--
      } else if (typeof message === 'string') return line.send(message)
      if (waits && this.left <= 0) this.waiting.push(() => line.send(message))
      else line.send(message)
    })
    server.onClose(() => {
      this.waiting.length = 0
      void line.close()
    })
  }

  /** After some more batches nothing passes, the end of the run neither. */
  shut(after: number): void {
    this.left = after
  }

  open(): void {
    this.left = Infinity
    for (const send of this.waiting.splice(0)) send()
  }
}
