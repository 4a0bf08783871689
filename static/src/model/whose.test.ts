import {expect, test} from 'vitest'
import {fixture} from '../testing'
import {text} from './columns'
import {ownerOfRow} from './whose'

test('a wait for the GIL is that of the thread that wants it, not of the one that has it', () => {
  const recording = fixture('lost-update')
  const waits = Array.from({length: recording.count}, (_, row) => row).filter(
    (row) => recording.kindOf(row) === 'gil.wait' && recording.phaseOf(row) === 'begin',
  )
  const whose = new Set(
    waits.map((row) => `${text(recording.columns, 'thread', row)}: ${ownerOfRow(recording, row)}`),
  )
  expect([...whose].toSorted()).toEqual(['Thread-1: Thread-1', 'Thread-2: Thread-2', 'main: null'])
})
