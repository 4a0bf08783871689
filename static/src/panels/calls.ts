// The call stack in a learner's words: open spans as the calls that they are.
import {amountOf, byAmount} from '../model/amount'
import {text, type Columns} from '../model/columns'
import {sees} from '../model/depth'
import type {Depth} from '../model/kinds'
import type {Recording} from '../model/recording'
import type {Span, World} from '../model/world'
import {around} from './python'
import {brief} from './values'

/** One line of the call stack, and the thing that it is about. */
export interface Call {
  readonly call: string
  readonly thing: string | null
}

/**
 * The call stack of the thread that runs, outermost first: the program or the thread, the calls that the recording
 * tells of, and between them the program's own functions in which they were made.
 */
export function callStack(recording: Recording, world: World, depth: Depth): Call[] {
  const {columns} = recording
  const calls: Call[] = []
  /** The function that the calls so far have come to. */
  let inside = ''
  const reach = (file: string | null, line: number | null) => {
    const name = functionAround(recording, file, line)
    if (name && name !== inside && !name.endsWith(`.${inside}`))
      calls.push({call: shortened(name), thing: null})
    inside = name ?? inside
  }
  if (world.spans[0]?.kind !== 'program') {
    const thread = text(columns, 'thread', world.row)
    if (thread !== null) calls.push({call: thread, thing: thread})
  }
  const looping = world.code['loop.py'] !== undefined && sees(depth, 'select')
  for (const span of world.spans) {
    if (!sees(depth, span.kind)) continue
    // A wait for the GIL has no line of its own; a send's is the yield that it goes on at, not the place of the call.
    if (span.kind === 'gil.wait') reach(world.file, world.line)
    else if (span.kind !== 'coroutine.send') reach(text(columns, 'file', span.row), columns.line[span.row])
    const call = callOf(columns, span)
    if (call) calls.push({call, thing: span.subject})
    if (span.kind === 'program' && looping) calls.push({call: 'loop()', thing: null})
    inside = goesInto(span, world) ?? inside
  }
  reach(world.file, world.line)
  return calls
}

/** The program's function that a span runs, as far as it says. */
function goesInto({kind, label, subject}: Span, {tasks}: World): string | null {
  if (kind === 'callback') return label
  return kind === 'coroutine.send' ? (tasks.find(({id}) => id === subject)?.name ?? null) : null
}

/** `Crawler.fetch` at a statement in it; null where the file is not the program's, or the statement in no function. */
function functionAround(recording: Recording, file: string | null, line: number | null): string | null {
  const source = recording.metadata.sources.find(
    (source) => source.file === file && source.role === 'program',
  )
  return source && line !== null ? around(source.text.split('\n'), line) || null : null
}

const shortened = (name: string): string => `${name.split('.').at(-1)}()`

/** A span as one would write the call, `f2.set_result(None)`; null for what another span says already. */
function callOf(columns: Columns, {row, kind, subject, label, value}: Span): string | null {
  switch (kind) {
    case 'program':
      return `${subject}.py`
    case 'callback':
      return `${label}()`
    case 'task.create':
      return `Task(${label}())`
    case 'task.step':
      return `${subject}.step(${text(columns, 'object', row) ?? ''})`
    case 'coroutine.send':
      return `coro.send(${brief(value ?? '')})`
    case 'future.set_result':
      return `${subject}.set_result(${brief(value ?? '')})`
    case 'future.callback':
      return null // the step that it calls says it
    case 'select':
      return 'selector.select()'
    case 'gil.wait':
      return 'take_gil()'
    case 'cpu.work':
      return subject + byAmount(amountOf(value ?? ''))
    default:
      return /^(disk|lock|condition|thread|process)\./.test(kind) ||
        kind.startsWith('socket.') ||
        kind.startsWith('selector.')
        ? `${kind.slice(kind.indexOf('.') + 1)}(${subject})`
        : kind
  }
}

/** The same without arguments, as a path: `loop → on_writable → Future.set_result → Task.step`. */
export function callNames(spans: readonly Span[]): string[] {
  return spans.flatMap(({kind, label}) => {
    switch (kind) {
      case 'callback':
        return ['loop', label ?? 'callback']
      case 'task.create':
        return ['Task()']
      case 'task.step':
        return ['Task.step']
      case 'coroutine.send':
        return ['send']
      case 'future.set_result':
        return ['Future.set_result']
      case 'select':
        return ['loop', 'select']
      default:
        return []
    }
  })
}

/** The loop's own function that a call goes into. */
export function functionOf({kind}: Span): string | null {
  switch (kind) {
    case 'task.create':
      return 'Task.__init__'
    case 'task.step':
      return 'Task.step'
    case 'future.set_result':
      return 'Future.set_result'
    default:
      return null
  }
}
