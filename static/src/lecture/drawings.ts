// The drawings of a deck, kept in the browser by slide and step. All windows of a deck share them: each is told when
// another has drawn.
import {isStroke, type Stroke} from './strokes'

/** Where a drawing stands: `2/1/3` is column 2, row 1, with three fragments. */
export type SpotKey = `${number}/${number}/${number}`

export class Drawings extends EventTarget {
  private readonly key: string
  /** Where the browser keeps nothing, they last as long as the page. */
  private kept = new Map<SpotKey, readonly Stroke[]>()

  constructor(deck: string) {
    super()
    this.key = `simloop-drawings ${deck}`
    this.kept = this.read()
    addEventListener('storage', ({key}) => {
      if (key !== this.key) return
      this.kept = this.read()
      this.dispatchEvent(new Event('change'))
    })
  }

  of(spot: SpotKey): readonly Stroke[] {
    return this.kept.get(spot) ?? []
  }

  add(spot: SpotKey, stroke: Stroke): void {
    this.put(spot, [...this.of(spot), stroke])
  }

  undo(spot: SpotKey): void {
    this.put(spot, this.of(spot).slice(0, -1))
  }

  clear(spot: SpotKey): void {
    this.put(spot, [])
  }

  private put(spot: SpotKey, strokes: readonly Stroke[]): void {
    if (strokes.length) this.kept.set(spot, strokes)
    else this.kept.delete(spot)
    try {
      localStorage.setItem(this.key, JSON.stringify(Object.fromEntries(this.kept)))
    } catch {
      // Full or forbidden: they last as long as the page.
    }
    this.dispatchEvent(new Event('change'))
  }

  private read(): Map<SpotKey, readonly Stroke[]> {
    try {
      const stored = JSON.parse(localStorage.getItem(this.key) ?? '{}') as Record<SpotKey, unknown>
      const all = Object.entries(stored) as [SpotKey, unknown][]
      return new Map(
        all.map(([spot, strokes]) => [spot, Array.isArray(strokes) ? strokes.filter(isStroke) : []]),
      )
    } catch {
      return new Map()
    }
  }
}
