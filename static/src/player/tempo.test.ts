import {describe, expect, test} from 'vitest'
import {isSeen} from '../model/depth'
import {Recording} from '../model/recording'
import {find, fixture, fixtureBytes} from '../testing'
import {Tempo} from './tempo'

function tempoOf(recording: Recording): Tempo {
  const tempo = new Tempo(recording.metadata.preset.instruction_ps)
  tempo.extend(recording)
  return tempo
}

const recording = fixture('crawler-10')
const tempo = tempoOf(recording)
const secondsOf = (row: number) => tempo.at({row: row + 1, toward: 0}) - tempo.at({row, toward: 0})

describe('the automatic tempo', () => {
  test('goes on at every event, and never back', () => {
    for (let row = 0; row < recording.count - 1; row++) expect(secondsOf(row)).toBeGreaterThanOrEqual(0)
  })

  test('gives what teaches a readable moment, and lines a short one', () => {
    const send = find(recording, {kind: 'coroutine.send', phase: 'begin'})
    expect(secondsOf(send)).toBeGreaterThan(0.5)
    expect(secondsOf(find(recording, {kind: 'line'}))).toBeLessThan(0.3)
  })

  test('shows twelve years of waiting in about two seconds', () => {
    const select = find(recording, {kind: 'select', phase: 'begin'})
    const over = find(recording, {kind: 'socket.state', label: 'connected'}, select)
    const wait = tempo.at({row: over, toward: 0}) - tempo.at({row: select, toward: 0})
    expect(wait).toBeGreaterThan(1.4)
    expect(wait).toBeLessThan(3.4)
  })

  test('tells the whole story once in half a minute: ten requests, a wait, and the first Task goes on', () => {
    const ready = find(recording, {kind: 'select.readiness'})
    const result = find(recording, {kind: 'future.set_result', phase: 'begin'}, ready)
    const goesOn = find(recording, {kind: 'coroutine.send', phase: 'begin'}, result)
    const film = new Tempo(recording.metadata.preset.instruction_ps, (row) =>
      isSeen(recording, row, 'machine'),
    )
    film.extend(recording)
    expect(film.at({row: goesOn, toward: 0})).toBeLessThan(26)
    expect(secondsOf(ready) + secondsOf(result) + secondsOf(goesOn)).toBeGreaterThan(2)
  })

  test('makes ten tasks little longer than three', () => {
    expect(tempo.total).toBeLessThan(1.3 * tempoOf(fixture('crawler-3')).total)
  })

  test('finds the moment again that it gave the time of', () => {
    for (let seconds = 0; seconds < tempo.total; seconds += 0.37) {
      expect(tempo.at(tempo.momentAt(seconds))).toBeCloseTo(seconds, 6)
    }
    expect(tempo.momentAt(Infinity).row).toBe(recording.count - 1)
  })

  test('is the same for a recording that came in pieces', () => {
    const growing = new Recording()
    const late = new Tempo(380)
    growing.append(fixtureBytes('crawler-10'))
    late.extend(growing)
    growing.complete = true
    late.extend(growing)
    expect(late.total).toBe(tempo.total)
  })
})
