import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {FIXTURES, find, fixture} from '../testing'
import {chainSeen, deeper, depthOfSource, isSeen, nextSeen, seenAt, seenFrom, sees} from './depth'
import {DEPTHS, KINDS} from './kinds'
import {nextRow, STEP_UNITS} from './step'

const crawler = fixture('crawler-3')
const last = crawler.count - 1
const anyRow = fc.nat(last)
const anyDepth = fc.constantFrom(...DEPTHS)

describe('depth', () => {
  test('shows more the deeper one looks, and everything at the machine', () => {
    for (const kind of KINDS) {
      expect(sees('machine', kind)).toBe(true)
      DEPTHS.slice(1).forEach((depth, i) => {
        if (sees(DEPTHS[i], kind)) expect(sees(depth, kind)).toBe(true)
      })
    }
    for (let row = 0; row <= last; row++)
      expect(isSeen(crawler, row, 'machine')).toBe(crawler.kindOf(row) !== 'assign')
  })

  test('has two ends', () => {
    expect(deeper('machine', 1)).toBe('machine')
    expect(deeper('program', -1)).toBe('program')
    expect(deeper('future', 1)).toBe('loop')
  })

  test('of a file is the depth of what it is about', () => {
    const depths = Object.fromEntries(crawler.metadata.sources.map((one) => [one.file, depthOfSource(one)]))
    expect(depths).toEqual({
      'crawler.py': 'program',
      'future.py': 'future',
      'task.py': 'future',
      'loop.py': 'loop',
    })
  })

  test('of the program alone: its own statements and what it prints, nothing of the loop', () => {
    const seen = new Set<string>()
    for (let row = 0; row <= last; row++) if (isSeen(crawler, row, 'program')) seen.add(crawler.kindOf(row))
    expect([...seen].toSorted()).toEqual(['line', 'print', 'program'])
  })

  test('of Task and Future: who rings whom, but no select() and no packet', () => {
    expect(isSeen(crawler, find(crawler, {kind: 'future.set_result'}), 'future')).toBe(true)
    expect(isSeen(crawler, find(crawler, {kind: 'select'}), 'future')).toBe(false)
    expect(isSeen(crawler, find(crawler, {kind: 'select.readiness'}), 'loop')).toBe(true)
    expect(isSeen(crawler, find(crawler, {kind: 'packet.syn'}), 'loop')).toBe(false)
  })
})

describe('steps', () => {
  test('at the depth of the machine are steps by every event that is not a mere assignment', () => {
    const stops = Array.from({length: last + 1}, (_, row) => row).filter(
      (row) => crawler.kindOf(row) !== 'assign',
    )
    expect(stops.length).toBeLessThan(last + 1)
    fc.assert(
      fc.property(
        fc.nat(stops.length - 1),
        fc.integer({min: -50, max: 50}),
        fc.constantFrom(...STEP_UNITS),
        (from, count, unit) => {
          const there = nextSeen(crawler, stops[from], count, unit, 'machine')
          const expected =
            unit === 'event'
              ? stops[Math.max(0, Math.min(stops.length - 1, from + count))]
              : nextRow(crawler, stops[from], count, unit)
          expect(there).toBe(expected)
        },
      ),
    )
  })

  test('stop only at what is seen, leave none of it out, and go the same way back', () => {
    for (const name of FIXTURES) {
      const recording = fixture(name)
      for (const depth of DEPTHS) {
        const walked: number[] = [0]
        for (;;) {
          const next = nextSeen(recording, walked.at(-1)!, 1, 'event', depth)
          if (next === walked.at(-1)) break
          walked.push(next)
        }
        const seen = Array.from({length: recording.count}, (_, row) => row).filter((row) =>
          isSeen(recording, row, depth),
        )
        expect(walked).toEqual(seen)
        for (let i = walked.length - 1; i > 0; i--)
          expect(nextSeen(recording, walked[i], -1, 'event', depth)).toBe(walked[i - 1])
      }
    }
  })

  test('by any unit go on when they go on and back when they go back', () => {
    fc.assert(
      fc.property(
        anyRow,
        fc.constantFrom(-3, -1, 1, 3),
        fc.constantFrom(...STEP_UNITS),
        anyDepth,
        (row, count, unit, depth) => {
          const next = nextSeen(crawler, row, count, unit, depth)
          expect(next).toBeGreaterThanOrEqual(0)
          expect(next).toBeLessThanOrEqual(last)
          if (next !== row) expect(Math.sign(next - row)).toBe(Math.sign(count))
        },
      ),
    )
  })
})

test('there is always something to tell of, at or before the playhead', () => {
  fc.assert(
    fc.property(anyRow, anyDepth, (row, depth) => {
      const told = seenAt(crawler, row, depth)
      expect(told).toBeLessThanOrEqual(row)
      expect(isSeen(crawler, told, depth)).toBe(true)
      expect(isSeen(crawler, seenFrom(crawler, row, depth), depth)).toBe(true)
    }),
  )
})

test('a chain shows only what is seen, in order, with one current link that has happened', () => {
  for (const name of FIXTURES) {
    const recording = fixture(name)
    for (const depth of DEPTHS) {
      for (let row = 0; row < recording.count; row += 7) {
        const chain = chainSeen(recording, row, depth)
        expect(chain.length).toBeGreaterThan(0)
        for (const link of chain) expect(isSeen(recording, link.row, depth)).toBe(true)
        expect(chain.filter(({current}) => current)).toHaveLength(1)
        expect(chain.find(({current}) => current)!.row).toBeLessThanOrEqual(row)
        const rows = chain.map((link) => link.row)
        expect(rows).toEqual(rows.toSorted((a, b) => a - b))
      }
    }
  }
})
