import {describe, expect, it} from 'vitest'
import {deckOf, followersPage} from './address'

describe('a deck', () => {
  it('is what the address names, with what it asks for, in whatever language', () => {
    expect(deckOf({pathname: '/lecture/notes', search: '?lang=zh&follow'})).toBe('notes')
    expect(deckOf({pathname: '/lecture/scenario/crawler', search: '?urls=3&lang=en'})).toBe(
      'scenario/crawler?urls=3',
    )
  })

  it('has a page for followers', () => {
    expect(followersPage('notes')).toBe('/lecture/notes?follow')
    expect(followersPage('scenario/crawler?urls=3')).toBe('/lecture/scenario/crawler?urls=3&follow')
  })
})
