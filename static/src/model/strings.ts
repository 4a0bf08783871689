// All the different strings of a recording, each with a number, kept as the bytes that they came as: a string is made
// when somebody reads it. (A hundred thousand objects and a Map of them take fifty times the room, and as long to make
// as everything else of a recording together.)
//
// Rule: a string keeps its number. The empty places of the table are at most half taken.
import {grown} from './growing'

const utf8 = new TextDecoder()
const bytesOf = new TextEncoder()
/** So many that were read last need not be made again. */
const REMEMBERED = 4096
/** Longer ones are left to the browser. */
const SHORT = 40

export class Strings {
  length = 0
  private bytes = new Uint8Array(64)
  /** Where each begins, and behind the last where that ends. */
  private offsets = new Int32Array(64)
  /** By the hash of its bytes, or behind that: its number plus one; 0 is an empty place. */
  private table = new Int32Array(128)
  private readonly remembered: (string | undefined)[] = Array.from({length: REMEMBERED})
  private readonly rememberedAs = new Int32Array(REMEMBERED).fill(-1)

  at(index: number): string {
    const place = index % REMEMBERED
    if (this.rememberedAs[place] !== index) {
      this.remembered[place] = this.made(this.offsets[index], this.offsets[index + 1])
      this.rememberedAs[place] = index
    }
    return this.remembered[place]!
  }

  /** The number of a string; it gets one if it has none. */
  intern(string: string): number {
    const bytes = bytesOf.encode(string)
    return this.internBytes(bytes, 0, bytes.length)
  }

  /** The same of a stretch of bytes. */
  internBytes(from: Uint8Array, begin: number, end: number): number {
    const place = this.placeOf(from, begin, end)
    const known = this.table[place]
    if (known > 0) return known - 1
    const index = this.length++
    const start = this.offsets[index]
    this.bytes = grown(this.bytes, start + end - begin)
    for (let at = begin, to = start; at < end; at++, to++) this.bytes[to] = from[at]
    this.offsets = grown(this.offsets, index + 2)
    this.offsets[index + 1] = start + end - begin
    this.table[place] = index + 1
    if (this.length * 2 > this.table.length) this.makeRoom(this.table.length * 2)
    return index
  }

  /** Its number, -1 when it has none. */
  indexOf(string: string): number {
    const bytes = bytesOf.encode(string)
    return this.table[this.placeOf(bytes, 0, bytes.length)] - 1
  }

  /** So many more will come, of so many bytes at most. */
  expect(more: number, bytes: number): void {
    this.bytes = grown(this.bytes, this.offsets[this.length] + bytes)
    this.offsets = grown(this.offsets, this.length + more + 1)
    let size = this.table.length
    while ((this.length + more) * 2 > size) size *= 2
    if (size > this.table.length) this.makeRoom(size)
  }

  /** Where in the table a string is, or would be. */
  private placeOf(from: Uint8Array, begin: number, end: number): number {
    const last = this.table.length - 1
    for (let place = hashOf(from, begin, end) & last; ; place = (place + 1) & last) {
      const known = this.table[place]
      if (known === 0 || this.is(known - 1, from, begin, end)) return place
    }
  }

  private is(index: number, from: Uint8Array, begin: number, end: number): boolean {
    const {bytes, offsets} = this
    let at = offsets[index]
    if (offsets[index + 1] - at !== end - begin) return false
    for (let other = begin; other < end; other++, at++) if (bytes[at] !== from[other]) return false
    return true
  }

  private makeRoom(size: number): void {
    this.table = new Int32Array(size)
    for (let index = 0; index < this.length; index++) {
      let place = hashOf(this.bytes, this.offsets[index], this.offsets[index + 1]) & (size - 1)
      while (this.table[place]) place = (place + 1) & (size - 1)
      this.table[place] = index + 1
    }
  }

  private made(begin: number, end: number): string {
    const bytes = this.bytes.subarray(begin, end)
    const plain = bytes.length <= SHORT && bytes.every((byte) => byte < 0x80)
    return plain ? String.fromCharCode(...bytes) : utf8.decode(bytes)
  }
}

/** Fowler, Noll and Vo's, with the high bits mixed into the low ones, which are all that is used. */
function hashOf(bytes: Uint8Array, begin: number, end: number): number {
  let hash = 0x811c9dc5
  for (let at = begin; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193)
  return hash ^ (hash >>> 15)
}
