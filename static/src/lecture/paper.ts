// The lecture as sheets to print, one for each step, laid one below the other in the end. Whoever drives the browser
// (simloop/lecture/pdf.py) takes pictures of what only lives on the screen: the scenes; words and tables stay words.
//
// Rule: a sheet is a copy of what stands on the screen, so the lecture itself knows nothing of paper.
import type {Lecture} from './lecture'
import {paperStyles} from './paper.css'

/** In the page's pixels. */
interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export class Paper {
  private readonly sheets: HTMLElement[] = []

  constructor(
    private readonly lecture: Lecture,
    private readonly withNotes: boolean,
  ) {
    document.documentElement.classList.add('print-pdf') // reveal.js leaves the printed page's look to us
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paperStyles.styleSheet!]
  }

  /** Resolves when the step is on screen, with where the pictures of it are to be taken. */
  async ready(): Promise<Box[]> {
    this.lecture.press('back') // what the step plays has been played
    await this.lecture.idle()
    await Promise.all([...this.slide.querySelectorAll('img')].map((image) => image.decode().catch(() => {})))
    return this.living.map((element) => {
      const {x, y, width, height} = element.getBoundingClientRect()
      return {x, y, width, height}
    })
  }

  /** Keeps the step as a sheet, with the pictures taken; false when it was the last. */
  next(pictures: readonly string[]): boolean {
    const {slide} = this
    this.sheets.push(this.sheetOf(slide, pictures))
    const {hash} = location
    this.lecture.press('next')
    const over = location.hash === hash
    if (this.withNotes && (over || this.slide !== slide)) this.sheets.push(...notesOf(slide))
    return !over
  }

  /** Puts the sheets in the place of the lecture; resolves with their number when they can be printed. */
  async lay(): Promise<number> {
    document.documentElement.classList.add('paper')
    this.lecture.replaceChildren(...this.sheets)
    await Promise.all(
      [...this.lecture.querySelectorAll('img')].map((image) => image.decode().catch(() => {})),
    )
    return this.sheets.length
  }

  private get slide(): HTMLElement {
    return this.lecture.querySelector<HTMLElement>('.slides section.present:not(.stack)')!
  }

  /** What draws itself: elements of our own. */
  private get living(): Element[] {
    const own = [...this.slide.querySelectorAll('*')].filter(({localName}) => localName.includes('-'))
    return own.filter((element) => !own.some((other) => other !== element && other.contains(element)))
  }

  private sheetOf(slide: HTMLElement, pictures: readonly string[]): HTMLElement {
    const {living} = this
    living.forEach((element, index) => element.setAttribute('picture', `${index}`))
    const copy = inert(slide)
    living.forEach((element, index) => {
      element.removeAttribute('picture')
      const {width, height} = element.getBoundingClientRect()
      const image = document.createElement('img')
      image.src = `data:image/png;base64,${pictures[index]}`
      image.style.cssText = `flex: none; width: ${width}px; height: ${height}px`
      copy.querySelector(`[picture="${index}"]`)!.replaceWith(image)
    })
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
