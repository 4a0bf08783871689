// A client as the page is one: the same Socket.IO, the same Arrow decoder. Prints events a second.
//
//   node bench/stream_client.ts URL emits|batches

import {createRequire} from 'node:module'
import {join} from 'node:path'

const load = createRequire(join(import.meta.dirname, '..', 'static', 'package.json'))
const {io} = load('socket.io-client')
const {tableFromIPC} = load('@uwdata/flechette')

const REQUEST = {scenario: 'echo', parameters: {clients: 100, messages: 100}}

const [url, how] = process.argv.slice(2)
const socket = io(url, {transports: ['websocket']})
const once = (name: string) => new Promise<any>((resolve) => socket.once(name, resolve))

/** Each event is one message, and becomes one object. */
async function emits(): Promise<number> {
  let received = 0
  socket.on('event', () => received++)
  const start = performance.now()
  socket.emit('run', REQUEST)
  const {rows} = await once('finished')
  if (received !== rows) throw new Error(`${received} of ${rows} events arrived`)
  return received / (performance.now() - start)
}

/**
 * The run is over before the clock starts, as it is for the other: what is timed is the way, not the simulation.
 * The server keeps what lies beyond its window of unacknowledged batches, so nothing is acknowledged before.
 */
async function batches(): Promise<number> {
  let received = 0
  let acknowledge = (_index: number) => {}
  const unacknowledged: number[] = []
  socket.on('batch', ({index}: {index: number}, bytes: Uint8Array) => {
    received += tableFromIPC(new Uint8Array(bytes)).numRows
    unacknowledged.push(index)
    acknowledge(index)
  })
  const {run, error} = await socket.emitWithAck('run', REQUEST)
  if (error) throw new Error(JSON.stringify(error))
  await isOver(run)

  const before = received
  const start = performance.now()
  acknowledge = (index) => socket.emit('ack', {run, index})
  unacknowledged.forEach(acknowledge)
  const {rows} = await once('finished')
  if (received !== rows) throw new Error(`${received} of ${rows} events arrived`)
  return (received - before) / (performance.now() - start)
}

async function isOver(run: string): Promise<void> {
  for (;;) {
    const {state} = (await (await fetch(`${url}/api/runs/${run}`)).json()) as {state: string}
    if (state === 'finished') return
    if (state !== 'queued' && state !== 'running') throw new Error(`the run ${state}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

await once('connect')
console.log((how === 'emits' ? await emits() : await batches()) * 1000)
socket.close()
