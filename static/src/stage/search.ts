// Binary search in a sorted column.

/** How many of the first `count` values are at most `value`. */
export function countUpTo(values: ArrayLike<number>, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}
