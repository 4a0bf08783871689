// The presenter's clock: how long the talk has gone on. It knows nothing of ticking: what it shows is a function of
// (what it remembers, now), so it goes on through a reload.

export interface Timer {
  /** What had gone by when it was last started or stopped. */
  readonly gatheredMs: number
  /** Since when it goes; null: it stands. */
  readonly sinceMs: number | null
}

export const ZERO: Timer = {gatheredMs: 0, sinceMs: null}

/** A clock that was set right meanwhile never takes anything away. */
export const elapsedMs = ({gatheredMs, sinceMs}: Timer, nowMs: number): number =>
  gatheredMs + (sinceMs === null ? 0 : Math.max(0, nowMs - sinceMs))

export const started = (timer: Timer, nowMs: number): Timer =>
  timer.sinceMs === null ? {...timer, sinceMs: nowMs} : timer

export const stopped = (timer: Timer, nowMs: number): Timer => ({
  gatheredMs: elapsedMs(timer, nowMs),
  sinceMs: null,
})

export const untouched = ({gatheredMs, sinceMs}: Timer): boolean => gatheredMs === 0 && sinceMs === null

/** `7:05`, `1:02:05`. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds)
  const two = (part: number) => `${part}`.padStart(2, '0')
  const [h, min, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return h ? `${h}:${two(min)}:${two(s)}` : `${min}:${two(s)}`
}

/** What was kept; anything else is a timer at zero. */
export function readTimer(text: string | null): Timer {
  try {
    const {gatheredMs, sinceMs} = JSON.parse(text ?? '{}') as Partial<Timer>
    const since = sinceMs === null || Number.isFinite(sinceMs)
    return Number.isFinite(gatheredMs) && gatheredMs! >= 0 && since
      ? {gatheredMs: gatheredMs!, sinceMs: sinceMs!}
      : ZERO
  } catch {
    return ZERO
  }
}
