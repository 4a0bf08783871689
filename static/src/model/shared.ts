// A list that is cheap to copy: copies share its chunks until one of them writes into one.
// So a state can be kept every few thousand rows without keeping everything each time.

const CHUNK_BITS = 6
const CHUNK = 1 << CHUNK_BITS

export class SharedList<T> {
  length = 0
  private chunks: T[][] = []
  /** Whether a chunk is this list's alone. */
  private own: boolean[] = []

  copy(): SharedList<T> {
    const copy = new SharedList<T>()
    copy.length = this.length
    copy.chunks = this.chunks.slice()
    this.own = []
    return copy
  }

  get(index: number): T | undefined {
    return this.chunks[index >> CHUNK_BITS]?.[index & (CHUNK - 1)]
  }

  set(index: number, item: T): void {
    const chunk = index >> CHUNK_BITS
    if (!this.own[chunk]) {
      this.chunks[chunk] = this.chunks[chunk]?.slice() ?? []
      this.own[chunk] = true
    }
    this.chunks[chunk][index & (CHUNK - 1)] = item
    this.length = Math.max(this.length, index + 1)
  }

  push(item: T): void {
    this.set(this.length, item)
  }

  toArray(): T[] {
    return ([] as T[]).concat(...this.chunks) // flat() takes thirty times as long
  }
}
