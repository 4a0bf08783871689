// How much work a `cpu.work` is: so many times its row of the table, or so many bytes of memory gone through.
export interface Amount {
  readonly number: number
  /** It says how often; else how many bytes. */
  readonly counts: boolean
  /** To be read: `2,631,578`, `1,000,000 B`. */
  readonly text: string
}

/** `value`: what the event says, `7` or `1000000 B`. */
export function amountOf(value: string): Amount {
  const [digits, unit] = value.split(' ')
  const number = Number(digits)
  const text = number.toLocaleString('en-US')
  return {number, counts: unit === undefined, text: unit === undefined ? text : `${text} ${unit}`}
}

/** Behind the name of the row: ` × 7`, `: 1,000,000 B`. */
export const byAmount = ({counts, text}: Amount): string => (counts ? ` × ${text}` : `: ${text}`)
