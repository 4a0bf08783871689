// What the server says over HTTP.
import type {Preset} from '../model/metadata'
import type {Scenario} from '../panels/asking'

export type {Refusal, Scenario} from '../panels/asking'

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`)
  return (await response.json()) as Answer
}

export const getScenarios = async (): Promise<readonly Scenario[]> =>
  (await get<{scenarios: Scenario[]}>('/api/scenarios')).scenarios
export const getPresets = async (): Promise<readonly Preset[]> =>
  (await get<{presets: Preset[]}>('/api/presets')).presets
