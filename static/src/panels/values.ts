// Values, as short as they can be told.

/** `<2000 bytes>` is `2000 B`; what is still long is cut. */
export function brief(value: string, most = 16): string {
  const bytes = /^<(\d+) bytes>$/.exec(value)
  if (bytes) return `${bytes[1]} B`
  return value.length > most ? `${value.slice(0, most - 1)}…` : value
}

export interface Few<Item> {
  readonly shown: readonly Item[]
  readonly more: number
}

/** At most so many of a list, in its order: first those that matter, then from its beginning. */
export function fewOf<Item>(
  items: readonly Item[],
  most: number,
  matters: (item: Item) => boolean,
): Few<Item> {
  if (items.length <= most) return {shown: items, more: 0}
  const ranked = [...items.filter(matters), ...items.filter((item) => !matters(item))].slice(0, most)
  const kept = new Set(ranked)
  return {shown: items.filter((item) => kept.has(item)), more: items.length - most}
}
