// What of a file is in sight. From the executing line's place alone, never from where the pane was: the same moment
// shows the same lines, and always whole ones.

/** The executing line stands so far down the pane. */
const DOWN = 0.56

/** How far it is scrolled: what executes there, else what is entered or waits for a call, is a little below the middle. */
export function sightOf(lines: HTMLElement): number {
  const line = ['.executing', '.entering', '.onstack']
    .map((state) => lines.querySelector<HTMLElement>(state))
    .find((found) => found !== null)
  if (!line) return 0
  // Long lines are wrapped: a line is one row high or several.
  const rowPx = parseFloat(getComputedStyle(lines).lineHeight)
  const shown = Math.floor(lines.clientHeight / rowPx + 0.05)
  const [top, rows] = [line.offsetTop / rowPx, Math.round(line.offsetHeight / rowPx)]
  const from = Math.max(top - Math.floor(shown * DOWN), top + rows - shown)
  const first = [...lines.querySelectorAll<HTMLElement>('.line')].find(
    ({offsetTop}) => offsetTop / rowPx > from - 0.5,
  )
  return Math.min(first?.offsetTop ?? 0, line.offsetTop)
}

const ruler = document.createElement('canvas').getContext('2d')!
/** How many pixels a letter is wide, by its font; until that has come, another stands in for it. */
const widths = new Map<string, number>()
document.fonts.addEventListener('loadingdone', () => widths.clear())

function letterPx({fontSize, fontFamily}: CSSStyleDeclaration): number {
  const font = `${fontSize} ${fontFamily}`
  let known = widths.get(font)
  if (known === undefined) {
    ruler.font = font
    widths.set(font, (known = ruler.measureText('0'.repeat(100)).width / 100))
  }
  return known
}

/** How many whole letters fit into a row; 0 while nothing is shown. */
export function lettersIn(panes: Iterable<HTMLElement>): number {
  const pane = [...panes].find(({clientWidth}) => clientWidth > 0)
  if (!pane) return 0
  return Math.floor(pane.clientWidth / letterPx(getComputedStyle(pane)))
}
