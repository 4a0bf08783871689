import {describe, expect, test} from 'vitest'
import {feltText} from '../felt/felt'
import {KIND_INFO, KINDS, type Kind} from '../model/kinds'
import {worldAt} from '../model/world'
import {find, fixture, FIXTURES, recordingOf, type Row} from '../testing'
import type {Lang} from '../model/metadata'
import {narrate, SAYINGS} from './narrate'
import {closedUp, plain, say, strong} from './rich'

const LANGS: readonly Lang[] = ['en', 'zh']
const crawler = fixture('crawler-3')
const told = (row: number, lang: Lang, recording = crawler) =>
  plain(narrate(recording, row, worldAt(recording, row), lang))

describe.each(LANGS)('in %s', (lang) => {
  test.each(KINDS)('%s has a sentence for each of its phases, and for no other', (kind) => {
    expect(Object.keys(SAYINGS[lang][kind]).sort()).toEqual([...KIND_INFO[kind].phases].sort())
  })

  test.each(FIXTURES)('each event of %s is told, without holes', (name) => {
    const recording = fixture(name)
    for (let row = 0; row < recording.count; row++) {
      const sentence = told(row, lang, recording)
      expect(sentence, `event ${row}`).not.toMatch(/undefined|null|NaN|\[object|  |^\s|\s$/)
      expect(sentence.length, `event ${row}`).toBeGreaterThan(6)
      if (recording.kindOf(row) !== 'line') expect(sentence).toMatch(lang === 'zh' ? /[。！？”]$/ : /[.?!”]$/)
      if (lang === 'zh') expect(sentence).toMatch(/[\u4e00-\u9fff]/)
      else expect(sentence).not.toMatch(/[\u4e00-\u9fff]/)
    }
  })

  test('what the fixtures lack can be told too', () => {
    const kinds = KINDS.filter((kind) => !FIXTURES.some((name) => hasKind(name, kind)))
    for (const kind of kinds) {
      const cells = {subject: 'fd 4', object: 'fd 5', label: 'READ', host: 'here'} as const
      const rows: Row[] = [{kind: 'program', phase: 'begin', subject: 'p'}]
      if (KIND_INFO[kind].phases.includes('instant')) rows.push({kind, ...cells, value: '1'})
      else rows.push({kind, phase: 'begin', ...cells}, {kind, phase: 'end', cause: 1, ...cells})
      const recording = recordingOf(rows)
      for (let row = 1; row < rows.length; row++) {
        expect(told(row, lang, recording)).not.toMatch(/undefined|null|NaN|\[object/)
      }
    }
  })
})

const hasKind = (name: (typeof FIXTURES)[number], kind: Kind) => {
  const recording = fixture(name)
  for (let row = 0; row < recording.count; row++) if (recording.kindOf(row) === kind) return true
  return false
}

test('work is told by its amount, once or often, and of memory in bytes', () => {
  const tour = fixture('table')
  const works = [...Array(tour.count).keys()].filter(
    (row) => tour.kindOf(row) === 'cpu.work' && tour.phaseOf(row) === 'begin',
  )
  expect(works.map((row) => told(row, 'en', tour).replace('The program works on the CPU: ', ''))).toEqual([
    'execute one instruction, once.',
    'L1 cache read, once.',
    'execute one instruction, 2 times.',
    'branch misprediction, once.',
    'L2 cache read, once.',
    'main memory reference, once.',
    'read 1 MB sequentially from memory, 1,000,000 B.',
  ])
  expect(told(works[2], 'zh', tour)).toBe('程序在 CPU 上干活：执行指令，2 次。')
})

test('the cure for 没太懂: from the readiness to the next yield, in English', () => {
  const from = find(crawler, {kind: 'select.readiness'})
  const story = (
    [
      ['select.readiness', 'instant'],
      ['callback', 'begin'],
      ['future.set_result', 'begin'],
      ['future.callback', 'begin'],
      ['task.step', 'begin'],
      ['coroutine.send', 'begin'],
      ['coroutine.send', 'end'],
      ['future.add_done_callback', 'instant'],
    ] as const
  ).map(([kind, phase]) => told(find(crawler, {kind, phase}, from), 'en'))
  expect(story).toEqual([
    'select() reports fd 4 as writable because the connection is made: on_writable is ready, but not yet running.',
    'The loop calls on_writable, the callback that was registered for fd 4.',
    'on_writable puts None into f2, which will now call whoever is on its list: Task-1.step.',
    'f2 calls the callback that it was given, and that is Task-1.step.',
    'Task-1’s step is called with f2, and will send what is in it into the coroutine: None.',
    'Task.step sends None into Task-1, at the yield where it waited for 12.5 years.',
    'Task-1 hands out f7 at its yield in line 40, and stops there: send() returns.',
    'Task-1 puts its step on the list of f7: “call me when you are filled.”',
  ])
})

test('the cure for 没太懂: how a task starts itself, in Chinese', () => {
  const story = (
    [
      ['task.create', 'begin'],
      ['future.create', 'instant'],
      ['future.set_result', 'begin'],
      ['task.step', 'begin'],
      ['coroutine.send', 'begin'],
      ['coroutine.send', 'end'],
    ] as const
  ).map(([kind, phase]) => told(find(crawler, {kind, phase}), 'zh'))
  expect(story).toEqual([
    '协程 Crawler.fetch 交给一个新的 Task：Task-1，它马上就会把协程启动起来。',
    'Task-1 建了 f1：这个 Future 只是为了启动自己。',
    'f1 一上来就放进 None；没有人在等它，也就不用通知谁。',
    'Task-1 迈出第一步，手里拿着早已完成的 f1。',
    'send(None) 只是启动 Task-1：还没有哪个 yield 在等值，协程从第一行跑起。',
    'Task-1 在第 28 行的 yield 交出 f2，就停在那里；send() 返回。',
  ])
})

test('a task is as old as it is since it was made, not since it stopped', () => {
  const troubles = fixture('troubles')
  const done = find(troubles, {kind: 'task.done', subject: 'Task-2'})
  const made = find(troubles, {kind: 'task.create', phase: 'begin', subject: 'Task-2'})
  const age = feltText(troubles.columns.t[done] - troubles.columns.t[made], 380, 'en')
  expect(told(done, 'en', troubles)).toBe(
    `Task-2 has come to the end of its coroutine, ${age} after it was made.`,
  )
})

test('names carry their owner, so that they can have its hue', () => {
  const row = find(crawler, {kind: 'coroutine.send', label: 'resumed', subject: 'Task-2'})
  const pieces = narrate(crawler, row, worldAt(crawler, row), 'en')
  expect(pieces.filter(({owner}) => owner).map(({text, owner}) => [text, owner])).toEqual([
    ['None', 'Task-2'],
    ['Task-2', 'Task-2'],
  ])
})

test('Chinese is closed up where Chinese meets Chinese, and only there', () => {
  const sentence = closedUp(say`${'程序'} 执行 ${strong(3)} 行 ${'“好”'} 。 a b`)
  expect(plain(sentence)).toBe('程序执行 3 行“好”。 a b')
})
