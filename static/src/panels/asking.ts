// What can be asked for, as the server describes it, and how it refuses.
import type {Words} from '../model/metadata'

export interface Parameter {
  readonly name: string
  readonly type: 'int' | 'float' | 'str'
  readonly title: Words
  readonly default: number | string
  readonly minimum: number | null
  readonly maximum: number | null
  readonly choices: readonly (number | string)[] | null
}

export interface Scenario {
  readonly id: string
  readonly title: Words
  readonly description: Words
  readonly look_at: Words
  readonly parameters: readonly Parameter[]
}

/** What was wrong with a request: which field, what, and what is allowed. */
export interface Refusal {
  readonly field: string | null
  readonly message: string
  readonly allowed: readonly string[] | null
}
