// What tells a phone from another one, so that each has one vote: a number that it makes up for itself, and keeps for the
// server's address. It says nothing of whose it is, and goes nowhere but to the hall.
const KEY = 'simloop-phone'

let made: string | null = null

export function phoneToken(storage: Pick<Storage, 'getItem' | 'setItem'> | null = phoneStorage()): string {
  const kept = storage?.getItem(KEY) ?? made
  if (kept && /^[\w-]{8,40}$/.test(kept)) return kept
  made = crypto.getRandomValues(new Uint32Array(3)).join('-')
  try {
    storage?.setItem(KEY, made)
  } catch {
    // It lasts as long as the page, then.
  }
  return made
}

/** Null where a browser forbids it: then a reload is somebody else. */
export function phoneStorage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
