// The clicker's keys, and a keyboard's: what presenters are used to, and one letter for each tool. One table says what a
// key does, another what the list of keys says about it.
import type {PresenterWords} from '../words/presenter'

export type Press =
  | 'next'
  | 'enter'
  | 'previous'
  | 'first'
  | 'last'
  | 'blank'
  | 'white'
  | 'screen'
  | 'escape'
  | 'back'
  | 'speaker'
  | 'laser'
  | 'pen'
  | 'light'
  | 'undo'
  | 'clear'
  | 'bigger'
  | 'smaller'
  | 'theme'
  | 'aside'
  | 'play'
  | 'eventBack'
  | 'eventOn'
  | 'keys'
  | 'hall'
  | `digit ${number}`

const PRESSES: Readonly<Record<string, Press>> = {
  PageDown: 'next',
  ArrowRight: 'next',
  ArrowDown: 'next',
  Enter: 'enter', // after digits, to that slide; else on
  ' ': 'next',
  n: 'next',
  PageUp: 'previous',
  ArrowLeft: 'previous',
  ArrowUp: 'previous',
  Backspace: 'previous',
  p: 'previous',
  Home: 'first',
  End: 'last',
  '.': 'blank',
  b: 'blank',
  ',': 'white',
  w: 'white',
  f: 'screen',
  F5: 'screen', // a clicker's "begin"; a browser would load the page anew
  Escape: 'escape',
  r: 'back',
  s: 'speaker',
  l: 'laser',
  d: 'pen',
  o: 'light',
  u: 'undo',
  x: 'clear',
  Delete: 'clear',
  '+': 'bigger',
  '=': 'bigger',
  '-': 'smaller',
  c: 'theme',
  t: 'aside',
  k: 'play',
  '[': 'eventBack',
  ']': 'eventOn',
  '?': 'keys',
  q: 'hall', // its code, for phones
}

/** The list of keys, in the order in which it is shown. */
export const KEY_LIST: readonly (readonly [keys: readonly string[], about: keyof PresenterWords['keys']])[] =
  [
    [['PageDown', '→', 'space'], 'next'],
    [['PageUp', '←'], 'previous'],
    [['Home', 'End'], 'ends'],
    [['1', '2', 'Enter'], 'slide'],
    [['.', 'B'], 'blank'],
    [[',', 'W'], 'white'],
    [['F5', 'F'], 'screen'],
    [['Esc'], 'escape'],
    [['S'], 'speaker'],
    [['L'], 'laser'],
    [['D'], 'pen'],
    [['U', 'X'], 'undo'],
    [['O'], 'light'],
    [['+', '−', '0'], 'zoom'],
    [['C'], 'theme'],
    [['T'], 'aside'],
    [['K'], 'play'],
    [['[', ']'], 'event'],
    [['R'], 'back'],
    [['Q'], 'hall'],
    [['?'], 'keys'],
  ]

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** What a key asks for; null when it is not ours. */
export function pressOf({key, shiftKey, altKey, ctrlKey, metaKey}: Key): Press | null {
  if (altKey) return null
  if (ctrlKey || metaKey) return key === 'z' ? 'undo' : null
  if (key === ' ' && shiftKey) return 'previous'
  if (/^\d$/.test(key)) return `digit ${Number(key)}`
  return PRESSES[key.length === 1 ? key.toLowerCase() : key] ?? null
}
