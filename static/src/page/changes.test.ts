import {describe, expect, test} from 'vitest'
import {changed, changesBetween, readChanges, writeChanges} from './changes'

const ASKED = {scenario: 'crawler', parameters: {urls: 10}, preset: 'notes', edits: {mutex: 5}, seed: 0}

describe('the other run of a comparison', () => {
  test('is the same after an address', () => {
    const changes = {
      preset: 'same-dc',
      seed: 3,
      parameters: {urls: 3, interventions: 'Task-3 packet 4 drop; start slow xkcd.com 150ms'},
    }
    expect(readChanges(writeChanges(changes))).toEqual(changes)
    expect(readChanges('')).toEqual({parameters: {}})
  })

  test('is the one on screen but for what is changed', () => {
    expect(changed(ASKED, {parameters: {}})).toEqual(ASKED)
    expect(changed(ASKED, {parameters: {model: 'threads'}})).toEqual({
      ...ASKED,
      parameters: {urls: 10, model: 'threads'},
    })
  })

  test('another preset does not take over the edits of this one', () => {
    expect(changed(ASKED, {preset: 'same-dc', parameters: {}}).edits).toEqual({})
  })

  test('another scenario does not take over the parameters of this one', () => {
    expect(changed(ASKED, {scenario: 'echo', parameters: {}}).parameters).toEqual({})
  })

  test('is known by what differs, and by nothing else', () => {
    const filled = {parameters: {urls: 10, model: 'generators', interventions: ''}, preset: 'notes', seed: 0}
    expect(changesBetween(ASKED, filled, {model: 'generators'})).toEqual({parameters: {}})
    expect(changesBetween(ASKED, {...filled, preset: 'same-dc', seed: 2}, {model: 'threads'})).toEqual({
      preset: 'same-dc',
      seed: 2,
      parameters: {model: 'generators'},
    })
  })
})
