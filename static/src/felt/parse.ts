// Times as people write them, read: `150 ms`, `0.5 ns`, `12.5 years`, `2 h`, `1小时5分钟`, `2万5千年`.
//
// Rule: latencies are real up to the second and felt from the minute on, as in the table: nobody says that a ping
// takes 0.0025 minutes, and no CPU feels milliseconds. A second may be either, so the field says which it holds;
// beside a minute (`4 min 20 s`) it is felt, and `felt 1.3 s` says it itself.
import {DAY, HOUR, MINUTE, MONTH, YEAR} from './felt'

/** What a second means where nothing else tells. */
export type Seconds = 'real' | 'felt'

const SECOND_PS = 1e12
const SECONDS = 's|secs?|seconds?|秒'

const REAL: readonly [names: string, ps: number][] = [
  ['ps|picoseconds?|皮秒', 1],
  ['ns|nanoseconds?|纳秒', 1e3],
  ['us|μs|microseconds?|微秒', 1e6],
  ['ms|milliseconds?|毫秒', 1e9],
]
const FELT: readonly [names: string, seconds: number][] = [
  ['min|mins|minutes?|分钟|分', MINUTE],
  ['h|hrs?|hours?|小时|时', HOUR],
  ['d|days?|天|日', DAY],
  ['w|weeks?|周|星期', 7 * DAY],
  ['mo|months?|个月|月', MONTH],
  ['y|yrs?|years?|年', YEAR],
  ['century|centuries|世纪', 100 * YEAR],
]

const unitIn = (units: readonly [string, number][], name: string): number | null =>
  units.find(([names]) => new RegExp(`^(?:${names})$`).test(name))?.[1] ?? null

const NUMBER = String.raw`(\d+(?:\.\d+)?|\.\d+)(?:(万)(?:(\d+(?:\.\d+)?)千)?|(千))?`
const PART = new RegExp(String.raw`${NUMBER}([^\d.]+)`, 'y')
const FELT_WORD = /^(?:feelslike|felt|感觉像|感觉)|felt$/

/** Picoseconds, whole; null where it is no time. */
export function parseTime(text: string, instructionPs: number, seconds: Seconds): number | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(\d),(?=\d{3}(?!\d))/g, '$1')
    .replace(/\s+/g, '')
  const bare = plain.replace(FELT_WORD, '')
  if (/^0+(?:\.0+)?$/.test(bare)) return 0
  let realPs = 0
  let feltS = 0
  let openS = 0
  let [hasReal, hasFelt] = [false, bare !== plain]
  PART.lastIndex = 0
  while (PART.lastIndex < bare.length) {
    const match = PART.exec(bare)
    if (!match) return null
    const [, digits, tenThousand, thousands, thousand, unit] = match
    const amount =
      Number(digits) * (tenThousand ? 1e4 : thousand ? 1e3 : 1) + (thousands ? Number(thousands) * 1e3 : 0)
    const real = unitIn(REAL, unit)
    const felt = unitIn(FELT, unit)
    if (real !== null) {
      realPs += amount * real
      hasReal = true
    } else if (felt !== null) {
      feltS += amount * felt
      hasFelt = true
    } else if (unitIn([[SECONDS, 1]], unit)) openS += amount
    else return null
  }
  if (bare === '' || (hasReal && hasFelt)) return null
  const secondsAreFelt = hasFelt || (seconds === 'felt' && !hasReal)
  const ps = secondsAreFelt ? (feltS + openS) * instructionPs : realPs + openS * SECOND_PS
  return Number.isFinite(ps) ? Math.round(ps) : null
}

const EXACT: readonly [unit: string, ps: number][] = [
  ['s', 1e12],
  ['ms', 1e9],
  ['us', 1e6],
  ['ns', 1e3],
]

/** A time in few letters, and exactly: `150ms`, `380ps`, `12345677ps`. For addresses: it has no letter to escape. */
export function exactText(ps: number): string {
  for (const [unit, size] of EXACT) {
    const number = `${ps / size}`
    if (ps >= size && number.length <= 7 && Math.round(Number(number) * size) === ps) return number + unit
  }
  return `${ps}ps`
}

/** The nearest time that a hand would have meant: two figures. */
export const rounded = (ps: number): number => Math.round(Number(ps.toPrecision(2)))
