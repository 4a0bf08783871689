// A client as the page is one: the same Socket.IO, the same Arrow decoder; prints events a second.
//
//   node bench/stream_client.ts URL emits|batches

import {createRequire} from 'node:module'
import {join} from 'node:path'

const load = createRequire(join(import.meta.dirname, '..', 'static', 'package.json'))
const {io} = load('socket.io-client')

const [url, how] = process.argv.slice(2)
const socket = io(url, {transports: ['websocket']})
const once = (name: string) => new Promise<any>((resolve) => socket.once(name, resolve))

/** Each event is one message, and becomes one object. */
async function emits(): Promise<number> {
  let received = 0
  socket.on('event', () => received++)
  const start = performance.now()
  socket.emit('run', {})
  const {rows} = await once('finished')
  if (received !== rows) throw new Error(`${received} of ${rows} events`)
  return received / (performance.now() - start)
}

await once('connect')
console.log((await emits()) * 1000)
socket.close()
