import {describe, expect, test} from 'vitest'
import {worldAt} from '../model/world'
import type {Lang} from '../model/metadata'
import {find, fixture, FIXTURES} from '../testing'
import {because, BECAUSES} from './because'
import {momentToExplain, type MomentToExplain} from './moments'
import {EventToTell} from './event'
import {plain} from './rich'

const why = (row: number, lang: Lang, recording = fixture('crawler-3')) =>
  plain(because(recording, row, worldAt(recording, row), lang))

describe.each(['en', 'zh'] as const)('in %s', (lang) => {
  test.each(FIXTURES)('what is said of %s has no holes, and is longer than a glance', (name) => {
    const recording = fixture(name)
    for (let row = 0; row < recording.count; row++) {
      const sentence = why(row, lang, recording)
      if (sentence === '') continue
      expect(sentence, `event ${row}`).not.toMatch(/undefined|null|NaN|\[object|  |^\s|\s$/)
      expect(sentence, `event ${row}`).toMatch(
        lang === 'zh' ? /[\u4e00-\u9fff].*。$/ : /^[^\u4e00-\u9fff]+\.$/,
      )
      expect(sentence.length).toBeGreaterThan(lang === 'zh' ? 40 : 90)
    }
  })
})

test('every moment happens in some recording', () => {
  const seen = new Set<MomentToExplain | null>()
  for (const name of FIXTURES) {
    const recording = fixture(name)
    for (let row = 0; row < recording.count; row++)
      seen.add(momentToExplain(new EventToTell(recording, row, worldAt(recording, row), 'en')))
  }
  expect(Object.keys(BECAUSES.en).filter((moment) => !seen.has(moment as MomentToExplain))).toEqual([])
})

test('a Future of a Task’s first step is told apart from one that is waited for', () => {
  const first = find(fixture('crawler-3'), {kind: 'future.create'})
  const second = find(fixture('crawler-3'), {kind: 'future.create'}, first + 1)
  expect(why(first, 'en')).toMatch(/^A Task walks by being handed a finished Future/)
  expect(why(second, 'en')).toMatch(/^A Future does nothing by itself/)
})
