import {expect, it} from 'vitest'
import {phoneToken} from './phone'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

it('is the same as long as it is kept, and as the hall wants it', () => {
  const phone = storage()
  const token = phoneToken(phone)
  expect(token).toMatch(/^[\w-]{8,40}$/)
  expect(phoneToken(phone)).toBe(token)
  expect(phoneToken(storage())).toBe(token) // this page has said it already
  phone.setItem('simloop-phone', 'no token')
  expect(phoneToken(phone)).not.toBe('no token')
})

it('lasts as long as the page where nothing may be kept', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(phoneToken(full)).toBe(phoneToken(full))
  expect(phoneToken(null)).toBe(phoneToken(null))
})
