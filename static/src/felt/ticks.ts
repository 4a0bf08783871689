// The axis: felt units that people know, with the real unit beside them.
//
// Rule: a label says how long it is since where its stretch of time begins: the start of the run, or the end of
// the gap before it (`+2 h`). Where that would be a long number, it reads as the felt clock does (`04:12`).
import {DAY, feltClock, HOUR, MINUTE, MONTH, realText, secondsText, YEAR, type Lang} from './felt'
import type {TimeScale} from './scale'

export interface Tick {
  readonly t: number
  readonly position: number
  /** Empty at the small ticks in between. */
  readonly text: string
  readonly real: string
}

/** Felt seconds from one tick with a label to the next, and what it looks like: a label, and small ticks. */
const FELT_STEPS: readonly [seconds: number, ticks: string][] = [
  [1, '|....'],
  [2, '|.'],
  [5, '|....'],
  [10, '|.'],
  [30, '|..'],
  [MINUTE, '|.....'],
  [2 * MINUTE, '|.'],
  [5 * MINUTE, '|....'],
  [10 * MINUTE, '|.'],
  [30 * MINUTE, '|..'],
  [HOUR, '|...'],
  [2 * HOUR, '|.'],
  [4 * HOUR, '|...'],
  [6 * HOUR, '|.....'],
  [12 * HOUR, '|.'],
  [DAY, '|...'],
  [2 * DAY, '|.'],
  [5 * DAY, '|....'],
  [10 * DAY, '|.'],
  [MONTH, '|..'],
  [3 * MONTH, '|..'],
  [6 * MONTH, '|.'],
  [YEAR, '|...'],
  [2 * YEAR, '|.'],
  [5 * YEAR, '|....'],
  [10 * YEAR, '|.'],
  [20 * YEAR, '|.'],
  [50 * YEAR, '|....'],
  [100 * YEAR, '|.'],
  [200 * YEAR, '|.'],
  [500 * YEAR, '|....'],
  [1000 * YEAR, '|.'],
  [2000 * YEAR, '|.'],
  [5000 * YEAR, '|....'],
  [10_000 * YEAR, '|.'],
]

/** The labels of a logarithmic axis. */
const LOG_SECONDS = [1, 10, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 10 * DAY, MONTH].concat(
  [1, 10, 100, 1000, 10_000].map((years) => years * YEAR),
)

/** A label and the real unit beside it. */
const LABEL_PX = 112
const LOG_LABEL_PX = 76
const SMALL_PX = 7
/** From so many steps on, a label reads as the clock does. */
const MANY_STEPS = 100

/** What is looked at: positions `from` to `to` of the scale, on so many pixels. */
export interface View {
  readonly from: number
  readonly to: number
  readonly widthPx: number
}

export function ticksOf(scale: TimeScale, view: View, instructionPs: number, lang: Lang): Tick[] {
  const pxPerPosition = view.widthPx / (view.to - view.from)
  const [left, right] = [scale.instant(view.from), scale.instant(view.to)]
  const axis: Axis = {scale, instructionPs, lang, pxPerPosition}
  return stretches(scale).flatMap(({origin, end}) => {
    const [from, to] = [Math.max(origin, left), Math.min(end, right)]
    if (from >= to) return []
    const wide = scale.kind === 'log' && to > 10 * Math.max(from, instructionPs)
    return wide ? logTicks(axis, from, to) : evenTicks(axis, origin, from, to)
  })
}

interface Axis {
  readonly scale: TimeScale
  readonly instructionPs: number
  readonly lang: Lang
  readonly pxPerPosition: number
}

/** The time between gaps. */
function stretches({gaps}: TimeScale): {origin: number; end: number}[] {
  const origins = [0, ...gaps.map(({to}) => to)]
  const ends = [...gaps.map(({from}) => from), Infinity]
  return origins.map((origin, i) => ({origin, end: ends[i]}))
}

function evenTicks(axis: Axis, origin: number, from: number, to: number): Tick[] {
  const {scale, instructionPs, pxPerPosition} = axis
  const px = (scale.position(to) - scale.position(from)) * pxPerPosition
  const pxPerSecond = (px / (to - from)) * instructionPs
  const [seconds, pattern] = FELT_STEPS.find(([step]) => step * pxPerSecond >= LABEL_PX) ?? FELT_STEPS.at(-1)!
  const parts = (seconds * pxPerSecond) / pattern.length >= SMALL_PX ? pattern.length : 1
  const step = (seconds / parts) * instructionPs
  const ticks: Tick[] = []
  for (let n = Math.ceil((from - origin) / step - 1e-9); origin + n * step <= to; n++) {
    const t = origin + n * step
    const isLabel = n % parts === 0 && !(origin > 0 && n === 0) // a gap's own end needs no label
    ticks.push(isLabel ? labelled(axis, t, origin, (n / parts) * seconds, seconds) : small(axis, t))
  }
  return ticks
}

function logTicks(axis: Axis, from: number, to: number): Tick[] {
  const ticks: Tick[] = []
  let lastPx = -Infinity
  for (const seconds of LOG_SECONDS) {
    const t = seconds * axis.instructionPs
    const px = axis.scale.position(t) * axis.pxPerPosition
    if (t < from || t > to) continue
    ticks.push(px - lastPx >= LOG_LABEL_PX ? labelled(axis, t, 0, seconds, seconds) : small(axis, t))
    if (ticks.at(-1)!.text) lastPx = px
  }
  return ticks
}

const small = ({scale}: Axis, t: number): Tick => ({t, position: scale.position(t), text: '', real: ''})

function labelled(axis: Axis, t: number, origin: number, seconds: number, step: number): Tick {
  const {scale, instructionPs, lang} = axis
  const plus = origin > 0 ? '+' : ''
  const text =
    seconds >= MANY_STEPS * step && step < YEAR
      ? clockText(t, instructionPs, step, lang)
      : plus + tickText(seconds, lang)
  return {t, position: scale.position(t), text, real: plus + realText(t - origin, lang)}
}

const SHORT: readonly [seconds: number, en: string, zh: string][] = [
  [YEAR, 'y', '年'],
  [MONTH, 'mo', '个月'],
  [DAY, 'd', '天'],
  [HOUR, 'h', '小时'],
  [MINUTE, 'min', '分钟'],
  [1, 's', '秒'],
]

/** `2 h`, `1 h 30 min`, `12 y`: at most two units. */
export function tickText(seconds: number, lang: Lang): string {
  if (seconds >= 1000 * YEAR || seconds <= 0) return seconds > 0 ? secondsText(seconds, lang) : '0'
  const at = SHORT.findIndex(([unit]) => seconds >= unit * 0.999_999)
  const [unit, en, zh] = SHORT[at < 0 ? SHORT.length - 1 : at]
  const whole = Math.floor(seconds / unit + 1e-6)
  const rest = seconds - whole * unit
  const first = lang === 'zh' ? `${whole}${zh}` : `${whole} ${en}`
  return rest < unit / 1000 || rest < 1 ? first : `${first}${lang === 'zh' ? '' : ' '}${tickText(rest, lang)}`
}

function clockText(t: number, instructionPs: number, step: number, lang: Lang): string {
  const {days, hms} = feltClock(t, instructionPs)
  if (step < MINUTE) return hms
  if (step < DAY) return hms.slice(0, 5)
  return lang === 'zh' ? `第${days}天` : `day ${days}`
}
