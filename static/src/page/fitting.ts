// A bar whose parts give way where it is too narrow, one after the other. What has given way stands in the bar's
// attribute `without`, for its styles. Measured, not guessed from a width: names are of any length, in any language.

/** `parts` in the order in which they are missed: what is missed least goes first. */
export class Fitting {
  private readonly sizes = new ResizeObserver(() => this.fit())

  constructor(
    private readonly bar: HTMLElement,
    private readonly parts: readonly string[],
  ) {
    this.sizes.observe(bar)
    document.fonts.addEventListener('loadingdone', this.fit)
  }

  readonly fit = (): void => {
    const {bar, parts} = this
    for (let gone = 0; gone <= parts.length; gone++) {
      bar.setAttribute('without', parts.slice(0, gone).join(' '))
      if (fits(bar)) return
    }
  }

  stop(): void {
    this.sizes.disconnect()
    document.fonts.removeEventListener('loadingdone', this.fit)
  }
}

function fits(bar: HTMLElement): boolean {
  const end = bar.getBoundingClientRect().right - parseFloat(getComputedStyle(bar).paddingRight)
  return [...bar.children].every((part) => part.getBoundingClientRect().right <= end + 0.5)
}
