// Panels that look at how they are laid out do it together: first all of them are written, then all are read, then
// they are corrected. So the browser lays a moment out once, and not once for each panel.

export interface Measured {
  /** Reads how it is laid out; what it has to correct is written by what it returns. */
  measure(): (() => void) | null
}

const waiting = new Set<Measured>()

/** As soon as all that is about to be written has been: panels are updated in microtasks that are queued before. */
export function measureSoon(panel: Measured): void {
  if (waiting.size === 0) queueMicrotask(measureAll)
  waiting.add(panel)
}

function measureAll(): void {
  const panels = [...waiting]
  waiting.clear()
  const corrections = panels.map((panel) => panel.measure())
  for (const correct of corrections) correct?.()
}
