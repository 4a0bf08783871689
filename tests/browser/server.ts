// The real server, `python app.py`, as a process of its own, on a port that it says itself.

import {spawn, type ChildProcess} from 'node:child_process'
import {join} from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {PATIENCE_MS} from './patience.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
export const PYTHON = join(ROOT, '.venv', 'bin', 'python')

const LOOK_MS = 20
const IN_USE = 'Address already in use'

/** Where no system puts what asks for any port (from 32768 on, or later): so another start finds it free again. */
const somePort = () => 20_000 + Math.floor(Math.random() * 12_000)

/** The command of a server on a port, and what its environment has besides. */
type Command = (port: number) => {args: readonly string[]; env?: Record<string, string>}

export class Server {
  readonly port: number
  readonly url: string
  private readonly process: ChildProcess
  private output = ''
  /** It has ended, and all that it said has been heard. */
  private over = false

  private constructor(port: number, command: Command) {
    this.port = port
    this.url = `http://127.0.0.1:${port}`
    const {args, env} = command(port)
    // A group of its own, so that its workers end with it. BROWSER: no test opens a desktop's browser.
    this.process = spawn(PYTHON, args, {
      cwd: ROOT,
      env: {...process.env, HOST: '127.0.0.1', PORT: String(port), BROWSER: 'none', ...env},
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (text) => (this.output += text))
    this.process.once('close', () => (this.over = true))
    process.once('exit', this.kill)
  }

  static start(port?: number): Promise<Server> {
    return Server.serving(() => ({args: ['app.py']}), port)
  }

  /** A deck's own server, as `simloop lecture FILE` is one. */
  static lecture(file: string): Promise<Server> {
    return Server.serving((port) => ({args: ['-m', 'simloop', 'lecture', file, '--port', `${port}`]}))
  }

  /** With a hall; what lies in `folder` makes the presenter's link the same after another start. */
  static hall(folder: string, port?: number): Promise<Server> {
    return Server.serving(() => ({args: ['app.py', '--lan'], env: {XDG_STATE_HOME: folder}}), port)
  }

  /** One that serves, on the port that is asked for or on any: one that is taken by somebody else is tried again. */
  private static async serving(command: Command, port?: number): Promise<Server> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      const server = new Server(port ?? somePort(), command)
      try {
        await server.says(/simloop serves on .*\n/, deadline)
        return server
      } catch (error) {
        await server.stop()
        if (!server.output.includes(IN_USE) || Date.now() > deadline) throw error
      }
    }
  }

  /** Where the presenter goes: said at the start, to who started it. */
  presentersLink(): Promise<string> {
    return this.says(/http:\S+presenter=\S+(?=\s)/, Date.now() + PATIENCE_MS)
  }

  /** What it has said, as soon as it has. */
  private async says(what: RegExp, deadline: number): Promise<string> {
    for (;;) {
      const said = what.exec(this.output)
      if (said) return said[0]
      if (this.over || Date.now() > deadline)
        throw new Error(`the server at ${this.url} does not say ${what}; it said:\n${this.output}`)
      await sleep(LOOK_MS)
    }
  }

  /** Ends it; whoever is connected sees the connection break. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    const running = this.process.exitCode === null && this.process.signalCode === null
    this.kill()
    process.off('exit', this.kill)
    if (running) await ended
  }

  private kill = () => {
    try {
      process.kill(-this.process.pid!, 'SIGKILL')
    } catch {
      // it has gone already
    }
  }
}
