// The one frame scheduler. Whoever changes something asks for a frame; while nobody asks, nothing is drawn.

export class Frames {
  /** How many have been drawn, for whoever wants to be sure that none is. */
  drawn = 0
  private asked = 0
  private waiting: (() => void)[] = []

  /** `draw` gets the time in seconds; it returns true when it wants another frame after this one. */
  constructor(private readonly draw: (seconds: number) => boolean) {}

  request(): void {
    this.asked ||= requestAnimationFrame((ms) => {
      this.asked = 0
      this.drawn++
      if (this.draw(ms / 1000)) this.request()
      this.settle()
    })
  }

  get pending(): boolean {
    return this.asked !== 0
  }

  stop(): void {
    cancelAnimationFrame(this.asked)
    this.asked = 0
    this.settle()
  }

  /** Resolves when the frame that is asked for has been drawn; at once when none is. */
  next(): Promise<void> {
    return this.asked ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve()
  }

  private settle(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve()
  }
}
