// The bytes of an answer as they come in. All pieces lie in one place, one after the other, where the browser can do
// that: a hundred megabytes in pieces of their own would be a hundred megabytes to clear away.

const PIECE_BYTES = 1 << 20

/** Calls with each piece; it is good until the call returns. */
export async function eachPiece(
  body: ReadableStream<Uint8Array>,
  take: (piece: Uint8Array) => void,
): Promise<void> {
  const reader = inOnePlace(body)
  if (!reader) {
    const pieces = body.getReader()
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) take(piece.value)
    return
  }
  for (let place = new ArrayBuffer(PIECE_BYTES); ;) {
    const {done, value} = await reader.read(new Uint8Array(place))
    if (done) return
    take(value)
    place = value.buffer
  }
}

function inOnePlace(body: ReadableStream<Uint8Array>): ReadableStreamBYOBReader | null {
  try {
    return body.getReader({mode: 'byob'})
  } catch {
    return null
  }
}
