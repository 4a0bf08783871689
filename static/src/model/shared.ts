// A list that costs nothing to copy: copies share all that neither of them changes later. So a state can be kept
// every few hundred rows without keeping everything each time.
//
// Rule: it is a tree of small nodes. Whoever writes owns the nodes on the way to the place, and copies those that
// it does not own; `edition` says whose a node is.

const BITS = 4
const WIDTH = 1 << BITS
const MASK = WIDTH - 1

/** Its parts, and behind them its edition. Parts of the lowest nodes are items. */
type Node = unknown[]

const EMPTY: Node = Array.from({length: WIDTH + 1})

let editions = 0

export class SharedList<T> {
  /** One more than the highest index. */
  length = 0
  /** How many items there are. */
  private size = 0
  private root: Node | undefined
  private height = 1
  private edition = ++editions

  copy(): SharedList<T> {
    const copy = new SharedList<T>()
    copy.length = this.length
    copy.size = this.size
    copy.root = this.root
    copy.height = this.height
    this.edition = ++editions
    return copy
  }

  get(index: number): T | undefined {
    if (index < 0 || index >= this.length) return undefined
    let node = this.root
    for (let shift = BITS * (this.height - 1); node && shift > 0; shift -= BITS)
      node = node[(index >> shift) & MASK] as Node | undefined
    return node?.[index & MASK] as T | undefined
  }

  set(index: number, item: T): void {
    this.length = Math.max(this.length, index + 1)
    while (index >> (BITS * this.height)) {
      const above = this.own(undefined)
      above[0] = this.root
      this.root = above
      this.height++
    }
    let node = (this.root = this.own(this.root))
    for (let shift = BITS * (this.height - 1); shift > 0; shift -= BITS) {
      const at = (index >> shift) & MASK
      node = node[at] = this.own(node[at] as Node | undefined)
    }
    if (node[index & MASK] === undefined) this.size++
    node[index & MASK] = item
  }

  push(item: T): void {
    this.set(this.length, item)
  }

  /** Takes an item out; the others keep their places. */
  remove(index: number): void {
    if (this.get(index) === undefined) return
    this.size--
    this.root = this.without(this.root!, index, BITS * (this.height - 1))
  }

  /** Each item at its index; `undefined` where there is none. */
  toArray(): T[] {
    const items: T[] = []
    items.length = this.length
    if (this.root) fill(items, this.root, 0, BITS * (this.height - 1))
    return items
  }

  /** The items that there are, in order. */
  present(): T[] {
    const items: T[] = []
    items.length = this.size
    if (this.root) gather(items, 0, this.root, this.height)
    return items
  }

  private own(node: Node | undefined): Node {
    if (node?.[WIDTH] === this.edition) return node
    const own: Node = (node ?? EMPTY).slice()
    own[WIDTH] = this.edition
    return own
  }

  /** The node without an item, or nothing when nothing is left in it. */
  private without(node: Node, index: number, shift: number): Node | undefined {
    const own = this.own(node)
    const at = (index >> shift) & MASK
    own[at] = shift === 0 ? undefined : this.without(own[at] as Node, index, shift - BITS)
    for (let part = 0; part < WIDTH; part++) if (own[part] !== undefined) return own
    return undefined
  }
}

function fill<T>(items: T[], node: Node, from: number, shift: number): void {
  const parts = Math.min(WIDTH, ((items.length - from - 1) >> shift) + 1)
  for (let part = 0; part < parts; part++) {
    if (shift === 0) items[from + part] = node[part] as T
    else if (node[part] !== undefined) fill(items, node[part] as Node, from + (part << shift), shift - BITS)
  }
}

/** Returns the place behind the last. */
function gather<T>(items: T[], place: number, node: Node, height: number): number {
  let next = place
  for (let part = 0; part < WIDTH; part++) {
    const inner = node[part]
    if (inner === undefined) continue
    if (height === 1) items[next++] = inner as T
    else next = gather(items, next, inner as Node, height - 1)
  }
  return next
}
