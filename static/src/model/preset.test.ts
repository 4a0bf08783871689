import {describe, expect, test} from 'vitest'
import {feltText} from '../felt/felt'
import {fixture} from '../testing'

const INSTRUCTION_PS = 380

describe('the fifteen rows of the notes', () => {
  const {rows} = fixture('crawler-1').metadata.preset

  // Where the notes round more coarsely than a clock would, what a clock shows.
  const COMPUTED: Record<string, [en: string, zh: string]> = {
    l2_read: ['18 seconds', '18秒'],
    memory_reference: ['4 min 23 s', '4分23秒'],
    net_send_2kb: ['14.6 hours', '14.6小时'],
    memory_read_1mb: ['7.6 days', '7.6天'],
    vm_reboot: ['334 years', '334年'],
  }

  test('there are fifteen', () => expect(rows).toHaveLength(15))

  test.each(rows)('$id reads as in the notes, or as computed', ({id, real_ps, felt_en, felt_zh}) => {
    const [en, zh] = COMPUTED[id] ?? [felt_en, felt_zh]
    expect(feltText(real_ps, INSTRUCTION_PS, 'en')).toBe(en)
    expect(feltText(real_ps, INSTRUCTION_PS, 'zh')).toBe(zh)
  })
})
