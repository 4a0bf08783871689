// What the canvas writes, in the reader's language.
import {feltText} from '../felt/felt'
import type {Lang, Metadata} from '../model/metadata'
import type {StageWords} from '../stage/frame'
import {ui} from '../words/ui'

export function stageWords(metadata: Metadata, lang: Lang): StageWords {
  const words = ui(lang)
  const {instruction_ps: instructionPs} = metadata.preset
  return {
    lang,
    instructionPs,
    cpu: words.cpu,
    core: words.core(0),
    coreName: words.core,
    diskName: words.diskName,
    crowd: words.crowd,
    running: words.crowdRunning,
    ready: words.crowdReady,
    waiting: words.crowdWaiting,
    network: words.network,
    selecting: words.selecting,
    stuck: words.stuck,
    waits: words.waits,
    nobody: words.nobody,
    passed(ps, ofPs) {
      const [passed, all] = [ps, ofPs].map((time) => feltText(time, instructionPs, lang))
      return [words.partOf(withoutUnit(passed, all), all), passed]
    },
    inAll: words.inAll,
    readiness: words.readiness,
    wakes: words.wakes,
    cut: words.cut,
    cutShort: words.cutShort,
    linkCut: words.linkCut,
    rowName: (id) => metadata.preset.rows.find((row) => row.id === id)?.[lang] ?? id,
    hostName: (id) => metadata.hosts.find((host) => host.id === id)?.[lang] ?? id,
    felt: (ps) => [feltText(ps, instructionPs, lang)],
  }
}

/** `6.3 years` beside `12.5 years` is `6.3`. */
function withoutUnit(part: string, whole: string): string {
  const [number, unit] = [/^[\d.,]+/.exec(part)?.[0] ?? '', whole.replace(/^[\d.,]+/, '')]
  return unit !== '' && part === number + unit ? number : part
}
