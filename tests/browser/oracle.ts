// What must be true at a row, worked out from the recording's rows alone, the slow and simple way: none of the
// page's code is used, so that the page can be checked against it.

import type {World} from '../../static/src/model/world.ts'
import type {Row} from './rows.ts'

const upTo = (rows: Row[], row: number) => rows.slice(0, row + 1)
const byProgram = (row: Row) => row.thread !== null && !row.kind.startsWith('packet.')

/** The rows that have begun and not ended, on the program's thread, outermost first. */
export function openSpans(rows: Row[], row: number): {row: number; kind: string}[] {
  const open = new Map<number, string>()
  upTo(rows, row).forEach((event, number) => {
    if (!byProgram(event)) return
    if (event.phase === 'begin') open.set(number, event.kind)
    if (event.phase === 'end') open.delete(event.cause!)
  })
  return [...open].map(([row, kind]) => ({row, kind}))
}

/** The descriptors in the selector's table: registered without an error, and not unregistered since. */
export function registered(rows: Row[], row: number): string[] {
  const table = new Set<string>()
  for (const event of upTo(rows, row)) {
    if (event.phase !== 'end' || event.value !== null) continue
    if (event.kind === 'selector.register') table.add(event.subject!)
    if (event.kind === 'selector.unregister') table.delete(event.subject!)
  }
  return [...table].sort()
}

/** Reported as ready by the latest select(), and not called since, in order. */
export function ready(rows: Row[], row: number): string[] {
  let waiting: string[] = []
  for (const event of upTo(rows, row)) {
    if (event.kind === 'select' && event.phase === 'begin') waiting = []
    if (event.kind === 'select.readiness') waiting.push(event.subject!)
    if (event.kind === 'callback' && event.phase === 'begin')
      waiting = waiting.filter((fd) => fd !== event.subject)
  }
  return waiting
}

/** Each future that has been made, and whether its box has been filled. */
export function futures(rows: Row[], row: number): Record<string, boolean> {
  const made: Record<string, boolean> = {}
  for (const event of upTo(rows, row)) {
    if (event.kind === 'future.create') made[event.subject!] = false
    if (event.kind === 'future.set_result' && event.phase === 'begin') made[event.subject!] = true
  }
  return made
}

/** Each task that has been made, and whether it is done. */
export function tasks(rows: Row[], row: number): Record<string, boolean> {
  const made: Record<string, boolean> = {}
  for (const event of upTo(rows, row)) {
    if (event.kind === 'task.create' && event.phase === 'begin') made[event.subject!] = false
    if (event.kind === 'task.done') made[event.subject!] = true
  }
  return made
}

/** What has been sent and has not arrived. */
export function packetsInFlight(rows: Row[], row: number): number[] {
  const flying = new Set<number>()
  upTo(rows, row).forEach((event, number) => {
    if (!event.kind.startsWith('packet.')) return
    if (event.phase === 'begin') flying.add(number)
    if (event.phase === 'end') flying.delete(event.cause!)
  })
  return [...flying]
}

/** The rows of a kind and phase. */
export const rowsOf = (rows: Row[], kind: string, phase: Row['phase']) =>
  rows.flatMap((row, number) => (row.kind === kind && row.phase === phase ? [number] : []))

/** What the page says of a world, in the words of what the rows say of it. */
export function shownIn(world: World) {
  return {
    t_ps: world.t,
    open: world.spans.map(({row, kind}) => ({row, kind: kind as string})),
    registered: world.registered.map(({fd}) => fd).sort(),
    ready: world.ready.map(({fd}) => fd),
    futures: Object.fromEntries(world.futures.map(({id, state}) => [id, state !== 'empty'])),
    tasks: Object.fromEntries(world.tasks.map(({id, state}) => [id, state === 'done' || state === 'failed'])),
    packets: world.packets.map(({row}) => row).sort((a, b) => a - b),
  }
}

export function trueAt(rows: Row[], row: number): ReturnType<typeof shownIn> {
  return {
    t_ps: rows[row].t_ps,
    open: openSpans(rows, row),
    registered: registered(rows, row),
    ready: ready(rows, row),
    futures: futures(rows, row),
    tasks: tasks(rows, row),
    packets: packetsInFlight(rows, row),
  }
}
