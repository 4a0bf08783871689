// What of a file is in sight. From the executing line's place alone, never from where the pane was: the same moment
// shows the same lines, and always whole ones.

/** The executing line stands so far down the pane. */
const DOWN = 0.56

/** Scrolls what executes there, else what is entered or waits for a call, to a little below the middle. */
export function keepInSight(lines: HTMLElement): void {
  const line = ['.executing', '.entering', '.onstack']
    .map((state) => lines.querySelector<HTMLElement>(state))
    .find((found) => found !== null)
  if (!line) {
    lines.scrollTo(0, 0)
    return
  }
  // Long lines are wrapped: a line is one row high or several.
  const rowPx = parseFloat(getComputedStyle(lines).lineHeight)
  const shown = Math.floor(lines.clientHeight / rowPx + 0.05)
  const [top, rows] = [line.offsetTop / rowPx, Math.round(line.offsetHeight / rowPx)]
  const from = Math.max(top - Math.floor(shown * DOWN), top + rows - shown)
  const first = [...lines.querySelectorAll<HTMLElement>('.line')].find(
    ({offsetTop}) => offsetTop / rowPx > from - 0.5,
  )
  lines.scrollTo(0, Math.min(first?.offsetTop ?? 0, line.offsetTop))
}

const ruler = document.createElement('canvas').getContext('2d')!

/** How many whole letters fit into a row; 0 while nothing is shown. */
export function lettersIn(panes: Iterable<HTMLElement>): number {
  const pane = [...panes].find(({clientWidth}) => clientWidth > 0)
  if (!pane) return 0
  const {fontSize, fontFamily} = getComputedStyle(pane)
  ruler.font = `${fontSize} ${fontFamily}`
  return Math.floor(pane.clientWidth / (ruler.measureText('0'.repeat(100)).width / 100))
}
