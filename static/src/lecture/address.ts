// What a lecture's page reads in an address, its own or another's: which deck it shows, and what the page is to it.

/** A page's deck, as its address has it; its own words for where it is in a hall are not the deck's. */
export function deckOf({pathname, search}: {pathname: string; search: string}): string {
  const query = new URLSearchParams(search)
  for (const own of OWN) query.delete(own)
  const asked = `${query}`
  return pathname.replace(/^\/lecture\//, '') + (asked ? `?${asked}` : '')
}

/** The address of a follower's page. */
export const followersPage = (deck: string): string =>
  `/lecture/${deck}${deck.includes('?') ? '&' : '?'}follow`

/** What a page's address says of itself, and not of its deck. */
export const OWN: readonly string[] = ['lang', 'follow', 'presenter', 'speaker', 'mirror']
