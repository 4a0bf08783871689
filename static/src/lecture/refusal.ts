// What is wrong in a deck, where it would have been seen.
import {html, nothing} from 'lit'
import type {Lang} from '../model/metadata'
import {ui} from '../words/ui'
import type {Mistake} from './deck'

export const refusal = (file: string, {line, message, allowed}: Mistake, lang: Lang) =>
  html`<div class="mistake" role="alert">
    <b>${file}:${line}</b> ${message}
    ${allowed.length ? html`<br />${ui(lang).allowed(allowed.join(', '))}` : nothing}
  </div>`
