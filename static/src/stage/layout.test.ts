import {describe, expect, test} from 'vitest'
import {sceneOf} from '../model/scene'
import {fixture} from '../testing'
import {layoutOf} from './layout'

const ten = sceneOf(fixture('crawler-10'))
const forty = sceneOf(fixture('crawler-40'))

describe('the lanes', () => {
  test('of ten tasks all fit on a small laptop', () => {
    const layout = layoutOf(ten, 900, 290, 12.5, 0)
    expect(layout.tasks).toHaveLength(10)
    expect([layout.above, layout.below]).toEqual([0, 0])
  })

  test('fill the picture from top to bottom without overlapping', () => {
    for (const scene of [ten, forty, sceneOf(fixture('echo'))]) {
      const {axis, cpu, tasks, network, height} = layoutOf(scene, 1400, 440, 16, 7)
      const bands = [axis, cpu, ...tasks, network]
      bands.slice(1).forEach((band, i) => expect(band.top).toBeCloseTo(bands[i].top + bands[i].height))
      expect(network.top + network.height).toBeCloseTo(height)
    }
  })

  test('that do not fit are folded, and the counts of what is folded are true', () => {
    for (const task of [0, 5, 20, 39]) {
      const {tasks, above, below} = layoutOf(forty, 1400, 440, 16, task)
      expect(above + tasks.length + below).toBe(40)
      expect(tasks.map(({index}) => index)).toContain(task)
      expect(tasks[0].index).toBe(above)
    }
  })

  test('of hosts lie inside the network', () => {
    const {hostY, network} = layoutOf(sceneOf(fixture('echo')), 1400, 440, 16, 0)
    expect(hostY.length).toBeGreaterThan(2)
    for (const y of hostY) {
      expect(y).toBeGreaterThanOrEqual(network.top)
      expect(y).toBeLessThanOrEqual(network.top + network.height)
    }
  })
})
