// How one looks at a recording, as text for an address: `log 1200-56000 loop 40-75`. What is not said is as usual:
// the folded scale, an eye that follows the playhead, nothing that is played again and again.
//
// What is on screen is named by its instants, which every scale can show; a loop by its events, which mean the
// same after another run.
import {SCALE_KINDS, type ScaleKind} from '../felt/scale'

export interface Stretch {
  readonly from: number
  readonly to: number
}

export interface Viewpoint {
  readonly scale: ScaleKind
  /** The instants on screen, in picoseconds; null: the eye follows the playhead. */
  readonly shown: Stretch | null
  /** The events between which it is played again and again. */
  readonly loop: Stretch | null
}

export const USUAL: Viewpoint = {scale: 'compressed', shown: null, loop: null}

export function writeViewpoint({scale, shown, loop}: Viewpoint): string {
  const written = ({from, to}: Stretch) => `${from}~${to}`
  return [
    ...(scale === USUAL.scale ? [] : [scale]),
    ...(shown ? [written(shown)] : []),
    ...(loop ? ['loop', written(loop)] : []),
  ].join(' ')
}

/** What cannot be read is as usual. */
export function readViewpoint(text: string): Viewpoint {
  const words = text.split(/\s+/)
  const looped = words.indexOf('loop')
  const before = looped < 0 ? words : words.slice(0, looped)
  return {
    scale: SCALE_KINDS.find((kind) => before.includes(kind)) ?? USUAL.scale,
    shown: before.map(stretchOf).find((stretch) => stretch !== null) ?? null,
    loop: looped < 0 ? null : stretchOf(words[looped + 1] ?? ''),
  }
}

function stretchOf(text: string): Stretch | null {
  const [from, to, ...more] = text.split('~').map(Number)
  return Number.isFinite(from) && from < to && more.length === 0 ? {from, to} : null
}
