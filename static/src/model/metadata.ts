// What a recording says about itself, as the server writes it (the Arrow schema's metadata, key `simloop`).

import type {Lang} from '../felt/felt'

export type {Lang}

/** The same in each language. */
export type Words = Readonly<Record<Lang, string>>

export interface PresetRow extends Words {
  readonly id: string
  readonly real_ps: number
  readonly felt_zh: string
  readonly felt_en: string
}

export interface Preset extends Words {
  readonly id: string
  readonly source: string
  readonly instruction_ps: number
  readonly machine: Readonly<Record<string, number | string>>
  readonly rows: readonly PresetRow[]
}

export interface HostInfo extends Words {
  readonly id: string
}

/** A file that the page shows: the learner's program, or the loop's own code. */
export interface SourceFile {
  readonly file: string
  readonly role: 'program' | 'loop'
  readonly text: string
}

export interface Metadata {
  readonly simloop: string
  readonly scenario: string
  readonly title: Words
  readonly parameters: Readonly<Record<string, number | string>>
  readonly preset: Preset
  readonly seed: number
  /** In the order of their lanes; the first is the program's own. */
  readonly hosts: readonly HostInfo[]
  readonly sources: readonly SourceFile[]
  readonly look_at: Words
  readonly facts: Readonly<Record<string, number | string>>
}
