import {describe, expect, it, test} from 'vitest'
import {FIXTURES, fixture} from '../testing'
import {attribute, OTHER, shareOf} from './attribution'
import {KIND} from './kinds'

/** Of these nothing is left unexplained: no timer, no lock that another holds. */
const SINGLE = FIXTURES.filter((name) => /^(crawler-(\d|same)|echo)/.test(name))

test.each(FIXTURES)('%s: every picosecond is put down to a row, and none twice', (name) => {
  const recording = fixture(name)
  const {rows, totalPs} = attribute(recording)
  expect(totalPs).toBe(recording.endPs)
  expect([...rows.values()].reduce((sum, {ps}) => sum + ps, 0)).toBe(totalPs)
  for (const {ps} of rows.values()) expect(ps).toBeGreaterThanOrEqual(0)
  if (SINGLE.includes(name)) expect(rows.get(OTHER)?.ps ?? 0).toBe(0)
})

test('the tour of the table pays each row, and the last one most', () => {
  const recording = fixture('table')
  const paid = attribute(recording)
  for (const {id} of recording.metadata.preset.rows) expect(paid.rows.get(id)?.times, id).toBeGreaterThan(0)
  expect(shareOf(paid, 'server_reboot')).toBeGreaterThan(0.9)
  expect(paid.rows.get('ssd_read_1mb')).toEqual({ps: 1e9, times: 1})
  expect(paid.rows.get('disk_read_1mb')).toEqual({ps: 20e9, times: 1})
  expect(paid.rows.get('mutex')).toEqual({ps: 50_000, times: 2})
  // A walk through 1 MB, two files that are copied to the program, and the 2 KB that it sends.
  expect(paid.rows.get('memory_read_1mb')!.times).toBeCloseTo(3.002, 3)
  expect(paid.rows.get('memory_reference')!.times).toBe(1)
})

test('threads that are joined are waited for: what they wait for counts once', () => {
  const paid = attribute(fixture('crawler-threads'))
  expect(shareOf(paid, 'ping_other_city')).toBeGreaterThan(0.99)
})

test.each(SINGLE)('%s: statements cost what statements cost', (name) => {
  const recording = fixture(name)
  const {kind} = recording.columns
  let lines = 0
  for (let row = 0; row < recording.count; row++) if (kind[row] === KIND.line) lines++
  const {preset} = recording.metadata
  const each = preset.instruction_ps * Number(preset.machine['statement_instructions'])
  expect(attribute(recording).rows.get('instruction')).toEqual({ps: lines * each, times: lines * 100})
})

describe('the crawler of ten pages', () => {
  const paid = attribute(fixture('crawler-10'))

  it('waits for the other city nearly all the time: round trips, one inside the other', () => {
    expect(shareOf(paid, 'ping_other_city')).toBeGreaterThan(0.99)
    const round = fixture('crawler-10').metadata.preset.rows.find(({id}) => id === 'ping_other_city')!.real_ps
    const trips = paid.rows.get('ping_other_city')!.ps / round
    // A little less than whole ones: part of a trip passes while the program works.
    expect(Math.ceil(trips) - trips).toBeLessThan(0.01)
  })

  it('never pays for a disk, a mutex or a reboot', () => {
    for (const row of ['ssd_read_1mb', 'disk_read_1mb', 'mutex', 'vm_reboot', 'ping_same_dc'])
      expect(paid.rows.get(row)).toBeUndefined()
  })

  it('sends bytes even where nobody waits for them', () => {
    expect(paid.rows.get('net_send_2kb')!.times).toBeGreaterThan(0)
  })
})

test('peers on the same host are a context switch away', () => {
  const {rows} = attribute(fixture('crawler-same-host'))
  expect(rows.get('ping_other_city')).toBeUndefined()
  expect(rows.get('context_switch')!.ps).toBeGreaterThan(0)
})
