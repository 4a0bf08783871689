import fc from 'fast-check'
import {expect, test} from 'vitest'
import {DAY, HOUR, MINUTE, MONTH, YEAR} from './felt'
import {compressedScale, linearScale, logScale, makeScale, SCALE_KINDS} from './scale'
import {tickText, ticksOf} from './ticks'

const INSTRUCTION_PS = 380
const felt = (seconds: number) => seconds * INSTRUCTION_PS
const labels = (ticks: {text: string}[]) => ticks.map(({text}) => text).filter(Boolean)

test('a day is told in hours, with the real unit beside', () => {
  const ticks = ticksOf(linearScale(felt(12 * HOUR)), {from: 0, to: 1, widthPx: 700}, INSTRUCTION_PS, 'en')
  expect(labels(ticks)).toEqual(['0', '2 h', '4 h', '6 h', '8 h', '10 h', '12 h'])
  expect(ticks.find(({text}) => text === '2 h')?.real).toBe('2.736 µs')
})

test('after a gap, labels start anew', () => {
  const year = felt(YEAR)
  const waits = {count: 1, from: [felt(4 * HOUR)], to: [year]}
  const ticks = ticksOf(
    compressedScale(year + felt(4 * HOUR), waits),
    {from: 0, to: 1, widthPx: 1000},
    INSTRUCTION_PS,
    'zh',
  )
  expect(labels(ticks)).toEqual(['0', '2小时', '4小时', '+2小时', '+4小时'])
})

test('far from the start, labels read as the clock does', () => {
  const scale = linearScale(felt(2 * YEAR))
  const from = (1.5 * YEAR + 100 * DAY) / (2 * YEAR)
  const to = from + (3 * HOUR) / (2 * YEAR)
  const [first] = labels(ticksOf(scale, {from, to, widthPx: 500}, INSTRUCTION_PS, 'en'))
  expect(first).toMatch(/^\d\d:\d\d$/)
})

test('a logarithmic axis goes from a second to a century', () => {
  const ticks = ticksOf(
    logScale(felt(100 * YEAR), INSTRUCTION_PS),
    {from: 0, to: 1, widthPx: 1600},
    INSTRUCTION_PS,
    'en',
  )
  expect(labels(ticks)).toEqual([
    '1 s',
    '10 s',
    '1 min',
    '10 min',
    '1 h',
    '6 h',
    '1 d',
    '10 d',
    '1 mo',
    '1 y',
    '10 y',
    '100 y',
  ])
})

test.each([
  [90 * MINUTE, '1 h 30 min', '1小时30分钟'],
  [DAY, '1 d', '1天'],
  [6 * MONTH, '6 mo', '6个月'],
  [12 * YEAR, '12 y', '12年'],
  [25_000 * YEAR, '25,000 years', '2万5千年'],
])('%d s reads %s', (seconds, en, zh) => {
  expect([tickText(seconds, 'en'), tickText(seconds, 'zh')]).toEqual([en, zh])
})

test('at any zoom the labels are in order and apart from each other, and the ticks not too many', () => {
  const end = felt(25_000 * YEAR)
  const run = {
    endPs: end,
    instructionPs: INSTRUCTION_PS,
    waits: {count: 1, from: [felt(HOUR)], to: [end - felt(HOUR)]},
  }
  fc.assert(
    fc.property(
      fc.constantFrom(...SCALE_KINDS),
      fc.double({min: 0, max: 0.999, noNaN: true}),
      fc.double({min: -11, max: 0, noNaN: true}),
      (kind, from, zoom) => {
        const scale = makeScale(kind, run)
        const to = Math.min(1, from + 10 ** zoom)
        const ticks = ticksOf(scale, {from, to, widthPx: 1000}, INSTRUCTION_PS, 'en')
        const px = (position: number) => ((position - from) / (to - from)) * 1000
        expect(ticks.length).toBeLessThan(300)
        const labelsPx = ticks.filter(({text}) => text).map(({position}) => px(position))
        for (let i = 1; i < labelsPx.length; i++) expect(labelsPx[i] - labelsPx[i - 1]).toBeGreaterThan(40)
      },
    ),
  )
})
