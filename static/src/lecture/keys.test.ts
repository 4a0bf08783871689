import {describe, expect, it} from 'vitest'
import {KEY_LIST, pressOf} from './keys'

const key = (
  key: string,
  held: Partial<Record<'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey', boolean>> = {},
) => pressOf({key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held})

describe('the clicker', () => {
  it('goes on and back', () => {
    for (const on of ['PageDown', ' ', 'ArrowRight', 'ArrowDown']) expect(key(on)).toBe('next')
    for (const back of ['PageUp', 'ArrowLeft', 'ArrowUp']) expect(key(back)).toBe('previous')
    expect(key(' ', {shiftKey: true})).toBe('previous')
  })

  it('blanks the screen, takes all of it, and gives it back', () => {
    expect([key('.'), key('b'), key('B')]).toEqual(['blank', 'blank', 'blank'])
    expect([key(','), key('w')]).toEqual(['white', 'white'])
    expect([key('F5'), key('Escape')]).toEqual(['screen', 'escape'])
  })

  it('leaves the browser its own keys', () => {
    expect(key('r', {ctrlKey: true})).toBeNull()
    expect(key('ArrowLeft', {altKey: true})).toBeNull()
    expect(key('Tab')).toBeNull()
    expect(key('F12')).toBeNull()
  })

  it('lists every key that it has', () => {
    const names: Readonly<Record<string, string>> = {
      space: ' ',
      '→': 'ArrowRight',
      '←': 'ArrowLeft',
      '−': '-',
      Esc: 'Escape',
    }
    for (const [keys] of KEY_LIST)
      for (const name of keys) expect(key(names[name] ?? name), name).not.toBeNull()
  })
})
