// Markers: events that a viewer wants to find again, in order.

/** Sets a marker at a row, or removes the one that is there. */
export const marked = (markers: readonly number[], row: number): readonly number[] =>
  markers.includes(row)
    ? markers.filter((marker) => marker !== row)
    : [...markers, row].toSorted((a, b) => a - b)

/** The next marker after a row, or the last before it where `count` is negative. */
export const markerFrom = (markers: readonly number[], row: number, count: number): number | undefined =>
  count > 0 ? markers.find((marker) => marker > row) : markers.findLast((marker) => marker < row)
