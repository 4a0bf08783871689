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

export interface Named {
  readonly name: string
  readonly text: string
}

/** How long a value may be beside its line: as long as there is room, and then shorter. */
const LENGTHS = [32, 18, 9]

/** What a line's names stand for, in so many letters: shortened, then fewer of them, then none at all. */
export function beside(values: readonly Named[], room: number): {shown: Named[]; more: number} {
  for (let count = values.length; count > 0; count--) {
    const more = values.length - count
    const counted = more ? `+${more}`.length + 2 : 0
    for (const most of LENGTHS) {
      const shown = values.slice(0, count).map(({name, text}) => ({name, text: brief(text, most)}))
      const letters = shown.reduce(
        (sum, {name, text}) => sum + name.length + text.length + 3,
        2 * (count - 1),
      )
      if (letters + counted <= room) return {shown, more}
    }
  }
  return {shown: [], more: 0}
}
