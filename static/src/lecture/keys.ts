// The clicker's keys, and a keyboard's: what presenters are used to.

export type Press = 'next' | 'previous' | 'first' | 'last' | 'blank' | 'screen' | 'escape' | 'back' | 'hall'

const PRESSES: Readonly<Record<string, Press>> = {
  PageDown: 'next',
  ArrowRight: 'next',
  ArrowDown: 'next',
  Enter: 'next',
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
  f: 'screen',
  F5: 'screen', // a clicker's "begin"; a browser would load the page anew
  Escape: 'escape',
  r: 'back',
  q: 'hall', // its code, for phones
}

interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** What a key asks for; null when it is not ours. */
export function pressOf({key, shiftKey, altKey, ctrlKey, metaKey}: Key): Press | null {
  if (ctrlKey || metaKey || altKey) return null
  if (key === ' ' && shiftKey) return 'previous'
  return PRESSES[key.length === 1 ? key.toLowerCase() : key] ?? null
}
