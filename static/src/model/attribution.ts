// Which rows of the latency table a run pays, and for how much of its time: every picosecond of the program is
// put down to the row that made it pass.
//
//   statements                       instruction
//   entering the kernel              context_switch
//   copying buffers                  memory_read_1mb
//   waiting                          what was waited for: back along the causes of what ended the wait, half a
//                                    round trip for each packet (the preset's distance row, or, within one host,
//                                    a context switch), the rest of its way net_send_2kb
//
// Rule: time that passes for several at once is counted once, for the one that was waited for. So the parts add
// up to the run, and a row whose share is 99 % is the one to pull at.
import {text} from './columns'
import {BEGIN, END, INSTANT, KIND, KINDS, isPacket} from './kinds'
import type {Preset} from './metadata'
import type {Recording} from './recording'

export interface Paid {
  /** How much of the run's time was due to it. */
  readonly ps: number
  /** How often it was charged, on whoever's account. */
  readonly times: number
}

export interface Attribution {
  readonly rows: ReadonlyMap<string, Paid>
  /** All that was put down; of this the shares are parts. */
  readonly totalPs: number
}

export const shareOf = ({rows, totalPs}: Attribution, row: string): number =>
  totalPs > 0 ? (rows.get(row)?.ps ?? 0) / totalPs : 0

/** Time that no row explains, such as a timer's. */
export const OTHER = 'other'

const MB = 1e6

/** The kinds that enter the kernel: each costs a system call when it begins. */
const SYSTEM_CALLS: ReadonlySet<number> = new Set(
  KINDS.flatMap((kind, index) =>
    kind === 'select' || kind.startsWith('selector.') || isSocketCall(kind) ? [index] : [],
  ),
)
function isSocketCall(kind: string): boolean {
  return kind.startsWith('socket.') && kind !== 'socket.state' && kind !== 'socket.ready'
}

export function attribute(recording: Recording): Attribution {
  return new Account(recording).settle()
}

class Account {
  private readonly ps = new Map<string, number>()
  private readonly times = new Map<string, number>()
  private readonly preset: Preset
  private readonly distance: string
  private readonly systemCallPs: number
  private readonly statementInstructions: number

  constructor(private readonly recording: Recording) {
    this.preset = recording.metadata.preset
    this.distance = String(this.preset.machine['distance'] ?? 'ping_other_city')
    this.statementInstructions = Number(this.preset.machine['statement_instructions'] ?? 100)
    this.systemCallPs = this.cost('context_switch')
  }

  settle(): Attribution {
    const {columns, count} = this.recording
    const latest = new Map<number, number>()
    for (let row = 0; row < count; row++) {
      this.charge(row)
      const thread = columns.thread[row]
      if (thread < 0) continue
      const before = latest.get(thread)
      if (before !== undefined) this.passed(before, row)
      latest.set(thread, row)
    }
    const rows = new Map<string, Paid>()
    for (const row of new Set([...this.ps.keys(), ...this.times.keys()]))
      rows.set(row, {ps: this.ps.get(row) ?? 0, times: this.times.get(row) ?? 0})
    return {rows, totalPs: [...this.ps.values()].reduce((sum, ps) => sum + ps, 0)}
  }

  private cost(row: string): number {
    return this.preset.rows.find(({id}) => id === row)?.real_ps ?? 0
  }

  private put(row: string, ps: number): void {
    if (ps > 0) this.ps.set(row, (this.ps.get(row) ?? 0) + ps)
  }

  private count(row: string, times = 1): void {
    this.times.set(row, (this.times.get(row) ?? 0) + times)
  }

  /** How often: whether or not anybody waited for it. */
  private charge(row: number): void {
    const {columns} = this.recording
    const kind = columns.kind[row]
    const phase = columns.phase[row]
    if (kind === KIND.line) this.count('instruction', this.statementInstructions)
    else if (kind === KIND.print || (phase === BEGIN && SYSTEM_CALLS.has(kind))) this.count('context_switch')
    else if (phase === BEGIN && isPacket(KINDS[kind])) {
      this.count(this.local(row) ? 'context_switch' : this.distance, 0.5)
      if (this.bytes(row) > 0) this.count('net_send_2kb', this.bytes(row) / 2000)
    } else if (phase === END && (kind === KIND['socket.send'] || kind === KIND['socket.recv'])) {
      if (this.bytes(row) > 0) this.count('memory_read_1mb', this.bytes(row) / MB)
    }
  }

  /** What passed on a thread between one of its rows and the next. */
  private passed(from: number, to: number): void {
    const {t, kind, phase} = this.recording.columns
    let left = t[to] - t[from]
    if (left <= 0) return
    if (kind[from] === KIND.print) return this.put('context_switch', left)
    if (phase[from] !== BEGIN || !SYSTEM_CALLS.has(kind[from])) {
      // In the middle of a call that has begun something, and now waits for it.
      const inside = phase[from] === INSTANT && SYSTEM_CALLS.has(kind[this.recording.spans.parentOf(from)])
      return inside ? this.waited(from, to, t[from], t[to]) : this.put('instruction', left)
    }
    const entering = Math.min(left, this.systemCallPs)
    this.put('context_switch', entering)
    left -= entering
    const copying = Math.min(left, this.copyPs(to))
    this.put('memory_read_1mb', copying)
    left -= copying
    if (left > 0) this.waited(from, to, t[from] + entering, t[to] - copying)
  }

  private copyPs(end: number): number {
    const {kind, phase} = this.recording.columns
    if (phase[end] !== END || (kind[end] !== KIND['socket.send'] && kind[end] !== KIND['socket.recv']))
      return 0
    return Math.floor((this.bytes(end) * this.cost('memory_read_1mb')) / MB)
  }

  /** A wait from one instant to another, inside a call that begins and ends at rows. */
  private waited(from: number, to: number, since: number, until: number): void {
    const {t, thread, cause, kind, phase} = this.recording.columns
    // What ended it is the latest that the machine did then.
    let at = to - 1
    while (at > from && !(thread[at] < 0 && t[at] <= until)) at--
    let left = until
    if (at <= from || t[at] < until) at = -1
    while (at >= 0 && left > since) {
      const because = cause[at]
      if (because < 0) break
      const begins = Math.max(since, Math.min(left, t[because]))
      const passed = left - begins
      if (phase[at] === END && isPacket(KINDS[kind[at]])) {
        const travelling = Math.min(passed, this.halfTripPs(because))
        this.put(this.local(because) ? 'context_switch' : this.distance, travelling)
        this.put('net_send_2kb', passed - travelling)
      } else if (isPacket(KINDS[kind[at]])) {
        this.put('net_send_2kb', passed) // it queued for the card
      } else this.put(phase[at] === INSTANT ? OTHER : 'context_switch', passed)
      left = begins
      at = because
    }
    this.put(OTHER, left - since)
  }

  private halfTripPs(begin: number): number {
    return Math.floor((this.local(begin) ? this.systemCallPs : this.cost(this.distance)) / 2)
  }

  /** Whether a packet stays on its host. */
  private local(begin: number): boolean {
    const {columns} = this.recording
    return text(columns, 'host', begin) === text(columns, 'label', begin)
  }

  private bytes(row: number): number {
    return Number(/^(\d+) B$/.exec(text(this.recording.columns, 'value', row) ?? '')?.[1] ?? 0)
  }
}
