// What the chips of the chain say: the shortest name of each kind of link. A future is drawn as the box it is.
import {text, type Columns} from '../model/columns'
import {END, isPacket, type Kind} from '../model/kinds'
import type {Link} from '../model/chain'
import type {Ui} from '../words/ui'
import {brief} from './values'

export interface Chip {
  readonly text: string
  /** The value in a future's box; absent where the link is no future. */
  readonly box?: string
}

export function chipOf(columns: Columns, {row, kind}: Link, words: Ui): Chip {
  const subject = text(columns, 'subject', row) ?? ''
  const label = text(columns, 'label', row) ?? ''
  const value = text(columns, 'value', row) ?? ''
  const ends = columns.phase[row] === END
  if (isPacket(kind)) return {text: packet(kind, ends, words)}
  switch (kind) {
    case 'program':
      return {text: ends ? words.programEnds : subject}
    case 'task.create':
      return {text: `${subject}`}
    case 'task.step':
      return {text: `${subject}.step`}
    case 'task.done':
      return {text: words.taskDone(subject)}
    case 'coroutine.send':
      return ends ? sendEnds(columns, row, label, value, words) : {text: `send(${brief(value)})`}
    case 'future.create':
      return {text: subject, box: ''}
    case 'future.set_result':
      return {text: subject, box: brief(value)}
    case 'future.callback':
      return {text: label}
    case 'future.add_done_callback':
      return {text: `${subject} → ${label}`}
    case 'callback':
      return {text: label || subject}
    case 'select':
      return {text: ends ? words.selectReturns : words.selectWaits}
    case 'select.readiness':
      return {text: words.selectReturns}
    case 'socket.ready':
      return {text: label === 'WRITE' ? words.writable(subject) : words.readable(subject)}
    case 'socket.state':
      return {text: label === 'connected' ? words.connectionMade : words.state(label)}
    case 'thread.state':
      return {text: words.threadIs(subject, label)}
    case 'gil.wait':
      return {text: ends ? words.has(text(columns, 'thread', row) ?? '', 'GIL') : words.wants('GIL')}
    case 'lock.acquire':
      return {text: ends ? words.has(text(columns, 'thread', row) ?? '', subject) : words.wants(subject)}
    case 'lock.release':
      return {text: words.letsGo(text(columns, 'thread', row) ?? '', subject)}
    case 'cpu.work':
      return {text: words.computes}
    case 'disk.transfer':
      return {text: ends ? words.diskDone : words.diskMoves}
    case 'print':
      return {text: words.output}
    case 'line':
      return {text: `${text(columns, 'file', row) ?? ''}:${columns.line[row]}`}
    default:
      return {text: ends ? words.callReturns(callName(kind)) : callName(kind)}
  }
}

const callName = (kind: Kind): string => `${kind.slice(kind.indexOf('.') + 1)}()`

const sendEnds = (columns: Columns, row: number, label: string, value: string, words: Ui): Chip =>
  label === 'yielded'
    ? {text: `yield ${text(columns, 'object', row) ?? ''}`}
    : {text: `${words.returns} ${brief(value)}`}

function packet(kind: Kind, arrives: boolean, words: Ui): string {
  const name = {
    'packet.syn': 'SYN',
    'packet.synack': 'SYN-ACK',
    'packet.ack': 'ACK',
    'packet.fin': 'FIN',
    'packet.rst': 'RST',
    'packet.unreachable': 'ICMP',
  }
  if (arrives && kind === 'packet.synack') return words.connectionMade
  if (arrives && kind === 'packet.data') return words.answerArrives
  const what = name[kind as keyof typeof name] ?? words.data
  return arrives ? words.packetArrives(what) : what
}
