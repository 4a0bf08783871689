// How many have chosen which option. Rule: a count is whole and never below nothing, and what was counted by hand
// outlives a reload of the page, and nothing more: it is kept for this tab.
export type Counts = readonly number[]

/** One more, or one less, for an option. */
export const counted = (counts: Counts, option: number, by: 1 | -1): Counts =>
  counts.map((count, index) => (index === option ? Math.max(0, count + by) : count))

export const total = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0)

/** A bar is whole when this many have answered as it says, or all have: so the first answer does not fill it. */
const AT_LEAST = 10

/** The part of its length that each bar fills, from 0 to 1. */
export const filled = (counts: Counts): Counts => {
  const whole = Math.max(AT_LEAST, total(counts))
  return counts.map((count) => count / whole)
}

/** What is counted in this tab, by question. */
export class Hands {
  private readonly counts: Record<string, Counts>

  constructor(
    private readonly key: string,
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null = tabStorage(),
  ) {
    this.counts = stored(this.storage?.getItem(key) ?? null)
  }

  of(question: number, options: number): Counts {
    const known = this.counts[question] ?? []
    return Array.from({length: options}, (_, index) => known[index] ?? 0)
  }

  count(question: number, options: number, option: number, by: 1 | -1): void {
    this.counts[question] = counted(this.of(question, options), option, by)
    this.storage?.setItem(this.key, JSON.stringify(this.counts))
  }
}

/** Null where a browser forbids it: then a reload forgets. */
function tabStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

function stored(text: string | null): Record<string, Counts> {
  try {
    return (JSON.parse(text ?? '{}') as Record<string, Counts> | null) ?? {}
  } catch {
    return {}
  }
}
