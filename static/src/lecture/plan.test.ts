import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {Slide} from './deck'
import {behind, plannedFor, saidIn} from './plan'

const slide = (notes: string): Slide => ({line: 1, parts: [], notes})

describe('the plan in the notes', () => {
  it('is read from their first line, in any language', () => {
    expect(plannedFor(slide('Time 0:40–1:10 (30 s)\n\nSay it.'))).toEqual({from: 40, to: 70})
    expect(plannedFor(slide('时间 0:40–1:10（30 秒）'))).toEqual({from: 40, to: 70})
    expect(plannedFor(slide('58:30 - 1:01:00'))).toEqual({from: 3510, to: 3660})
    expect(saidIn(slide('0:40–1:10\n\nSay it.'))).toBe('Say it.')
  })

  it('is not there where nothing is planned', () => {
    for (const notes of ['', 'Say it in 0:40.', 'Say it.\n0:40–1:10', '1:10–0:40']) {
      expect(plannedFor(slide(notes))).toBeNull()
      expect(saidIn(slide(notes))).toBe(notes)
    }
  })

  it('says how far behind one is, and how far ahead', () => {
    const stretch = {from: 60, to: 90}
    expect([50, 60, 90, 100].map((elapsed) => behind(stretch, elapsed))).toEqual([-10, 0, 0, 10])
  })

  it.each(['en', 'zh'])('covers the built-in lecture without a gap, in %s', (lang) => {
    const text = readFileSync(new URL(`../../../simloop/lectures/notes.${lang}.md`, import.meta.url), 'utf8')
    const stretches = text
      .split(/^Note:$/m)
      .slice(1)
      .map((notes) => plannedFor(slide(notes.trimStart())))
    expect(stretches.length).toBeGreaterThan(40)
    expect(stretches.every((stretch, index) => stretch!.from === (stretches[index - 1]?.to ?? 0))).toBe(true)
  })
})
