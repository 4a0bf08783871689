// Hue says who: ten of them must be told apart, by colour-blind eyes too, and read on their grounds.
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {describe, expect, test} from 'vitest'

const css = readFileSync(fileURLToPath(new URL('./themes.css', import.meta.url)), 'utf8')

/** All roles of a theme, with those that stand for others resolved. */
function rolesOf(theme: string): Map<string, string> {
  const roles = new Map<string, string>()
  for (const [, selector, body] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if (!selector.includes(`[theme='${theme}']`)) continue
    for (const [, name, value] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) roles.set(name, value.trim())
  }
  for (const [name, value] of roles) {
    const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
    if (other) roles.set(name, roles.get(other)!)
  }
  return roles
}

type Rgb = readonly [number, number, number]

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb

function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map(linear)
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    .toSorted((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** Complete protanopia, deuteranopia and tritanopia, by Machado, Oliveira and Fernandes (2009). */
const EYES: Record<string, readonly Rgb[]> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** Oklab: distances in it are about as large as they look. */
function oklab(eye: readonly Rgb[], hex: string): Rgb {
  const seen = linear(hex)
  const [r, g, b] = eye.map((row) =>
    Math.max(0, Math.min(1, row[0] * seen[0] + row[1] * seen[1] + row[2] * seen[2])),
  )
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

describe.each(['dark', 'light', 'projector'])('the %s theme', (theme) => {
  const roles = rolesOf(theme)
  const role = (name: string) => {
    const value = roles.get(name)
    if (!value) throw new Error(`${theme} has no --${name}`)
    return value
  }
  const series = (name: string) => Array.from({length: 10}, (_, i) => role(`${name}-${i + 1}`))

  test('has text that reads on its grounds', () => {
    for (const name of ['ink', 'quiet', 'faint', 'cause', 'head', 'keyword', 'string', 'number']) {
      for (const ground of ['ground', 'panel'])
        expect(contrast(role(name), role(ground)), `${name} on ${ground}`).toBeGreaterThan(4.5)
    }
    for (const [i, ink] of series('ink').entries())
      expect(contrast(ink, role('panel')), `ink ${i + 1}`).toBeGreaterThan(4.5)
    expect(contrast(role('on-go'), role('go'))).toBeGreaterThan(4.5)
  })

  test('has hues that stand out from the ground', () => {
    for (const [i, hue] of series('hue').entries())
      expect(contrast(hue, role('ground')), `hue ${i + 1}`).toBeGreaterThan(3)
  })

  test.each(Object.entries(EYES))('has ten hues that %s eyes tell apart', (_name, eye) => {
    const seen = series('hue').map((hue) => oklab(eye, hue))
    seen.forEach((a, i) =>
      seen.slice(0, i).forEach((b, j) => {
        expect(
          Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]),
          `hues ${j + 1} and ${i + 1}`,
        ).toBeGreaterThan(0.05)
      }),
    )
  })
})
