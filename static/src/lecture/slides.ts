// From a deck to what reveal.js takes: sections in sections, fragments for the steps.
import {render} from 'lit'
import type {Lang} from '../model/metadata'
import {mistakesOf, questionsOf, stepsOf, type Deck, type Question, type Slide} from './deck'
import {html} from './markdown'
import {refusal} from './refusal'
import type {Recordings} from './source'
import './sim-question'
import './sim-scene'

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
    else if ('question' in part) {
      section.classList.add('with-question')
      section.append(questionOf(part.question, deck, slide))
    } else {
      section.classList.add('with-scene')
      section.append(sceneOf(part.scene, deck, runs))
    }
  }
  section.append(...Array.from({length: stepsOf(slide)}, step))
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

function sceneOf(scene: object, {file, lang}: {file: string; lang: Lang}, runs: Recordings): HTMLElement {
  return Object.assign(document.createElement('sim-scene'), {scene, file, lang, runs})
}

function questionOf(question: Question, deck: Deck, slide: Slide): HTMLElement {
  const number = questionsOf(deck).indexOf(question) + 1
  const scene = slide.parts.some((part) => 'scene' in part)
  return Object.assign(document.createElement('sim-question'), {question, number, scene, lang: deck.lang})
}

/** A press of the clicker that belongs to the scene or the question: nothing to be seen of its own. */
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
