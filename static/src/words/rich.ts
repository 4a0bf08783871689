// A sentence in pieces: plain text, and what carries a form or a hue of its own.

export interface Piece {
  readonly text: string
  /**
   * `code`: a name or a piece of Python; `task`: a thing that has a hue (a task, its futures, sockets and packets);
   * `value`: a value that travels; `strong`: a number or a duration.
   */
  readonly role?: 'code' | 'task' | 'value' | 'strong'
  /** Whose hue it carries. */
  readonly owner?: string | null
}

export type Rich = readonly Piece[]
type Part = Piece | Rich | string

const pieces = (part: Part): Rich =>
  typeof part === 'string' ? [{text: part}] : 'text' in part ? [part] : part

/** A sentence as a template: say`${task} hands out ${future}.` */
export function say(strings: TemplateStringsArray, ...parts: readonly Part[]): Rich {
  const all = strings.flatMap((string, i) => [{text: string}, ...(i < parts.length ? pieces(parts[i]) : [])])
  return all.filter(({text}) => text !== '').reduce<Piece[]>(joined, [])
}

/** Neighbours without a role are one piece. */
function joined(sentence: Piece[], piece: Piece): Piece[] {
  const last = sentence.at(-1)
  if (last && !last.role && !piece.role) return [...sentence.slice(0, -1), {text: last.text + piece.text}]
  return [...sentence, piece]
}

export const code = (text: string): Piece => ({text, role: 'code'})
export const strong = (text: string | number): Piece => ({text: `${text}`, role: 'strong'})

export const plain = (sentence: Rich): string => sentence.map(({text}) => text).join('')

const HANZI = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”]/

/** Chinese has spaces around what is not Chinese, and none between its own characters: `程序 执行` is `程序执行`. */
export function closedUp(sentence: Rich): Rich {
  const all = plain(sentence)
  let at = 0
  return sentence.map((piece) => {
    const kept = [...piece.text].filter((character) => {
      const between = character === ' ' && HANZI.test(all[at - 1] ?? '') && HANZI.test(all[at + 1] ?? '')
      at += character.length
      return !between
    })
    return {...piece, text: kept.join('')}
  })
}
