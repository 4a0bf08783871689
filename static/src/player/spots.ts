// What a light can be thrown on in a player: a lane, a line of code, a card of the machine room or a thing in it, a panel.
// Each has a name, `lane Task-1`, `line crawler.py:13`, `card futures`, `thing f2 in futures`, `panel clock`, by which
// another player of the same run finds it too, wherever it stands there.
import {instantAt, xOf} from '../stage/camera'
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
  for (const [name, element] of partsOfRoom(root))
    if (contains(shownIn(root.querySelector('sim-room')!, element), x, y)) return name
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
    case 'card':
    case 'thing': {
      const [, element] = partsOfRoom(root).find(([one]) => one === spot) ?? []
      return element ? shownIn(root.querySelector('sim-room')!, element) : null
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

/** The things in the cards of the machine room, and then the cards: the smallest is found first. */
function partsOfRoom(root: ShadowRoot): [name: string, element: HTMLElement][] {
  const cards = [
    ...(root.querySelector('sim-room')?.shadowRoot?.querySelectorAll<HTMLElement>('.card[data-card]') ?? []),
  ]
  const nameOf = (card: HTMLElement) => card.dataset['card']!
  const things = cards.flatMap((card) =>
    [...card.querySelectorAll<HTMLElement>('[data-thing]')].map((thing): [string, HTMLElement] => [
      `thing ${thing.dataset['thing']} in ${nameOf(card)}`,
      thing,
    ]),
  )
  return [...things, ...cards.map((card): [string, HTMLElement] => [`card ${nameOf(card)}`, card])]
}

const shownIn = (room: HTMLElement, element: HTMLElement): Box | null => overlap(boxOf(element), boxOf(room))

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

// -- a point of the run, on any screen

/** From the window's pixels to the run's own measures, an instant and a lane, and back. */
export interface RunPlace {
  measured(x: number, y: number): readonly [t: number, lane: number]
  shown(t: number, lane: number): readonly [x: number, y: number]
}

/** Lanes by number, and how far down in them: the axis is 0, the CPU 1, tasks are from 2 on, the network is -1. */
const [CPU, TASKS, NETWORK] = [1, 2, -1]

export function runPlace({timeline, frame}: Lit): RunPlace | null {
  const {left, top, width} = timeline.getBoundingClientRect()
  if (!frame || !width) return null
  const {view, layout} = frame
  const bands = [
    {lane: 0, ...layout.axis},
    {lane: CPU, ...layout.cpu},
    ...layout.tasks.map((band) => ({lane: TASKS + band.index, top: band.top, height: band.height})),
    {lane: NETWORK, ...layout.network},
  ]
  const tasks = bands.slice(2, -1)
  return {
    measured(x, y) {
      const band = bands.findLast((one) => y - top >= one.top) ?? bands[0]
      // Short of the lane's end, which is the beginning of the next.
      const part = Math.max(0, Math.min(0.999, (y - top - band.top) / (band.height || 1)))
      return [Math.round(instantAt(view, x - left)), Math.round((band.lane + part) * 1000) / 1000]
    },
    shown(t, lane) {
      const number = Math.floor(lane)
      // A lane that is folded away here is nearest to the one at that end.
      const folded = number > (tasks.at(-1)?.lane ?? CPU) ? tasks.at(-1) : tasks[0]
      const band = bands.find((one) => one.lane === number) ?? folded ?? bands[CPU]
      return [left + xOf(view, t), top + band.top + (lane - number) * band.height]
    },
  }
}

/** Whether there is run under a point: the timeline, right of the lanes' names. */
export function onRun({timeline, frame}: Lit, x: number, y: number): boolean {
  const {left} = timeline.getBoundingClientRect()
  return frame !== null && contains(boxOf(timeline), x, y) && x - left >= frame.layout.plotLeft
}
