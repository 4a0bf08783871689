// The list of keys.
import {html} from 'lit'
import type {Lang} from '../model/metadata'
import {KEY_LIST} from '../player/keys'
import {ui} from '../words/ui'

export function help(lang: Lang) {
  const words = ui(lang)
  return html`<h2>${words.help}</h2>
    <dl>
      ${KEY_LIST.map(
        ([keys, about]) =>
          html`<dt>${keys.map((key) => html`<kbd>${key}</kbd>`)}</dt>
            <dd>${words.keys[about]}</dd>`,
      )}
    </dl>
    <p>${words.keysPointer}</p>`
}
