// Who holds a GIL is inferred: no event tells of one that is taken where it is free, or let go of where nobody waits.
// The machine's own account stands beside each fixture.
import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {fixture, type FixtureName} from '../testing'
import {worldAt} from './world'

type Held = [tPs: number, process: string, holder: string | null]

const told = (name: FixtureName): Held[] =>
  JSON.parse(readFileSync(new URL(`../../fixtures/${name}.gil.json`, import.meta.url), 'utf8')) as Held[]

/** What the page makes of it: a change for each row that brings one. */
function inferred(name: FixtureName): Held[] {
  const recording = fixture(name)
  const held: Held[] = []
  const last = new Map<string, string | null>()
  for (let row = 0; row < recording.count; row++)
    for (const {id, gil} of worldAt(recording, row).processes)
      if (last.get(id) !== gil) {
        last.set(id, gil)
        held.push([recording.columns.t[row], id, gil])
      }
  return held
}

/** How much of the time the two are of different opinions about one process's lock, once both know the process. */
function disagreement(one: readonly Held[], other: readonly Held[], process: string, endPs: number): number {
  const changes = [one, other].flatMap((held, of) =>
    held.filter((change) => change[1] === process).map(([tPs, , holder]) => ({tPs, holder, of})),
  )
  changes.sort((a, b) => a.tPs - b.tPs)
  const holders: (string | null | undefined)[] = [undefined, undefined]
  let apartPs = 0
  let togetherPs = 0
  changes.forEach(({tPs, holder, of}, i) => {
    holders[of] = holder
    if (holders.includes(undefined)) return
    const lastsPs = (changes[i + 1]?.tPs ?? endPs) - tPs
    if (holders[0] === holders[1]) togetherPs += lastsPs
    else apartPs += lastsPs
  })
  return apartPs / (apartPs + togetherPs)
}

test.each(['gil', 'convoy', 'lost-update', 'crawler-threads', 'crawler-processes', 'machines'] as const)(
  '%s: it is right but for a two-thousandth of the time',
  (name) => {
    const {columns, count} = fixture(name)
    const [truth, ours] = [told(name), inferred(name)]
    for (const process of new Set(ours.map(([, process]) => process)))
      expect(disagreement(truth, ours, process, columns.t[count - 1]), process).toBeLessThan(0.0005)
  },
)
