// The one server of all viewers: files and pages as a viewer says; what it has none of comes from simloop's own
// server, which is real.

import {createReadStream, existsSync, statSync} from 'node:fs'
import {createServer, request, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {extname} from 'node:path'
import type {Viewer} from './viewers.ts'

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
}
/** Large pieces: otherwise the server, and not the viewer, is what is measured. */
const PIECE_BYTES = 1 << 20

/** Returns where it is. `own` is where simloop's own server is. */
export async function serving(viewer: Viewer, own: string | null): Promise<string> {
  const server = createServer((asked, answer) => {
    const given = viewer.gives(decodeURI((asked.url ?? '/').split('?')[0]))
    if (given === null) passOn(asked, answer, own!)
    else if ('page' in given) answer.writeHead(200, {'content-type': 'text/html'}).end(given.page)
    else if (!existsSync(given.file) || statSync(given.file).isDirectory()) answer.writeHead(404).end()
    else {
      answer.writeHead(200, {
        'content-type': TYPES[extname(given.file)] ?? 'application/octet-stream',
        'content-length': statSync(given.file).size,
        ...(given.rows && {'simloop-rows': given.rows}),
      })
      createReadStream(given.file, {highWaterMark: PIECE_BYTES}).pipe(answer)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function passOn(asked: IncomingMessage, answer: ServerResponse, own: string): void {
  const headers = {...asked.headers, host: new URL(own).host}
  delete headers.origin
  const through = request(own + asked.url, {method: asked.method, headers}, (got) => {
    answer.writeHead(got.statusCode ?? 500, got.headers)
    got.pipe(answer)
  })
  through.on('error', () => answer.writeHead(502).end())
  asked.pipe(through)
}
