// Python, coloured: enough of its grammar for the files on show. Names of things and operators stay plain.

export type Paint = 'keyword' | 'string' | 'number' | 'comment' | 'plain'

export interface Piece {
  readonly text: string
  readonly paint: Paint
}

const KEYWORDS =
  'False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield'

const TOKEN = new RegExp(
  [
    `(?<comment>#.*)`,
    `(?<string>\\b[rbfuRBFU]{0,2}(?:'(?:[^'\\\\]|\\\\.)*'?|"(?:[^"\\\\]|\\\\.)*"?)|'(?:[^'\\\\]|\\\\.)*'?|"(?:[^"\\\\]|\\\\.)*"?)`,
    `(?<keyword>\\b(?:${KEYWORDS})\\b)`,
    `(?<number>\\b\\d[\\d_.]*\\b)`,
  ].join('|'),
  'g',
)

/** One line's pieces, in order; together they are the line. */
export function painted(line: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > from) pieces.push({text: line.slice(from, match.index), paint: 'plain'})
    const paint = (Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ??
      'plain') as Paint
    pieces.push({text: match[0], paint})
    from = match.index + match[0].length
  }
  if (from < line.length) pieces.push({text: line.slice(from), paint: 'plain'})
  return pieces
}

/** The names of the classes and functions around a line, outermost first: `Crawler.fetch`. */
export function around(lines: readonly string[], line: number): string {
  const names: string[] = []
  let indent = Infinity
  for (let at = line - 1; at >= 0 && indent > 0; at--) {
    const text = lines[at]
    const own = text.length - text.trimStart().length
    if (text.trim() === '' || own >= indent) continue
    indent = own
    const name = /^\s*(?:async\s+)?(?:def|class)\s+(\w+)/.exec(text)?.[1]
    if (name) names.unshift(name)
  }
  return names.join('.')
}

/** The line that defines `Future.set_result`, or null. */
export function definedAt(lines: readonly string[], name: string): number | null {
  const last = name.split('.').at(-1)
  const at = lines.findIndex(
    (line, index) =>
      new RegExp(`^\\s*(?:async\\s+)?def\\s+${last}\\b`).test(line) && around(lines, index + 2) === name,
  )
  return at < 0 ? null : at + 1
}
