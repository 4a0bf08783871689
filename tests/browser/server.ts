// The real server, `python app.py` on a free port, as a process of its own.

import {spawn, type ChildProcess} from 'node:child_process'
import {createServer, type AddressInfo} from 'node:net'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'

export const ROOT = join(import.meta.dirname, '..', '..')
export const PYTHON = join(ROOT, '.venv', 'bin', 'python')
const PATIENCE_MS = 20_000

export class Server {
  readonly port: number
  readonly url: string
  private readonly process: ChildProcess
  private output = ''

  private constructor(port: number, command: readonly string[], more: Record<string, string> = {}) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    // A group of its own, so that its workers end with it. BROWSER: no test opens a desktop's browser.
    const env = {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      BROWSER: 'none',
      ...more,
    }
    this.process = spawn(PYTHON, command, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (text) => (this.output += text))
    process.once('exit', this.kill)
  }

  static async start(port?: number): Promise<Server> {
    return await Server.answering(new Server(port ?? (await freePort()), ['app.py']))
  }

  /** A deck's own server, as `simloop lecture FILE` is one. */
  static async lecture(file: string): Promise<Server> {
    const port = await freePort()
    return Server.answering(new Server(port, ['-m', 'simloop', 'lecture', file, '--port', `${port}`]))
  }

  /** With a hall; what lies in `folder` makes the presenter's link the same after another start. */
  static async hall(folder: string, port?: number): Promise<Server> {
    const more = {XDG_STATE_HOME: folder}
    return Server.answering(new Server(port ?? (await freePort()), ['app.py', '--lan'], more))
  }

  /** Where the presenter goes: said at the start, to who started it. */
  async presentersLink(): Promise<string> {
    for (;;) {
      const link = /http:\S+presenter=\S+/.exec(this.output)
      if (link) return link[0]
      await sleep(20)
    }
  }

  private static async answering(server: Server): Promise<Server> {
    const deadline = Date.now() + PATIENCE_MS
    while (!(await server.answers())) {
      if (server.process.exitCode !== null || Date.now() > deadline) {
        server.kill()
        throw new Error(`the server does not answer at ${server.url}; it said:\n${server.output}`)
      }
      await sleep(50)
    }
    return server
  }

  /** Ends it; whoever is connected sees the connection break. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    const running = this.process.exitCode === null && this.process.signalCode === null
    this.kill()
    process.off('exit', this.kill)
    if (running) await ended
  }

  private answers = async () => {
    try {
      return (await fetch(`${this.url}/api/presets`)).ok
    } catch {
      return false
    }
  }

  private kill = () => {
    try {
      process.kill(-this.process.pid!, 'SIGKILL')
    } catch {
      // it has gone already
    }
  }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const {port} = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
