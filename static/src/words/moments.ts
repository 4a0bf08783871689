// The moments that have something to say beyond what happens: a Future that is made, a select() that waits for ten at
// once. They are told apart here, once for every language.
import type {EventToTell, Say} from './event'

type Is = (event: EventToTell) => boolean

const begins = (e: EventToTell, kind: EventToTell['kind']): boolean =>
  e.kind === kind && e.recording.phaseOf(e.row) !== 'end'
const ends = (e: EventToTell, kind: EventToTell['kind']): boolean =>
  e.kind === kind && e.recording.phaseOf(e.row) === 'end'

const tellsOfConnecting: Is = (e) => e.label === 'WRITE' && /^packet\.(synack|rst)$/.test(e.arrival)

/** The moments with something to say; of several that fit, the first. */
const MOMENTS = {
  // -- Future and Task
  futureToStartWith: (e) => e.kind === 'future.create' && e.future?.startedOnly === true,
  futureDoesNothing: (e) => e.kind === 'future.create',
  nobodyToCall: (e) => begins(e, 'future.set_result') && e.future?.startedOnly === true,
  whoSetsTheResult: (e) => begins(e, 'future.set_result'),
  calledAtOnce: (e) => begins(e, 'future.callback'),
  setResultWasLong: (e) => ends(e, 'future.set_result') && !e.future?.startedOnly,
  listOfCallbacks: (e) => e.kind === 'future.add_done_callback',
  taskStarts: (e) => begins(e, 'task.create'),
  stepNeedsAFuture: (e) => begins(e, 'task.step'),
  stepReturns: (e) => ends(e, 'task.step') && e.task?.state !== 'done' && e.task?.state !== 'failed',
  awaitedThroughAFuture: (e) => e.kind === 'task.done',
  onlyToTheFirstYield: (e) => begins(e, 'coroutine.send') && e.label === 'started',
  yieldTakesIn: (e) => begins(e, 'coroutine.send'),
  yieldHandsOut: (e) => ends(e, 'coroutine.send') && e.label === 'yielded' && e.hasObject,
  stopIteration: (e) => ends(e, 'coroutine.send') && e.label === 'returned',

  // -- the loop
  stoppedIsAFlag: (e) => e.taught === 'turns',
  stoppedIsSet: (e) => e.kind === 'line' && /\bstopped = True/.test(e.statement),
  doesNotAskWhatFor: (e) => e.taught === 'looksUp',
  oneSelect: (e) => begins(e, 'select') && Number(e.value) > 1,
  waitInSelect: (e) => begins(e, 'select') && e.value === '1',
  waitCostsNothing: (e) => ends(e, 'select') && !e.wasAtOnce,
  attemptIsOver: (e) => e.kind === 'select.readiness' && tellsOfConnecting(e),
  readinessStartsIt: (e) => e.kind === 'select.readiness',
  oneThread: (e) => begins(e, 'callback') && e.world.ready.length > 0,
  loopMustWait: (e) => begins(e, 'callback'),
  backInTheLoop: (e) => ends(e, 'callback'),
  registers: (e) => begins(e, 'selector.register'),
  unregisters: (e) => begins(e, 'selector.unregister'),

  // -- sockets and the network
  connectDoesNotWait: (e) => ends(e, 'socket.connect') && e.value.includes('EINPROGRESS'),
  nonBlocking: (e) => begins(e, 'socket.option') && e.label === 'non-blocking',
  kernelKnows: (e) => e.kind === 'socket.ready' && e.isHere && e.isWatched,
  bytesLie: (e) => ends(e, 'packet.data') && e.isHere,
  onTheWay: (e) => begins(e, 'packet.syn') || begins(e, 'packet.data'),
  endOfStream: (e) => ends(e, 'socket.recv') && e.value === '0 B',
  systemCall: (e) => begins(e, 'socket.send') || begins(e, 'socket.recv') || begins(e, 'socket.open'),

  // -- the CPU, threads, processes, disks
  computationCostsAll: (e) => begins(e, 'cpu.work'),
  switchCosts: (e) => begins(e, 'cpu.switch'),
  gil: (e) => begins(e, 'gil.wait'),
  mutex: (e) => begins(e, 'lock.acquire'),
  threadsShare: (e) => begins(e, 'thread.create'),
  processesDoNotShare: (e) => begins(e, 'process.create'),
  diskIsFar: (e) => begins(e, 'disk.read') || begins(e, 'disk.seek'),
} as const satisfies Record<string, Is>

export type MomentToExplain = keyof typeof MOMENTS
/** A sentence for each of them. */
export type Becauses = Readonly<Record<MomentToExplain, Say>>

export function momentToExplain(event: EventToTell): MomentToExplain | null {
  const names = Object.keys(MOMENTS) as MomentToExplain[]
  return names.find((name) => MOMENTS[name](event)) ?? null
}
