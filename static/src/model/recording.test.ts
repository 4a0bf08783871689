import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {arrowOf, find, fixture, fixtureBytes, FIXTURES, recordingOf} from '../testing'
import {text} from './columns'
import {Recording} from './recording'

describe('reading Arrow', () => {
  test('rows come out as they were put in', () => {
    const {columns} = recordingOf([
      {kind: 'program', phase: 'begin', t: 0, subject: 'p'},
      {kind: 'line', t: 2 ** 40 + 1, file: 'p.py', line: 3, cause: 0},
      {kind: 'program', phase: 'end', t: 2 ** 52 + 3, subject: 'p', cause: 0, value: 'done'},
    ])
    expect(Array.from(columns.t.slice(0, 3))).toEqual([0, 2 ** 40 + 1, 2 ** 52 + 3])
    expect(Array.from(columns.line.slice(0, 3))).toEqual([-1, 3, -1])
    expect(Array.from(columns.cause.slice(0, 3))).toEqual([-1, 0, 0])
    expect([0, 1, 2].map((row) => text(columns, 'value', row))).toEqual([null, null, 'done'])
    expect(text(columns, 'file', 1)).toBe('p.py')
  })

  test.each(FIXTURES)('%s is the same whether it comes whole or in batches', (name) => {
    const whole = fixture(name)
    const streamed = new Recording()
    for (let batch = 0; streamed.count < whole.count; batch++)
      streamed.append(fixtureBytes(`${name}.batch-${batch}`))
    const rows = ({columns, count}: Recording) =>
      Array.from({length: count}, (_, row) => [
        columns.t[row],
        columns.phase[row],
        columns.kind[row],
        columns.cause[row],
        columns.line[row],
        columns.core[row],
        ...(['host', 'thread', 'subject', 'object', 'file', 'label', 'value'] as const).map((c) =>
          text(columns, c, row),
        ),
      ])
    expect(rows(streamed)).toEqual(rows(whole))
    expect(streamed.metadata).toEqual(whole.metadata)
  })

  test('it may come in pieces, cut anywhere', () => {
    const bytes = fixtureBytes('crawler-3')
    const whole = fixture('crawler-3')
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), {maxLength: 20}), (cuts) => {
        const recording = new Recording()
        let from = 0
        for (const to of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
          recording.push(bytes.subarray(from, to))
          from = to
        }
        recording.finish()
        expect(recording.count).toBe(whole.count)
        for (const row of [0, 77, whole.count - 1]) {
          expect(text(recording.columns, 'subject', row)).toBe(text(whole.columns, 'subject', row))
          expect(recording.columns.t[row]).toBe(whole.columns.t[row])
          expect(recording.endOf(row)).toBe(whole.endOf(row))
        }
      }),
    )
  })

  test('what is cut short is refused', () => {
    const bytes = fixtureBytes('crawler-1')
    expect(() => Recording.fromBytes(bytes.subarray(0, bytes.length - 100))).toThrow('cut short')
    expect(() => Recording.fromBytes(new Uint8Array(0))).toThrow('empty')
  })

  test('words of any script are read, and numbers of any size', () => {
    const rows = Array.from({length: 300}, (_, i) => ({
      kind: 'print' as const,
      subject: `读 ${i}`,
      label: 'é'.repeat(i % 3),
      line: i === 299 ? 70_000 : i,
      ...(i === 0 && {file: 'a.py'}),
    }))
    const {columns} = recordingOf(rows)
    const read = rows.map((_, row) => [text(columns, 'subject', row), text(columns, 'label', row)])
    expect(read).toEqual(rows.map(({subject, label}) => [subject, label]))
    expect(Array.from(columns.line.subarray(0, 300))).toEqual(rows.map(({line}) => line))
    expect([text(columns, 'file', 0), columns.file[1]]).toEqual(['a.py', -1])
  })

  test('a finished recording knows its id; a batch of a running one does not', () => {
    expect(fixture('crawler-1').id).toMatch(/^[0-9a-f]{32,}$/)
    const running = new Recording()
    running.append(fixtureBytes('crawler-1.batch-0'))
    expect([running.id, running.complete]).toEqual([null, false])
  })

  test('what is no recording is refused, with the reason', () => {
    expect(() => Recording.fromBytes(new TextEncoder().encode('<!doctype html>'))).toThrow(
      /not an Arrow stream|not a simloop/,
    )
    const odd = arrowOf([
      {kind: 'program', phase: 'begin'},
      {kind: 'line' as never, phase: 'sometimes' as never},
    ])
    expect(() => Recording.fromBytes(odd)).toThrow('phase sometimes is unknown here')
  })
})

describe('begins and ends', () => {
  const recording = fixture('crawler-3')
  const {columns} = recording

  test('find each other', () => {
    const select = find(recording, {kind: 'select', phase: 'begin'})
    const end = recording.endOf(select)
    expect(recording.phaseOf(end)).toBe('end')
    expect(recording.beginOf(end)).toBe(select)
    expect(recording.endOf(end)).toBe(end)
  })

  test('nest: a span lies in what is open when it begins', () => {
    const send = find(recording, {kind: 'coroutine.send', label: 'resumed'})
    const kinds = []
    for (let row = recording.spans.parentOf(send); row >= 0; row = recording.spans.parentOf(row)) {
      kinds.push(recording.kindOf(row))
    }
    expect(kinds).toEqual(['task.step', 'future.callback', 'future.set_result', 'callback', 'program'])
  })

  test('rowAt finds the latest row at an instant', () => {
    for (const row of [0, 100, recording.count - 1]) {
      const at = recording.rowAt(columns.t[row])
      expect(columns.t[at]).toBe(columns.t[row])
      expect(at + 1 === recording.count || columns.t[at + 1] > columns.t[row]).toBe(true)
    }
    expect(recording.rowAt(Infinity)).toBe(recording.count - 1)
  })
})
