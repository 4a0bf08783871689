// A finished recording, from the server that holds it.
export async function fetchedRecording(id: string): Promise<Uint8Array> {
  const response = await fetch(`/api/recordings/${encodeURIComponent(id)}`)
  if (!response.ok)
    throw new Error(`recording ${id}: ${(await messageOf(response)) ?? `HTTP ${response.status}`}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function messageOf(response: Response): Promise<string | null> {
  try {
    const {error} = (await response.json()) as {error: {message: string}}
    return error.message
  } catch {
    return null
  }
}
