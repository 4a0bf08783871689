// Where things stand in the state's lists. A thing keeps its index for the whole recording, so this is no part of
// the state, and many states share it.
import {grown} from './growing'

/** By the indices of their names, in the order in which they come up. */
export class Index {
  private readonly indices = new Map<number, number>()

  of(name: number): number {
    let index = this.indices.get(name)
    if (index === undefined) this.indices.set(name, (index = this.indices.size))
    return index
  }

  /** Of a thing that may have no place: -1. Looking gives it none. */
  find(name: number): number {
    return this.indices.get(name) ?? -1
  }
}

/** By the rows in which they begin, in the order of these. */
export class Numbers {
  private rows = new Int32Array(0)
  private count = 0

  of(row: number): number {
    if (this.count && row <= this.rows[this.count - 1]) return this.find(row)
    this.rows = grown(this.rows, this.count + 1)
    this.rows[this.count] = row
    return this.count++
  }

  /** Where nothing begins: -1. */
  find(row: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.rows[middle] < row) low = middle + 1
      else high = middle
    }
    return low < this.count && this.rows[low] === row ? low : -1
  }
}

export class Indices {
  readonly table = new Index()
  readonly futures = new Index()
  readonly tasks = new Index()
  readonly sockets = new Index()
  readonly threads = new Index()
  readonly locks = new Index()
  readonly packets = new Numbers()
  /** There are packets whose arrival had not come yet when they were looked at. */
  openEnds = false
}
