// What all panels share: their reset, their buttons, and how a thing gets its owner's hue.
import {css, type CSSResult} from 'lit'
import {hueNumber} from '../model/hues'

/** An owner's place in the scene, or -1; panels turn it into a hue. */
export type PlaceOf = (owner: string | null) => number

/** The custom properties that give an element its owner's hue; the loop and the machine are grey. */
export const hued = (owner: number): string =>
  owner < 0
    ? '--who: var(--loop); --who-ink: var(--quiet)'
    : `--who: var(--hue-${hueNumber(owner)}); --who-ink: var(--ink-${hueNumber(owner)})`

export const base: CSSResult = css`
  :host {
    display: block;
    box-sizing: border-box;
    min-width: 0;
    color: var(--ink);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid var(--line);
    border-radius: 999px;
    padding: 0.35em 0.9em;
    cursor: pointer;
  }
  button:hover:not(:disabled) {
    border-color: var(--faint);
    background: var(--raised);
  }
  button:disabled {
    color: var(--faint);
    cursor: default;
  }
  button:focus-visible,
  select:focus-visible,
  input:focus-visible,
  summary:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--ink-1);
    outline-offset: 2px;
  }
  button[aria-pressed='true'] {
    color: var(--ink);
    border-color: var(--faint);
    background: var(--raised);
    font-weight: 600;
  }
  svg {
    display: block;
    width: 1em;
    height: 1em;
  }
  .mono {
    font-family: var(--mono);
    font-variant-ligatures: none;
  }
  .card {
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: 0.55em;
    overflow: hidden;
  }
  .head {
    display: flex;
    justify-content: space-between;
    gap: 1em;
    margin: 0;
    padding: 0.5em 0.9em;
    font-size: 0.92em;
    font-weight: 400;
    color: var(--quiet);
    white-space: nowrap;
  }
  .head > * {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .dot {
    display: inline-block;
    width: 0.66em;
    height: 0.66em;
    border-radius: 0.16em;
    background: var(--who);
    flex: none;
  }
  .nothing {
    color: var(--faint);
    padding: 0.15em 0.9em 0.5em;
  }
  @media (prefers-reduced-motion: no-preference) {
    .flow {
      transition:
        background-color 120ms,
        border-color 120ms;
    }
  }
`
