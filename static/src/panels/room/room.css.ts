// How the machine room looks: cards of small tables, denser where many tasks share it.
import {css} from 'lit'

export const roomStyles = css`
  :host {
    container: room / inline-size;
    overflow: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  .parts {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 0.7em;
    min-height: 100%;
  }
  .part {
    flex: none;
    padding-bottom: 0.4em;
  }
  .felt {
    margin-top: auto;
  }
  ol,
  ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  b {
    color: var(--ink);
    font-weight: 650;
  }
  [data-thing] {
    cursor: pointer;
  }
  .thing {
    border: 0;
    border-radius: 0.2em;
    padding: 0;
    font-weight: inherit;
  }
  .thing:hover,
  [data-thing]:hover .thing {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .thing[aria-pressed='true'] {
    background: none;
    font-weight: 700;
  }
  /* What recedes loses its hue, not its legibility. */
  .receded :is(td, span, b, button, dt, dd) {
    color: var(--faint) !important;
  }
  .receded :is(.dot, svg) {
    opacity: 0.35;
  }
  .receded .box {
    border-color: color-mix(in oklab, var(--who) 35%, var(--panel));
  }
  tr.lit {
    box-shadow: inset 3px 0 var(--who);
  }
  li.lit .id,
  tr.lit td:first-child {
    font-weight: 700;
    color: var(--who-ink);
  }
  .quiet {
    color: var(--quiet);
  }
  .rows li {
    display: flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.12em 0.9em 0.12em calc(0.9em + var(--depth) * 0.85em);
    white-space: nowrap;
    color: var(--quiet);
    line-height: 1.42;
  }
  .rows .now {
    color: var(--ink);
  }
  .now,
  tr.now {
    background: color-mix(in oklab, var(--who) var(--tint), var(--panel));
  }
  .elbow {
    width: 0.5em;
    height: 0.55em;
    margin-top: -0.45em;
    border-left: 1.5px solid var(--faint);
    border-bottom: 1.5px solid var(--faint);
    flex: none;
  }
  .call {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .stepper {
    display: flex;
    flex: 1;
    gap: 0.4em;
  }
  .stepper li {
    flex: auto;
    display: grid;
    place-items: center;
    text-align: center;
    text-wrap: balance;
    line-height: 1.15;
    border: 1px solid var(--line);
    border-radius: 1em;
    padding: 0.2em 0.5em;
    white-space: normal;
  }
  .stepper li[aria-current='step'] {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--ground);
    font-weight: 650;
  }
  .phase .head {
    padding-bottom: 0.3em;
  }
  .sentence {
    margin: 0;
    padding: 0 0.9em 0.2em;
    line-height: 1.3;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    line-height: 1.42;
  }
  td {
    padding: 0.1em 0.4em;
    white-space: nowrap;
  }
  td:first-child {
    padding-left: 0.9em;
  }
  td:last-child {
    padding-right: 0.9em;
    text-align: right;
  }
  td .dot {
    margin-right: 0.55em;
  }
  .state {
    font-weight: 600;
  }
  tr.now .state,
  tr.next .state,
  tr.then .state {
    color: var(--who-ink);
  }
  tr.waiting .state {
    color: var(--faint);
    font-weight: 400;
  }
  tr.next td:first-child,
  tr.then td:first-child {
    box-shadow: inset 3px 0 var(--who);
  }
  .stateword svg {
    display: inline-block;
    vertical-align: -0.1em;
    margin-right: 0.3em;
  }
  tr.ready .stateword {
    color: var(--who-ink);
  }
  tr.done {
    color: var(--faint);
  }
  tr.failed .stateword {
    color: var(--head);
  }
  /* What a coroutine keeps: a frame that hangs from its row. */
  .frame td {
    padding: 0 0.9em 0.4em 0.9em;
    text-align: left;
    white-space: normal;
  }
  .frame dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1em;
    margin: 0;
    padding: 0.1em 0 0.1em 0.7em;
    border-left: 2px solid var(--who);
    font-size: 0.9em;
    line-height: 1.35;
  }
  .frame div {
    display: flex;
    gap: 0.5ch;
    min-width: 0;
  }
  .frame dt {
    color: var(--quiet);
  }
  .frame dt::after {
    content: ' =';
  }
  .frame dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .frame > td > .quiet {
    display: block;
    padding-left: 0.7em;
    border-left: 2px solid var(--who);
    font-size: 0.9em;
  }
  .over,
  .moving,
  .moving svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
    z-index: 1;
  }
  .moving path {
    fill: none;
    stroke: var(--cause);
    stroke-width: 1.5;
    stroke-dasharray: 2 4;
    stroke-linecap: round;
  }
  .moving circle {
    fill: var(--cause);
  }
  .mover {
    position: absolute;
    z-index: 2;
    transform: translate(-50%, -50%);
    padding: 0.05em 0.5em;
    border: 1.5px solid var(--cause);
    border-radius: 0.3em;
    background: color-mix(in oklab, var(--who) calc(var(--tint) * 1.3), var(--panel));
    color: var(--ink);
    font-size: 0.9em;
    font-weight: 650;
    white-space: nowrap;
    box-shadow: 0 0.2em 0.8em rgb(0 0 0 / 0.3);
  }
  div.ready {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4em;
    padding: 0.5em 0.9em 0.2em;
    border-top: 1px solid var(--line);
    margin-top: 0.3em;
  }
  .readyhead {
    flex-basis: 100%;
    color: var(--quiet);
    font-size: 0.92em;
  }
  .chip {
    border: 1.5px solid var(--who);
    border-radius: 0.3em;
    padding: 0.05em 0.5em;
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    font-size: 0.94em;
  }
  .boxes {
    display: flex;
    flex-direction: column;
    gap: 0.42em;
    padding: 0 0.9em 0.2em;
  }
  .boxes.many {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 0.36em 0.8em;
  }
  .boxes li {
    display: flex;
    align-items: center;
    gap: 0.5em;
    white-space: nowrap;
    min-width: 0;
  }
  .boxes.many li {
    gap: 0.36em;
    overflow: hidden;
  }
  .boxes.many .just {
    display: none;
  }
  .box {
    flex: none;
    min-width: 4.6em;
    max-width: 9.5em;
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: center;
    border: 2px solid var(--who);
    border-radius: 0.28em;
    padding: 0.08em 0.4em;
    font-size: 0.92em;
  }
  .many .box {
    min-width: 3.1em;
    max-width: 5.6em;
  }
  .empty .box {
    border-style: dashed;
  }
  .set .box {
    background: color-mix(in oklab, var(--who) calc(var(--tint) * 1.3), var(--panel));
    font-weight: 600;
  }
  li.done .box {
    border-color: var(--line);
    color: var(--quiet);
  }
  .bell {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    color: var(--quiet);
    min-width: 0;
  }
  .bell span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bell svg {
    flex: none;
    color: var(--faint);
  }
  .set .bell,
  .set .bell svg {
    color: var(--cause);
    font-weight: 600;
  }
  .incoming {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    color: var(--who-ink);
    margin-left: 0.4em;
    max-width: 9em;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }
  .incoming svg {
    flex: none;
    width: 0.8em;
  }
  .balance {
    margin: 0.1em 0.9em 0.4em;
    height: 1.35em;
    border: 1px solid var(--line);
    border-radius: 0.25em;
    overflow: hidden;
    background: repeating-linear-gradient(-60deg, var(--line) 0 0.5em, var(--panel) 0.5em 1em);
  }
  .work {
    display: block;
    height: 100%;
    background: var(--ink);
  }
  .both {
    display: flex;
    justify-content: space-between;
    flex-wrap: wrap;
    gap: 0 1em;
    padding: 0 0.9em;
    font-variant-numeric: tabular-nums;
  }
  pre {
    margin: 0;
    padding: 0 0.9em 0.2em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .dense {
    gap: 0.45em;
  }
  .dense .part {
    padding-bottom: 0.25em;
  }
  .dense .head {
    padding-block: 0.32em;
  }
  .dense table {
    line-height: 1.24;
    font-size: 0.95em;
  }
  .dense td {
    padding-block: 0;
  }
  .dense .rows li {
    padding-block: 0;
    line-height: 1.36;
  }
  .dense .boxes.many {
    gap: 0.22em 0.8em;
  }
  .dense .sentence {
    display: none;
  }
  @container player (max-height: 780px) {
    .dense .felt {
      display: none;
    }
    .dense {
      font-size: 0.95em;
    }
  }
  .dense .sockets {
    display: none;
  }
  .head > :last-child:not(:first-child) {
    flex: none;
  }
  /* Where the type is large and the boxes are many, an empty one needs no word: it is dashed. */
  @container room (max-width: 24em) {
    .boxes.many {
      font-size: 0.93em;
      gap: 0.36em 0.5em;
    }
    .boxes.many li {
      gap: 0.3em;
    }
    .many .box {
      min-width: 2.6em;
      max-width: 3.6em;
      min-height: 1.7em;
      padding-inline: 0.2em;
    }
    .many .empty .box {
      font-size: 0;
      min-width: calc(2.4rem);
    }
    .many .bell {
      gap: 0.15em;
    }
  }
`
