// The table beside the picture: fifteen rows on one logarithmic axis, so that the knobs draw the staircase from an
// instruction to a reboot.
import {css} from 'lit'

export const tableStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    min-height: 0;
    background: var(--panel);
    font-variant-numeric: tabular-nums;
    --columns: minmax(0, 1fr) 5.3em 7.4em 1.8em;
  }
  header {
    flex: none;
    padding: 0.9em 1.2em 0.7em;
    display: grid;
    gap: 0.55em;
  }
  .title {
    display: flex;
    align-items: baseline;
    gap: 1em;
    padding-right: 2.2em;
    min-width: 0;
  }
  h2 {
    font-size: 1.2em;
    font-weight: 650;
    margin: 0;
    white-space: nowrap;
  }
  .from {
    flex: 0 1 auto;
    display: flex;
    align-items: baseline;
    gap: 0.5em;
    min-width: 0;
    color: var(--quiet);
    white-space: nowrap;
  }
  select {
    font: inherit;
    color: var(--ink);
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: 0.4em;
    padding: 0.15em 0.3em;
    min-width: 0;
    flex: 0 1 auto;
    max-width: 15em;
    text-overflow: ellipsis;
  }
  .outcome {
    display: flex;
    align-items: center;
    gap: 0.8em;
    height: 2em;
    color: var(--quiet);
    white-space: nowrap;
  }
  .outcome b {
    font-size: 1.35em;
    font-weight: 600;
    color: var(--ink);
  }
  .outcome > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .outcome .progress {
    flex: 1 0 3em;
    height: 2px;
    overflow: hidden;
    background: var(--line);
  }
  .outcome .progress::after {
    content: '';
    display: block;
    width: 30%;
    height: 100%;
    background: var(--ink);
  }
  .axis {
    flex: none;
    display: grid;
    grid-template-columns: var(--columns);
    gap: 0 0.6em;
    padding: 0 1.2em 0.25em;
    border-bottom: 1px solid var(--line);
    border-left: 3px solid transparent;
    color: var(--faint);
  }
  .axis > span,
  .ticks i {
    font-size: 0.92em;
    white-space: nowrap;
  }
  .axis > span {
    text-align: right;
    padding-right: 0.45em;
  }
  .ticks {
    position: relative;
    height: 1.4em;
  }
  .ticks i {
    position: absolute;
    left: calc(0.5em + var(--at) * (100% - 1em));
    transform: translateX(-50%);
    font-style: normal;
    white-space: nowrap;
  }
  .rows {
    flex: 1;
    min-height: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    display: flex;
    flex-direction: column;
  }
  .row {
    flex: 1 0 auto;
    display: grid;
    grid-template-columns: var(--columns);
    align-items: center;
    align-content: center;
    gap: 0 0.6em;
    padding: 0.16em 1.2em 0.12em;
    border-left: 3px solid transparent;
  }
  .row + .row {
    border-top: 1px solid color-mix(in oklab, var(--line) 55%, transparent);
  }
  .row.most {
    border-left-color: var(--ink);
    background: color-mix(in oklab, var(--ink) 5%, transparent);
  }
  .row.never .name,
  .row.never .time:not(:focus) {
    color: var(--faint);
  }
  .row.never input[type='range'] {
    opacity: 0.6;
  }
  .row.changed .time {
    font-weight: 650;
  }
  .name {
    line-height: 1.2;
    text-wrap: balance;
  }
  .most .name {
    font-weight: 650;
  }
  .time {
    font: inherit;
    font-variant-numeric: tabular-nums;
    text-align: right;
    color: var(--ink);
    background: transparent;
    border: 1px solid transparent;
    border-radius: 0.35em;
    padding: 0.05em 0.35em;
    width: 100%;
    min-width: 0;
  }
  .row:hover .time,
  .time:focus {
    border-color: var(--line);
    background: var(--ground);
  }
  .time:hover {
    border-color: var(--faint) !important;
  }
  .row.wrong .time.wrong {
    border-color: var(--head);
  }
  .reset {
    display: grid;
    place-items: center;
    width: 1.7em;
    height: 1.7em;
    padding: 0;
    border-color: transparent;
    color: var(--quiet);
  }
  .reset[disabled] {
    visibility: hidden;
  }
  .share {
    grid-column: 3;
    justify-self: end;
    padding-right: 0.45em;
    font-size: 0.92em;
    line-height: 1.15;
    color: var(--quiet);
    white-space: nowrap;
  }
  .never .share,
  .share.passing {
    color: var(--faint);
  }
  .most .share {
    color: var(--ink);
    font-weight: 650;
  }
  input[type='range'] {
    grid-column: 1 / 3;
    appearance: none;
    width: 100%;
    height: 1.35em;
    margin: 0;
    background: none;
    cursor: grab;
    touch-action: pan-y;
  }
  input[type='range']:active {
    cursor: grabbing;
  }
  /* The rail, the powers of a thousand on it, and how far the row has been pulled from where it was. */
  input[type='range']::-webkit-slider-runnable-track {
    height: 1.35em;
    background:
      linear-gradient(var(--ink) 0 0) calc(0.5em + var(--low) * (100% - 1em)) 50% /
        calc(var(--far) * (100% - 1em)) 3px no-repeat,
      linear-gradient(var(--quiet) 0 0) calc(0.5em + var(--was) * (100% - 1em)) 50% / 2px 0.75em no-repeat,
      linear-gradient(90deg, var(--line) 0 0) 50% 50% / 100% 2px no-repeat;
    background-position:
      left calc(0.5em + var(--low) * (100% - 1em)) center,
      left calc(0.5em + var(--was) * (100% - 1em) - 1px) center,
      center;
  }
  input[type='range']::-moz-range-track {
    height: 2px;
    background: var(--line);
  }
  input[type='range']::-webkit-slider-thumb {
    appearance: none;
    width: 1em;
    height: 1em;
    margin-top: 0.175em;
    border: 2px solid var(--ink);
    border-radius: 50%;
    background: var(--panel);
  }
  input[type='range']::-moz-range-thumb {
    width: 0.8em;
    height: 0.8em;
    border: 2px solid var(--ink);
    border-radius: 50%;
    background: var(--panel);
  }
  .never input[type='range']::-webkit-slider-thumb {
    border-color: var(--faint);
  }
  .changed input[type='range']::-webkit-slider-thumb,
  input[type='range']:active::-webkit-slider-thumb {
    background: var(--ink);
  }
  .said {
    grid-column: 1 / -1;
    color: var(--head);
    font-size: 0.92em;
    padding-bottom: 0.2em;
  }
  footer {
    flex: none;
    display: grid;
    gap: 0.5em;
    padding: 0.7em 1.2em 0.8em;
    border-top: 1px solid var(--line);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }
  form {
    display: flex;
    gap: 0.5em;
    flex: 1;
    min-width: 11em;
  }
  form input {
    font: inherit;
    color: var(--ink);
    background: var(--ground);
    border: 1px solid var(--line);
    border-radius: 0.4em;
    padding: 0.3em 0.6em;
    flex: 1;
    min-width: 4em;
  }
  form input::placeholder {
    color: var(--faint);
  }
  .message {
    margin: 0;
    min-height: 1.4em;
    color: var(--quiet);
    font-size: 0.95em;
  }
  .message.bad {
    color: var(--head);
  }
  button {
    white-space: nowrap;
  }
  @media (max-width: 900px) {
    :host {
      --columns: minmax(0, 1fr) 4.9em 6.4em 1.6em;
    }
    header,
    footer {
      padding-inline: 0.8em;
    }
    .axis,
    .row {
      padding-inline: 0.7em;
    }
    .row {
      padding-block: 0.35em;
    }
    /* One thing to scroll, under a head that stays. */
    :host {
      display: block;
      overflow: hidden auto;
    }
    header {
      position: sticky;
      z-index: 1;
      top: 0;
      background: var(--panel);
      padding-bottom: 0.2em;
    }
    .rows {
      overflow: visible;
    }
    input[type='range'] {
      height: 2em;
    }
    input[type='range']::-webkit-slider-runnable-track {
      height: 2em;
    }
    input[type='range']::-webkit-slider-thumb {
      width: 1.5em;
      height: 1.5em;
      margin-top: 0.25em;
    }
    .from > span {
      display: none;
    }
    .message:empty {
      display: none;
    }
  }
`
