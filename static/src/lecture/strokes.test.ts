import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {begun, boxed, grown, isStroke, latest, wayOf} from './strokes'

const place = boxed(100, 50, 800, 400)
const wider = boxed(200, 100, 1600, 800)
const corner = {left: 0, top: 0}
const on = {part: 0, run: false}

describe('a stroke', () => {
  it('is where it was put, on a screen of another size too', () => {
    const stroke = grown(begun(on, 1, place, 500, 250), place, 580, 290)
    expect(wayOf(stroke, place, corner)).toBe('M500 250L580 290')
    expect(wayOf(stroke, wider, {left: 1000, top: 0})).toBe('M0 500L160 580')
  })

  it('comes back to the same pixel from its own units', () => {
    const number = fc.integer({min: -2000, max: 4000})
    fc.assert(
      fc.property(number, number, (x, y) => {
        const [backX, backY] = place.shown(...place.measured(x, y))
        expect(Math.abs(backX - x)).toBeLessThan(0.1)
        expect(Math.abs(backY - y)).toBeLessThan(0.1)
      }),
    )
  })

  it('does not grow where the hand rests, nor without end', () => {
    const first = begun(on, 0, place, 500, 250)
    expect(grown(first, place, 501, 251)).toBe(first)
    let stroke = first
    for (let x = 0; x < 5000; x++) stroke = grown(stroke, place, x * 10, 0)
    expect(stroke.points.length).toBeLessThanOrEqual(1200)
  })

  it('is told from what is none', () => {
    expect(isStroke(begun({part: -1, run: true}, 0, place, 1, 1))).toBe(true)
    for (const wrong of [
      null,
      {},
      {part: 0, run: false, pen: 0, points: [1]},
      {part: 0, pen: 0, points: [1, 2]},
    ])
      expect(isStroke(wrong)).toBe(false)
  })

  it('gives way to later ones where there is not room for all', () => {
    const strokes = Array.from({length: 9}, (_, pen) => begun(on, pen, place, 1, 1))
    const some = latest(strokes, 150)
    expect(some.length).toBeGreaterThan(0)
    expect(some).toEqual(strokes.slice(-some.length))
    expect(JSON.stringify(some).length).toBeLessThanOrEqual(152)
    expect(latest(strokes, 1e6)).toEqual(strokes)
  })
})
