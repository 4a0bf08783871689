// A small slide in the speaker's window: it shows what the window with the slides says, or the slide after that, and
// passes on what a hand does on it.
import {deckOf} from './address'
import type {Lecture} from './lecture'
import {Tools} from './tools'
import {Windows, type Told} from './windows'

export class Mirror {
  private readonly windows: Windows
  private readonly tools: Tools | null
  private told: Told | null = null

  constructor(
    private readonly lecture: Lecture,
    private readonly shows: 'now' | 'next',
  ) {
    lecture.classList.add('mirror')
    this.windows = new Windows((note) => {
      if (note.is === 'told') this.take(note.told)
      if (note.is === 'point') this.tools?.over.point(note.point)
    })
    this.windows.sendKeys()
    this.tools = shows === 'now' ? new Tools(lecture, deckOf(location)) : null
    this.tools?.addEventListener('point', () => this.windows.say({is: 'point', point: this.tools!.point}))
    this.tools?.addEventListener('light', () => this.windows.say({is: 'light', light: this.tools!.light}))
    lecture.addEventListener('begun', () => {
      this.windows.say({is: 'who'})
      this.show()
    })
  }

  private take(told: Told): void {
    this.told = told
    this.show()
  }

  private show(): void {
    const {told, lecture, shows, tools} = this
    if (!told || !lecture.begun) return
    lecture.wear(told.theme)
    lecture.style.setProperty('--zoom', `${told.zoom}`)
    if (shows === 'next') return this.showNext(told)
    lecture.go({deck: '', ...told.at})
    lecture.hear(told.counts)
    if (!tools) return
    tools.throwLight(told.light)
    tools.hold(told.tool)
    tools.choosePen(told.pen)
  }

  private showNext({at}: Told): void {
    const {lecture} = this
    const spot = lecture.spotOf(lecture.pageOf(at) + 1)
    lecture.hidden = spot === null
    if (spot) lecture.go({deck: '', ...spot, blank: false})
  }
}
