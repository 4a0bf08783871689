// What can be asked for, as the server describes it, and how it refuses.
import type {Lang, Words} from '../model/metadata'
import {ui} from '../words/ui'

export interface Parameter {
  readonly name: string
  readonly type: 'int' | 'float' | 'str'
  readonly title: Words
  readonly default: number | string
  readonly minimum: number | null
  readonly maximum: number | null
  readonly choices: readonly (number | string)[] | null
  readonly choice_titles: Readonly<Record<string, Words>>
}

export interface Scenario {
  readonly id: string
  readonly title: Words
  readonly description: Words
  readonly look_at: Words
  /** The names of the parameters that say which run it is, at a glance. */
  readonly headline: readonly string[]
  readonly parameters: readonly Parameter[]
}

/** What a choice is called; a name that is no word of a language stays as it is. */
export const choiceTitle = (
  {choice_titles: titles}: Parameter,
  choice: number | string,
  lang: Lang,
): string => titles[choice]?.[lang] ?? `${choice}`

/** `10 pages, generators`: which run of its scenario it is. */
export const headlineOf = (
  {headline, parameters}: Scenario,
  values: Readonly<Record<string, unknown>>,
  lang: Lang,
): string =>
  headline
    .flatMap((name) => parameters.find((parameter) => parameter.name === name) ?? [])
    .map((parameter) => {
      const value = `${values[parameter.name] ?? parameter.default}`
      const {choices, title} = parameter
      return choices?.length ? choiceTitle(parameter, value, lang) : ui(lang).counted(value, title[lang])
    })
    .join(ui(lang).listed)

/** What was wrong with a request: which field, what, and what is allowed. */
export interface Refusal {
  readonly field: string | null
  readonly message: string
  readonly allowed: readonly string[] | null
}
