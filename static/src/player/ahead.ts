// What the picture does not need yet, but soon will: done in slices while the browser has nothing else to do.

/** Does some of it, until that is enough; true when nothing is left to do. */
export type Work = (enough: () => boolean) => boolean

/** At most so long at a time: a hand or a frame that comes meanwhile has to wait for it. */
const SLICE_MS = 6

/** Returns how to call it off. */
export function ahead(work: Work): () => void {
  let calledOff = false
  const slice = () => {
    const end = performance.now() + SLICE_MS
    if (!calledOff && !work(() => performance.now() >= end)) later(slice)
  }
  later(slice)
  return () => (calledOff = true)
}

/** Where there is no way to know that the browser idles, the next free moment is taken for it. */
function later(slice: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(slice)
  else setTimeout(slice, SLICE_MS)
}
