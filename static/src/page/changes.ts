// The other run of a comparison: the one on screen with something changed. Only what is changed is written, as an
// address within the address: `compare=preset=same-dc&urls=3` (escaped once more).
import {valueOf, type Asked} from './address'

export interface Changes {
  readonly scenario?: string
  readonly preset?: string
  readonly seed?: number
  readonly parameters: Readonly<Record<string, number | string>>
}

export function readChanges(text: string): Changes {
  const parameters: Record<string, number | string> = {}
  const changes: {scenario?: string; preset?: string; seed?: number} = {}
  for (const [name, value] of new URLSearchParams(text)) {
    if (name === 'scenario' || name === 'preset') changes[name] = value
    else if (name === 'seed') changes.seed = valueOf(value) as number
    else parameters[name] = valueOf(value)
  }
  return {...changes, parameters}
}

export function writeChanges({scenario, preset, seed, parameters}: Changes): string {
  const query = new URLSearchParams()
  if (scenario !== undefined) query.set('scenario', scenario)
  if (preset !== undefined) query.set('preset', preset)
  if (seed !== undefined) query.set('seed', `${seed}`)
  for (const [name, value] of Object.entries(parameters)) query.set(name, `${value}`)
  return `${query}`
}

/** The other run. Another preset comes as it is: edits were made to this one's table. */
export function changed(asked: Asked, {scenario, preset, seed, parameters}: Changes): Asked {
  const another = scenario !== undefined && scenario !== asked.scenario
  return {
    scenario: scenario ?? asked.scenario,
    parameters: another ? parameters : {...asked.parameters, ...parameters},
    preset: preset ?? asked.preset,
    edits: preset === undefined ? asked.edits : {},
    seed: seed ?? asked.seed,
  }
}

/** What differs in another run; a parameter that the one on screen does not name has its usual value there. */
export function changesBetween(
  asked: Asked,
  other: Pick<Asked, 'parameters' | 'preset' | 'seed'>,
  usual: Readonly<Record<string, number | string>>,
): Changes {
  const differing = Object.entries(other.parameters).filter(
    ([name, value]) => `${value}` !== `${asked.parameters[name] ?? usual[name] ?? ''}`,
  )
  return {
    ...(other.preset === asked.preset ? {} : {preset: other.preset}),
    ...(other.seed === asked.seed ? {} : {seed: other.seed}),
    parameters: Object.fromEntries(differing),
  }
}
