// How deep one looks at a run: the program alone, with Task and Future, with the loop, down to the machine.
// What is hidden is passed over: the same run and the same playhead, with fewer events to stop at.
import type {Link} from './chain'
import {chainAt} from './chain'
import {DEPTHS, KIND, KIND_INFO, KINDS, type Depth, type Kind} from './kinds'
import type {SourceFile} from './metadata'
import type {Recording} from './recording'
import {nextRow, type StepUnit} from './step'

export const levelOf = (depth: Depth): number => DEPTHS.indexOf(depth)

const LEVELS = KINDS.map((kind) => levelOf(KIND_INFO[kind].depth))

/** Whether things of a kind are seen at a depth. */
export const sees = (depth: Depth, kind: Kind): boolean => levelOf(KIND_INFO[kind].depth) <= levelOf(depth)

/** Which depth a source file belongs to: the loop's own, that of the file that waits, else Task's and Future's. */
export function depthOfSource({role, text}: Pick<SourceFile, 'role' | 'text'>): Depth {
  if (role === 'program') return 'program'
  return /\bselect\(/.test(text) ? 'loop' : 'future'
}

/** One deeper, or up where `count` is negative; the ends are ends. */
export const deeper = (depth: Depth, count: number): Depth =>
  DEPTHS[Math.max(0, Math.min(DEPTHS.length - 1, levelOf(depth) + count))]

const fileLevels = new WeakMap<Recording, Map<number, number>>()

function fileLevelsOf(recording: Recording): Map<number, number> {
  let levels = fileLevels.get(recording)
  if (!levels) {
    levels = new Map()
    for (const source of recording.metadata.sources) {
      const file = recording.indexOf(source.file)
      if (file < 0) return levels // its rows are still to come; ask again then
      levels.set(file, levelOf(depthOfSource(source)))
    }
    fileLevels.set(recording, levels)
  }
  return levels
}

/**
 * Whether an event is seen at a depth. A statement is as deep as the file that it stands in. What it assigns is
 * nowhere a step of its own: it stands beside the line when the next statement has its turn.
 */
export function isSeen(recording: Recording, row: number, depth: Depth): boolean {
  const deep = levelOf(depth)
  const {kind, file} = recording.columns
  if (kind[row] === KIND.assign) return false
  if (deep === DEPTHS.length - 1) return true
  if (kind[row] === KIND.line) return (fileLevelsOf(recording).get(file[row]) ?? 0) <= deep
  return LEVELS[kind[row]] <= deep
}

/** The latest event seen at or before a row: what is told of there. The first row is always seen. */
export function seenAt(recording: Recording, row: number, depth: Depth): number {
  while (row > 0 && !isSeen(recording, row, depth)) row--
  return row
}

/** The first event seen at or after a row; where there is none, the latest before it. */
export function seenFrom(recording: Recording, row: number, depth: Depth): number {
  let at = row
  while (at < recording.count && !isSeen(recording, at, depth)) at++
  return at < recording.count ? at : seenAt(recording, row, depth)
}

/** The row some steps on or back, passing over what is hidden. */
export function nextSeen(
  recording: Recording,
  row: number,
  count: number,
  unit: StepUnit,
  depth: Depth,
): number {
  if (depth === 'machine' && unit !== 'event') return nextRow(recording, row, count, unit)
  const direction = Math.sign(count)
  let at = row
  for (let left = Math.abs(count); left > 0; left--) {
    const next = oneStep(recording, at, direction, unit, depth)
    if (next === at) break
    at = next
  }
  return at
}

/** One step; where there is no further one, the last or the first event that is seen. */
function oneStep(recording: Recording, row: number, direction: number, unit: StepUnit, depth: Depth): number {
  const last = recording.count - 1
  if (unit === 'event') {
    let at = row + direction
    while (at >= 0 && at <= last && !isSeen(recording, at, depth)) at += direction
    return at >= 0 && at <= last ? at : row
  }
  // What begins a callback or a turn may be hidden itself: then the first thing seen in it stands for it.
  for (let at = row; ;) {
    const next = nextRow(recording, at, direction, unit)
    if (next === at) return row
    const shown = seenFrom(recording, next, depth)
    if (direction > 0 ? shown > row : shown < row) return shown
    at = next
  }
}

/** The chain that a row lies in, of what is seen; where too little of it is, the events before and after. */
export function chainSeen(recording: Recording, row: number, depth: Depth): Link[] {
  const all = chainAt(recording, row)
  if (depth === 'machine') return all
  const rows = all.map((link) => link.row).filter((link) => isSeen(recording, link, depth))
  const shown = rows.length > 1 && rows[0] <= row ? rows : around(recording, row, depth)
  const current = Math.max(
    0,
    shown.findLastIndex((link) => link <= row),
  )
  return shown.map((link, index) => ({
    row: link,
    kind: recording.kindOf(link),
    current: index === current,
    future: link > row,
  }))
}

const NEIGHBOURS = 2

function around(recording: Recording, row: number, depth: Depth): number[] {
  const here = seenAt(recording, row, depth)
  const rows = [here]
  for (let side = 0; side < NEIGHBOURS; side++) {
    const before = oneStep(recording, rows[0], -1, 'event', depth)
    if (before < rows[0]) rows.unshift(before)
    const last = rows.at(-1)!
    const after = oneStep(recording, last, 1, 'event', depth)
    if (after > last) rows.push(after)
  }
  return rows
}
