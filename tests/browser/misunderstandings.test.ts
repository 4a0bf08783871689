// Twelve things that learners take for something else, each answered by what is on screen at the moment itself: by
// the longer sentence below the narration, in both languages, and by what the panels show.

import assert from 'node:assert/strict'
import {test} from 'node:test'
import type {World} from '../../static/src/model/world.ts'
import {assertNoComplaints, open, type Opened} from './page.ts'
import {stage} from './stage.ts'

const at = stage()

interface Misunderstanding {
  readonly about: string
  /** The way to the moment: the first place from the start, each of the others from the one before. */
  readonly places: readonly string[]
  readonly en: RegExp
  readonly zh: RegExp
  /** What the world shows there. */
  readonly shows?: (world: World) => void
  /** What a panel shows there: its selector and its text, in any language. */
  readonly panel?: readonly [selector: string, text: RegExp]
  readonly query?: string
}

const MISUNDERSTANDINGS: readonly Misunderstanding[] = [
  {
    about: 'a Future does nothing by itself',
    places: ['Task-1 created', 'Task-1 send', 'next future.create'],
    en: /A Future does nothing by itself: it is an empty box .* only Tasks walk/,
    zh: /Future 自己什么也不做.*会走的只有 Task/,
    shows: ({futures}) => assert.deepEqual(futures.find(({id}) => id === 'f2')?.callbacks, []),
    panel: ['sim-room .futures', /f2/],
  },
  {
    about: 'the kernel’s readiness starts the chain, not the Future',
    places: ['fd 4 readable'],
    en: /The chain starts here, in the kernel: .* No Future can start anything/,
    zh: /从内核开始.*Future 什么也启动不了/,
    shows: ({ready}) => assert.ok(ready.some(({fd}) => fd === 'fd 4')),
  },
  {
    about: 'who calls set_result',
    places: ['f2 set_result'],
    en: /Who calls set_result\? Neither the Task nor the loop: the small callback that the coroutine itself has registered/,
    zh: /是谁调用了 set_result？不是 Task，也不是循环，而是协程自己注册到 selector 里的那个小回调/,
    shows: ({spans}) =>
      assert.deepEqual(
        spans.map(({kind}) => kind),
        ['program', 'callback', 'future.set_result'],
      ),
  },
  {
    about: 'send(None) only moves to the first yield',
    places: ['Task-1 send 1'],
    en: /to the first yield, and no further\./,
    zh: /走到第一个 yield，不会再往前。/,
    // Its `def`: not one statement has run.
    shows: ({tasks}) => assert.equal(tasks.find(({id}) => id === 'Task-1')?.line, 17),
  },
  {
    about: 'what yield hands out',
    places: ['Task-1 send 1', 'yield'],
    en: /the Future f2 goes out and becomes what send\(\) returns, in Task\.step\. Nothing is given to x yet/,
    zh: /Future f2 交出去，成为 Task\.step 里 send\(\) 的返回值。这时 x 还没有得到任何东西/,
  },
  {
    about: 'what yield takes in',
    places: ['Task-1 send 3'],
    en: /what send\(\) brings becomes the value of the yield, so x is the result and not the Future/,
    zh: /send\(\) 送进来的东西成为 yield 的值，所以 x 是结果，而不是 Future/,
  },
  {
    about: 'the crawler waits in one select() with ten registrations',
    places: ['turn 1'],
    en: /does not wait in 10 places: it waits in this one select\(\), with 10 registrations/,
    zh: /不是在 10 个地方等，而是在这一个 select\(\) 里等，带着 10 个注册/,
    shows: ({registered}) => assert.equal(registered.length, 10),
    panel: ['sim-room .selector', /fd 4[^]*fd 13/],
  },
  {
    about: 'EVENT_WRITE means that the attempt has ended, well or badly',
    places: ['fd 4 writable'],
    en: /EVENT_WRITE on a socket that connects means: the attempt is over, well or badly/,
    zh: /EVENT_WRITE 的意思是：连接的尝试结束了，可能成功，也可能失败/,
  },
  {
    about: 'callbacks run one after the other on the loop’s one thread',
    query: 'scenario=crawler&preset=same-host', // where the answers are there before the loop asks
    places: ['turn 1', 'callback'],
    en: /Callbacks run one after the other, on the loop’s one thread\. 9 more are ready .* ready is not running/,
    zh: /回调都在循环的这一个线程上，一个接一个地执行。还有 9 个已经就绪.*就绪并不等于正在执行/,
    shows: ({ready}) => assert.equal(ready.length, 9),
  },
  {
    about: 'a wait costs the CPU nothing',
    places: ['turn 1', 'select returns'],
    en: /The wait of 12\.\d years cost the CPU nothing/,
    zh: /等的这 12\.\d年没有花 CPU 一点力气/,
  },
  {
    about: 'a computation costs everybody',
    query: 'scenario=blocked-loop',
    places: ['next cpu.work'],
    en: /A computation holds the CPU until it is over, and on one thread it costs everybody/,
    zh: /计算会一直占着 CPU，在单线程里，代价由所有人来付/,
  },
  {
    about: 'the notes’ set_result calls its callbacks at once',
    places: ['f2 set_result', 'next future.callback'],
    en: /The notes’ set_result calls its callbacks at once, inside of itself: .* no turn of the loop lies between/,
    zh: /笔记里的 set_result 当场就调用回调，就在它自己里面.*中间也没有隔着循环的一圈/,
    shows: ({spans}) => assert.ok(spans.some(({kind}) => kind === 'future.set_result')),
  },
  {
    about: 'a Task is itself awaited through a Future',
    places: ['next task.done'],
    en: /A Task waits through Futures, and is itself awaited through one/,
    zh: /Task 通过 Future 等别人，别人要等 Task 也得通过 Future/,
    shows: ({tasks}) => assert.ok(tasks.some(({state}) => state === 'done')),
  },
  {
    about: 'the loop’s stopped is a flag that is looked at once in each turn',
    places: ['crawler.py:49'],
    en: /Setting the flag stopped ends nothing at this moment: .* when it comes back to its while/,
    zh: /把标志 stopped 设成 True，当场什么也没有停.*循环回到 while 时才会看到/,
    panel: ['sim-code .executing', /event_loop\.stopped = True/],
  },
]

const because = ({page}: Opened) => page.locator('sim-narration .because').innerText()

async function openWithBecause(query: string, lang: 'en' | 'zh'): Promise<Opened> {
  const it = await open(at.browser, `${at.server.url}/?${query}&lang=${lang}`)
  await it.page.keyboard.press('b')
  await it.player.idle()
  return it
}

for (const lang of ['en', 'zh'] as const) {
  test(`the twelve misunderstandings are answered on screen, in ${lang}`, async (t) => {
    const opened = new Map<string, Opened>()
    for (const misunderstanding of MISUNDERSTANDINGS) {
      const {about, places, shows, panel, query = 'scenario=crawler'} = misunderstanding
      await t.test(about, async () => {
        const it = opened.get(query) ?? (await openWithBecause(query, lang))
        opened.set(query, it)
        for (const place of ['start', ...places]) await it.player.seek(place)
        assert.match(await because(it), misunderstanding[lang])
        shows?.(await it.player.world())
        if (panel) assert.match(await it.page.locator(panel[0]).innerText(), panel[1])
      })
    }
    opened.forEach(assertNoComplaints)
  })
}

test('the longer sentence is there on demand, by key and button, and is remembered', async () => {
  const it = await open(at.browser, `${at.server.url}/?scenario=crawler&urls=1&place=f2+set_result`)
  const {page} = it
  const sentence = page.locator('sim-narration .because')
  const button = page.getByRole('button', {name: 'explain'})
  assert.equal(await sentence.count(), 0)

  await button.click()
  await it.player.idle()
  assert.match(await sentence.innerText(), /^Who calls set_result/)
  await page.reload()
  await it.player.loaded()
  assert.match(await sentence.innerText(), /^Who calls set_result/)
  assert.equal(await button.getAttribute('aria-pressed'), 'true')

  await page.keyboard.press('b')
  await it.player.idle()
  assert.equal(await sentence.count(), 0)
  assertNoComplaints(it)
})
