import {describe, expect, test} from 'vitest'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {layoutOf, type Attention} from './layout'

const looking = (latest: number, more: Partial<Attention> = {}): Attention => ({
  latest,
  selected: -1,
  open: new Set(),
  ...more,
})
const OPEN = {open: new Set(['task'] as const)}
const ten = sceneOf(fixture('crawler-10'))
const forty = sceneOf(fixture('crawler-40'))

describe('the lanes', () => {
  test('of ten tasks all fit on a small laptop', () => {
    const layout = layoutOf(ten, 900, 290, 12.5, looking(0))
    expect(layout.tasks).toHaveLength(10)
    expect([layout.above, layout.below]).toEqual([0, 0])
  })

  test('fill the picture from top to bottom without overlapping', () => {
    for (const scene of [ten, forty, sceneOf(fixture('echo'))]) {
      for (const open of [{}, OPEN]) {
        const {axis, cpu, crowds, tasks, network, height} = layoutOf(scene, 1400, 440, 16, looking(7, open))
        const bands = [axis, cpu, ...crowds, ...tasks, network]
        bands.slice(1).forEach((band, i) => expect(band.top).toBeCloseTo(bands[i].top + bands[i].height))
        expect(network.top + network.height).toBeCloseTo(height)
      }
    }
  })

  test('that do not fit are folded into a crowd, beside the latest and the selected one', () => {
    for (const latest of [0, 5, 20, 39]) {
      const {crowds, tasks, above, below} = layoutOf(forty, 1400, 440, 16, looking(latest, {selected: 30}))
      expect(crowds).toMatchObject([{kind: 'task', count: 40, open: false}])
      expect(tasks.map(({index}) => index)).toEqual([latest, 30].toSorted((a, b) => a - b))
      expect([above, below]).toEqual([0, 0])
    }
  })

  test('of a crowd that is open are shown around the latest, and the counts of those that are not are true', () => {
    for (const latest of [0, 5, 20, 39]) {
      const {crowds, tasks, above, below} = layoutOf(forty, 1400, 440, 16, looking(latest, OPEN))
      expect(crowds).toMatchObject([{kind: 'task', count: 40, open: true}])
      expect(tasks.length).toBeGreaterThan(3)
      expect(above + tasks.length + below).toBe(40)
      expect(tasks.map(({index}) => index)).toContain(latest)
      expect(tasks[0].index).toBe(above)
    }
  })

  test('the selected one is among those of an open crowd, wherever the latest is', () => {
    for (const selected of [0, 17, 39]) {
      const {tasks, above, below} = layoutOf(forty, 1400, 440, 16, looking(20, {...OPEN, selected}))
      const shown = tasks.map(({index}) => index)
      expect(shown).toContain(selected)
      expect(shown).toContain(20)
      expect(shown).toEqual(shown.toSorted((a, b) => a - b))
      expect(above + tasks.length + below).toBe(40)
    }
  })

  test('that fit are never a crowd', () => {
    expect(layoutOf(forty, 1400, 1200, 16, looking(0)).crowds).toEqual([])
    expect(layoutOf(ten, 900, 200, 12.5, looking(0)).crowds).toEqual([])
  })

  test('of hosts lie inside the network', () => {
    const {hostY, network} = layoutOf(sceneOf(fixture('echo')), 1400, 440, 16, looking(0))
    expect(hostY.length).toBeGreaterThan(2)
    for (const y of hostY) {
      expect(y).toBeGreaterThanOrEqual(network.top)
      expect(y).toBeLessThanOrEqual(network.top + network.height)
    }
  })
})
