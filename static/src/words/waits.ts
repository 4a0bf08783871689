// What a thread waits for: the machine says it in English; here it is in the reader's language.
import type {Lang} from '../felt/felt'

const CHINESE: readonly (readonly [RegExp, string])[] = [
  [/^bytes at (.*)$/, '$1 的数据'],
  [/^the connection at (.*)$/, '$1 的连接'],
  [/^a connection at (.*)$/, '有人来连 $1'],
  [/^room in the buffer at (.*)$/, '$1 的缓冲区腾出地方'],
  [/^the end of (.*)$/, '$1 结束'],
  [/^the GIL of (.*)$/, '$1 的 GIL'],
  [/^time to pass$/, '时间过去'],
  [/^(.*), which (.*) holds$/, '$2 手里的 $1'],
  [/^(.*) on the (SSD|disk)$/, '磁盘上的 $1'],
]

export function waitText(what: string, lang: Lang): string {
  if (lang === 'en') return what
  const known = CHINESE.find(([pattern]) => pattern.test(what))
  return known ? what.replace(known[0], known[1]) : what
}
