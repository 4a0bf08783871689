// Values, as short as they can be told.

/** `<2000 bytes>` is `2000 B`; what is still long is cut. */
export function brief(value: string, most = 16): string {
  const bytes = /^<(\d+) bytes>$/.exec(value)
  if (bytes) return `${bytes[1]} B`
  return value.length > most ? `${value.slice(0, most - 1)}…` : value
}
