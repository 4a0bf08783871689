// What can be presented: the lectures that come with simloop, and what is on screen as a deck of one slide.
import {html, nothing} from 'lit'
import type {Lang, Words} from '../model/metadata'
import {unchanged, writeEdits} from '../model/table'
import * as icons from '../panels/icons'
import {ui} from '../words/ui'
import type {Asked} from './address'

export interface LectureName {
  readonly name: string
  readonly title: Partial<Words>
}

export async function getLectures(): Promise<readonly LectureName[]> {
  const response = await fetch('/api/lectures')
  if (!response.ok) throw new Error(`/api/lectures: HTTP ${response.status}`)
  return ((await response.json()) as {lectures: LectureName[]}).lectures
}

/** The address of a deck that shows what is asked for. */
export function presenting({scenario, parameters, preset, edits, seed}: Asked, lang: Lang): string {
  const query = new URLSearchParams({lang, preset, seed: `${seed}`})
  if (!unchanged(edits)) query.set('table', writeEdits(edits))
  for (const [name, value] of Object.entries(parameters)) query.set(name, `${value}`)
  return `/lecture/scenario/${encodeURIComponent(scenario)}?${query}`
}

/** Links to all of them. */
export function lecturesList(lectures: readonly LectureName[], asked: Asked, lang: Lang) {
  const words = ui(lang).lecture
  return html`<h2>${words.lectures}</h2>
    <ul class="lectures">
      ${lectures.map(
        ({name, title}) =>
          html`<li>
            <a href="/lecture/${name}?lang=${lang}">${icons.screen} ${title[lang] ?? title.zh ?? title.en}</a>
          </li>`,
      )}
    </ul>
    <a class="present" href=${presenting(asked, lang)}>${icons.screen} ${words.present}</a>
    ${lectures.length ? nothing : html`<p>…</p>`}`
}
