// Which rows of the latency table a run pays, and for how much of its time: every picosecond of the program is
// put down to the row that made it pass.
//
//   statements                       instruction
//   cpu.work                         the row that it names
//   locks                            mutex
//   entering the kernel              context_switch
//   copying buffers                  memory_read_1mb
//   waiting                          what was waited for: back along the causes of what ended the wait, half a
//                                    round trip for each packet (the preset's distance row, or, within one host,
//                                    a context switch), the rest of its way net_send_2kb; a disk's transfer, a
//                                    host's reboot; for a thread that is joined, what that thread did meanwhile
//
// Rule: it is the time of the program's first thread. What passes for several at once is counted once, for the one
// that was waited for. So the parts add up to the run, and a row whose share is 99 % is the one to pull at.
import {amountOf} from './amount'
import {text} from './columns'
import {BEGIN, END, KIND, KINDS, isPacket} from './kinds'
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

const CALLS = /^(selector|socket|thread|process|disk)\./
const NO_CALLS: ReadonlySet<string> = new Set([
  'socket.state',
  'socket.ready',
  'thread.state',
  'disk.transfer',
])

/** What passed for a thread from one instant to another, and which row it is put down to. */
interface Piece {
  readonly since: number
  readonly until: number
  readonly row: string
  /** While it waited for another thread: which. */
  readonly joined: number
}

/** The kinds that enter the kernel: each costs a system call when it begins. */
const SYSTEM_CALLS: ReadonlySet<number> = new Set(
  KINDS.flatMap((kind, index) =>
    kind === 'select' || (CALLS.test(kind) && !NO_CALLS.has(kind)) ? [index] : [],
  ),
)

const COPYING: ReadonlySet<string> = new Set(['socket.send', 'socket.recv', 'disk.read', 'disk.write'])
const isLock = (kind: string): boolean => kind === 'lock.acquire' || kind === 'lock.release'

export function attribute(recording: Recording): Attribution {
  return new Account(recording).settle()
}

class Account {
  private readonly ps = new Map<string, number>()
  private readonly times = new Map<string, number>()
  private readonly pieces = new Map<number, Piece[]>()
  private readonly preset: Preset
  private readonly distance: string
  private readonly systemCallPs: number
  private readonly statementInstructions: number
  private readonly statementPs: number
  private readonly reboots: {since: number; until: number; row: string}[] = []

  constructor(private readonly recording: Recording) {
    this.preset = recording.metadata.preset
    this.distance = String(this.preset.machine['distance'] ?? 'ping_other_city')
    this.statementInstructions = Number(this.preset.machine['statement_instructions'] ?? 100)
    this.systemCallPs = this.cost('context_switch')
    this.statementPs = this.statementInstructions * this.cost('instruction')
  }

  settle(): Attribution {
    const {columns, count} = this.recording
    const latest = new Map<number, number>()
    let first = -1
    for (let row = 0; row < count; row++) {
      this.charge(row)
      if (columns.kind[row] === KIND['host.reboot'] && columns.phase[row] === BEGIN) {
        const end = this.recording.endOf(row)
        const until = end < 0 ? Infinity : columns.t[end]
        this.reboots.push({since: columns.t[row], until, row: this.rebootRow(row)})
      }
      const thread = columns.thread[row]
      if (thread < 0) continue
      if (first < 0) first = thread
      const before = latest.get(thread)
      if (before !== undefined) this.passed(before, row)
      latest.set(thread, row)
    }
    this.add(first, 0, Infinity, new Set())
    const rows = new Map<string, Paid>()
    for (const row of new Set([...this.ps.keys(), ...this.times.keys()]))
      rows.set(row, {ps: this.ps.get(row) ?? 0, times: this.times.get(row) ?? 0})
    return {rows, totalPs: [...this.ps.values()].reduce((sum, ps) => sum + ps, 0)}
  }

  /** Adds up what a thread did within a span of time; where it waited for another, what that one did. */
  private add(thread: number, since: number, until: number, above: ReadonlySet<number>): void {
    let at = since
    for (const piece of this.pieces.get(thread) ?? []) {
      const [from, to] = [Math.max(at, piece.since), Math.min(until, piece.until)]
      if (to <= from) continue
      if (since > 0) this.sum(OTHER, from - at) // it had not begun
      if (piece.joined < 0 || above.has(piece.joined)) {
        if (piece.row === OTHER) this.unexplained(from, to)
        else this.sum(piece.row, to - from)
      } else this.add(piece.joined, from, to, new Set([...above, thread]))
      at = to
    }
    if (until !== Infinity) this.sum(OTHER, until - at)
  }

  /** Time in vain: while a host is down, it is the reboot that takes it. */
  private unexplained(since: number, until: number): void {
    let left = until - since
    for (const reboot of this.reboots) {
      const during = Math.min(until, reboot.until) - Math.max(since, reboot.since)
      if (during <= 0) continue
      this.sum(reboot.row, Math.min(left, during))
      left -= Math.min(left, during)
    }
    this.sum(OTHER, left)
  }

  private cost(row: string): number {
    return this.preset.rows.find(({id}) => id === row)?.real_ps ?? 0
  }

  private sum(row: string, ps: number): void {
    if (ps > 0) this.ps.set(row, (this.ps.get(row) ?? 0) + ps)
  }

  private count(row: string, times = 1): void {
    this.times.set(row, (this.times.get(row) ?? 0) + times)
  }

  /** How often: whether or not anybody waited for it. */
  private charge(row: number): void {
    const {columns} = this.recording
    const kind = columns.kind[row]
    const begins = columns.phase[row] === BEGIN
    if (kind === KIND.line) this.count('instruction', this.statementInstructions)
    else if (
      kind === KIND.print ||
      (begins && SYSTEM_CALLS.has(kind)) ||
      (begins && kind === KIND['cpu.switch'])
    )
      this.count('context_switch')
    else if (begins && isPacket(KINDS[kind])) {
      const end = this.recording.endOf(row)
      const tookPs = end < 0 ? Infinity : columns.t[end] - columns.t[row]
      this.count(this.tripRow(row, tookPs), 0.5)
      if (this.bytes(row) > 0) this.count('net_send_2kb', this.bytes(row) / 2000)
    } else if (begins && kind === KIND['cpu.work']) {
      const {number, counts} = amountOf(text(columns, 'value', row) ?? '')
      this.count(text(columns, 'subject', row)!, counts ? number : number / MB)
    } else if (begins && isLock(KINDS[kind])) this.count('mutex')
    else if (begins && kind === KIND['disk.transfer']) this.count(this.diskRow(row), this.bytes(row) / MB)
    else if (begins && kind === KIND['host.reboot']) this.count(this.rebootRow(row))
    else if (this.copyPs(row) > 0) this.count('memory_read_1mb', this.bytes(row) / MB)
  }

  /** What passed on a thread between one of its rows and the next. */
  private passed(from: number, to: number): void {
    const {columns, spans} = this.recording
    const {t, kind, phase, thread} = columns
    if (t[to] <= t[from]) return
    const pieces = this.pieces.get(thread[from]) ?? []
    this.pieces.set(thread[from], pieces)
    let at = t[from]
    const put = (row: string, ps: number, joined = -1) => {
      if (ps > 0) pieces.push({since: at, until: (at += ps), row, joined})
    }
    const inside = phase[from] === BEGIN ? from : spans.parentOf(from)
    const call = inside < 0 ? -1 : kind[inside]
    const rests = kind[from] === KIND['thread.state'] && text(columns, 'label', from) !== 'running'
    if (kind[from] === KIND.line) {
      put('instruction', Math.min(t[to] - at, this.statementPs))
      return put(OTHER, t[to] - at) // it sleeps
    }
    if (kind[from] === KIND.print || call === KIND['cpu.switch']) return put('context_switch', t[to] - at)
    if (call === KIND['cpu.work'] && !rests) return put(text(columns, 'subject', inside)!, t[to] - at)
    if (call >= 0 && isLock(KINDS[call]) && !rests) return put('mutex', t[to] - at)
    if (!SYSTEM_CALLS.has(call) && !rests) return put('instruction', t[to] - at)
    if (phase[from] === BEGIN) put('context_switch', Math.min(t[to] - at, this.systemCallPs))
    const copying = Math.min(t[to] - at, kind[to] === call ? this.copyPs(to) : 0)
    const waited = t[to] - copying
    if (call === KIND['thread.join']) put(OTHER, waited - at, columns.subject[inside])
    else if (call === KIND['process.create']) put('memory_read_1mb', waited - at)
    else for (const [row, ps] of this.waited(from, to, at, waited)) put(row, ps)
    put('memory_read_1mb', copying)
  }

  private copyPs(end: number): number {
    const {kind, phase} = this.recording.columns
    if (phase[end] !== END || !COPYING.has(KINDS[kind[end]])) return 0
    return Math.floor((this.bytes(end) * this.cost('memory_read_1mb')) / MB)
  }

  /** What a wait from one instant to another was for, in order; `from` and `to` are rows of the one who waits. */
  private waited(from: number, to: number, since: number, until: number): [row: string, ps: number][] {
    const {t, thread, cause, kind, phase} = this.recording.columns
    const pieces: [string, number][] = []
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
      const what = KINDS[kind[at]]
      if (phase[at] === END && isPacket(what)) {
        const row = this.tripRow(because, t[at] - t[because])
        const travelling = Math.min(passed, this.halfTripPs(row))
        pieces.push(['net_send_2kb', passed - travelling], [row, travelling])
      } else if (phase[at] === BEGIN && isPacket(what) && kind[because] !== KIND['packet.lost']) {
        pieces.push(['net_send_2kb', passed]) // it queued for the card
      } else if (phase[at] === END && what === 'disk.transfer') pieces.push([this.diskRow(because), passed])
      else if (phase[at] === END && what === 'host.reboot') pieces.push([this.rebootRow(because), passed])
      else pieces.push([OTHER, passed])
      left = begins
      at = because
    }
    pieces.push([OTHER, left - since])
    return pieces.toReversed()
  }

  private halfTripPs(row: string): number {
    return Math.floor(this.cost(row) / 2)
  }

  /** Which row a packet's way costs: a link may be shorter than the preset's distance. */
  private tripRow(begin: number, tookPs: number): string {
    if (this.local(begin)) return 'context_switch'
    if (this.halfTripPs(this.distance) <= tookPs) return this.distance
    return 'ping_same_dc'
  }

  private diskRow(begin: number): string {
    return text(this.recording.columns, 'label', begin)?.endsWith('SSD') ? 'ssd_read_1mb' : 'disk_read_1mb'
  }

  private rebootRow(begin: number): string {
    return text(this.recording.columns, 'label', begin) === 'VM' ? 'vm_reboot' : 'server_reboot'
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
