// The deck's plan, as its notes have it: a note that begins with `0:40–1:10` says from when to when its slide is on.
import type {Deck, Slide} from './deck'

/** In seconds from the beginning of the talk. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

const TIME = String.raw`(?:(\d+):)?(\d+):([0-5]\d)`
const STRETCH = new RegExp(String.raw`${TIME}\s*[–—~-]\s*${TIME}`)

const secondsOf = (hours: string | undefined, minutes: string, seconds: string): number =>
  Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)

/** Only the first line of a note plans. */
export function plannedFor({notes}: Slide): Stretch | null {
  const match = STRETCH.exec(notes.split('\n', 1)[0])
  if (!match) return null
  const [, h1, m1, s1, h2, m2, s2] = match
  const [from, to] = [secondsOf(h1, m1, s1), secondsOf(h2, m2, s2)]
  return to > from ? {from, to} : null
}

/** When the whole of it shall be over; null: nothing is planned. */
export function plannedEnd({columns}: Deck): number | null {
  const ends = columns.flat().flatMap((slide) => plannedFor(slide)?.to ?? [])
  return ends.length ? Math.max(...ends) : null
}

/** How many seconds one is behind the plan; below zero: ahead of it. On a slide at its time one is neither. */
export function behind({from, to}: Stretch, elapsed: number): number {
  if (elapsed > to) return elapsed - to
  return elapsed < from ? elapsed - from : 0
}

/** The rest of a note: what is to be said. */
export const saidIn = (slide: Slide): string =>
  plannedFor(slide) ? slide.notes.slice(slide.notes.split('\n', 1)[0].length).trim() : slide.notes
