// What differs between two runs, named: when each finished, what it waited for, where felt time went, and what
// only one of them has.
//
// Rule: all is felt time, each run's by its own instruction, so that machines of different speed compare as they
// feel. Positive is later, or longer, in the second run.
import {feltSeconds} from '../felt/felt'
import {attribute} from '../model/attribution'
import {text} from '../model/columns'
import {END, KIND, KINDS, type Kind} from '../model/kinds'
import type {Words} from '../model/metadata'
import type {Recording} from '../model/recording'
import {renamed} from './align'
import {AWAITED, type Awaited, type Lane} from '../model/lanes'
import {sceneOf} from '../model/scene'

/** Felt seconds in either run; null where there is no such thing. */
export interface Both {
  readonly first: number | null
  readonly second: number | null
}

export interface Finish extends Both {
  readonly who: string
}

export interface Wait extends Both {
  readonly who: string
  /** `working`: it did not wait. */
  readonly awaited: Awaited | 'working'
}

export interface Spent extends Both {
  /** A row of the latency table, and what it is called there; null: what no row explains. */
  readonly row: string
  readonly name: Words | null
}

/** How often something happens that happens more often in one run. */
export interface Count {
  readonly kind: Kind
  readonly first: number
  readonly second: number
}

export interface Differences {
  readonly whole: Both
  readonly finishes: readonly Finish[]
  readonly waits: readonly Wait[]
  readonly spent: readonly Spent[]
  readonly counts: readonly Count[]
}

export const laterBy = ({first, second}: Both): number => (second ?? 0) - (first ?? 0)

/** Beneath this share of the largest difference, one goes unnoticed. */
const NOTICED = 0.01

export function differencesOf(first: Recording, second: Recording): Differences {
  const [ours, theirs] = namesOf(first, second)
  const finishes = both(finishesOf(first, ours), finishesOf(second, theirs), null)
  const waits = both(waitsOf(first, ours), waitsOf(second, theirs), 0).map(([key, one]) => {
    const [who, awaited] = key.split('\n')
    return {who, awaited: awaited as Wait['awaited'], ...one}
  })
  const spent = both(spentOf(first), spentOf(second), 0)
  return {
    whole: {first: end(first), second: end(second)},
    finishes: finishes.map(([who, one]) => ({who, ...one})),
    waits: largest(waits),
    spent: largest(spent.map(([row, one]) => ({row, ...one, name: named(row, first, second)}))),
    counts: countsOf(first, second),
  }
}

/** What each is called; where a thread of one run stands for a task of the other, by both their names. */
type Names = (who: string) => string

function namesOf(first: Recording, second: Recording): readonly [Names, Names] {
  const aliases = renamed([first, second])
  if (!aliases) return [(who) => who, (who) => who]
  const pairs = [...aliases].filter(([theirs, ours]) => theirs !== ours)
  const ours = new Map(pairs.map(([theirs, ours]) => [ours, `${ours} / ${theirs}`]))
  const theirs = new Map(pairs.map(([theirs, ours]) => [theirs, `${ours} / ${theirs}`]))
  return [(who) => ours.get(who) ?? who, (who) => theirs.get(who) ?? who]
}

const felt = (recording: Recording, ps: number): number =>
  feltSeconds(ps, recording.metadata.preset.instruction_ps)

const end = (recording: Recording): number => felt(recording, recording.endPs)

/** The union of two tables; what one lacks is `lacking`. */
function both(
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
  lacking: number | null,
): [string, Both][] {
  return [...new Set([...first.keys(), ...second.keys()])].map((key) => [
    key,
    {first: first.get(key) ?? lacking, second: second.get(key) ?? lacking},
  ])
}

/** Those that count, the largest first. */
function largest<One extends Both>(all: readonly One[]): One[] {
  const size = (one: Both) => Math.abs(laterBy(one))
  const most = Math.max(0, ...all.map(size))
  return all.filter((one) => size(one) > most * NOTICED).toSorted((a, b) => size(b) - size(a))
}

/** When each task or thread came to its end. */
function finishesOf(recording: Recording, called: Names): Map<string, number> {
  const {columns, count} = recording
  const finishes = new Map<string, number>()
  for (const {kind, id} of sceneOf(recording).tasks) if (kind !== 'disk') finishes.set(called(id), Infinity)
  for (let row = 0; row < count; row++) {
    const isThread = columns.kind[row] === KIND['thread.state']
    if (columns.kind[row] !== KIND['task.done'] && !isThread) continue
    if (isThread && text(columns, 'label', row) !== 'done') continue
    finishes.set(called(text(columns, 'subject', row)!), felt(recording, columns.t[row]))
  }
  // The program's first thread ends with the program: that is said of the program.
  finishes.delete(called(text(columns, 'thread', 0)!))
  return finishes
}

/** How long each worked, and waited for what. */
function waitsOf(recording: Recording, called: Names): Map<string, number> {
  const scene = sceneOf(recording)
  const sums = new Map<string, number>()
  const add = (who: string, what: string, ps: number) => {
    const key = `${called(who)}\n${what}`
    if (ps > 0) sums.set(key, (sums.get(key) ?? 0) + felt(recording, ps))
  }
  const until = (to: number) => Math.min(to, scene.endPs)
  const lanes: readonly Lane[] = scene.tasks.length ? scene.tasks : [scene.cpu]
  for (const {kind, id, blocks, waits} of lanes) {
    if (kind === 'disk') continue
    for (let at = 0; at < blocks.count; at++)
      if (blocks.depth[at] === 0) add(id, 'working', until(blocks.to[at]) - blocks.from[at])
    for (let at = 0; at < waits.count; at++)
      add(id, AWAITED[waits.awaited[at]], until(waits.to[at]) - waits.from[at])
  }
  return sums
}

/** What each row of the latency table took of the run. */
function spentOf(recording: Recording): Map<string, number> {
  const {rows} = attribute(recording)
  return new Map([...rows].map(([row, {ps}]) => [row, felt(recording, ps)]))
}

const named = (row: string, ...runs: Recording[]): Words | null =>
  runs.flatMap(({metadata}) => metadata.preset.rows).find(({id}) => id === row) ?? null

/** What a viewer would call happening: what one run has and the other has not, or has more often. */
const COUNTED: ReadonlySet<Kind> = new Set<Kind>([
  'packet.lost',
  'packet.syn',
  'packet.data',
  'packet.rst',
  'packet.datagram',
  'host.reboot',
  'link.down',
  'socket.overflow',
  'select',
  'cpu.switch',
  'gil.wait',
  'thread.create',
  'process.create',
  'task.create',
  'intervention',
])

function countsOf(first: Recording, second: Recording): Count[] {
  const [ours, theirs] = [first, second].map(countKinds)
  return KINDS.flatMap((kind, index) =>
    COUNTED.has(kind) && ours[index] !== theirs[index]
      ? [{kind, first: ours[index], second: theirs[index]}]
      : [],
  )
}

function countKinds({columns: {kind, phase}, count}: Recording): number[] {
  const counts = KINDS.map(() => 0)
  for (let row = 0; row < count; row++) if (phase[row] !== END) counts[kind[row]]++
  return counts
}

// -- the verdict

/** Who noticed, and by how much; the rest differ by at most `otherwise`. */
export interface Noticed {
  /** The largest difference first. */
  readonly who: readonly Finish[]
  /** Of those that the runs have in common, how many did not notice, and the most by which one of them differs. */
  readonly others: number
  readonly otherwise: number
  /** How many exist in one run only. */
  readonly apart: number
}

export function noticed({finishes, whole}: Differences): Noticed {
  const common = finishes.filter(({first, second}) => first !== null && second !== null)
  const size = (one: Finish) => (one.first === one.second ? 0 : Math.abs(laterBy(one)))
  const finite = common.map(size).filter(Number.isFinite)
  const most = Math.max(0, Math.abs(laterBy(whole)), ...finite)
  const least = most * NOTICED
  const who = common.filter((one) => size(one) > least).toSorted((a, b) => size(b) - size(a))
  const rest = common.filter((one) => size(one) <= least)
  return {
    who,
    others: rest.length,
    otherwise: Math.max(0, ...rest.map(size)),
    apart: finishes.length - common.length,
  }
}
