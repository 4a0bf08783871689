// A finished recording, from the server that holds it, or from a saved file: taken in while it is still coming.
import {Recording} from '../model/recording'
import {sceneOf} from '../model/scene'
import {eachPiece} from './pieces'

/** `name` is an id, or the address of a file. */
export async function fetchedRecording(name: string): Promise<Recording> {
  const response = await fetch(/^[0-9a-f]+$/.test(name) ? `/api/recordings/${name}` : name)
  if (!response.ok)
    throw new Error(`recording ${name}: ${(await messageOf(response)) ?? `HTTP ${response.status}`}`)
  const recording = new Recording()
  recording.expect(Number(response.headers.get('Simloop-Rows') ?? 0))
  await eachPiece(response.body!, (piece) => {
    recording.push(piece)
    if (recording.count) sceneOf(recording) // what a picture needs grows while the rest is on its way
  })
  recording.finish()
  recording.complete = true
  return recording
}

async function messageOf(response: Response): Promise<string | null> {
  try {
    const {error} = (await response.json()) as {error: {message: string}}
    return error.message
  } catch {
    return null
  }
}
