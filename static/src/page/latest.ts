// Runs that follow a moving hand: one is under way, and of those asked for meanwhile only the latest counts.
// One that is nearly there may finish, for its picture comes sooner than the next one's; one that takes long
// makes way.

export interface Clock {
  now(): number
  after(ms: number, act: () => void): () => void
}

const BROWSER: Clock = {
  now: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

export class Latest<Wanted> {
  private since: number | null = null
  private next: {wanted: Wanted} | null = null
  private stopWaiting: (() => void) | null = null

  /** `start` gives up what is under way, if anything is. */
  constructor(
    private readonly start: (wanted: Wanted) => void,
    private readonly patienceMs = 400,
    private readonly clock: Clock = BROWSER,
  ) {}

  get busy(): boolean {
    return this.since !== null
  }

  ask(wanted: Wanted): void {
    if (this.since === null) return this.go(wanted)
    this.next = {wanted}
    const left = this.since + this.patienceMs - this.clock.now()
    if (left <= 0) this.goOn()
    else this.stopWaiting ??= this.clock.after(left, () => this.goOn())
  }

  /** What was under way is over, well or badly. */
  over(): void {
    this.since = null
    this.goOn()
  }

  /** Forget what is asked for, and what is under way. */
  stop(): void {
    this.since = this.next = null
    this.stopWaiting?.()
    this.stopWaiting = null
  }

  private goOn(): void {
    this.stopWaiting?.()
    this.stopWaiting = null
    const {next} = this
    this.next = null
    if (next) this.go(next.wanted)
  }

  private go(wanted: Wanted): void {
    this.since = this.clock.now()
    this.start(wanted)
  }
}
