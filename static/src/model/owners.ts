// Who a thing belongs to: the task whose hue it carries. A future belongs to the task that made it, a socket to
// the one that opened it, a packet and the peer's end of a connection to that connection's socket.
//
// Rule: where no task runs (a program of callbacks only), each connection is its own owner, so that it can
// still be told apart; a listening socket, the loop and the machine are nobody's.
import type {Columns} from './columns'
import {grown} from './growing'
import {BEGIN, KIND, isPacket, KINDS} from './kinds'
import type {Spans} from './spans'

/** In the place of an owner's index. */
export const NOBODY = -1
const PACKET = KINDS.map(isPacket)

/** The kinds that say whose a thing is. */
const TELLS = KINDS.map(
  (kind) =>
    isPacket(kind) || /^(task|thread|process|future)\.create$|^socket\.(open|connect|accept)$/.test(kind),
)

/** The owner of each subject at each row, by the strings' indices. */
export class Owners {
  /** By string: its first owner plus one, from this row on; 0 is none. */
  private owner = new Int32Array(0)
  private since = new Int32Array(0)
  /** Where a name gets another owner later (a descriptor may be given out again): all of them, in order. */
  private readonly later = new Map<number, [row: number, owner: number][]>()
  /** Owners in the order of their first appearance, each with its place in it. */
  readonly order = new Map<number, number>()
  private count = 0

  /** Take in the rows that are new in the columns. */
  extend(columns: Columns, spans: Spans): void {
    this.owner = grown(this.owner, columns.strings.length)
    this.since = grown(this.since, columns.strings.length)
    const {kind} = columns
    for (let row = this.count; row < columns.count; row++)
      if (TELLS[kind[row]]) this.take(columns, spans, row)
    this.count = columns.count
  }

  private take(columns: Columns, spans: Spans, row: number): void {
    const {kind, phase, subject, object} = columns
    const begins = phase[row] === BEGIN
    switch (kind[row]) {
      case KIND['task.create']:
        if (begins) this.give(subject[row], subject[row], row)
        return
      case KIND['thread.create']:
      case KIND['process.create']:
        if (begins) this.give(subject[row], subject[row], row)
        return
      case KIND['future.create']:
        return this.give(subject[row], this.taskAt(columns, spans, row), row)
      case KIND['socket.open']:
        if (begins) this.give(subject[row], this.taskAt(columns, spans, row), row)
        return
      case KIND['socket.connect']:
        if (begins && this.of(subject[row], row) === NOBODY) this.give(subject[row], subject[row], row)
        return
      case KIND['socket.accept']: {
        if (begins || object[row] < 0) return
        const task = this.taskAt(columns, spans, row)
        return this.give(object[row], task === NOBODY ? object[row] : task, row)
      }
      default:
        if (PACKET[kind[row]]) this.takePacket(columns, row, begins)
    }
  }

  /** A packet is the connection's that it leaves from, or the one's that it answers; it brings its owner along. */
  private takePacket({subject, object, cause, kind, strings}: Columns, row: number, begins: boolean): void {
    const [packet, end] = [subject[row], object[row]]
    const because = cause[row]
    if (begins) {
      let owner = end < 0 ? NOBODY : this.of(end, row)
      if (owner === NOBODY && because >= 0 && PACKET[kind[because]]) owner = this.of(subject[because], row)
      if (owner === NOBODY && end >= 0 && strings.at(end).startsWith('fd ')) owner = end
      this.give(packet, owner, row)
    }
    if (end >= 0 && this.of(end, row) === NOBODY) this.give(end, this.of(packet, row), row)
  }

  private give(thing: number, owner: number, row: number): void {
    if (owner === this.of(thing, row)) return
    if (this.owner[thing] === 0) {
      this.owner[thing] = owner + 1
      this.since[thing] = row
    } else {
      const later = this.later.get(thing)
      if (later) later.push([row, owner])
      else this.later.set(thing, [[row, owner]])
    }
    if (owner !== NOBODY && !this.order.has(owner)) this.order.set(owner, this.order.size)
  }

  /** The task whose coroutine or first step the row lies in; else the thread, if it is not the first. */
  private taskAt({kind, subject, thread}: Columns, spans: Spans, row: number): number {
    for (let span = spans.parentOf(row); span >= 0; span = spans.parentOf(span)) {
      if (TASK_SPANS.has(kind[span])) return subject[span]
    }
    return thread[row] >= 0 && thread[row] !== thread[0] ? thread[row] : NOBODY
  }

  /** The owner of a thing at a row; both are indices of strings, -1 is nobody. */
  of(thing: number, row: number): number {
    if (thing < 0 || row < this.since[thing]) return NOBODY
    const later = this.later.size ? this.later.get(thing) : undefined
    return (later && latestOf(later, row)) ?? this.owner[thing] - 1
  }
}

/** The owner since the latest change that is not after a row; undefined before the first. */
function latestOf(changes: readonly [row: number, owner: number][], row: number): number | undefined {
  let low = 0
  let high = changes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (changes[middle][0] <= row) low = middle + 1
    else high = middle
  }
  return changes[low - 1]?.[1]
}

const TASK_SPANS = new Set([KIND['task.create'], KIND['task.step'], KIND['coroutine.send']])
