// Markdown to HTML, as slides have it: Python is coloured as in the code panel.
import {Marked} from 'marked'
import {painted} from '../panels/python'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

const markdown = new Marked({
  renderer: {
    code({text, lang}) {
      const lines = text.split('\n').map((line) => (lang === 'python' ? paint(line) : escaped(line)))
      return `<pre><code>${lines.join('\n')}</code></pre>`
    },
  },
})

const paint = (line: string): string =>
  painted(line)
    .map(({text, paint}) => `<span class="${paint}">${escaped(text)}</span>`)
    .join('')

export const html = (text: string): string => markdown.parse(text, {async: false})

/** A line of it, without a paragraph around. */
export const inline = (text: string): string => markdown.parseInline(text, {async: false})
