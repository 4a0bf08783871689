// From a deck to what reveal.js takes: sections in sections, fragments for the steps.
import {render} from 'lit'
import {Marked} from 'marked'
import type {Lang} from '../model/metadata'
import {painted} from '../panels/python'
import {mistakesOf, type Deck, type Slide} from './deck'
import {refusal} from './refusal'
import type {Recordings} from './source'
import './sim-scene'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

const markdown = new Marked({
  renderer: {
    code({text, lang}) {
      const lines = text.split('\n').map((line) => (lang === 'python' ? paint(line) : escaped(line)))
      return `<pre><code>${lines.join('\n')}</code></pre>`
    },
  },
})

const paint = (line: string): string =>
  painted(line)
    .map(({text, paint}) => `<span class="${paint}">${escaped(text)}</span>`)
    .join('')

/** The whole deck, for the `.slides` of reveal.js. */
export function slidesOf(deck: Deck, runs: Recordings): HTMLElement[] {
  return deck.columns.map((column) => {
    const sections = column.map((slide) => sectionOf(deck, slide, runs))
    if (sections.length === 1) return sections[0]
    const stack = document.createElement('section')
    stack.append(...sections)
    return stack
  })
}

function sectionOf(deck: Deck, slide: Slide, runs: Recordings): HTMLElement {
  const section = document.createElement('section')
  section.className = 'slide'
  for (const part of slide.parts) {
    if ('markdown' in part) section.append(textOf(part.markdown))
    else {
      section.classList.add('with-scene')
      section.append(sceneOf(part.scene, deck, runs), ...part.scene.states.slice(1).map(step))
    }
  }
  for (const mistake of mistakesOf(deck, slide)) {
    const box = document.createElement('div')
    render(refusal(deck.file, mistake, deck.lang), box)
    section.append(box)
  }
  if (slide.notes) section.append(notesOf(slide.notes))
  return section
}

function textOf(text: string): HTMLElement {
  const box = document.createElement('div')
  box.className = 'text'
  box.innerHTML = html(text)
  return box
}

export const html = (text: string): string => markdown.parse(text, {async: false})

function sceneOf(scene: object, {file, lang}: {file: string; lang: Lang}, runs: Recordings): HTMLElement {
  return Object.assign(document.createElement('sim-scene'), {scene, file, lang, runs})
}

/** A press of the clicker that belongs to the scene: nothing to be seen of its own. */
function step(): HTMLElement {
  const fragment = document.createElement('span')
  fragment.className = 'fragment step'
  return fragment
}

function notesOf(text: string): HTMLElement {
  const notes = document.createElement('aside')
  notes.className = 'notes'
  notes.innerHTML = html(text)
  return notes
}
