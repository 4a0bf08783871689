// What happens to sockets and packets.
import type {AtRow, Effect} from './at-row'
import {text, textOf, type TextColumn} from './columns'
import {KIND, type Kind} from './kinds'
import type {Recording} from './recording'
import type {Packet, SocketState} from './things'

export const NETWORK = {
  'socket.open': (at) => {
    if (!at.begins) open(at, at.index('subject'), 'open')
  },
  'socket.accept': (at) => {
    if (!at.begins && at.object) open(at, at.index('object'), 'connected', at.value)
  },
  'socket.bind': (at) => getsAddress(at),
  'socket.connect': (at) => getsAddress(at),
  'socket.recv': (at) => {
    if (!at.begins) buffers(at, at.index('subject'), -bytesIn(at.value))
  },
  'socket.close': (at) => {
    if (!at.begins) at.state.sockets.set(at.indices.sockets.of(at.index('subject')), null)
  },
  'socket.state': (at) => changes(at),
  'socket.listen': null, // socket.state says it
  'socket.option': null,
  'socket.send': null, // the packets say it
  'socket.shutdown': null,
  'socket.ready': null, // select.readiness says it, when somebody asks
  'socket.overflow': null,
  'dns.lookup': null,
  'packet.data': (at) => {
    flies(at)
    if (!at.begins && at.object) buffers(at, at.index('object'), bytesIn(at.value))
  },
  'packet.datagram': (at) => flies(at),
  'packet.lost': (at) => flies(at),
  'packet.syn': (at) => flies(at),
  'packet.synack': (at) => flies(at),
  'packet.ack': (at) => flies(at),
  'packet.fin': (at) => flies(at),
  'packet.rst': (at) => flies(at),
  'packet.unreachable': (at) => flies(at),
} satisfies Partial<Record<Kind, Effect>>

/** Bytes as the rows write them (`2000 B`); 0 for anything else, such as an error. */
export const bytesIn = (value: string | null): number =>
  value?.endsWith(' B') ? Number.parseInt(value, 10) || 0 : 0

// -- sockets

/** Descriptors are the program's own; a peer's end of a connection is not on the picture. */
const isDescriptor = ({recording}: AtRow, thing: number): boolean =>
  thing >= 0 && recording.columns.strings.at(thing).startsWith('fd ')

function open(at: AtRow, thing: number, state: SocketState['state'], address: string | null = null): void {
  const {sockets} = at.state
  const index = at.indices.sockets.of(thing)
  const id = at.recording.columns.strings.at(thing)
  const buffered = sockets.get(index)?.buffered ?? 0
  sockets.set(index, {id, owner: at.ownerOf(thing), state, buffered, address})
}

/** An open socket of the program's, and what becomes of it. */
function put(at: AtRow, thing: number, change: (socket: SocketState) => SocketState): void {
  if (!isDescriptor(at, thing)) return
  const {sockets} = at.state
  const index = at.indices.sockets.of(thing)
  const socket = sockets.get(index)
  if (socket) sockets.set(index, change(socket))
}

function getsAddress(at: AtRow): void {
  const thing = at.index('subject')
  if (at.begins) put(at, thing, (socket) => ({...socket, address: at.label, owner: at.ownerOf(thing)}))
}

const buffers = (at: AtRow, thing: number, more: number): void =>
  put(at, thing, (socket) => ({...socket, buffered: socket.buffered + more}))

/** A connection that nobody has accepted yet is there already, and may hold bytes. */
function changes(at: AtRow): void {
  const thing = at.index('subject')
  if (!isDescriptor(at, thing)) return
  const state = at.label as SocketState['state']
  if (at.state.sockets.get(at.indices.sockets.of(thing)) === undefined) open(at, thing, state)
  else put(at, thing, (socket) => ({...socket, state}))
}

// -- packets

function flies(at: AtRow): void {
  const {state, indices} = at
  if (at.begins) {
    const packet = packetOf(at.recording, state.row)
    state.packets.set(indices.packets.of(state.row), packet)
    indices.openEnds ||= packet.arriveT === null && !at.recording.complete
  } else state.packets.remove(indices.packets.find(at.cause))
}

/** A packet that departs at a row. */
export function packetOf(recording: Recording, row: number): Packet {
  const {columns} = recording
  const cell = (column: TextColumn) => text(columns, column, row) ?? ''
  const end = recording.spans.firstEffectOf(row, (effect) => isJourneysEnd(recording, row, effect))
  return {
    id: cell('subject'),
    kind: recording.kindOf(row),
    from: cell('host'),
    to: cell('label'),
    socket: cell('object'),
    owner: textOf(columns, recording.owners.of(columns.subject[row], row)),
    row,
    bytes: bytesIn(text(columns, 'value', row)),
    departT: columns.t[row],
    arriveT: end < 0 ? null : columns.t[end],
  }
}

const LOST = KIND['packet.lost']

/** It arrives, or gets lost. */
const isJourneysEnd = (recording: Recording, row: number, effect: number): boolean =>
  recording.endOf(row) === effect || recording.columns.kind[effect] === LOST
