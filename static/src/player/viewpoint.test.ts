import {describe, expect, it} from 'vitest'
import {fixture} from '../testing'
import {Eye} from './eye'
import {readViewpoint, USUAL, writeViewpoint} from './viewpoint'
import {Viewing} from './view'

describe('a viewpoint', () => {
  it('reads what it has written', () => {
    for (const text of [
      '',
      'log',
      '-12.5~900',
      'linear 0~1e+21',
      'loop 4~75',
      'log 1200~56000 loop 40~75',
      'marks 0',
      'marks 3~40~41',
      'toward 0.30000000000000004',
      'open task',
      'open task~thread picked Task-1',
      'open task above 12 picked Task-1',
      'picked Task-1',
      'picked fd 5',
      '1~2 loop 4~75 marks 3~9 toward 0.5 picked fd 5',
    ])
      expect(writeViewpoint(readViewpoint(text))).toBe(text.replace('1e+21', `${1e21}`))
  })

  it('is as usual where it cannot be read', () => {
    for (const text of [
      'cubic',
      '5~',
      '9~2',
      '1~2~3',
      'loop',
      'loop x~y',
      'marks',
      'marks 4~3',
      'marks 1.5',
      'toward 2',
      'toward x',
      'open',
      'open fd',
      'above',
      'above -1',
      'picked',
    ])
      expect(readViewpoint(text)).toEqual(USUAL)
  })
})

describe.each(['compressed', 'linear', 'log'] as const)('on the %s scale', (kind) => {
  it.each(['crawler-3', 'crawler-10', 'echo'] as const)('an eye on %s finds what another one saw', (name) => {
    const viewing = new Viewing(fixture(name))
    for (const [left, span] of [
      [0.2, 0.3],
      [0, 0.9],
      [0.61, 0.004],
      [0.5, 0.08],
    ]) {
      const [one, other] = [new Eye(), new Eye()]
      one.kind = other.kind = kind
      one.look({left, span}, true)
      const shown = one.shownInstants(viewing)!
      other.lookAt(viewing, shown)
      expect(other.camera.left).toBeCloseTo(left, 10)
      expect(other.camera.span).toBeCloseTo(span, 10)
    }
  })
})
