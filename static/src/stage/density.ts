// How thickly strips of slanted strokes lie upon one another, pixel by pixel: so many strokes cover it, in the mean
// of their hues. As paths, thousands of them would take long, and would make patterns that are in no packet.
//
// Rule: every stroke counts in full, whatever lies over it. Up to one stroke a pixel is as strong as it is covered,
// from there on ever more slowly stronger, so that a thousand upon one another are told from a hundred.
import {blue, green, red} from './colour'
import {onCanvas} from './scratch'

/** Strokes from one height to another, evenly between the first and the last of them. */
export interface Strip {
  readonly count: number
  readonly y0: number
  readonly y1: number
  /** The first stroke's and the last one's x, at y0 and at y1. */
  readonly first: readonly [number, number]
  readonly last: readonly [number, number]
  readonly colour: number
}

export interface Field {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Half of a stroke's width. */
const HALF_PX = 0.6
/** So strong is a pixel that one stroke covers; and how strong they get. */
const ONE = 0.6
const EACH_TENFOLD = 0.12
const MOST_STROKES = 1000
/** A higher field has rows of several pixels; of thousands of strokes, in which none is seen by itself, an even lower one. */
const MOST_ROWS = 120
const MOST_ROWS_OF_MANY = 60
const MANY = 2000
/** What a sum of shares may be off. */
const NOTHING = 1e-4

/** What a row needs of a strip: x = at + f * by at the part f of its way, its y as a part of its way, and so on. */
const FIELDS = 10

function prepared(strips: readonly Strip[], ratio: number): Float64Array {
  const numbers = new Float64Array(strips.length * FIELDS)
  strips.forEach(({count, y0, y1, first, last, colour}, index) => {
    const slope = (first[1] + last[1] - first[0] - last[0]) / 2 / (y1 - y0)
    const acrossPx = 2 * HALF_PX * Math.hypot(1, slope)
    // Half the way to the next one: where all are as far apart, strips lie side by side without a seam.
    const beside = (end: 0 | 1) => {
      const wide = last[end] - first[end]
      return Math.max(count > 1 ? wide / (count - 1) : 0, acrossPx - wide) / 2
    }
    const [start, end] = [beside(0), beside(1)]
    numbers.set(
      [
        y0 * ratio,
        1 / (y1 - y0) / ratio,
        (first[0] - start) * ratio,
        (first[1] - end - first[0] + start) * ratio,
        (last[0] + start) * ratio,
        (last[1] + end - last[0] - start) * ratio,
        count * acrossPx * ratio,
        red(colour),
        green(colour),
        blue(colour),
      ],
      index * FIELDS,
    )
  })
  return numbers
}

interface Density {
  readonly width: number
  readonly rows: number
  readonly rowPx: number
  /** As a canvas has them. */
  readonly pixels: Uint32Array<ArrayBuffer>
}

/** `strength` of a pixel's column; `ratio` pixels of the screen to one of the field's. */
export function densityOf(
  strips: readonly Strip[],
  field: Field,
  strength: (pixel: number) => number,
  ratio = 1,
): Density {
  const [left, top, height] = [field.left * ratio, field.top * ratio, field.height * ratio]
  const width = Math.max(0, Math.ceil(field.width * ratio))
  const most = (areMany(strips) ? MOST_ROWS_OF_MANY : MOST_ROWS) * ratio
  const rowPx = Math.max(1, Math.ceil(height / most))
  const rows = Math.max(0, Math.ceil(height / rowPx))
  const numbers = prepared(
    strips.filter(({y0, y1}) => y0 !== y1),
    ratio,
  )
  const pixels = new Uint32Array(width * rows)
  const strengths = Float64Array.from({length: width}, (_, pixel) => strength(pixel / ratio))
  // Of each pixel how many strokes cover it, and their reds, greens and blues: how much more than the pixel before, as
  // differences again.
  const sums = new Float64Array((width + 2) * 4)
  for (let row = 0; row < rows; row++) {
    addRow(sums, numbers, left, width, top + row * rowPx, rowPx)
    colourRow(pixels, row * width, sums, width, strengths)
  }
  return {width, rows, rowPx, pixels}
}

const areMany = (strips: readonly Strip[]) => strips.reduce((sum, {count}) => sum + count, 0) >= MANY

/** As fine as the screen, where strokes can be told apart. */
export function paintDensity(
  ctx: CanvasRenderingContext2D,
  strips: readonly Strip[],
  field: Field,
  strength: (pixel: number) => number,
): void {
  if (strips.length === 0) return
  const ratio = areMany(strips) ? 1 : ctx.getTransform().a
  const {width, rows, rowPx, pixels} = densityOf(strips, field, strength, ratio)
  if (pixels.length === 0) return
  ctx.imageSmoothingEnabled = rowPx > 1 || ratio === 1
  const [wide, tall] = [width / ratio, (rows * rowPx) / ratio]
  ctx.drawImage(onCanvas(pixels, width, rows), 0, 0, width, rows, field.left, field.top, wide, tall)
}

/** Within a row a strip moves on: it grows from its first edge's way to where it is whole, and so it goes. */
function addRow(
  sums: Float64Array,
  numbers: Float64Array,
  left: number,
  width: number,
  y: number,
  rowPx: number,
): void {
  for (let at = 0; at < numbers.length; at += FIELDS) {
    const part = numbers[at + 1]
    const a = (y - numbers[at]) * part
    const b = a + rowPx * part
    // Whichever way it goes, it is later at its greater part.
    const from = Math.max(0, a < b ? a : b)
    const to = Math.min(1, a < b ? b : a)
    if (to <= from) continue
    const start = numbers[at + 2] + from * numbers[at + 3] - left
    const end = numbers[at + 4] + to * numbers[at + 5] - left
    if (end <= 0 || start >= width) continue
    const one = numbers[at + 2] + to * numbers[at + 3] - left
    const other = numbers[at + 4] + from * numbers[at + 5] - left
    // No edge is sharper than a pixel.
    const up = Math.max(0, 1 - (Math.min(one, other) - start)) / 2
    const down = Math.max(0, 1 - (end - Math.max(one, other))) / 2
    const [rises, risen] = [start - up, Math.min(one, other) + up]
    const [falls, fallen] = [Math.max(one, other) - down, end + down]
    const mass = (numbers[at + 6] * (to - from)) / Math.abs(part) / rowPx
    const covered = (2 * mass) / (fallen - rises + falls - risen)
    const [r, g, b_] = [numbers[at + 7], numbers[at + 8], numbers[at + 9]]
    const steep = covered / (risen - rises)
    const steepDown = covered / (fallen - falls)
    bend(sums, width, rises, steep, r, g, b_)
    bend(sums, width, risen, -steep, r, g, b_)
    bend(sums, width, falls, -steepDown, r, g, b_)
    bend(sums, width, fallen, steepDown, r, g, b_)
  }
}

/** From a place on, each pixel is covered so much more than the one before. */
function bend(
  sums: Float64Array,
  width: number,
  x: number,
  steep: number,
  r: number,
  g: number,
  b: number,
): void {
  // Pixels are asked in their middle.
  const pixel = Math.max(0, Math.ceil(x - 0.5))
  if (pixel >= width) return
  const here = steep * (pixel + 0.5 - x)
  const next = steep - here
  let at = pixel * 4
  sums[at++] += here
  sums[at++] += here * r
  sums[at++] += here * g
  sums[at++] += here * b
  sums[at++] += next
  sums[at++] += next * r
  sums[at++] += next * g
  sums[at] += next * b
}

/** Turns a row's sums into pixels, and clears them for the next. */
function colourRow(
  pixels: Uint32Array,
  first: number,
  sums: Float64Array,
  width: number,
  strengths: Float64Array,
): void {
  let [covered, r, g, b] = [0, 0, 0, 0]
  let [more, moreR, moreG, moreB] = [0, 0, 0, 0]
  for (let pixel = 0, at = 0; pixel < width; pixel++, at += 4) {
    covered += more += sums[at]
    r += moreR += sums[at + 1]
    g += moreG += sums[at + 2]
    b += moreB += sums[at + 3]
    if (covered < NOTHING) continue
    const strong = covered <= 1 ? ONE * covered : STRONG[Math.min(STRONG.length - 1, (covered * FINE) | 0)]
    const part = 1 / covered
    pixels[first + pixel] =
      ((255 * strengths[pixel] * strong + 0.5) << 24) |
      ((b * part + 0.5) << 16) |
      ((g * part + 0.5) << 8) |
      (r * part + 0.5)
  }
  sums.fill(0)
}

/** How strong so many strokes upon one another are, by steps of a fraction of one. */
const FINE = 16
const STRONG = Float64Array.from(
  {length: FINE * MOST_STROKES},
  (_, at) => ONE + EACH_TENFOLD * Math.log10(Math.max(1, at / FINE)),
)
