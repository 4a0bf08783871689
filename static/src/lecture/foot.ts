// The foot of the page: which deck, which slide and step, what is wrong with it, and the way back to the script.
import {html, nothing, type TemplateResult} from 'lit'
import type {Lang} from '../model/metadata'
import * as icons from '../panels/icons'
import {ui, type Ui} from '../words/ui'

export interface Foot {
  readonly lang: Lang
  readonly title: string
  /** There is a simloop to go to. */
  readonly live: boolean
  readonly mistakes: number
  /** Counted from 0. */
  readonly page: number
  readonly pages: number
  readonly step: number
  readonly steps: number
  /** The scene is not where its step has put it. */
  readonly strayed: boolean
  /** Whoever else stands there. */
  readonly guest: HTMLElement | null
  readonly back: () => void
  readonly turn: (press: 'previous' | 'next') => void
}

export function foot(of: Foot): TemplateResult {
  const words = ui(of.lang).lecture
  return html`<footer>
    ${of.live ? html`<a href="/?lang=${of.lang}">simloop</a>` : html`<b>simloop</b>`}<span class="title"
      >${of.title}</span
    >
    ${of.mistakes ? html`<b class="wrong">${icons.warning} ${words.mistakes(of.mistakes)}</b>` : nothing}
    <span class="space"></span>
    ${
      of.strayed
        ? html`<button title="R" @click=${of.back}>${icons.back} ${words.backToStep}</button>`
        : nothing
    }
    ${of.steps ? steps(of, words.step(of.step, of.steps)) : nothing} ${turns(of, words)}
    <span class="page">${words.slide(of.page + 1, of.pages)}</span>
    ${of.guest ?? nothing}
  </footer>`
}

const steps = ({step, steps}: Foot, said: string) =>
  html`<span class="dashes" aria-hidden="true">
      ${Array.from({length: steps}, (_, index) => html`<i class=${index < step ? 'done' : ''}></i>`)}
    </span>
    <span class="step">${said}</span>`

/** For a hand that has no keys. */
const turns = ({turn}: Foot, words: Ui['lecture']) =>
  html`<span class="turns">
    <button aria-label=${words.previous} @click=${() => turn('previous')}>${icons.back}</button>
    <button aria-label=${words.next} @click=${() => turn('next')}>${icons.forward}</button>
  </span>`
