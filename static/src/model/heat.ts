// Heat: how long a run spent in each line. A line's time lasts until its thread's next line begins, what it waits
// for included.
import {KIND} from './kinds'
import type {Recording} from './recording'

export interface Heat {
  readonly executions: number
  readonly ps: number
}

interface Sums {
  readonly lines: Map<string, {executions: number; ps: number}>
  /** The row of each thread's latest line, and of its latest row. */
  readonly line: Map<number, number>
  readonly last: Map<number, number>
  count: number
}

const known = new WeakMap<Recording, Sums>()

/** The time of the whole run, as far as it has come, by line of a file. */
export function heatOf(recording: Recording, file: string): Map<number, Heat> {
  const sums = summed(recording)
  const {columns} = recording
  const heat = new Map<number, Heat>()
  for (const [key, {executions, ps}] of sums.lines) {
    const [name, line] = key.split('\n')
    if (name === file) heat.set(Number(line), {executions, ps})
  }
  // The line that each thread is in has not been left.
  for (const [thread, row] of sums.line) {
    const line = columns.line[row]
    const before = heat.get(line)
    if (columns.strings.at(columns.file[row]) !== file || !before) continue
    const since = columns.t[sums.last.get(thread)!] - columns.t[row]
    heat.set(line, {...before, ps: before.ps + since})
  }
  return heat
}

function summed(recording: Recording): Sums {
  let sums = known.get(recording)
  if (!sums) known.set(recording, (sums = {lines: new Map(), line: new Map(), last: new Map(), count: 0}))
  const {columns} = recording
  const {kind, thread, t} = columns
  const at = (row: number) => {
    const key = `${columns.strings.at(columns.file[row])}\n${columns.line[row]}`
    let line = sums.lines.get(key)
    if (!line) sums.lines.set(key, (line = {executions: 0, ps: 0}))
    return line
  }
  for (; sums.count < columns.count; sums.count++) {
    const row = sums.count
    if (thread[row] < 0) continue
    sums.last.set(thread[row], row)
    if (kind[row] !== KIND.line) continue
    const before = sums.line.get(thread[row])
    if (before !== undefined) at(before).ps += t[row] - t[before]
    at(row).executions++
    sums.line.set(thread[row], row)
  }
  return sums
}
