// A recording as the server gives it over HTTP, read without any of the page's code.

import {spawn} from 'node:child_process'
import {text} from 'node:stream/consumers'
import {join} from 'node:path'
import {PYTHON} from './server.ts'

export interface Row {
  t_ps: number
  phase: 'begin' | 'end' | 'instant'
  kind: string
  host: string | null
  core: number | null
  thread: string | null
  subject: string | null
  object: string | null
  cause: number | null
  file: string | null
  line: number | null
  label: string | null
  value: string | null
}

export interface Decoded {
  metadata: {
    scenario: string
    parameters: Record<string, unknown>
    preset: {id: string; instruction_ps: number}
    sources: {file: string; text: string}[]
  }
  rows: Row[]
}

export async function recordingOf(serverUrl: string, id: string): Promise<Decoded> {
  const answer = await fetch(`${serverUrl}/api/recordings/${id}`)
  if (!answer.ok) throw new Error(`recording ${id}: ${answer.status} ${await answer.text()}`)
  const decoder = spawn(PYTHON, [join(import.meta.dirname, 'decode.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  decoder.stdin.end(Buffer.from(await answer.arrayBuffer()))
  const {metadata, names, rows} = JSON.parse(await text(decoder.stdout))
  return {
    metadata,
    rows: rows.map((row: unknown[]) =>
      Object.fromEntries(names.map((name: string, i: number) => [name, row[i]])),
    ),
  }
}
