// The lecture as sheets to print, one for each step, laid one below the other in the end (simloop/lecture/pdf.py drives
// the browser). Words stay words, and a timeline is drawn anew while it is printed: the browser then keeps its lines.
//
// Rule: a sheet is a copy of what stands on the screen, so the lecture itself knows nothing of paper.
import type {Lecture} from './lecture'
import {paperStyles} from './paper.css'
import {renamed, settle, still} from './still'

export class Paper {
  private readonly sheets: HTMLElement[] = []

  constructor(
    private readonly lecture: Lecture,
    private readonly withNotes: boolean,
  ) {
    document.documentElement.classList.add('print-pdf') // reveal.js leaves the printed page's look to us
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paperStyles.styleSheet!]
  }

  /** Resolves when the step is on screen. */
  async ready(): Promise<void> {
    this.lecture.press('back') // what the step plays has been played
    await this.lecture.idle()
    await Promise.all([...this.slide.querySelectorAll('img')].map((image) => image.decode().catch(() => {})))
  }

  /** Keeps the step as a sheet; false when it was the last. */
  next(): boolean {
    const {slide} = this
    this.sheets.push(this.sheetOf(slide))
    const {hash} = location
    this.lecture.press('next')
    const over = location.hash === hash
    if (this.withNotes && (over || this.slide !== slide)) this.sheets.push(...notesOf(slide))
    return !over
  }

  /** Puts the sheets in the place of the lecture; resolves with their number when they can be printed. */
  async lay(): Promise<number> {
    document.documentElement.classList.add('paper')
    document.adoptedStyleSheets = [
      ...document.adoptedStyleSheets,
      ...document.adoptedStyleSheets.map(renamed),
    ]
    this.lecture.replaceChildren(...this.sheets)
    settle()
    await Promise.all(
      [...this.lecture.querySelectorAll('img')].map((image) => image.decode().catch(() => {})),
    )
    return this.sheets.length
  }

  private get slide(): HTMLElement {
    return this.lecture.querySelector<HTMLElement>('.slides section.present:not(.stack)')!
  }

  private sheetOf(slide: HTMLElement): HTMLElement {
    const copy = still(slide)
    copy.querySelector('aside.notes')?.remove()
    const sheet = boxed('sheet', boxed('reveal', boxed('slides', copy)))
    sheet.append(inert(this.lecture.querySelector('footer')!))
    return sheet
  }
}

/** A copy in which nothing comes to life: elements of our own stay as they are written. */
const inert = (element: Element): HTMLElement =>
  document.implementation.createHTMLDocument().importNode(element, true) as HTMLElement

function boxed(name: string, ...content: Node[]): HTMLElement {
  const box = document.createElement('div')
  box.className = name
  box.append(...content)
  return box
}

function notesOf(slide: HTMLElement): HTMLElement[] {
  const notes = slide.querySelector('aside.notes')
  if (!notes) return []
  const text = boxed('text')
  text.innerHTML = notes.innerHTML
  const title = slide.querySelector('h1, h2, h3')
  return [boxed('noted', ...(title ? [inert(title)] : []), text)]
}
