// The verdict: in one sentence, who finished later or earlier, by how much felt time, and who did not notice.
import {feltText, realText, secondsText, type Lang} from '../felt/felt'
import type {Metadata} from '../model/metadata'
import {compareWords} from '../words/compare'
import {laterBy, noticed, type Both, type Differences, type Finish} from './differences'
import type {Intervention} from './interventions'

/** So many are called by their names; more are counted. */
const NAMED = 3

export function verdictOf(differences: Differences, lang: Lang): string {
  const words = compareWords(lang)
  const {who, others, otherwise} = noticed(differences)
  const parts = who.length <= NAMED ? who.map((one) => finished(one.who, one, lang)) : counted(who, lang)
  if (who.length && others) {
    parts.push(otherwise > 0 ? words.hardly(secondsText(otherwise, lang)) : words.nobodyElse)
  } else if (!who.length) {
    parts.push(
      laterBy(differences.whole) === 0 ? words.nobody : finished(words.program, differences.whole, lang),
    )
  }
  const said = parts.join(words.and) + words.stop
  return said[0].toUpperCase() + said.slice(1)
}

function finished(who: string, one: Both, lang: Lang): string {
  const words = compareWords(lang)
  if (one.second === Infinity) return words.never(who)
  if (one.first === Infinity) return words.atLast(who)
  const by = laterBy(one)
  return (by > 0 ? words.later : words.earlier)(who, secondsText(Math.abs(by), lang))
}

function counted(who: readonly Finish[], lang: Lang): string[] {
  const words = compareWords(lang)
  const of = (some: readonly Finish[], say: (n: number, felt: string) => string) =>
    some.length
      ? [say(some.length, secondsText(Math.max(...some.map((one) => Math.abs(laterBy(one)))), lang))]
      : []
  const ends = who.filter(({first, second}) => Number.isFinite(first) && Number.isFinite(second))
  return [
    ...who.filter((one) => !ends.includes(one)).map((one) => finished(one.who, one, lang)),
    ...of(
      ends.filter((one) => laterBy(one) > 0),
      words.laterUpTo,
    ),
    ...of(
      ends.filter((one) => laterBy(one) < 0),
      words.earlierUpTo,
    ),
  ]
}

/** What an intervention would change, in words that follow "What if …". */
export function tellIntervention(one: Intervention, {preset}: Metadata, lang: Lang): string {
  const words = compareWords(lang)
  const felt = feltText(one.ps ?? 0, preset.instruction_ps, lang)
  switch (one.do) {
    case 'drop':
      return words.drop(one.at)
    case 'delay':
      return words.delay(one.at, felt)
    case 'compute':
      return words.compute(one.at, felt, realText(one.ps ?? 0, lang))
    case 'slow':
      return words.slow(one.host ?? '', felt)
    case 'reboot':
      return words.reboot(one.host ?? '', one.what ?? 'VM', one.at)
    default:
      return `${one.at} ${one.do}`
  }
}
