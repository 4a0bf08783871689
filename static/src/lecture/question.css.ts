// A question: large while it is open, a line above the scene that answers it afterwards.
import {css} from 'lit'

export const questionStyles = css`
  sim-question {
    display: block;
    padding: 0 1.45em;
  }
  sim-question .ask {
    margin: 0.2em 0 0.6em;
    font-size: 2.6em;
    font-weight: 600;
    line-height: 1.2;
  }
  sim-question .options {
    display: flex;
    flex-direction: column;
    gap: 0.6em;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 2.5em;
  }
  sim-question li button {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(8em, 1fr) minmax(0, 1.2fr) 2.2em;
    align-items: center;
    gap: 0.7em;
    width: 100%;
    padding: 0.42em 0.7em 0.42em 0.42em;
    border: 0.08em solid var(--line);
    border-radius: 0.4em;
    background: var(--ground);
    color: inherit;
    font: inherit;
    text-align: left;
    overflow: hidden;
    cursor: pointer;
  }
  sim-question li button:disabled {
    cursor: default;
  }
  sim-question li button:focus-visible {
    outline: 0.12em solid var(--ink-1);
  }
  sim-question .letter {
    display: grid;
    place-content: center;
    width: 1.5em;
    height: 1.5em;
    border-radius: 0.25em;
    background: var(--raised);
  }
  sim-question .letter svg {
    width: 1em;
    height: 1em;
  }
  sim-question .ask code,
  sim-question .words code {
    font-family: var(--mono);
    font-size: 0.9em;
  }
  sim-question .bar {
    height: 1.1em;
    border-radius: 0.2em;
    background: var(--raised);
    overflow: hidden;
  }
  sim-question .bar i {
    display: block;
    height: 100%;
    background: var(--quiet);
    transition: clip-path 200ms ease-out;
  }
  @media (prefers-reduced-motion: reduce) {
    sim-question .bar i {
      transition: none;
    }
  }
  sim-question output {
    text-align: right;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  sim-question li.mine .letter {
    outline: 0.12em solid var(--ink);
    outline-offset: 0.1em;
  }
  /* What one has chosen, as long as one may choose. */
  sim-question[stage='open'] li.mine button {
    border-color: var(--ink);
    box-shadow: 0 0 0 0.04em var(--ink);
  }
  sim-question li.right button {
    border-color: var(--go);
    box-shadow: 0 0 0 0.06em var(--go);
    font-weight: 700;
  }
  sim-question li.right .letter,
  sim-question li.right .bar i {
    background: var(--go);
    color: var(--on-go);
  }
  sim-question li.wrong {
    color: var(--quiet);
  }
  sim-question li.wrong .bar i {
    background: repeating-linear-gradient(115deg, var(--faint) 0 0.09em, transparent 0.09em 0.3em);
  }
  sim-question .told {
    display: flex;
    align-items: baseline;
    gap: 1.2em;
    min-height: 1.6em;
    margin: 0.7em 0 0;
    font-size: 1.7em;
    font-weight: 600;
  }
  sim-question .told small {
    font-size: 0.8em;
    font-weight: 400;
    color: var(--quiet);
  }
  sim-question .look {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    margin-left: auto;
    padding: 0.2em 0.9em;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--go);
    color: var(--on-go);
    font: inherit;
    cursor: pointer;
  }
  sim-question .save {
    display: inline-grid;
    padding: 0.15em;
    border: 0;
    background: none;
    color: var(--quiet);
    font: inherit;
    cursor: pointer;
  }
  sim-question .save svg,
  sim-question .look svg {
    width: 1em;
    height: 1em;
  }
  .with-question:not(.with-scene) sim-question {
    padding: 0;
  }
  .reveal .slides section.with-scene[data-question='open'] {
    justify-content: safe center;
    padding-bottom: 3em;
    overflow: auto;
  }
  /* Many options take less room each. */
  sim-question .options:has(li:nth-child(5)) {
    font-size: 1.7em;
    gap: 0.45em;
  }
  .with-scene[data-question='open'] .text {
    font-size: 2em;
    padding: 0 0.725em 0.4em;
  }
  .with-scene[data-question='open'] sim-scene {
    position: absolute;
    visibility: hidden;
    inset: 12em 1.7em 0;
  }
  .with-scene:not([data-question='open']) sim-question {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: baseline;
    column-gap: 1.5em;
  }
  .with-scene:not([data-question='open']) sim-question .ask {
    margin: 0 0 0.25em;
    font-size: 1.6em;
  }
  .with-scene:not([data-question='open']) sim-question .options {
    grid-column: 1 / -1;
    grid-row: 2;
    flex-direction: row;
    gap: 0.6em;
    margin-bottom: 0.4em;
    font-size: 1.45em;
  }
  .with-scene:not([data-question='open']) sim-question li {
    flex: 1;
    min-width: 0;
  }
  .with-scene:not([data-question='open']) sim-question .words {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.2;
    overflow: hidden;
  }
  /* The bars lie along the feet of their options: all of one length, so that they compare. */
  .with-scene:not([data-question='open']) sim-question li button {
    grid-template-columns: auto 1fr auto;
    gap: 0.6em;
    height: 100%;
    padding: 0.2em 0.6em 0.62em 0.2em;
    border-width: 0.06em;
  }
  .with-scene:not([data-question='open']) sim-question .bar {
    position: absolute;
    inset: auto 0 0;
    height: 0.42em;
    border-radius: 0;
  }
  .with-scene:not([data-question='open']) sim-question .told {
    grid-column: 2;
    grid-row: 1;
    margin: 0;
    font-size: 1.45em;
    min-height: 0;
  }
  /* What led to the question has been read by now. */
  .with-question.with-scene:not([data-question='open']) .text > :not(h1, h2, h3) {
    display: none;
  }
  @media (max-width: 900px) {
    sim-question li button {
      grid-template-columns: auto 1fr auto;
      padding-bottom: 0.75em;
    }
    sim-question .bar {
      position: absolute;
      inset: auto 0 0;
      height: 0.36em;
      border-radius: 0;
    }
    sim-question .told {
      flex-wrap: wrap;
    }
  }
`
