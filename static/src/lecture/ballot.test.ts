import {describe, expect, it} from 'vitest'
import {csvOf} from './answers'
import {Ballot, type Asks} from './ballot'
import type {Deck} from './deck'

class Wire {
  readonly said: [string, object][] = []
  refuses = false
  hears: (message: unknown) => void = () => {}

  say<T>(event: string, message: object, answered?: (answer: T) => void): void {
    this.said.push([event, message])
    if (event === 'vote') answered?.((this.refuses ? {error: {}} : {}) as T)
    if (event === 'ballots') answered?.({ballots: [{deck: 'notes', question: 2, counts: [1, 4]}]} as T)
  }

  on<T>(_event: string, hear: (message: T) => void): void {
    this.hears = hear as (message: unknown) => void
  }
}

function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return {getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => void kept.set(key, text)}
}

const at = (asks: Asks | null, id = 'tonight') => ({
  id,
  online: true,
  latest: {deck: 'notes', ...(asks ? {asks} : {})},
})
const asks = (stage: Asks['stage'], number = 1): Asks => ({number, options: 3, stage})

function phone(kept = storage(), hall = 'tonight') {
  const wire = new Wire()
  const ballot = new Ballot('follower', 'notes', wire, kept)
  ballot.follow(at(asks('open'), hall))
  return {ballot, wire}
}

describe('a phone', () => {
  it('answers while the question is open, and may change', () => {
    const {ballot, wire} = phone()
    ballot.vote(1, 0)
    ballot.vote(1, 2)
    ballot.follow(at(asks('closed')))
    ballot.vote(1, 1)
    ballot.vote(2, 1)
    expect(ballot.mine(1)).toBe(2)
    expect(wire.said.map(([, message]) => (message as {option: number}).option)).toEqual([0, 2])
  })

  it('takes back an answer that came too late', () => {
    const {ballot, wire} = phone()
    ballot.vote(1, 0)
    wire.refuses = true
    ballot.vote(1, 2)
    expect(ballot.mine(1)).toBe(0)
  })

  it('says it again when the line was broken', () => {
    const {ballot, wire} = phone()
    ballot.vote(1, 0)
    ballot.follow(at(asks('open')))
    expect(wire.said.length).toBe(1)
    ballot.follow({...at(asks('open')), online: false})
    ballot.follow(at(asks('open')))
    expect(wire.said.length).toBe(2)
  })

  it('sees no bars before they are revealed', () => {
    const {ballot, wire} = phone()
    wire.hears({deck: 'notes', question: 1, stage: 'open', counts: [1, 0, 0]})
    expect(ballot.counts(1)).toBeNull()
    ballot.follow(at(asks('revealed')))
    expect(ballot.counts(1)).toEqual([1, 0, 0])
  })

  it('knows after a reload what it said', () => {
    const kept = storage()
    const before = phone(kept)
    before.ballot.vote(1, 2)
    const after = phone(kept)
    expect(after.ballot.mine(1)).toBe(2)
    after.ballot.vote(1, 0)
  })

  it('says its answer to a closed question again to a hall that has begun anew, once that is there', () => {
    const {ballot, wire} = phone()
    ballot.vote(1, 2)
    ballot.follow(at(asks('closed')))
    ballot.follow(at(null, 'after the crash'))
    expect(wire.said).toHaveLength(1)
    ballot.follow(at(asks('closed'), 'after the crash'))
    expect(wire.said).toHaveLength(2)
    ballot.follow(at(asks('closed'), 'after the crash'))
    expect(wire.said).toHaveLength(2)
  })

  it('keeps what it said to a closed question through a broken line and a reload', () => {
    const kept = storage()
    const {ballot} = phone(kept)
    ballot.vote(1, 2)
    const {ballot: after, wire} = phone(kept)
    wire.refuses = true
    wire.said.length = 0
    after.follow(at(asks('closed')))
    after.follow({...at(asks('closed')), online: false})
    after.follow(at(asks('closed')))
    expect(wire.said).toEqual([])
    expect(after.mine(1)).toBe(2)
  })

  it('says its answer again to a hall that has begun anew, and not to another evening', () => {
    const kept = storage()
    const {ballot, wire} = phone(kept)
    ballot.vote(1, 2)
    ballot.follow(at(null, 'after the crash'))
    ballot.follow(at(asks('open'), 'after the crash'))
    expect(wire.said.length).toBe(2)
    const later = phone(kept, 'next week')
    expect(later.ballot.mine(1)).toBeNull()
    expect(later.wire.said).toEqual([])
  })
})

describe('the presenter', () => {
  it('hears the bars of this deck, and all of them at the end', async () => {
    const wire = new Wire()
    const ballot = new Ballot('presenter', 'notes', wire, storage())
    ballot.follow(at(asks('open')))
    wire.hears({deck: 'another', question: 1, stage: 'open', counts: [9, 9, 9]})
    expect(ballot.counts(1)).toBeNull()
    wire.hears({deck: 'notes', question: 1, stage: 'open', counts: [1, 2, 0]})
    expect(ballot.counts(1)).toEqual([1, 2, 0])
    expect([...(await ballot.all())]).toEqual([[2, [1, 4]]])
  })

  it('has the answers as a table', () => {
    const question = {line: 1, ask: 'Who, "now"?', options: ['me', 'you, there'], right: 1}
    const slide = {line: 1, parts: [{question}], notes: ''}
    const deck = {columns: [[slide], [slide]]} as unknown as Deck
    expect(csvOf(deck, (number) => (number === 2 ? [3, 4] : [0, 0]))).toBe(
      'number,question,letter,option,right,answers\r\n' +
        '2,"Who, ""now""?",A,me,,3\r\n' +
        '2,"Who, ""now""?",B,"you, there",yes,4\r\n',
    )
  })
})
