// What stands on the timeline for a while: the tip at the pointer, what is selected, an answer to why? or then?.
import {html, nothing} from 'lit'
import type {Lang} from '../model/metadata'
import {ownerOfThing} from '../model/selection'
import * as icons from '../panels/icons'
import {hued} from '../panels/shared'
import type {Answer} from '../panels/why'
import {ui} from '../words/ui'
import {placesOf} from './present'
import type {Tip} from './tip'
import type {Viewing} from './view'

/** Beyond this part of the timeline a tip stands at the left of the pointer. */
const TURNS_AT = 0.6

export function tipNote(tip: Tip | null, timelineWidthPx: number) {
  if (!tip) return nothing
  const {x, y, text, felt} = tip
  const side = x > timelineWidthPx * TURNS_AT ? -100 : 0
  return html`<div class="tip" style="left: ${x}px; top: ${y}px; --side: ${side}%">
    ${text} ${felt ? html`<b>${felt}</b>` : nothing}
  </div>`
}

/** What is selected, and how to get on with it. */
export function pickedNote(
  picked: string | null,
  viewing: Viewing | null,
  lang: Lang,
  {next, clear}: {next: () => void; clear: () => void},
) {
  if (picked === null || !viewing) return nothing
  const words = ui(lang)
  const {recording, scene} = viewing
  const owner = ownerOfThing(recording, picked)
  return html`<div class="picked" style=${hued(owner === null ? -1 : scene.owners.indexOf(owner))}>
    <span class="dot"></span><b>${picked}</b>
    <button title="${words.nextThingTitle(picked)} (N)" @click=${next}>
      ${words.nextThing} ${icons.forward}
    </button>
    <button
      class="close"
      aria-label=${words.clearSelection}
      title="${words.clearSelection} (Esc)"
      @click=${clear}
    >
      ${icons.close}
    </button>
  </div>`
}

export function answerNote(
  answer: Answer | null,
  viewing: Viewing | null,
  row: number,
  lang: Lang,
  {go, close}: {go: (row: number) => void; close: () => void},
) {
  if (!answer || !viewing) return nothing
  const words = ui(lang)
  return html`<sim-why
    role="region"
    aria-label=${answer.question === 'why' ? words.whyTitle : words.thenTitle}
    .answer=${answer}
    .row=${row}
    .placeOf=${placesOf(viewing.scene.owners)}
    .lang=${lang}
    @go=${(event: CustomEvent<number>) => go(event.detail)}
    @close=${close}
  ></sim-why>`
}
