import {expect, test} from 'vitest'
import {waitText} from './waits'

test.each([
  ['bytes at fd 5', 'fd 5 的数据'],
  ['the end of Process-2', 'Process-2 结束'],
  ['lock 1, which Thread-2 holds', 'Thread-2 手里的 lock 1'],
  ['/ssd/page on the SSD', '磁盘上的 /ssd/page'],
  ['select(): fd 4 READ', 'select(): fd 4 READ'],
])('%s', (what, zh) => {
  expect([waitText(what, 'en'), waitText(what, 'zh')]).toEqual([what, zh])
})
