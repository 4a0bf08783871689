import {describe, expect, test} from 'vitest'
import {fixture, fixtureBytes, FIXTURES} from '../testing'
import {compressedScale} from '../felt/scale'
import {Recording} from './recording'
import {AWAITED, type Blocks} from './lanes'
import {sceneOf, type Scene} from './scene'

const crawler = fixture('crawler-3')
const scene = sceneOf(crawler)

test('a lane for each task, a line for each host, a hue for each task', () => {
  expect(scene.tasks.map(({id}) => id)).toEqual(['Task-1', 'Task-2', 'Task-3'])
  expect(scene.tasks.map(({owner}) => scene.owners[owner])).toEqual(['Task-1', 'Task-2', 'Task-3'])
  expect(scene.hosts).toEqual(crawler.metadata.hosts.map(({id}) => id))
})

test('a task steps four times and waits for the network in between', () => {
  const [{blocks, waits}] = scene.tasks
  expect([blocks.count, waits.count]).toEqual([4, 3])
  for (let i = 0; i < waits.count; i++) {
    expect(waits.from[i]).toBe(blocks.to[i])
    expect(waits.to[i]).toBe(blocks.from[i + 1])
    expect(AWAITED[waits.awaited[i]]).toBe('network')
  }
})

test('packets cross from one host to the other and carry their task’s hue', () => {
  const {packets, hosts, owners} = scene
  for (let i = 0; i < packets.count; i++) {
    expect(packets.fromHost[i]).not.toBe(packets.toHost[i])
    expect(owners[packets.owner[i]]).toMatch(/^Task-[123]$/)
    expect(packets.arrive[i]).toBeGreaterThan(packets.depart[i])
  }
  expect(hosts).toHaveLength(2)
})

test('its waits fold: the round trips of the crawler do, the short waits between two answers do not', () => {
  const {cpu, endPs} = sceneOf(fixture('crawler-10'))
  const {gaps} = compressedScale(endPs, cpu.waits)
  expect(gaps).toHaveLength(2)
  for (const {from, to} of gaps) expect(to - from).toBeGreaterThan(100e9)
  expect(cpu.waits.count).toBeGreaterThan(2)
})

describe.each(FIXTURES)('in %s', (name) => {
  const {cpu, cores, tasks, endPs} = sceneOf(fixture(name))

  test('blocks begin in order and lie within the block that is open around them', () => {
    const check = ({count, from, to, depth}: Blocks) => {
      const open: number[] = []
      for (let i = 0; i < count; i++) {
        open.length = depth[i]
        if (i > 0) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1])
        expect(to[i]).toBeGreaterThanOrEqual(from[i])
        if (open.length) expect(to[i]).toBeLessThanOrEqual(to[open[open.length - 1]])
        open.push(i)
      }
    }
    for (const lane of cores > 1 ? tasks : [cpu, ...tasks]) check(lane.blocks)
  })

  test('a core runs one thread at a time', () => {
    const {count, from, to, depth} = cpu.blocks
    const until = new Map<number, number>()
    for (let i = 0; i < (cores > 1 ? count : 0); i++) {
      expect(from[i]).toBeGreaterThanOrEqual(until.get(depth[i]) ?? 0)
      until.set(depth[i], to[i])
    }
    expect(Math.max(-1, ...until.keys())).toBeLessThan(cores)
  })

  test('the CPU is never in a block while it waits', () => {
    const {blocks, waits} = cpu
    for (let wait = 0; wait < waits.count; wait++) {
      const [from, to] = [waits.from[wait], waits.to[wait]]
      const isApart = (_: number, i: number) =>
        i >= blocks.count || blocks.to[i] <= from || blocks.from[i] >= to
      expect(blocks.row.every(isApart)).toBe(true)
      expect(to).toBeLessThanOrEqual(endPs)
    }
  })
})

test('a scene that grows with its recording ends up the same', () => {
  const running = new Recording()
  const plain = ({cpu, tasks, packets, ...rest}: Scene) => {
    const cut = (table: object & {count: number}) =>
      Object.fromEntries(
        Object.entries(table).map(([name, column]) => [
          name,
          ArrayBuffer.isView(column)
            ? Array.from(column as unknown as Float64Array).slice(0, table.count)
            : column,
        ]),
      )
    const lanes = [cpu, ...tasks].map((lane) => [lane.id, lane.owner, cut(lane.blocks), cut(lane.waits)])
    return {
      lanes,
      packets: cut(packets),
      rows: rest.rows,
      endPs: rest.endPs,
      hosts: rest.hosts,
      owners: rest.owners,
    }
  }
  for (let batch = 0; running.count < crawler.count; batch++) {
    running.append(fixtureBytes(`crawler-3.batch-${batch}`))
    sceneOf(running)
  }
  expect(plain(sceneOf(running))).toEqual(plain(scene))
})
