import {describe, expect, it} from 'vitest'
import {around, definedAt, painted} from './python'

const paints = (line: string) =>
  painted(line)
    .filter(({paint}) => paint !== 'plain')
    .map(({text, paint}) => `${paint} ${text}`)

describe('colouring Python', () => {
  it('leaves every character of a line where it was', () => {
    const line = "    request = f'GET /{page} HTTP/1.0\\r\\n' # ask 'politely'"
    expect(
      painted(line)
        .map(({text}) => text)
        .join(''),
    ).toBe(line)
  })

  it('knows keywords, strings with their prefixes, numbers and comments', () => {
    expect(paints('    yield f')).toEqual(['keyword yield'])
    expect(paints("self.response = b''")).toEqual(["string b''"])
    expect(paints('sock.connect_ex((host, 80)) # 80: web')).toEqual(['number 80', 'comment # 80: web'])
    expect(paints("if __name__ == '__main__':")).toEqual(['keyword if', "string '__main__'"])
  })

  it('does not see a keyword inside a name', () => {
    expect(paints('information = format')).toEqual([])
  })
})

describe('where a line is', () => {
  const lines = [
    'class Crawler:',
    '    def fetch(self):',
    '        f = Future()',
    '',
    '        def on_writable():',
    '            f.set_result(None)',
    '',
    '        yield f',
    'start = 1',
    'if start:',
    '    go()',
  ]

  it('names the functions and classes around it, and not those that ended before it', () => {
    expect(around(lines, 6)).toBe('Crawler.fetch.on_writable')
    expect(around(lines, 8)).toBe('Crawler.fetch')
    expect(around(lines, 2)).toBe('Crawler.fetch')
    expect(around(lines, 9)).toBe('')
    expect(around(lines, 11)).toBe('')
  })
  it('is found again by the name of the function that it defines', () => {
    const defined = lines.filter((line) => /^\s*def /.test(line)).length
    const names = lines.map((line, index) => (/^\s*def /.test(line) ? around(lines, index + 2) : null))
    expect(defined).toBeGreaterThan(1)
    names.forEach((name, index) => {
      if (name) expect(definedAt(lines, name)).toBe(index + 1)
    })
    expect(definedAt(lines, 'Crawler.on_writable')).toBeNull()
    expect(definedAt(lines, 'fetch')).toBeNull()
  })
})
