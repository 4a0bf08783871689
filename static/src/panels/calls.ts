// The call stack in a learner's words: open spans as the calls that they are.
import {text, type Columns} from '../model/columns'
import type {Span} from '../model/world'
import {brief} from './values'

/** A span as one would write the call, `f2.set_result(None)`; null for what another span says already. */
export function callOf(columns: Columns, {row, kind, subject, label, value}: Span): string | null {
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
      return `${subject} × ${value}`
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
