import {expect, test} from 'vitest'
import {fixture, recordingOf, type Row} from '../testing'
import {counterpart} from './counterpart'
import {placeOf} from './places'

test('each event of a run is its own counterpart', () => {
  const recording = fixture('crawler-10')
  for (let row = 0; row < recording.count; row += 7) expect(counterpart(recording, row, recording)).toBe(row)
})

test('a place is the same place in another run', () => {
  const [slow, fast] = [fixture('crawler-3'), fixture('crawler-same-host')]
  let named = 0
  for (let row = 0; row < slow.count; row++) {
    const place = placeOf(slow, row)
    if (!/send|set_result/.test(place)) continue
    const other = counterpart(slow, row, fast)
    if (placeOf(fast, other) === place) named++
  }
  expect(named).toBeGreaterThan(10)
})

test('what happens in another order is found; what never happens is somewhere near', () => {
  const ready = (subject: string): Row => ({kind: 'socket.ready', subject, label: 'READ', thread: null})
  const one = recordingOf([{kind: 'program', phase: 'begin'}, ready('fd 4'), ready('fd 5'), ready('fd 4')])
  const other = recordingOf([{kind: 'program', phase: 'begin'}, ready('fd 5'), ready('fd 4'), ready('fd 4')])
  expect(counterpart(one, 1, other)).toBe(2)
  expect(counterpart(one, 2, other)).toBe(1)
  const without = recordingOf([{kind: 'program', phase: 'begin'}, ready('fd 4')])
  expect(counterpart(one, 2, without)).toBe(1)
})
