// How long a test waits for what must come. Nothing is the faster for less of it: a machine that is many times slower
// than ours is slow and not wrong, and only what never comes costs all of it.

export const PATIENCE_MS = 180_000
