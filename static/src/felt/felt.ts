// Felt time: how long something seems to a CPU to which one instruction seems a second.
//
//   felt seconds = picoseconds / picoseconds of one instruction
//
// The calendar, so that 150 ms at 0.38 ns are "12.5 years":
//   a year is 365.25 days; a month is a twelfth of it, 30.4375 days; a day is 24 hours.
//
// Rule for texts: seconds, minutes, hours and days are what a clock would show, so never rounded up (65.8 s is
// "1 min 5 s"); months and years are rounded to what is written. The notes' own wording, where it rounds more
// coarsely, is data of the preset (`felt_en`, `felt_zh`); these texts are computed.

export type Lang = 'zh' | 'en'

export const MINUTE = 60
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
export const YEAR = 365.25 * DAY
export const MONTH = YEAR / 12
export const CENTURY = 100 * YEAR

export const feltSeconds = (ps: number, instructionPs: number): number => ps / instructionPs

/** `12.5 years`, `1 h 5 min`, `1.3 seconds`; in Chinese `12.5年`, `1小时5分钟`, `1.3秒`. */
export function feltText(ps: number, instructionPs: number, lang: Lang): string {
  return secondsText(feltSeconds(ps, instructionPs), lang)
}

/** The same for felt seconds. */
export function secondsText(seconds: number, lang: Lang): string {
  const words = WORDS[lang]
  // A thousandth of a second more, lest 59.9999999 become a second less than the minute that it is.
  const s = seconds + 0.0005
  if (s < 10) return words.seconds(shown(seconds, seconds < 1 ? 2 : 1))
  if (s < MINUTE) return words.seconds(`${Math.floor(s)}`)
  if (s < HOUR) return words.minutes(Math.floor(s / MINUTE), Math.floor(s % MINUTE))
  if (s < 10 * HOUR) return words.hours(Math.floor(s / HOUR), Math.floor((s % HOUR) / MINUTE))
  if (s < DAY) return words.onlyHours(floored(s / HOUR))
  if (s < 10 * DAY) return words.days(floored(s / DAY))
  if (s < MONTH) return words.days(`${Math.floor(s / DAY)}`)
  if (s < 24 * MONTH) return words.months(shown(seconds / MONTH, seconds < 10 * MONTH ? 1 : 0))
  return words.years(seconds / YEAR)
}

/** With at most so many decimals, and no zeros at the end. */
const shown = (number: number, decimals: number): string => `${Number(number.toFixed(decimals))}`

/** With one decimal, never rounded up. */
const floored = (number: number): string => `${Math.floor(number * 10) / 10}`

interface FeltWords {
  seconds(n: string): string
  minutes(minutes: number, seconds: number): string
  hours(hours: number, minutes: number): string
  onlyHours(n: string): string
  days(n: string): string
  months(n: string): string
  years(n: number): string
}

const plural = (n: string, word: string): string => (n === '1' ? `1 ${word}` : `${n} ${word}s`)

const WORDS: Record<Lang, FeltWords> = {
  en: {
    seconds: (n) => plural(n, 'second'),
    minutes: (m, s) => (s ? `${m} min ${s} s` : plural(`${m}`, 'minute')),
    hours: (h, m) => (m ? `${h} h ${m} min` : plural(`${h}`, 'hour')),
    onlyHours: (n) => plural(n, 'hour'),
    days: (n) => plural(n, 'day'),
    months: (n) => plural(n, 'month'),
    years: (n) => plural(yearsShown(n).toLocaleString('en-US'), 'year'),
  },
  zh: {
    seconds: (n) => `${n}秒`,
    minutes: (m, s) => (s ? `${m}分${s}秒` : `${m}分钟`),
    hours: (h, m) => (m ? `${h}小时${m}分钟` : `${h}小时`),
    onlyHours: (n) => `${n}小时`,
    days: (n) => `${n}天`,
    months: (n) => `${n}个月`,
    years: (n) => `${chineseNumber(yearsShown(n))}年`,
  },
}

/** Below a hundred years one decimal, from a thousand on three figures: 25,016 are said as 25,000. */
function yearsShown(years: number): number {
  if (years < 99.95) return Number(years.toFixed(1))
  return years < 999.5 ? Math.round(years) : Number(years.toPrecision(3))
}

/** 25,000 is said 2万5千; 12,300 is 1.23万. */
function chineseNumber(n: number): string {
  if (n < 10_000) return `${n}`
  const [tenThousands, thousands] = [Math.floor(n / 10_000), (n % 10_000) / 1000]
  if (thousands === 0) return `${tenThousands}万`
  return Number.isInteger(thousands) ? `${tenThousands}万${thousands}千` : `${n / 10_000}万`
}

export interface FeltClock {
  readonly years: number
  /** Of the year that has begun: 0 to 365. */
  readonly days: number
  /** `04:12:07`. */
  readonly hms: string
}

/** The felt clock's reading: whole years, whole days, and the time of day. */
export function feltClock(ps: number, instructionPs: number): FeltClock {
  const seconds = Math.floor(feltSeconds(ps, instructionPs) + 1e-6)
  const years = Math.floor(seconds / YEAR)
  const rest = seconds - years * YEAR
  const days = Math.floor(rest / DAY)
  const ofDay = Math.floor(rest - days * DAY)
  const two = (n: number) => `${Math.floor(n)}`.padStart(2, '0')
  return {years, days, hms: `${two(ofDay / HOUR)}:${two((ofDay % HOUR) / MINUTE)}:${two(ofDay % MINUTE)}`}
}

const REAL_UNITS: readonly [ps: number, en: string, zh: string][] = [
  [1e12, 's', '秒'],
  [1e9, 'ms', '毫秒'],
  [1e6, 'µs', '微秒'],
  [1e3, 'ns', '纳秒'],
]

/** Simulated time as people write latencies: `150 ms`, `1.5 µs`, `0.38 ns`. */
export function realText(ps: number, lang: Lang = 'en'): string {
  const [unit, en, zh] = REAL_UNITS.find(([from]) => ps >= from * 0.9995) ?? REAL_UNITS[3]
  const number = `${Number((ps / unit).toPrecision(4))}`
  return lang === 'zh' ? `${number}${zh}` : `${number} ${en}`
}

/** An instant to the nanosecond, in groups of three: `150.003 421 ms`. It does not change its unit on the way. */
export function realClock(ps: number, lang: Lang = 'en'): string {
  const nanoseconds = Math.floor(ps / 1000)
  const milliseconds = Math.floor(nanoseconds / 1e6)
  const rest = `${nanoseconds % 1e6}`.padStart(6, '0')
  return `${milliseconds}.${rest.slice(0, 3)} ${rest.slice(3)} ${lang === 'zh' ? '毫秒' : 'ms'}`
}
