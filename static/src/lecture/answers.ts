// The answers to a deck's questions as a file for a spreadsheet: a row for each option. It is made when the presenter
// asks for it, and says how many, never who.
import {letterOf, questionsOf, type Deck} from './deck'
import {total, type Counts} from './tally'

const HEAD = ['number', 'question', 'letter', 'option', 'right', 'answers']

/** Those that somebody has answered. */
export function csvOf(deck: Deck, counts: (question: number, options: number) => Counts): string {
  const rows = questionsOf(deck).flatMap(({ask, options, right}, index) => {
    const answers = counts(index + 1, options.length)
    if (!total(answers)) return []
    return options.map((words, option) => [
      `${index + 1}`,
      ask,
      letterOf(option),
      words,
      option === right ? 'yes' : '',
      `${answers[option]}`,
    ])
  })
  return [HEAD, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/** Hands a file to the browser. The mark at its beginning tells spreadsheets that it is UTF-8. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', text], {type: 'text/csv'}))
  Object.assign(document.createElement('a'), {href: url, download: name}).click()
  URL.revokeObjectURL(url)
}
