// A refusal in the reader's words: the field by its title, what was wrong, what is allowed.
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import type {Refusal, Scenario} from './asking'

export interface Worded {
  readonly field: string | null
  readonly message: string
  readonly allowed: string | null
}

export function worded(refusal: Refusal, scenario: Scenario | undefined, lang: Lang): Worded {
  const words = ui(lang)
  const {field, message, allowed} = refusal
  const parameter = scenario?.parameters.find(({name}) => field === `parameters.${name}`)
  const list = allowed?.length ? allowed.join(', ') : null
  if (!parameter) return {field: field === 'seed' ? words.seed : field, message, allowed: list}
  const {minimum, maximum, title} = parameter
  const range = minimum !== null && maximum !== null ? words.range(minimum, maximum) : list
  return {field: title[lang], message: words.wrongValue(message), allowed: range}
}
