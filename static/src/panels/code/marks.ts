// What stands beside a line: a value that is just going in or out of its yield, and the coroutines that are paused
// there. Where there is little room, in fewer words.
import {html, nothing} from 'lit'
import {text as cell} from '../../model/columns'
import type {Lang} from '../../model/metadata'
import type {Recording} from '../../model/recording'
import {localsOf} from '../../model/values'
import type {TaskState, World} from '../../model/world'
import {ui} from '../../words/ui'
import * as icons from '../icons'
import {hued, type PlaceOf} from '../shared'
import {brief} from '../values'

export interface Marks {
  incoming: TaskState | null
  outgoing: TaskState | null
  paused: TaskState[]
}

export interface Marking {
  readonly recording: Recording
  readonly world: World
  readonly selected: string | null
  readonly placeOf: PlaceOf
  readonly lang: Lang
  /** The viewer points at a paused coroutine, or at none. */
  readonly point: (task: string | null) => void
}

/** The gap before what stands beside a line, in letters. */
export const GAP = 3
/** About as many letters as a mark takes beside its text. */
const MARK = 4
/** And those that only say how many are paused. */
const SHORTEST = 5
/** Beyond so many paused coroutines on one line only their numbers are written. */
const NAMES = 3
/** And beyond so many, how many more there are. */
const MOST = 12

/** What stands beside the lines of a file, by their numbers. */
export function marksIn(world: World | null, file: string): ReadonlyMap<number, Marks> {
  const lines = new Map<number, Marks>()
  for (const task of world?.tasks ?? []) {
    if (task.file !== file || task.line === null) continue
    const marks = lines.get(task.line) ?? {incoming: null, outgoing: null, paused: []}
    if (task.incoming !== null) marks.incoming = task
    else if (task.state === 'running' && task.on !== null) marks.outgoing = task
    else if (task.state === 'waiting' || task.state === 'ready') marks.paused.push(task)
    else continue
    lines.set(task.line, marks)
  }
  return lines
}

/** Whether what is selected, or whose it is, stands at a line. */
export const hasSelected = (marks: Marks | null, selected: string | null): boolean =>
  selected !== null &&
  marks !== null &&
  [marks.incoming, marks.outgoing, ...marks.paused].some((task) => task && isSelected(task, selected))

const isSelected = ({id, on}: TaskState, selected: string | null): boolean =>
  id === selected || on === selected

/** About how many letters marks take. */
export function lettersOf({incoming, outgoing, paused}: Marks): number {
  const words = (incoming ? 44 : 0) + (outgoing ? 34 : 0)
  const few =
    paused.length > NAMES ? paused.slice(0, MOST).map(() => MARK) : paused.map(({id}) => id.length + MARK)
  return MARK + words + few.reduce((sum, letters) => sum + letters, 0) + (paused.length === 1 ? MARK * 2 : 0)
}

/** The marks, in so many letters. */
export function marked(marking: Marking, {incoming, outgoing, paused}: Marks, room: number) {
  const moving = incoming ?? outgoing
  if (!moving) return html`<span class="marks">${pausedAt(marking, paused, room)}</span>`
  const what = incoming ? brief(incoming.incoming ?? '') : (outgoing?.on ?? '')
  const told = incoming ? broughtBy(marking, incoming) : givenTo(marking, moving)
  const left = room - what.length - MARK
  const words = told.find((text) => text.length + GAP + (paused.length ? SHORTEST : 0) <= left)
  const style = styleOf(marking, moving)
  return html`<span class="marks">
    <span class="mark moving" style=${style} title=${told[0]}
      >${incoming ? icons.comesIn : nothing}${what}${incoming ? nothing : icons.goesOut}</span
    >${words ? html`<span class="half" style=${style}>${words}</span>` : nothing}
    ${pausedAt(marking, paused, left - (words ? words.length + GAP : 0))}
  </span>`
}

const styleOf = ({selected, placeOf}: Marking, task: TaskState): string =>
  `${hued(placeOf(task.id))}; opacity: ${selected === null || isSelected(task, selected) ? 1 : 0.4}`

/** The half of a yield that takes in: who brings what comes, and out of which future; shorter and shorter. */
function broughtBy({recording, world, lang}: Marking, {id}: TaskState): string[] {
  const step = world.spans.findLast(({kind, subject}) => kind === 'task.step' && subject === id)
  const future = step ? cell(recording.columns, 'object', step.row) : null
  const call = `${id}.step(${future ?? ''})`
  return [`${ui(lang).yieldTakesFrom} ${call}`, call, `${id}.step`]
}

/** The half that hands out: to whom. */
const givenTo = ({lang}: Marking, {id}: TaskState): string[] => [
  `${ui(lang).yieldGivesTo} ${id}.step`,
  `${id}.step`,
]

/** Who is paused at a line: their names, of many the numbers, and where there is no room how many they are. */
function pausedAt(marking: Marking, tasks: readonly TaskState[], room: number) {
  if (!tasks.length) return nothing
  const {pausedHere} = ui(marking.lang)
  const numbers = tasks.length > NAMES
  const names = tasks.slice(0, MOST).map(({id}) => (numbers ? id.replace(/^\D+/, '') : id))
  const more = tasks.length - names.length
  const out = tasks.length === 1 ? tasks[0].on : null
  if (names.join('').length + names.length * (numbers ? 1 : MARK) + SHORTEST > room)
    return html`<span class="mark" style=${hued(-1)} title=${pausedHere}
      >${icons.paused}${tasks.length}</span
    >`
  const each = names.map((name, i) =>
    pausedOne(marking, tasks[i], numbers ? name : html`${icons.paused}${name}`, out),
  )
  return numbers
    ? html`<span class="mark numbers" title=${pausedHere}
        >${icons.paused}${each}${more ? html`<span>+${more}</span>` : nothing}</span
      >`
    : each
}

function pausedOne(marking: Marking, task: TaskState, name: unknown, out: string | null) {
  const point = () => marking.point(task.id)
  const leave = () => marking.point(null)
  return html`<span
    class="mark one"
    style=${styleOf(marking, task)}
    tabindex="0"
    aria-label=${pausedAs(marking, task)}
    @pointerenter=${point}
    @pointerleave=${leave}
    @focus=${point}
    @blur=${leave}
    >${name}${out ? html`<span class="half">${icons.goesOut}${out}</span>` : nothing}</span
  >`
}

function pausedAs({recording, world, lang}: Marking, task: TaskState): string {
  const values = localsOf(recording, world.row, task.id)
  const told = values.map(({name, text}) => `${name} = ${brief(text, 32)}`)
  return [`${task.id}, ${ui(lang).pausedHere}`, ...told].join('; ')
}
