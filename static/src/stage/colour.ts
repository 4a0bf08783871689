// Colours as numbers, 0xrrggbb, and how they mix: a picture mixes the same few again and again.

const numbers = new Map<string, number>()

/** Of #rrggbb. */
export function numberOf(colour: string): number {
  let number = numbers.get(colour)
  if (number === undefined) numbers.set(colour, (number = parseInt(colour.slice(1), 16)))
  return number
}

export const red = (colour: number): number => colour >> 16
export const green = (colour: number): number => (colour >> 8) & 255
export const blue = (colour: number): number => colour & 255

/** So much of a colour, the rest is ground: mixed and not translucent, what lies on the other stays opaque. */
export function mixedNumber(colour: number, ground: number, strength: number): number {
  const part = (a: number, b: number) => Math.round(a * strength + b * (1 - strength))
  return (
    (part(red(colour), red(ground)) << 16) |
    (part(green(colour), green(ground)) << 8) |
    part(blue(colour), blue(ground))
  )
}

/** As a canvas has it, `alpha` up to 255: red in the lowest byte. */
export const pixelOf = (colour: number, alpha: number): number =>
  (Math.round(alpha) << 24) | (blue(colour) << 16) | (green(colour) << 8) | red(colour)

export const hex = (colour: number): string => `#${colour.toString(16).padStart(6, '0')}`

const MOST = 1000
const mixes = new Map<string, string>()

export function mixed(colour: string, ground: string, strength: number): string {
  const key = `${colour}${ground}${strength}`
  let mix = mixes.get(key)
  if (mix === undefined) {
    if (mixes.size >= MOST) mixes.clear()
    mixes.set(key, (mix = hex(mixedNumber(numberOf(colour), numberOf(ground), strength))))
  }
  return mix
}
