// The address is what one looks at: scenario, its parameters, preset, seed, place, language, theme.
// An edited latency table is its base preset and what differs: `?preset=notes&table=mutex+1us`.
// Every query name that is none of ours is a parameter of the scenario: `?scenario=crawler&urls=3&place=turn+2`.
import {parametersOf} from '../compare/interventions'
import type {Metadata, Preset} from '../model/metadata'
import {editsOf, readEdits, unchanged, writeEdits, type Edits} from '../model/table'

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
  readonly panes?: string | null
  /** How one looks: the scale, what is on screen, what is played again. */
  readonly view?: string | null
  /** With which changes another run is compared. */
  readonly compare?: string | null
}

const OURS = [
  'scenario',
  'preset',
  'table',
  'seed',
  'place',
  'lang',
  'theme',
  'recording',
  'panes',
  'depth',
  'view',
  'compare',
]

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
    panes: query.get('panes'),
    view: query.get('view'),
    compare: query.get('compare'),
  }
}

/** A number where it reads as one; the server says what is wrong with anything else. */
export const valueOf = (text: string): number | string =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text

export function write({asked, place, lang, theme, recording, depth, panes, view, compare}: Address): string {
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
  if (panes != null) query.set('panes', panes)
  if (place && place !== 'start') query.set('place', place)
  if (view) query.set('view', view)
  if (compare) query.set('compare', compare)
  return `?${query}`
}

/** As if a recording had been asked for, so that its table can be edited too; null while no preset is known. */
export function askedFor(
  {scenario, parameters, preset, seed}: Metadata,
  presets: readonly Preset[],
): Asked | null {
  const base =
    presets.find(({id}) => id === preset.id) ??
    presets.find(({machine}) => machine['distance'] === preset.machine['distance']) ??
    presets[0]
  if (!base) return null
  return {
    scenario,
    parameters: parametersOf(parameters),
    preset: base.id,
    edits: editsOf(base, preset),
    seed,
  }
}
