// A copy of what stands on the screen in which nothing lives: elements of our own become plain ones of another name, with
// the shadow that they had, scrolled as they were, and what was drawn is drawn again when it is printed.
import type {Frame} from '../stage/frame'
import {draw} from '../stage/draw'

const later: (() => void)[] = []

/** Names of our own elements, in another word: nothing is defined for that. */
const plain = (text: string): string => text.replace(/(?<![-\w])sim-/g, 'still-')

const known = new Map<CSSStyleSheet, CSSStyleSheet>()

export function renamed(sheet: CSSStyleSheet): CSSStyleSheet {
  let other = known.get(sheet)
  if (!other) {
    other = new CSSStyleSheet()
    const text = [...sheet.cssRules].map(({cssText}) => cssText).join('\n')
    // What is left out while it is out of sight has not the height that it was scrolled by.
    other.replaceSync(plain(text).replaceAll('content-visibility: auto', 'content-visibility: visible'))
    known.set(sheet, other)
  }
  return other
}

/** What a canvas shows: told by the player whose it is. */
const frameOf = (canvas: HTMLCanvasElement): Frame | null => {
  const host = (canvas.getRootNode() as ShadowRoot).host as {frame?: Frame | null} | undefined
  return canvas.matches('.timeline') ? (host?.frame ?? null) : null
}

export function still<T extends Element>(element: T): T {
  if (element instanceof HTMLCanvasElement) return drawnAgain(element) as Element as T
  const own = element.localName.startsWith('sim-')
  const copy = own
    ? document.createElement(plain(element.localName))
    : (element.cloneNode(false) as HTMLElement)
  if (own) for (const {name, value} of element.attributes) copy.setAttribute(name, value)
  const {shadowRoot, scrollTop, scrollLeft} = element
  if (shadowRoot) {
    const root = copy.attachShadow({mode: 'open'})
    root.adoptedStyleSheets = shadowRoot.adoptedStyleSheets.map(renamed)
    fill(root, shadowRoot)
  }
  fill(copy, element)
  if (element instanceof HTMLSelectElement)
    [...(copy as HTMLSelectElement).options].forEach((option, i) =>
      option.toggleAttribute('selected', i === element.selectedIndex),
    )
  if (element instanceof HTMLInputElement) copy.setAttribute('value', element.value)
  if (scrollTop || scrollLeft) later.push(() => copy.scrollTo(scrollLeft, scrollTop))
  return copy as Element as T
}

function fill(copy: Node, of: Node): void {
  for (const node of of.childNodes)
    if (node instanceof Element) copy.appendChild(still(node))
    else if (node instanceof Text) copy.appendChild(node.cloneNode())
}

function drawnAgain(canvas: HTMLCanvasElement): HTMLElement {
  const {clientWidth: width, clientHeight: height} = canvas
  const frame = frameOf(canvas)
  if (!frame || !width) {
    const image = document.createElement('img')
    image.className = canvas.className
    if (width && height) image.src = canvas.toDataURL()
    return image
  }
  const copy = canvas.cloneNode(false) as HTMLCanvasElement
  addEventListener('beforeprint', () => {
    // Its pixels are not what is printed: few will do.
    copy.width = Math.ceil(width / 2)
    copy.height = Math.ceil(height / 2)
    const ctx = copy.getContext('2d')!
    ctx.setTransform(copy.width / width, 0, 0, copy.height / height, 0, 0)
    draw(ctx, frame)
  })
  return copy
}

/** Once it is on the page. */
export const settle = (): void => later.splice(0).forEach((act) => act())
