// A lecture walked through in a page, and what each of its steps must show.

import assert from 'node:assert/strict'
import type {Browser, BrowserContextOptions, Page} from 'playwright-core'
import type {Lecture} from '../../static/src/lecture/lecture.ts'
import type {SceneElement} from '../../static/src/lecture/sim-scene.ts'

/** A lecture in a page, and what the browser complains of. */
export class Deck {
  readonly complaints: string[] = []
  /** The addresses that the page asked for. */
  readonly asked: string[] = []
  readonly page: Page

  private constructor(page: Page) {
    this.page = page
    page.on('request', (request) => this.asked.push(request.url()))
    page.on('pageerror', (error) => this.complaints.push(error.stack ?? String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Deck> {
    const usual = {viewport: {width: 1280, height: 720}, reducedMotion: 'reduce'} as const
    const deck = new Deck(await browser.newPage({...usual, ...options}))
    await deck.page.goto(url)
    await deck.ready()
    return deck
  }

  async ready(): Promise<void> {
    await this.page.locator('footer .page').waitFor({state: 'attached'}) // on a phone it may have no room
    await this.idle()
  }

  idle = () => this.page.evaluate(() => document.querySelector<Lecture>('sim-lecture')!.idle())

  /** Presses a key; what plays then is played to its end at once. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key)
    await this.page.keyboard.press('r')
    await this.idle()
  }

  /** Where the lecture is: the slide, the step, and what its scene shows. */
  where = () =>
    this.page.evaluate(() => {
      const section = document.querySelector('.slides section.present:not(.stack)')!
      const scene = section.querySelector<SceneElement>('sim-scene')
      const step = section.querySelectorAll('.step.visible').length
      const {recording, row, depth} = scene?.player ?? {}
      return {
        slide: [...document.querySelectorAll('.slides section:not(.stack)')].indexOf(section),
        title: section.querySelector('h1, h2')?.textContent ?? '',
        step,
        steps: section.querySelectorAll('.step').length,
        wanted: scene && scene.scene.states[step].run,
        shown: scene && {
          scenario: recording?.metadata.scenario,
          preset: recording?.metadata.preset.id,
          parameters: recording?.metadata.parameters as Record<string, unknown> | undefined,
          row,
          depth,
          strayed: scene.strayed,
        },
        mistakes: [...section.querySelectorAll('.mistake')].map((mistake) => mistake.textContent),
      }
    })
}

export type Where = Awaited<ReturnType<Deck['where']>>

export function assertShows({title, step, wanted, shown, mistakes}: Where): void {
  const here = `${title}, step ${step}`
  assert.deepEqual(mistakes, [], here)
  if (!wanted || !shown) return
  const {scenario, preset, parameters} = shown
  assert.deepEqual([scenario, preset], [wanted.scenario, wanted.preset], here)
  for (const [name, value] of Object.entries(wanted.parameters))
    assert.equal(`${parameters?.[name]}`, `${value}`, `${here}: ${name}`) // an address gives text
  assert.equal(shown.strayed, false, here)
}

/** Through the whole deck, from where it is to its last step; every step shows what the deck says. */
export async function walkedOn(deck: Deck): Promise<Where[]> {
  const steps = [await deck.where()]
  for (;;) {
    const at = steps.at(-1)!
    assertShows(at)
    await deck.press('PageDown')
    const next = await deck.where()
    if (next.slide === at.slide && next.step === at.step) return steps
    steps.push(next)
  }
}
