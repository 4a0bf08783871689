// What a light can be thrown on in a player: a lane, a line of code, a panel. Each has a name, `lane Task-1`,
// `line crawler.py:13`, `panel clock`, by which another player of the same run finds it too, wherever it stands there.
import type {Frame} from '../stage/frame'

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** What is looked into, and what is drawn there. */
export interface Lit {
  readonly root: ShadowRoot
  readonly timeline: HTMLElement
  readonly frame: Frame | null
}

const PANELS = ['clock', 'chain', 'narration', 'room', 'transport']

export function spotAt({root, timeline, frame}: Lit, x: number, y: number): string | null {
  if (frame && contains(boxOf(timeline), x, y)) {
    const lane = laneAt(frame, y - timeline.getBoundingClientRect().top)
    if (lane) return `lane ${lane}`
  }
  for (const line of linesIn(root))
    if (contains(shownPart(line), x, y)) return `line ${fileOf(line)}:${line.dataset['line']}`
  const panel = PANELS.find((name) => contains(panelBox(root, name), x, y))
  return panel ? `panel ${panel}` : null
}

/** Where that stands on screen now; null: it does not. */
export function spotBox({root, timeline, frame}: Lit, spot: string): Box | null {
  const [, what, name] = /^(\S+) (.*)$/.exec(spot) ?? []
  switch (what) {
    case 'lane': {
      const band = frame && laneBand(frame, name)
      const {left, right, top} = timeline.getBoundingClientRect()
      return band && right > left
        ? {left, right, top: top + band.top, bottom: top + band.top + band.height}
        : null
    }
    case 'line': {
      const line = linesIn(root).find((one) => `${fileOf(one)}:${one.dataset['line']}` === name)
      return line ? shownPart(line) : null
    }
    case 'panel':
      return PANELS.includes(name) ? panelBox(root, name) : null
    default:
      return null
  }
}

function laneAt({layout, scene}: Frame, y: number): string | null {
  const within = ({top, height}: {top: number; height: number}) => y >= top && y < top + height
  if (within(layout.cpu)) return 'cpu'
  const band = layout.tasks.find(within)
  if (band) return scene.tasks[band.index].id
  return scene.hosts.length > 1 && within(layout.network) ? 'network' : null
}

function laneBand({layout, scene}: Frame, name: string) {
  if (name === 'cpu') return layout.cpu
  if (name === 'network') return scene.hosts.length > 1 ? layout.network : null
  return layout.tasks.find(({index}) => scene.tasks[index].id === name) ?? null
}

const linesIn = (root: ShadowRoot): HTMLElement[] => [
  ...(root.querySelector('sim-code')?.shadowRoot?.querySelectorAll<HTMLElement>('[data-line]') ?? []),
]

const fileOf = (line: HTMLElement): string => line.closest<HTMLElement>('[data-file]')?.dataset['file'] ?? ''

/** What is seen of a line: its pane scrolls. */
function shownPart(line: HTMLElement): Box | null {
  const pane = line.closest('[data-file]')
  return pane ? overlap(boxOf(line), boxOf(pane)) : null
}

function panelBox(root: ShadowRoot, name: string): Box | null {
  const panel = root.querySelector(`sim-${name}`)
  const box = panel && boxOf(panel)
  return box && box.bottom > box.top ? box : null
}

const boxOf = (element: Element): Box => element.getBoundingClientRect()

function overlap(a: Box, b: Box): Box | null {
  const [left, right] = [Math.max(a.left, b.left), Math.min(a.right, b.right)]
  const [top, bottom] = [Math.max(a.top, b.top), Math.min(a.bottom, b.bottom)]
  return right > left && bottom > top ? {left, right, top, bottom} : null
}

export const contains = (box: Box | null, x: number, y: number): boolean =>
  box !== null && x >= box.left && x < box.right && y >= box.top && y < box.bottom
