import {describe, expect, it} from 'vitest'
import {uiEn} from '../words/ui.en'
import {commandOf, KEY_LIST} from './keys'

const press = (key: string, modifiers: {shiftKey?: boolean; altKey?: boolean; ctrlKey?: boolean} = {}) =>
  commandOf({key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers})

describe('keys', () => {
  it('step by event, with shift by callback, with alt by turn of the loop', () => {
    expect(press('ArrowRight')).toEqual({do: 'step', count: 1, unit: 'event'})
    expect(press('ArrowLeft', {shiftKey: true})).toEqual({do: 'step', count: -1, unit: 'callback'})
    expect(press('ArrowRight', {altKey: true})).toEqual({do: 'step', count: 1, unit: 'turn'})
    expect(press('.')).toEqual(press('ArrowRight'))
    expect(press('>', {shiftKey: true})).toEqual({do: 'step', count: 1, unit: 'callback'})
  })

  it('look deeper and less deep, and ask', () => {
    expect(press('ArrowDown')).toEqual({do: 'depth', count: 1})
    expect(press('ArrowUp')).toEqual({do: 'depth', count: -1})
    expect(press('n')).toEqual({do: 'next', count: 1})
    expect(press('N', {shiftKey: true})).toEqual({do: 'next', count: -1})
    expect(press('w')).toEqual({do: 'why'})
    expect(press('e')).toEqual({do: 'then'})
    expect(press('Escape')).toEqual({do: 'clear'})
  })

  it('leave what belongs to the browser alone', () => {
    for (const key of ['r', 'f', '0', '+', 'ArrowLeft']) expect(press(key, {ctrlKey: true})).toBeNull()
    expect(press('Tab')).toBeNull()
    expect(press('d', {altKey: true})).toBeNull()
  })

  it('do the same in capitals', () => {
    expect(press('Z')).toEqual(press('z'))
  })

  it('are all in the list that is shown', () => {
    const about = new Set(KEY_LIST.map(([, key]) => key))
    expect([...about].toSorted()).toEqual(Object.keys(uiEn.keys).toSorted())
  })
})
