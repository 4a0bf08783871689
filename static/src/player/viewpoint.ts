// How one looks at a recording, as text for an address: `log 1200~56000 loop 40~75 marks 3~9 toward 0.5 open task above 12 picked fd 5`.
// What is not said is as usual: the folded scale, an eye that follows the playhead, nothing played again and again,
// marked or selected, and a playhead that is on its event.
//
// What is on screen is named by its instants, which every scale can show; a loop and markers by their events, which
// mean the same after another run. What is selected comes last, for its name may be several words.
import {CROWD_KINDS, type CrowdKind} from '../model/crowd'
import {SCALE_KINDS, type ScaleKind} from '../felt/scale'

export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface Viewpoint {
  readonly scale: ScaleKind
  /** The instants on screen, in picoseconds; null: the eye follows the playhead. */
  readonly shown: Stretch | null
  /** The events between which it is played again and again. */
  readonly loop: Stretch | null
  /** The events that are marked, in order. */
  readonly marks: readonly number[]
  /** How far the playhead is on the way from its event to the next. */
  readonly toward: number
  /** The crowds whose lanes are shown one by one. */
  readonly open: readonly CrowdKind[]
  /** How many lanes are moved out of sight above; null: those around the latest are shown. */
  readonly above: number | null
  /** What is selected. */
  readonly picked: string | null
}

export const USUAL: Viewpoint = {
  scale: 'compressed',
  shown: null,
  loop: null,
  marks: [],
  toward: 0,
  open: [],
  above: null,
  picked: null,
}

export function writeViewpoint({scale, shown, loop, marks, toward, open, above, picked}: Viewpoint): string {
  const written = ({from, to}: Stretch) => `${from}~${to}`
  return [
    ...(scale === USUAL.scale ? [] : [scale]),
    ...(shown ? [written(shown)] : []),
    ...(loop ? ['loop', written(loop)] : []),
    ...(marks.length ? ['marks', marks.join('~')] : []),
    ...(toward > 0 ? ['toward', `${toward}`] : []),
    ...(open.length ? ['open', open.join('~')] : []),
    ...(above === null ? [] : ['above', `${above}`]),
    ...(picked === null ? [] : ['picked', picked]),
  ].join(' ')
}

const NAMED = ['loop', 'marks', 'toward', 'open', 'above']

/** What cannot be read is as usual. */
export function readViewpoint(text: string): Viewpoint {
  const [before, picked = null] = text.split(/(?:^|\s)picked\s+/)
  const words = before.split(/\s+/)
  const after = (name: string) => words[words.indexOf(name) + 1 || words.length] ?? ''
  const named = words.findIndex((word) => NAMED.includes(word))
  const plain = named < 0 ? words : words.slice(0, named)
  return {
    scale: SCALE_KINDS.find((kind) => plain.includes(kind)) ?? USUAL.scale,
    shown: plain.map(stretchOf).find((stretch) => stretch !== null) ?? null,
    loop: stretchOf(after('loop')),
    marks: marksOf(after('marks')),
    toward: partOf(after('toward')),
    open: CROWD_KINDS.filter((kind) => after('open').split('~').includes(kind)),
    above: /^\d+$/.test(after('above')) ? Number(after('above')) : USUAL.above,
    picked,
  }
}

function stretchOf(text: string): Stretch | null {
  const [from, to, ...more] = text.split('~').map(Number)
  return Number.isFinite(from) && from < to && more.length === 0 ? {from, to} : null
}

function marksOf(text: string): readonly number[] {
  const marks = text.split('~').map(Number)
  const inOrder = marks.every((mark, i) => Number.isInteger(mark) && mark >= (i ? marks[i - 1] + 1 : 0))
  return text && inOrder ? marks : USUAL.marks
}

function partOf(text: string): number {
  const part = Number(text)
  return part > 0 && part < 1 ? part : USUAL.toward
}
