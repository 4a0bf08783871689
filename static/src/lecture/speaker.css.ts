// The speaker's window: read at arm's length, in the dark. What one looks for in a hurry is big: clock, pace, notes.
import {css} from 'lit'
import {base} from '../panels/shared'

export const speakerStyles = [
  base,
  css`
    :host {
      position: fixed;
      inset: 0;
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto;
      font: 15px/1.4 var(--sans);
      color: var(--ink);
      background: var(--ground);
    }
    button {
      display: inline-flex;
      align-items: center;
      gap: 0.4em;
      white-space: nowrap;
    }
    .space {
      flex: 1;
    }
    .failure {
      place-self: center;
      max-width: 40em;
      font-size: 1.3em;
    }
    header {
      display: flex;
      align-items: center;
      gap: 1em;
      padding: 0.5em 1.2em;
      border-bottom: 1px solid var(--line);
      font-variant-numeric: tabular-nums;
    }
    .where {
      flex: 1;
      min-width: 0;
    }
    .where > * {
      display: block;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .where span,
    .pace span,
    .timer span,
    .clock span {
      color: var(--quiet);
    }
    .pace {
      text-align: right;
      line-height: 1.2;
    }
    .pace > * {
      display: block;
    }
    .pace b {
      font-size: 1.35em;
    }
    .pace .late {
      color: var(--head);
    }
    .pace .early {
      color: var(--cause);
    }
    .timer {
      display: flex;
      align-items: baseline;
      gap: 0.5em;
      color: var(--quiet);
    }
    .timer.going {
      color: var(--ink);
    }
    .timer b {
      font-size: 2.5em;
      line-height: 1.1;
    }
    .clock b {
      font-size: 1.5em;
      font-weight: 600;
    }
    main {
      display: grid;
      grid-template-columns: minmax(0, 1.38fr) minmax(0, 1fr);
      gap: 1em;
      min-height: 0;
      padding: 0.7em 1.2em;
    }
    .left {
      display: flex;
      flex-direction: column;
      gap: 0.7em;
      min-height: 0;
    }
    figure {
      margin: 0;
      min-width: 0;
    }
    figcaption,
    h2 {
      display: flex;
      align-items: center;
      gap: 0.6em;
      height: 1.9em;
      margin: 0;
      font-size: 1em;
      font-weight: 400;
      color: var(--quiet);
      overflow: hidden;
      white-space: nowrap;
    }
    figcaption b {
      padding: 0 0.6em;
      border: 1px solid var(--cause);
      border-radius: 999px;
      color: var(--cause);
      font-weight: 600;
    }
    figcaption button,
    h2 button {
      padding: 0 0.7em;
    }
    /* A slide of 1280 by 720, made smaller as a whole: it is the very picture of the hall. */
    .screen {
      position: relative;
      aspect-ratio: 16 / 9;
      overflow: hidden;
      border-radius: 0.4em;
      background: #000;
      box-shadow: 0 0 0 1px var(--line);
    }
    iframe {
      position: absolute;
      width: 1280px;
      height: 720px;
      border: 0;
      transform-origin: 0 0;
      transform: scale(var(--scale, 0.5));
    }
    .now {
      flex: none;
    }
    .now .screen {
      /* As wide as its column, unless what lies below would have no room. */
      width: min(100%, (100vh - 360px) * 16 / 9);
    }
    .instead {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      justify-items: center;
      background: rgb(0 0 0 / 0.82);
      font-size: 1.3em;
    }
    .below {
      flex: 1;
      display: flex;
      gap: 1.1em;
      min-height: 0;
      overflow: hidden;
    }
    .next {
      flex: none;
      width: min(38%, 22vw);
    }
    .press {
      flex: 1;
      min-width: 0;
      overflow: auto;
    }
    .press p {
      margin: 0;
      font-size: 1.3em;
      line-height: 1.3;
    }
    .hall {
      flex: none;
      width: 12em;
      text-align: center;
      overflow: hidden;
    }
    .hall p {
      margin: 0.3em 0 0;
    }
    .hall code {
      font: 0.68em var(--mono);
      color: var(--quiet);
      overflow-wrap: anywhere;
    }
    .qr {
      width: 7.4em;
      margin: 0.3em auto 0;
      border-radius: 0.3em;
      background: #fff;
      overflow: hidden;
    }
    .qr svg {
      width: 100%;
      height: auto;
    }
    .right {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    .notes {
      flex: 1;
      min-height: 0;
      overflow: auto;
      padding: 0.3em 0.9em 1.5em;
      border-radius: 0.4em;
      background: var(--panel);
      line-height: 1.45;
    }
    .notes > :first-child {
      margin-top: 0.4em;
    }
    .notes p,
    .notes ul,
    .notes ol {
      margin: 0 0 0.7em;
    }
    .notes code {
      font-family: var(--mono);
      font-size: 0.9em;
    }
    .notes pre {
      overflow: auto;
    }
    .none {
      color: var(--faint);
    }
    footer {
      display: flex;
      align-items: center;
      gap: 0.5em;
      padding: 0.45em 1.2em;
      border-top: 1px solid var(--line);
    }
    footer button {
      min-height: 2.3em;
    }
    kbd {
      font: inherit;
      font-size: 0.85em;
      color: var(--quiet);
    }
    @media (max-width: 900px) {
      :host {
        position: static;
        display: block;
      }
      header {
        flex-wrap: wrap;
      }
      main {
        grid-template-columns: minmax(0, 1fr);
      }
      .now .screen {
        width: 100%;
      }
      .below {
        flex-wrap: wrap;
      }
      .next,
      .press {
        flex: 1 1 44%;
        width: auto;
      }
      .hall {
        width: 100%;
      }
      footer {
        position: sticky;
        bottom: 0;
        flex-wrap: wrap;
        background: var(--ground);
      }
    }
  `,
]
