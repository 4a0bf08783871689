import fc from 'fast-check'
import {describe, expect, it, test} from 'vitest'
import {fixture} from '../testing'
import {
  edited,
  editsOf,
  psOf,
  readEdits,
  readFile,
  tableOf,
  TableFileError,
  writeEdits,
  writeFile,
  type Edits,
} from './table'

const {preset} = fixture('crawler-1').metadata
const ids = preset.rows.map(({id}) => id)
const anyEdits = fc
  .array(fc.tuple(fc.constantFrom(...ids), fc.integer({min: 1, max: 2 ** 53 - 1})))
  .map((pairs) => pairs.reduce<Edits>((edits, [row, ps]) => edited(preset, edits, row, ps), {}))

test('an address, a file and a whole table say the same edits', () => {
  fc.assert(
    fc.property(anyEdits, (edits) => {
      expect(readEdits(writeEdits(edits))).toEqual(edits)
      expect(readFile(writeFile(preset, edits, 'mine'), [preset])).toEqual({
        base: 'notes',
        edits,
        name: 'mine',
      })
      expect(readFile(writeFile(preset, edits, null), [preset]).name).toBeNull()
      expect(editsOf(preset, tableOf(preset, edits, null))).toEqual(edits)
      expect(readFile(JSON.stringify(tableOf(preset, edits, null)), [preset]).edits).toEqual(edits)
    }),
  )
})

describe('a table', () => {
  it('has felt texts only where they are true', () => {
    const {rows} = tableOf(preset, {mutex: 1000}, null)
    expect(rows.filter(({felt_en}) => felt_en === '').map(({id}) => id)).toEqual(['mutex'])
    const slow = tableOf(preset, {instruction: 760}, null)
    expect(slow.instruction_ps).toBe(760)
    expect(slow.rows.every(({felt_en}) => felt_en === '')).toBe(true)
  })

  it('is the base again when a row is put back', () => {
    const edits = edited(preset, {}, 'mutex', 1000)
    expect(psOf(preset, edits, 'mutex')).toBe(1000)
    expect(edited(preset, edits, 'mutex', 25_000)).toEqual({})
    expect(tableOf(preset, {}, null)).toBe(preset)
  })

  it('hands on what is no row or no time, for the server to refuse', () => {
    const edits = readEdits('moon 3ms mutex soon')
    expect(edits).toEqual({moon: 3e9, mutex: 'soon'})
    expect(tableOf(preset, edits, null).rows).toHaveLength(16)
  })
})

test.each([
  ['{', 'file'],
  ['[]', 'rows'],
  ['{"base": "moon", "rows": []}', 'base'],
  ['{"base": "notes", "rows": [{"id": "moon", "real_ps": 1}]}', 'rows.moon'],
  ['{"base": "notes", "rows": [{"id": "mutex", "real_ps": -1}]}', 'rows.mutex.real_ps'],
  ['{"base": "notes", "rows": [{"id": "mutex", "real_ps": "1 ms"}]}', 'rows.mutex.real_ps'],
  ['{"base": "notes", "rows": [{"id": "instruction", "real_ps": 0}]}', 'rows.instruction.real_ps'],
])('a file that holds %s is refused at %s', (file, field) => {
  try {
    readFile(file, [preset])
    expect.unreachable()
  } catch (error) {
    expect((error as TableFileError).field).toBe(field)
  }
})
