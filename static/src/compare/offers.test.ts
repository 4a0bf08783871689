// What is offered can be done: offers of every scenario, in nearly each of its models, are made to the machine, which takes
// them, and whose run then differs.
import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {Recording} from '../model/recording'
import {python} from '../../tools/fixtures.setup'
import {offersAt, readInterventions, writeInterventions, type Intervention} from './interventions'

const ROWS = 150 // of each recording, evenly
const ask = (input: string, ...words: string[]): unknown =>
  JSON.parse(execFileSync(python(), ['tools/offers.py', ...words], {input, encoding: 'utf8', maxBuffer: 1e8}))

/** Of all that is offered in a run, of each action the first, one in the middle and the last. */
function sampleOf(recording: Recording): Intervention[] {
  const byAction = new Map<string, Map<string, Intervention>>()
  for (let n = 0; n < ROWS; n++)
    for (const offer of offersAt(recording, Math.floor((n * (recording.count - 1)) / (ROWS - 1)))) {
      const all = byAction.get(offer.do) ?? new Map<string, Intervention>()
      byAction.set(offer.do, all.set(JSON.stringify(offer), offer))
    }
  return [...byAction.values()].flatMap((offers) => {
    const all = [...offers.values()]
    return [...new Set([all[0], all[all.length >> 1], all.at(-1)!])]
  })
}

test('whatever is offered, the machine does, and it makes a difference', () => {
  const folder = mkdtempSync(join(tmpdir(), 'offers-'))
  try {
    const offers = (ask('', folder) as string[]).flatMap((name) => {
      const recording = Recording.fromBytes(new Uint8Array(readFileSync(join(folder, `${name}.arrow`))))
      return sampleOf(recording).map((offer): [string, Intervention] => [name, offer])
    })
    expect(new Set(offers.map(([, offer]) => offer.do))).toEqual(
      new Set(['drop', 'delay', 'compute', 'slow', 'reboot']),
    )
    for (const [, offer] of offers) expect(readInterventions(writeInterventions([offer]))).toEqual([offer])
    const wrong = ask(JSON.stringify(offers)) as (string | null)[]
    expect(offers.map((offer, n) => [...offer, wrong[n]]).filter(([, , what]) => what !== null)).toEqual([])
  } finally {
    rmSync(folder, {recursive: true})
  }
}, 120_000)
