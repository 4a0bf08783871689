// The address is what one looks at: scenario, its parameters, preset, seed, place, language, theme.
// An edited latency table is its base preset and what differs: `?preset=notes&table=mutex+1us`.
// Every query name that is none of ours is a parameter of the scenario: `?scenario=crawler&urls=3&place=turn+2`.
import {readEdits, unchanged, writeEdits, type Edits} from '../model/table'

export interface Asked {
  readonly scenario: string
  readonly parameters: Readonly<Record<string, number | string>>
  readonly preset: string
  /** The rows in which its table differs. */
  readonly edits: Edits
  readonly seed: number
}

export interface Address {
  readonly asked: Asked
  readonly place: string | null
  readonly lang: string | null
  readonly theme: string | null
  readonly recording: string | null
  readonly depth?: string | null
}

const OURS = ['scenario', 'preset', 'table', 'seed', 'place', 'lang', 'theme', 'recording', 'panes', 'depth']

export function read(search: string): Address {
  const query = new URLSearchParams(search)
  const parameters: Record<string, number | string> = {}
  for (const [name, value] of query) if (!OURS.includes(name)) parameters[name] = valueOf(value)
  return {
    asked: {
      scenario: query.get('scenario') ?? 'crawler',
      parameters,
      preset: query.get('preset') ?? 'notes',
      edits: readEdits(query.get('table') ?? ''),
      seed: query.has('seed') ? (valueOf(query.get('seed')!) as number) : 0,
    },
    place: query.get('place'),
    lang: query.get('lang'),
    theme: query.get('theme'),
    recording: query.get('recording'),
    depth: query.get('depth'),
  }
}

/** A number where it reads as one; the server says what is wrong with anything else. */
export const valueOf = (text: string): number | string =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text

export function write({asked, place, lang, theme, recording, depth}: Address): string {
  const query = new URLSearchParams()
  if (recording) query.set('recording', recording)
  else {
    query.set('scenario', asked.scenario)
    for (const [name, value] of Object.entries(asked.parameters)) query.set(name, `${value}`)
    query.set('preset', asked.preset)
    if (!unchanged(asked.edits)) query.set('table', writeEdits(asked.edits))
    query.set('seed', `${asked.seed}`)
  }
  if (lang) query.set('lang', lang)
  if (theme) query.set('theme', theme)
  if (depth && depth !== 'machine') query.set('depth', depth)
  if (place && place !== 'start') query.set('place', place)
  return `?${query}`
}
