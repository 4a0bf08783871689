// The canvas's colours and faces: the same roles as in styles/themes.css, read from there, never written twice.

import {hueNumber, HUES} from '../model/hues'

export interface Theme {
  readonly ground: string
  readonly panel: string
  readonly raised: string
  readonly line: string
  readonly grid: string
  readonly ink: string
  readonly quiet: string
  readonly faint: string
  readonly loop: string
  readonly cause: string
  readonly head: string
  /** Fills of shapes, and the same hues where they are text; index: the hue's number less one. */
  readonly hues: readonly string[]
  readonly inks: readonly string[]
  readonly sans: string
  readonly mono: string
}

export function themeOf(style: CSSStyleDeclaration): Theme {
  const text = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const role = (name: string) => sixDigits(text(name))
  const series = (name: string) => Array.from({length: HUES}, (_, index) => role(`${name}-${index + 1}`))
  return {
    ground: role('ground'),
    panel: role('panel'),
    raised: role('raised'),
    line: role('line'),
    grid: role('grid'),
    ink: role('ink'),
    quiet: role('quiet'),
    faint: role('faint'),
    loop: role('loop'),
    cause: role('cause'),
    head: role('head'),
    hues: series('hue'),
    inks: series('ink'),
    sans: text('sans'),
    mono: text('mono'),
  }
}

/** A colour as #rrggbb, however short a style sheet writes it: a canvas knows all of CSS's names. */
function sixDigits(colour: string): string {
  const ctx = document.createElement('canvas').getContext('2d')
  if (!ctx) return colour
  ctx.fillStyle = colour
  return ctx.fillStyle
}

/** The fill of an owner's shapes; the loop and the machine (owner -1) are grey. */
export const hueOf = (theme: Theme, owner: number): string =>
  owner < 0 ? theme.loop : theme.hues[hueNumber(owner) - 1]
export const inkOf = (theme: Theme, owner: number): string =>
  owner < 0 ? theme.quiet : theme.inks[hueNumber(owner) - 1]

/** On a light ground what is pale is fainter, above all on a projector: it is drawn a little stronger there. */
const LEAST_ON_LIGHT = 0.36
export const paled = ({ground}: Theme, strength: number): number =>
  inkOn(ground) === '#ffffff' ? strength : Math.max(LEAST_ON_LIGHT, strength)

/** Black or white, whichever reads better on a colour given as #rrggbb. */
export function inkOn(colour: string): string {
  const part = (at: number) => {
    const c = parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  const luminance = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
  return luminance > 0.179 ? '#05070a' : '#ffffff'
}
