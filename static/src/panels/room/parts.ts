// The parts of the machine room, one function each: the world at the playhead as small tables.
// A thing keeps its hue, its glyph and its name in all of them.
import {html, nothing, type TemplateResult} from 'lit'
import type {Columns} from '../../model/columns'
import {belongs} from '../../model/selection'
import type {Depth} from '../../model/kinds'
import type {FutureState, TaskState, World} from '../../model/world'
import type {Ui} from '../../words/ui'
import {waitText} from '../../words/waits'
import type {Call} from '../calls'
import * as icons from '../icons'
import {hued, type PlaceOf} from '../shared'
import {brief, fewOf, type Named} from '../values'

export interface Room {
  readonly world: World
  readonly columns: Columns
  readonly words: Ui
  readonly placeOf: PlaceOf
  readonly ownerOf: (subject: string) => string | null
  /** The call stack of the thread that runs, outermost first. */
  readonly calls: readonly Call[]
  /** The names of the call that a paused coroutine is in. */
  readonly localsOf: (task: string) => readonly Named[]
  readonly felt: (ps: number) => string
  /** The playhead's instant: a wait grows between two events. */
  readonly t: number
  readonly depth: Depth
  /** What the viewer has selected. */
  readonly selected: string | null
}

/** How a row stands to what is selected. */
const standing = ({selected, ownerOf}: Room, thing: string | null, owner: string | null): string => {
  if (selected === null) return ''
  if (belongs(selected, thing, owner)) return 'lit'
  return thing !== null && ownerOf(selected) === thing ? '' : 'receded'
}

/** A thing's name: a click or a key on it selects the thing everywhere. */
const named = ({selected}: Room, thing: string): TemplateResult =>
  html`<button class="thing" aria-pressed=${selected === thing}>${thing}</button>`

/** More rows than this are counted, not shown. */
const MOST = 12

const uncounted = (count: number, words: Ui): TemplateResult | typeof nothing =>
  count > 0 ? html`<div class="nothing">${words.more(count)}</div>` : nothing

type Part = (room: Room) => TemplateResult | typeof nothing

/** Its table, if it has one, is called as it is: by `NAME-head`. */
const card = (name: string, head: unknown, body: unknown): TemplateResult =>
  html`<section class="card part ${name}" data-card=${name.split(' ')[0]}>
    <div class="head" id="${name.split(' ')[0]}-head" role="heading" aria-level="2">${head}</div>
    ${body}
  </section>`

export const stack: Part = (room) => {
  const {calls, words, placeOf, ownerOf} = room
  return card(
    'stack',
    html`<span>${words.onCpu}</span><span>${words.callStack}</span>`,
    html`<ol class="mono rows">
      ${calls.map(({call, thing}, depth) => {
        const whose = thing && ownerOf(thing)
        const owner = placeOf(whose)
        return html`<li
          class="${depth === calls.length - 1 ? 'now' : ''} ${whose ? standing(room, null, whose) : ''}"
          style="${hued(owner)}; --depth: ${Math.min(depth, 6)}"
        >
          ${depth > 0 ? html`<span class="elbow" aria-hidden="true"></span>` : nothing}
          ${owner >= 0 ? html`<span class="dot"></span>` : nothing}<span class="call">${call}</span>
        </li>`
      })}
    </ol>`,
  )
}

/** Where the loop is on its way round, with one sentence for it. */
export const phase: Part = ({world, words}) =>
  card(
    'phase',
    html`<ol class="stepper">
      ${(['select', 'take', 'call'] as const).map(
        (step) =>
          html`<li aria-current=${world.phase === step ? 'step' : 'false'}>${words.phases[step]}</li>`,
      )}
    </ol>`,
    html`<p class="sentence">${words.phaseNow[world.phase]}</p>`,
  )

export const selector: Part = (room) => {
  const {world, words, placeOf, t, felt} = room
  const {select, registered, ready} = world
  const rows = fewOf(registered, MOST, ({state}) => state !== 'waiting')
  const queue = fewOf(ready, MOST, () => false)
  const head =
    select.state === 'waiting'
      ? html`<b>${words.selectWaiting}</b> <span class="mono">${felt(t - select.sinceT)}</span>`
      : select.state === 'returned'
        ? html`<b>${words.selectReturned(select.ready)}</b>`
        : words.selectNever
  return card(
    `selector ${select.state}`,
    html`<span>${head}</span><span>${words.registered(registered.length)}</span>`,
    html`${registered.length === 0 ? html`<div class="nothing">${words.nothingRegistered}</div>` : nothing}
      <table class="mono" role="table" aria-labelledby="selector-head" ?hidden=${registered.length === 0}>
        <tbody>
          ${rows.shown.map(
            ({fd, events, callback, owner, state}) =>
              html`<tr
                class="${state} flow ${standing(room, fd, owner)}"
                data-thing=${fd}
                style=${hued(placeOf(owner))}
              >
                <td><span class="dot"></span>${named(room, fd)}</td>
                <td>${events}</td>
                <td class="quiet">${callback}</td>
                <td class="state">${words.registeredState(state)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${uncounted(rows.more, words)}
      ${
        ready.length > 0
          ? html`<div class="ready">
              <span class="readyhead">${words.readyTitle}</span>
              ${queue.shown.map(
                ({fd, label, owner}) =>
                  html`<span
                    class="chip mono ${standing(room, fd, owner)}"
                    data-thing=${fd}
                    style=${hued(placeOf(owner))}
                    ><span class="dot"></span>${label} <span class="quiet">${fd}</span></span
                  >`,
              )}
              ${uncounted(queue.more, words)}
            </div>`
          : nothing
      }`,
  )
}

/** Boxes that matter now: empty or just filled, and of those that only started a task the one just made. */
const matters = ({state}: FutureState) => state !== 'done'

export const futures: Part = (room) => {
  const {world} = room
  const {words} = room
  const all = world.futures
  if (all.length === 0) return nothing
  const shown = all.filter(matters)
  const done = all.length - shown.length
  // A box just done stays in sight while there is nothing else to see.
  const {shown: kept, more} = fewOf(
    shown.length ? shown : all.slice(-1),
    MOST,
    ({state}) => state === 'just set',
  )
  return card(
    'futures',
    html`<span>${words.futures}</span
      >${done > 0 && shown.length ? html`<span>${words.doneFutures(done)}</span>` : nothing}`,
    html`<ul class="boxes ${kept.length > FEW ? 'many' : ''}">
        ${kept.map((future) => box(future, room, kept.length > FEW))}
      </ul>
      ${uncounted(more, words)}`,
  )
}

/** More boxes than this stand in two columns, and only name the task that they ring. */
const FEW = 5

function box({id, owner, state, value, callbacks, startedOnly}: FutureState, room: Room, many: boolean) {
  const {words, placeOf} = room
  const task = callbacks[0]?.task ?? owner
  const filled = state !== 'empty'
  return html`<li
    class="${filled ? (state === 'just set' ? 'set' : 'done') : 'empty'} flow ${standing(room, id, task)}"
    data-thing=${id}
    style=${hued(placeOf(task))}
  >
    <span class="box mono">${filled ? brief(value ?? 'None') : words.empty}</span>
    <span class="mono id">${named(room, id)}</span>
    ${state === 'just set' ? html`<b class="just">${words.justSet}</b>` : nothing}
    ${state === 'done' ? html`<span class="quiet">${startedOnly && owner ? words.startedOnly(owner) : words.done}</span>` : nothing}
    ${callbacks.map(
      ({label, task: rung}) =>
        html`<span class="bell mono"
          >${icons.bell}<span
            >${state === 'just set' && !many ? '→ ' : ''}${many ? (rung ?? label) : label}</span
          ></span
        >`,
    )}
  </li>`
}

const atWork = ({state}: TaskState) => state === 'running' || state === 'ready' || state === 'failed'

export const threads: Part = ({world, words, placeOf, ownerOf}) =>
  world.threads.length === 0
    ? nothing
    : card(
        'threads',
        html`<span>${words.threads}</span>`,
        html`<table role="table" aria-labelledby="threads-head">
            <tbody>
              ${fewOf(world.threads, MOST, ({state}) => state !== 'done').shown.map(
                ({id, state, core, waitsFor}) =>
                  html`<tr
                    class="${state === 'running' ? 'now' : state} flow"
                    style=${hued(placeOf(ownerOf(id)))}
                  >
                    <td class="mono"><span class="dot"></span>${id}</td>
                    <td class="mono stateword">
                      ${state === 'done' ? icons.tick : nothing}${words.threadStates[state]}
                    </td>
                    <td class="quiet place">
                      ${core !== null ? words.core(core) : waitsFor ? waitText(waitsFor, words.lang) : nothing}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>
          ${uncounted(world.threads.length - MOST, words)}`,
      )

/** The GIL of each process that two threads share, and the program's own locks. */
export const locks: Part = ({world, words, placeOf, ownerOf}) => {
  const gils = world.processes
    .filter(({threads}) => threads.length > 1)
    .map(({id, gil, wantGil}) => ({
      name: world.processes.length > 1 ? words.gilOf(id) : words.gilOnly,
      holder: gil,
      waiters: wantGil,
    }))
  const own = world.locks.map(({id, holder, waiters}) => ({name: id, holder, waiters}))
  const all = [...gils, ...own]
  if (all.length === 0) return nothing
  return card(
    'locks',
    html`<span>${words.sharedLocks}</span>`,
    html`<table role="table" aria-labelledby="locks-head">
        <tbody>
          ${fewOf(all, MOST, ({holder, waiters}) => holder !== null || waiters.length > 0).shown.map(
            ({name, holder, waiters}) =>
              html`<tr class="flow" style=${hued(holder === null ? -1 : placeOf(ownerOf(holder)))}>
                <td><span class="dot"></span>${name}</td>
                <td>
                  ${holder === null ? html`<span class="quiet">${words.free}</span>` : words.heldBy(holder)}
                </td>
                <td class="quiet place">
                  ${waiters.length === 0 ? nothing : waiters.length > 1 ? words.waitingFor(waiters.length) : `← ${waiters.join(', ')}`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${uncounted(all.length - MOST, words)}`,
  )
}

export const disks: Part = ({world, words}) =>
  world.transfers.length === 0
    ? nothing
    : card(
        'disks',
        html`<span>${words.disks}</span>`,
        html`<table role="table" aria-labelledby="disks-head">
          <tbody>
            ${world.transfers.map(
              ({disk, what, path, bytes}) =>
                html`<tr>
                  <td>${words.diskName(disk)}</td>
                  <td class="mono">${words.transfer(what, path)}</td>
                  <td class="quiet place">${bytes} B</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
      )

export const tasks: Part = (room) => {
  const {world, words, placeOf} = room
  return world.tasks.length === 0
    ? nothing
    : card(
        'tasks',
        html`<span>${words.tasks}</span>`,
        html`<table role="table" aria-labelledby="tasks-head">
            <tbody>
              ${fewOf(world.tasks, MOST, atWork).shown.map(({id, state, line, on, incoming, result}) => {
                const over = state === 'done' || state === 'failed'
                return html`<tr
                    class="${state === 'running' ? 'now' : state} flow ${standing(room, id, id)}"
                    data-thing=${id}
                    style=${hued(placeOf(id))}
                  >
                    <td class="mono"><span class="dot"></span>${named(room, id)}</td>
                    <td class="mono stateword">
                      ${over ? (state === 'done' ? icons.tick : icons.cross) : nothing}${words.taskStates[state]}
                    </td>
                    <td class="quiet place">
                      ${
                        over
                          ? result
                          : line === null
                            ? nothing
                            : on && state !== 'running'
                              ? words.lineOn(line, on)
                              : words.line(line)
                      }
                      ${incoming !== null ? html`<span class="incoming mono">${icons.incoming}${brief(incoming)}</span>` : nothing}
                    </td>
                  </tr>
                  ${over ? nothing : frame(room, id, state === 'running')}`
              })}
            </tbody>
          </table>
          ${uncounted(world.tasks.length - MOST, words)}`,
      )
}

/** Up to so many tasks, each shows the frame of its coroutine; of more, the selected one. */
const FRAMES = 4

/** What a coroutine has kept while it is paused: its names, as they are at its yield. */
function frame({world, words, placeOf, localsOf, selected}: Room, task: string, running: boolean) {
  if (world.tasks.length > FRAMES && task !== selected) return nothing
  const names = running ? [] : localsOf(task)
  if (!running && names.length === 0) return nothing // it has not begun
  return html`<tr class="frame" style=${hued(placeOf(task))}>
    <td colspan="3" title=${words.ownNames(task)}>
      ${
        running
          ? html`<span class="quiet">${words.frameRuns}</span>`
          : html`<dl class="mono">
              ${names.map(
                ({name, text}) =>
                  html`<div>
                    <dt>${name}</dt>
                    <dd>${brief(text, 18)}</dd>
                  </div>`,
              )}
            </dl>`
      }
    </td>
  </tr>`
}

export const sockets: Part = (room) => {
  const {world, words, placeOf} = room
  const open = world.sockets.filter(({state}) => state !== 'closed')
  if (open.length === 0) return nothing
  return card(
    'sockets',
    html`<span>${words.sockets}</span>`,
    html`<table role="table" aria-labelledby="sockets-head">
        <tbody>
          ${fewOf(open, MOST, ({buffered}) => buffered > 0).shown.map(
            ({id, owner, state, buffered}) =>
              html`<tr class=${standing(room, id, owner)} data-thing=${id} style=${hued(placeOf(owner))}>
                <td class="mono"><span class="dot"></span>${named(room, id)}</td>
                <td>${words.socketStates[state]}</td>
                <td class="quiet place">
                  ${buffered > 0 ? html`<b>${words.bytesWaiting(buffered)}</b>` : nothing}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${uncounted(open.length - MOST, words)}`,
  )
}

export const felt: Part = ({world, words, felt: feltOf, t}) => {
  const between = Math.max(0, t - world.t)
  const waits = world.phase === 'select'
  const working = world.felt.workingPs + (waits ? 0 : between)
  const waiting = world.felt.waitingPs + (waits ? between : 0)
  const part = working + waiting > 0 ? working / (working + waiting) : 0
  return card(
    'felt',
    html`<span>${words.feltSoFar}</span>`,
    html`<div
        class="balance"
        role="img"
        aria-label="${words.working(feltOf(working))}, ${words.waiting(feltOf(waiting))}"
      >
        <span class="work" style="width: max(3px, ${(part * 100).toFixed(3)}%)"></span>
      </div>
      <div class="both">
        <span>${words.working(feltOf(working))}</span><span>${words.waiting(feltOf(waiting))}</span>
      </div>`,
  )
}

export const output: Part = ({world, words}) =>
  world.output.length === 0
    ? nothing
    : card(
        'output',
        html`<span>${words.printed}</span>`,
        html`<pre class="mono">${world.output.slice(-3).join('\n')}</pre>`,
      )
