// Typed arrays that grow: whoever adds to one makes sure that there is room, and counts by itself.

type Growable = Float64Array | Float32Array | Uint8Array | Int8Array | Int16Array | Int32Array

/** A copy with room for at least `capacity` numbers, or the array itself when it has the room. */
export function grown<A extends Growable>(array: A, capacity: number): A {
  return array.length >= capacity ? array : longer(array, capacity)
}

function longer<A extends Growable>(array: A, capacity: number): A {
  const copy = new (array.constructor as new (length: number) => A)(Math.max(capacity, array.length * 2))
  copy.set(array)
  return copy
}
