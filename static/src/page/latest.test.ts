import {describe, expect, it} from 'vitest'
import {Latest} from './latest'

function bench() {
  let now = 0
  let timers: {at: number; act: () => void}[] = []
  const started: number[] = []
  const clock = {
    now: () => now,
    after: (ms: number, act: () => void) => {
      const timer = {at: now + ms, act}
      timers.push(timer)
      return () => void (timers = timers.filter((one) => one !== timer))
    },
  }
  const pass = (ms: number) => {
    now += ms
    const due = timers.filter(({at}) => at <= now)
    timers = timers.filter(({at}) => at > now)
    for (const {act} of due) act()
  }
  return {latest: new Latest<number>((wanted) => started.push(wanted), 100, clock), started, pass}
}

describe('runs that follow a moving hand', () => {
  it('are one at a time, and the latest counts', () => {
    const {latest, started, pass} = bench()
    for (const value of [1, 2, 3, 4]) {
      latest.ask(value)
      pass(10)
    }
    expect(started).toEqual([1])
    latest.over()
    expect(started).toEqual([1, 4])
    latest.over()
    expect(latest.busy).toBe(false)
  })

  it('make way when they take long, whether or not the hand still moves', () => {
    const {latest, started, pass} = bench()
    latest.ask(1)
    pass(50)
    latest.ask(2)
    pass(60)
    expect(started).toEqual([1, 2])
    pass(150)
    latest.ask(3)
    expect(started).toEqual([1, 2, 3])
  })

  it('are forgotten when they are stopped', () => {
    const {latest, started, pass} = bench()
    latest.ask(1)
    latest.ask(2)
    latest.stop()
    pass(500)
    expect(started).toEqual([1])
    expect(latest.busy).toBe(false)
  })
})
