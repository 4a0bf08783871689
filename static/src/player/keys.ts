// The keys, as one table: what a key does, and what the list of keys says about it.
import type {Ui} from '../words/ui'

export type Command =
  | {do: 'toggle' | 'toStart' | 'toEnd' | 'whole' | 'mark' | 'code' | 'room' | 'table' | 'screen' | 'help'}
  | {do: 'compare' | 'whatif' | 'fold'}
  | {do: 'step'; count: number; unit: 'event' | 'callback' | 'turn'}
  | {do: 'tenth'; tenth: number}
  | {do: 'zoom'; factor: number}
  | {do: 'pan'; part: number}
  | {do: 'marker'; count: number}
  | {do: 'loop'; end: 'from' | 'to'}
  | {do: 'depth'; count: number}
  | {do: 'lanes'; screens: number}
  | {do: 'next'; count: 1 | -1}
  | {do: 'why' | 'then' | 'clear' | 'because'}

/** The list of keys, in the order in which it is shown. */
export const KEY_LIST: readonly [keys: readonly string[], about: keyof Ui['keys']][] = [
  [['space'], 'play'],
  [['←', '→', ',', '.'], 'event'],
  [['Shift ←', 'Shift →'], 'callback'],
  [['Alt ←', 'Alt →'], 'turn'],
  [['N', 'Shift N'], 'next'],
  [['↑', '↓'], 'depth'],
  [['G'], 'fold'],
  [['PgUp', 'PgDn'], 'lanes'],
  [['B'], 'because'],
  [['W'], 'why'],
  [['E'], 'andThen'],
  [['I'], 'whatIf'],
  [['V'], 'compare'],
  [['Esc'], 'clear'],
  [['Home', 'End'], 'ends'],
  [['0', '…', '9'], 'tenths'],
  [['+', '−'], 'zoom'],
  [['A', 'D'], 'pan'],
  [['Z'], 'whole'],
  [['[', ']'], 'markers'],
  [['M'], 'mark'],
  [['{', '}'], 'loop'],
  [['C'], 'code'],
  [['R'], 'room'],
  [['T'], 'table'],
  [['F'], 'screen'],
  [['?'], 'help'],
]

const PLAIN: Readonly<Record<string, Command>> = {
  ' ': {do: 'toggle'},
  Home: {do: 'toStart'},
  End: {do: 'toEnd'},
  '+': {do: 'zoom', factor: 1.5},
  '=': {do: 'zoom', factor: 1.5},
  '-': {do: 'zoom', factor: 1 / 1.5},
  PageUp: {do: 'lanes', screens: -1},
  PageDown: {do: 'lanes', screens: 1},
  a: {do: 'pan', part: -0.2},
  d: {do: 'pan', part: 0.2},
  z: {do: 'whole'},
  m: {do: 'mark'},
  '[': {do: 'marker', count: -1},
  ']': {do: 'marker', count: 1},
  '{': {do: 'loop', end: 'from'},
  '}': {do: 'loop', end: 'to'},
  c: {do: 'code'},
  r: {do: 'room'},
  t: {do: 'table'},
  f: {do: 'screen'},
  g: {do: 'fold'},
  b: {do: 'because'},
  w: {do: 'why'},
  e: {do: 'then'},
  i: {do: 'whatif'},
  v: {do: 'compare'},
  Escape: {do: 'clear'},
  '?': {do: 'help'},
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ',': -1,
  '.': 1,
  '<': -1,
  '>': 1,
}

export interface Key {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** What a key asks for; null when it is not ours. */
export function commandOf({key, shiftKey, altKey, ctrlKey, metaKey}: Key): Command | null {
  if (ctrlKey || metaKey) return null
  const count = STEPS[key]
  if (count) return {do: 'step', count, unit: altKey ? 'turn' : shiftKey ? 'callback' : 'event'}
  if (altKey) return null
  if (key === 'ArrowUp' || key === 'ArrowDown')
    return shiftKey ? null : {do: 'depth', count: key === 'ArrowDown' ? 1 : -1}
  if (key === 'n' || key === 'N') return {do: 'next', count: shiftKey ? -1 : 1}
  if (/^\d$/.test(key)) return {do: 'tenth', tenth: Number(key)}
  return PLAIN[key.length === 1 ? key.toLowerCase() : key] ?? null
}

const TYPING = new Set(['INPUT', 'TEXTAREA', 'SELECT'])

/** Whether a key belongs to the element that has the focus: somebody types there, or presses its button. */
export function belongsElsewhere(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0]
  if (event.defaultPrevented || !(target instanceof HTMLElement)) return event.defaultPrevented
  if (TYPING.has(target.tagName) || target.isContentEditable) return true
  if (target.closest('[role=dialog], dialog')) return event.key !== '?'
  // What can be scrolled, is.
  if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const scrolls = target.closest('[tabindex="0"]')
    if (scrolls && scrolls.scrollHeight > scrolls.clientHeight + 1) return true
  }
  return (event.key === ' ' || event.key === 'Enter') && target.closest('button, summary, a') !== null
}
