// Another run under the same eye: each event glides from where it was seen to where it is now.
import {describe, expect, it} from 'vitest'
import {knotsOf} from '../compare/align'
import {SCALE_KINDS} from '../felt/scale'
import {fixture} from '../testing'
import {Eye} from './eye'
import {Viewing} from './view'

const [before, after] = [new Viewing(fixture('crawler-10')), new Viewing(fixture('crawler-same-host'))]
const knots = knotsOf(before.recording, after.recording)
const moment = {row: 0, toward: 0}
const PLOT_EM = 80

describe.each(SCALE_KINDS)('on the %s scale', (kind) => {
  function swapped(still: boolean) {
    const eye = new Eye()
    eye.kind = kind
    eye.look({left: 0, span: 1}, true)
    const old = eye.see(before, moment, PLOT_EM, {now: 0, step: 1 / 60}, still).scale
    eye.swapped(after.recording.count, knots)
    const see = (now: number) => eye.see(after, moment, PLOT_EM, {now, step: 1 / 60}, still)
    return {old, see, wanted: after.scale(kind)}
  }
  const far = (a: number[], b: number[]) => Math.max(...a.map((value, i) => Math.abs(value - b[i])))

  it('they begin where they were, are on their way, and arrive', () => {
    const {old, see, wanted} = swapped(false)
    const from = knots.before.map((t) => old.position(t))
    const to = knots.after.map((t) => wanted.position(t))
    expect(far(from, to)).toBeGreaterThan(0.01)
    const at = (now: number) => {
      const {scale, moving} = see(now)
      return {moving, positions: knots.after.map((t) => scale.position(t))}
    }
    const first = at(10)
    expect(first.moving).toBe(true)
    expect(far(first.positions, from)).toBeLessThan(1e-9)
    const halfway = at(10.08)
    expect(
      far(
        halfway.positions,
        from.map((p, i) => (p + to[i]) / 2),
      ),
    ).toBeLessThan(1e-9)
    const last = at(11)
    expect(last.moving).toBe(false)
    expect(last.positions).toEqual(to)
  })

  it('another run on the way goes on from what is seen', () => {
    const eye = new Eye()
    eye.kind = kind
    eye.look({left: 0, span: 1}, true)
    eye.see(before, moment, PLOT_EM, {now: 0, step: 1 / 60}, false)
    eye.swapped(after.recording.count, knots)
    eye.see(after, moment, PLOT_EM, {now: 1, step: 1 / 60}, false)
    const seen = eye.see(after, moment, PLOT_EM, {now: 1.05, step: 1 / 60}, false).scale
    eye.swapped(before.recording.count, knotsOf(after.recording, before.recording))
    const next = eye.see(before, moment, PLOT_EM, {now: 1.06, step: 1 / 60}, false).scale
    expect(
      far(
        knots.before.map((t) => next.position(t)),
        knots.after.map((t) => seen.position(t)),
      ),
    ).toBeLessThan(1e-3)
  })

  it('where motion is not wanted, they are there at once', () => {
    const {see, wanted} = swapped(true)
    const {scale, moving} = see(10)
    expect(moving).toBe(false)
    expect(knots.after.map((t) => scale.position(t))).toEqual(knots.after.map((t) => wanted.position(t)))
  })
})

it('while the scale becomes another, the present event stays where it is on screen', () => {
  for (const [from, to] of [
    ['compressed', 'linear'],
    ['log', 'compressed'],
    ['linear', 'log'],
  ] as const) {
    const eye = new Eye()
    eye.kind = from
    const middle = {row: before.recording.count >> 1, toward: 0}
    const t = before.recording.columns.t[middle.row]
    const place = (now: number) => {
      const {camera, scale} = eye.see(before, middle, PLOT_EM, {now, step: 1 / 60}, false)
      return (scale.position(t) - camera.left) / camera.span
    }
    const [was] = [place(0)]
    eye.kind = to
    eye.follow()
    for (let now = 1; now < 1.34; now += 1 / 60) expect(place(now)).toBeCloseTo(was, 9)
    for (let now = 2; now < 4; now += 1 / 60) place(now)
    expect(eye.see(before, middle, PLOT_EM, {now: 4, step: 1 / 60}, false).moving).toBe(false)
  }
})
