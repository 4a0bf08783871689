// Rows of one kind, grouped by a number that each has: of a group all rows in order, as a part of one array.
//
// Rule: made at once, of all rows that are there; four bytes a row, and four for each number that it might have.
import {grown} from './growing'
import type {Columns} from './columns'

const NONE = new Int32Array(0)

export class Grouped {
  private readonly rows: Int32Array
  /** Where each group ends. */
  private readonly ends: Int32Array

  /** The rows of a kind; each has a number from -1 on. */
  constructor({kind, count}: Columns, wanted: number, numberOf: (row: number) => number) {
    let ends = new Int32Array(64)
    for (let row = 0; row < count; row++) {
      if (kind[row] !== wanted) continue
      const group = numberOf(row) + 1
      if (group + 1 >= ends.length) ends = grown(ends, group + 2)
      ends[group + 1]++
    }
    for (let group = 1; group < ends.length; group++) ends[group] += ends[group - 1]
    this.rows = new Int32Array(ends[ends.length - 1])
    // From where it begins, each group is filled up to where it ends.
    for (let row = 0; row < count; row++) if (kind[row] === wanted) this.rows[ends[numberOf(row) + 1]++] = row
    this.ends = ends
  }

  /** The rows that have a number, in order. */
  of(number: number): Int32Array {
    const group = number + 1
    return group < this.ends.length
      ? this.rows.subarray(group && this.ends[group - 1], this.ends[group])
      : NONE
  }
}
