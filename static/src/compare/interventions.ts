// Interventions: one change made to a run, at a place in it. What the machine takes as data, an address says in
// words, and an event offers what makes sense for it.
//
//   Task-3 packet 2 drop                        Task-3 packet 2 delay 150ms
//   fd 5 callback 1 compute 10ms                start slow xkcd.com 150ms
//   Task-3 send 2 reboot xkcd.com server        several are parted by `;`
import {exactText, parseTime} from '../felt/parse'
import {text, textOf} from '../model/columns'
import {BEGIN, isPacket, KIND, KINDS} from '../model/kinds'
import type {Recording} from '../model/recording'

/** As the server takes it. */
export interface Intervention {
  readonly at: string
  readonly do: string
  readonly ps?: number
  readonly host?: string
  readonly what?: string
}

export const COMPUTE_PS = 10e9

// -- in words

const GRAMMAR = /^(start|(?:fd \d+|\S+) \w+ \d+) (\w+)((?: \S+)*)$/

export const writeInterventions = (all: readonly Intervention[]): string =>
  all
    .map((one) => {
      const time = one.ps === undefined ? undefined : exactText(one.ps)
      return [one.at, one.do, one.host, one.what, time].filter((word) => word !== undefined).join(' ')
    })
    .join('; ')

/** What cannot be read goes to the server as it stands, which says what is wrong with it. */
export const readInterventions = (words: string): Intervention[] =>
  words
    .split(';')
    .map((one) => one.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
    .map(readOne)

function readOne(words: string): Intervention {
  const [, at, action, rest] = GRAMMAR.exec(words) ?? [null, words, '', '']
  const given = rest.split(' ').filter(Boolean)
  const one: {-readonly [Field in keyof Intervention]: Intervention[Field]} = {at, do: action}
  if (action === 'reboot' || action === 'slow') one.host = given.shift() ?? ''
  const last = given.shift()
  if (last === undefined) return one
  if (action === 'reboot') one.what = last
  else one.ps = parseTime(last, 1, 'real') ?? 0
  return one
}

/** Parameters as the server takes them: there interventions are a list. */
export function parametersFor(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const {interventions, ...others} = parameters
  if (typeof interventions !== 'string') return {...parameters}
  return interventions.trim() ? {...others, interventions: readInterventions(interventions)} : others
}

/** Parameters as an address says them: there everything is a word or a number. */
export function parametersOf(parameters: Readonly<Record<string, unknown>>): Record<string, number | string> {
  const {interventions, ...others} = parameters as Record<string, number | string>
  if (!Array.isArray(interventions)) return interventions ? {...others, interventions} : others
  return {...others, interventions: writeInterventions(interventions as Intervention[])}
}

// -- what an event offers

const CALLS: ReadonlyMap<number, string> = new Map([
  [KIND.callback, 'callback'],
  [KIND['coroutine.send'], 'send'],
  [KIND['task.step'], 'step'],
])
const PACKET = KINDS.map(isPacket)

/** What could be changed where an event happens. The first is what a viewer most likely means. */
export function offersAt(recording: Recording, row: number): Intervention[] {
  if (recording.count === 0) return []
  const {metadata} = recording
  const packet = packetAt(recording, row)
  const at = packet < 0 ? null : packetPlace(recording, packet)
  const call = callPlace(recording, row)
  const roundTripPs = Number(metadata.facts['round_trip_ps'] ?? 0)
  const offers: Intervention[] = []
  if (at) {
    offers.push({at, do: 'drop'})
    if (roundTripPs > 0) offers.push({at, do: 'delay', ps: roundTripPs})
  }
  if (call !== 'start') offers.push({at: call, do: 'compute', ps: COMPUTE_PS})
  for (const host of peersOf(recording, packet)) {
    if (roundTripPs > 0 && answers(recording, host))
      offers.push({at: 'start', do: 'slow', host, ps: roundTripPs})
    for (const what of ['VM', 'server']) offers.push({at: call, do: 'reboot', host, what})
  }
  return offers
}

/** The packet's own peer; elsewhere all of them, as far as a menu reaches. */
function peersOf({metadata, columns}: Recording, packet: number): string[] {
  const peers = metadata.hosts.slice(1).map(({id}) => id)
  if (packet < 0) return peers.slice(0, 3)
  const ends = [text(columns, 'host', packet), text(columns, 'label', packet)]
  return peers.filter((peer) => ends.includes(peer))
}

/** Whether a host ever says anything: who does not cannot be slow to. */
function answers({columns, count}: Recording, host: string): boolean {
  for (let row = 0; row < count; row++)
    if (
      columns.kind[row] === KIND['packet.data'] &&
      text(columns, 'host', row) === host &&
      columns.phase[row] === BEGIN
    )
      return true
  return false
}

/**
 * The begin of the packet that a row is of: itself, what arrives or gets lost, or what comes directly of it. One that
 * is still in flight when the program ends can change nothing.
 */
function packetAt({columns, spans}: Recording, row: number): number {
  const {kind, phase, cause} = columns
  const isLost = (effect: number) => kind[effect] === KIND['packet.lost']
  const of = (at: number): number => {
    if (at < 0 || !PACKET[kind[at]]) return -1
    const begin = phase[at] === BEGIN ? at : cause[at]
    return spans.endOf(begin) >= 0 || spans.firstEffectOf(begin, isLost) >= 0 ? begin : -1
  }
  const own = of(row)
  if (own >= 0) return own
  return kind[row] === KIND['socket.ready'] || kind[row] === KIND['socket.state'] ? of(cause[row]) : -1
}

const TASK = /^Task-\d+$/
const FD = /^fd \d+$/

/** `Task-3 packet 2`: the how manieth to leave, there or back, on its task's connections, else on its own. */
function packetPlace(recording: Recording, packet: number): string | null {
  const {columns} = recording
  const askers = askersIn(recording)
  const whose = counterOf(recording, packet, askers)
  if (whose === null) return null
  let count = 0
  for (let row = 0; row <= packet; row++) {
    if (columns.phase[row] !== BEGIN || !PACKET[columns.kind[row]]) continue
    if (counterOf(recording, row, askers) === whose) count++
  }
  return `${whose} packet ${count}`
}

/** Who counts a packet: the task that made its connection, else the connection's descriptor. */
function counterOf(recording: Recording, packet: number, askers: ReadonlyMap<number, number>): string | null {
  const {columns, owners} = recording
  const end = connectionOf(recording, packet)
  if (end < 0) return null
  const asker = askers.get(end) ?? end
  const owner = asker < 0 ? null : textOf(columns, owners.of(asker, packet))
  return owner !== null && TASK.test(owner) ? owner : textOf(columns, asker < 0 ? end : asker)
}

/** Of each descriptor that was connected to, the one that asked for it; -1 where somebody from outside did. */
function askersIn(recording: Recording): Map<number, number> {
  const {kind, phase, cause, object} = recording.columns
  const askers = new Map<number, number>()
  for (let row = 0; row < recording.count; row++)
    if (kind[row] === KIND['packet.synack'] && phase[row] === BEGIN && isDescriptor(recording, object[row]))
      askers.set(object[row], connectionOf(recording, cause[row]))
  return askers
}

/** The descriptor at which a packet leaves, or from which came what it answers; -1 where there is none. */
function connectionOf(recording: Recording, packet: number): number {
  const {kind, phase, cause, object} = recording.columns
  for (let row = packet; row >= 0; row = cause[row]) {
    if (phase[row] === BEGIN && PACKET[kind[row]] && isDescriptor(recording, object[row])) return object[row]
  }
  return -1
}

const isDescriptor = ({columns}: Recording, name: number): boolean => FD.test(textOf(columns, name) ?? '')

/** The call in which a row happens, or the last one that led to it; `start` where none did. */
function callPlace(recording: Recording, row: number): string {
  const {columns, spans} = recording
  for (let at = row; at >= 0;) {
    const call = columns.phase[at] === BEGIN ? CALLS.get(columns.kind[at]) : undefined
    if (call) return `${text(columns, 'subject', at)} ${call} ${ordinal(recording, at)}`
    const parent = spans.parentOf(at)
    at = parent >= 0 && columns.kind[parent] !== KIND.program ? parent : columns.cause[at]
  }
  return 'start'
}

/** How manieth of its kind, of the same thing. */
function ordinal({columns: {kind, phase, subject}}: Recording, begin: number): number {
  let count = 0
  for (let row = 0; row <= begin; row++)
    if (kind[row] === kind[begin] && phase[row] === BEGIN && subject[row] === subject[begin]) count++
  return count
}
