// The CPU of a scene once there is more than one thread: which core runs whose, and when none runs anything.
import {GrowingBlocks, type GrowingLane} from './lanes'
import type {Roster} from './scene.roster'

export class Cores {
  /** Their numbers, in the order of their first use. */
  readonly numbers: number[] = [0]
  readonly switches = new GrowingBlocks()
  /** How many threads run now, and which is whose block on the CPU. */
  private running = 1
  private readonly blockOf = new Map<number, number>()

  constructor(
    private readonly roster: Roster,
    private readonly cpu: GrowingLane,
  ) {}

  placeOf(core: number): number {
    const place = this.numbers.indexOf(core)
    return place < 0 ? this.numbers.push(core) - 1 : place
  }

  /** From here on blocks on the CPU are threads' turns; what the first thread had begun is over as a block. */
  takeOver(t: number, open: number[]): void {
    const {columns} = this.roster.recording
    const {blocks} = this.cpu
    for (const block of open.splice(0)) blocks.to[block] = t
    this.blockOf.set(columns.thread[0], blocks.begin(t, 0, 0, -1))
  }

  threadChanges(row: number, thread: number, runs: boolean): void {
    const {columns} = this.roster.recording
    const {blocks, waits} = this.cpu
    const t = columns.t[row]
    const block = this.blockOf.get(thread)
    if (block !== undefined) {
      blocks.to[block] = t
      this.blockOf.delete(thread)
      if (--this.running === 0) waits.begin(t, row)
    }
    if (!runs) return
    if (this.running++ === 0) waits.end(t, 'network')
    const place = this.placeOf(columns.core[row])
    this.blockOf.set(thread, blocks.begin(t, place, row, this.roster.placeOf(thread, row)))
  }
}
