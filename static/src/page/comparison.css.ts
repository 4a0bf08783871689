// Two timelines one above the other, what differs beside them; on a narrow screen, below.
import {css} from 'lit'

export const comparisonStyles = css`
  :host {
    position: absolute;
    z-index: 6;
    inset: 0;
    display: grid;
    grid-template:
      'head head' auto 'choice choice' auto 'runs differences' minmax(0, 1fr) / minmax(0, 1fr)
      34em;
    background: var(--ground);
  }
  :host(:focus-visible) {
    outline: none;
  }
  .above {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: 0.6em 1em;
    padding: 0.7em 1.5em;
    border-bottom: 1px solid var(--line);
  }
  .verdict {
    flex: 1;
    min-width: 0;
    margin: 0;
    font-size: 1.6em;
    line-height: 1.2;
    text-wrap: pretty;
  }
  .waits {
    color: var(--quiet);
  }
  .switch {
    display: flex;
    align-items: center;
    gap: 0.4em;
    flex: none;
    color: var(--quiet);
  }
  .above > button,
  .switch button {
    flex: none;
    white-space: nowrap;
  }
  .close {
    border-color: transparent;
    padding: 0.5em;
  }
  sim-choice {
    grid-area: choice;
    padding: 0.8em 1.5em;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
  }
  .runs {
    grid-area: runs;
    display: grid;
    grid-template-rows: minmax(0, 1fr) minmax(0, 1fr);
    min-width: 0;
  }
  .run {
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .run + .run {
    border-top: 1px solid var(--line);
  }
  h2 {
    flex: none;
    display: flex;
    gap: 0.7em;
    margin: 0;
    padding: 0.5em 1.5em 0;
    font-size: 1.05em;
    font-weight: 400;
    color: var(--quiet);
  }
  h2 b {
    flex: none;
    color: var(--ink);
    font-weight: 650;
  }
  h2 span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .elsewhere {
    color: var(--cause);
  }
  sim-player {
    flex: 1;
    min-height: 0;
    height: auto;
  }
  .runs:has(.none) {
    grid-template-rows: minmax(0, 1fr) auto;
  }
  .none {
    flex: 1;
    margin: 0;
    min-height: 9em;
    display: grid;
    place-content: center;
    text-align: center;
    color: var(--quiet);
    padding: 1em;
  }
  sim-differences {
    grid-area: differences;
    overflow: auto;
    padding: 0.9em 1.5em;
    border-left: 1px solid var(--line);
    background: var(--panel);
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
  }
  @media (max-width: 900px) {
    :host {
      display: block;
      overflow: auto;
    }
    .above {
      flex-wrap: wrap;
      padding: 0.6em 1em;
    }
    .verdict {
      flex-basis: 100%;
      padding-right: 2em;
      font-size: 1.25em;
    }
    .above > .close {
      position: absolute;
      top: 0.4em;
      right: 0.5em;
    }
    .runs {
      display: block;
    }
    .run {
      height: 17em;
    }
    .run:last-child {
      height: 24em;
    }
    h2,
    sim-choice {
      padding-inline: 1em;
    }
    sim-differences {
      overflow: visible;
      border-left: 0;
      border-top: 1px solid var(--line);
      padding-inline: 1em;
    }
  }
`
