// What the page says in place of a timeline while there is none, and over it when something went wrong: what happened,
// and what to do.
import {html, nothing} from 'lit'
import type {Lang} from '../model/metadata'
import type {Refusal, Scenario} from '../panels/asking'
import * as icons from '../panels/icons'
import {worded} from '../panels/refusal'
import {ui} from '../words/ui'
import type {State} from './session'

/** In place of a timeline. `change` opens the form, `again` asks once more. */
export function instead(
  status: State,
  scenario: Scenario | undefined,
  lang: Lang,
  {change, again}: {change: (event: Event) => void; again: () => void},
) {
  const words = ui(lang)
  const card = (title: string, text: unknown, action: unknown = nothing) =>
    html`<div class="instead">
      <h2>${title}</h2>
      <p>${text}</p>
      ${action}
    </div>`
  switch (status.is) {
    case 'idle':
      return card(words.emptyTitle, words.emptyText)
    case 'connecting':
    case 'disconnected':
      return card(words.loadingTitle, words.connecting)
    case 'refused':
      return card(
        words.failedTitle,
        refused(status.refusal, scenario, lang),
        html`<div class="actions">
          <button class="pill" @click=${change}>${words.change}</button>
          <button @click=${again}>${words.tryAgain}</button>
        </div>`,
      )
    default:
      return card(words.loadingTitle, words.queued)
  }
}

function refused(refusal: Refusal, scenario: Scenario | undefined, lang: Lang) {
  const {field, message, allowed} = worded(refusal, scenario, lang)
  return html`${field ? html`<b>${field}</b>: ` : nothing}${message}
  ${allowed ? html`<br />${ui(lang).allowed(allowed)}` : nothing}`
}

/** Over the timeline, while what there is can still be played. */
export function over(status: State, misplaced: string | null, lang: Lang, forgive: () => void) {
  const words = ui(lang)
  const note = (text: unknown, close: (() => void) | null) =>
    html`<div slot="over" class="note" role="alert">
      ${icons.warning}<span>${text}</span>
      ${close ? html`<button aria-label=${words.close} @click=${close}>${icons.close}</button>` : nothing}
    </div>`
  if (status.is === 'disconnected') return note(words.disconnected, null)
  if (status.is === 'finished' && status.programError)
    return note(words.programFailed(status.programError), null)
  if (misplaced) return note(html`${words.placeWrong} ${misplaced}`, forgive)
  return nothing
}
