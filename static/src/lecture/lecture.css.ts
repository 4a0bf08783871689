// A slide fills the screen and takes its type from it: 1em is a hundredth of the width of a 16:9 screen.
import {css} from 'lit'

export const lectureStyles = css`
  sim-lecture {
    --foot: 3em;
    display: block;
    height: 100dvh;
    overflow: hidden;
    font-family: var(--sans);
    font-size: calc(min(1vw, 1.7778vh) * var(--zoom, 1));
    line-height: 1.35;
    color: var(--ink);
    background: var(--ground);
  }
  .reveal {
    position: absolute;
    inset: 0 0 var(--foot);
    width: auto;
    height: auto;
  }
  .reveal .slides {
    position: absolute;
    inset: 0;
    width: auto;
    height: auto;
    margin: 0;
    text-align: left;
  }
  .reveal .slides section {
    box-sizing: border-box;
    inset: 0;
    width: 100%;
    height: 100%;
    padding: 0;
    transform: none !important;
    transition: none;
    pointer-events: none;
  }
  .reveal .slides section.present {
    pointer-events: auto;
  }
  .reveal .slides section.slide {
    flex-direction: column;
    justify-content: center;
    padding: 2em 3.2em 0;
    font-size: 1em;
  }
  .reveal .slides section.with-scene {
    justify-content: flex-start;
    padding: 1.2em 1.7em 0;
  }
  .reveal .slides section.stack {
    padding: 0;
  }
  .reveal .pause-overlay {
    position: fixed;
    inset: 0;
    transition: none;
    background: #000;
  }
  /* -- words */
  .text {
    font-size: 2em;
    max-width: 44em;
  }
  .with-scene .text {
    flex: none;
    font-size: 1.6em;
    max-width: none;
    padding: 0 0.9em;
  }
  .text > :first-child {
    margin-top: 0;
  }
  .text h1,
  .text h2,
  .text h3 {
    margin: 0 0 0.45em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.005em;
    text-wrap: balance;
  }
  .text h1 {
    font-size: 2.5em;
  }
  .text h2 {
    font-size: 1.75em;
  }
  .text h3 {
    font-size: 1.25em;
  }
  .with-scene .text h1,
  .with-scene .text h2 {
    font-size: 1.75em;
    margin-bottom: 0.1em;
  }
  .text em {
    font-style: normal;
    color: var(--ink-1);
  }
  .text p,
  .text ul,
  .text ol,
  .text pre,
  .text table,
  .text blockquote {
    margin: 0 0 0.7em;
  }
  .with-scene .text p,
  .with-scene .text ul {
    margin-bottom: 0.25em;
  }
  .text li {
    margin-bottom: 0.25em;
  }
  .text li::marker {
    color: var(--head);
  }
  .text a {
    color: var(--ink-1);
  }
  .text blockquote {
    padding-left: 0.8em;
    border-left: 0.14em solid var(--head);
    color: var(--quiet);
  }
  .text code {
    font-family: var(--mono);
    font-size: 0.86em;
  }
  .text pre {
    padding: 0.7em 1em;
    border: 1px solid var(--line);
    border-radius: 0.4em;
    background: var(--panel);
    line-height: 1.4;
    overflow: auto;
  }
  .text .keyword {
    color: var(--keyword);
  }
  .text .string {
    color: var(--string);
  }
  .text .number {
    color: var(--number);
  }
  .text .comment {
    color: var(--faint);
  }
  .text table {
    border-collapse: collapse;
    font-size: 0.86em;
    font-variant-numeric: tabular-nums;
  }
  .text th,
  .text td {
    text-align: left;
    padding: 0.22em 1.6em 0.22em 0;
    border-bottom: 1px solid var(--line);
  }
  .text th {
    color: var(--quiet);
    font-weight: 600;
  }
  aside.notes,
  .fragment.step {
    display: none !important;
  }
  .reveal .fragment {
    transition: none;
  }
  /* -- the scene takes the room that the words leave */
  sim-scene {
    display: flex;
    flex-direction: column;
    flex: 1;
    min-height: 0;
  }
  sim-scene sim-player {
    flex: 1;
    min-height: 0;
  }
  /* -- a question: large while it is open, a line above the scene that answers it afterwards */
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
  /* Whatever its colours, a hall reads from afar. */
  sim-lecture:not(.follows) sim-scene sim-player {
    --type: calc(1.5 * var(--zoom, 1));
  }
  /* -- the presenter's tools */
  .lasing {
    cursor: none;
  }
  .lasing .slides * {
    pointer-events: none !important;
  }
  /* The slide makes room for what is beside it. */
  .with-aside .reveal {
    right: max(38em, 30vw);
  }
  sim-aside {
    width: max(38em, 30vw);
  }
  .lit > sim-tools {
    filter: brightness(0.34);
  }
  .lit footer {
    background: var(--ground);
    filter: brightness(0.34);
  }
  .white .pause-overlay {
    background: #fff !important;
  }
  sim-lecture > sim-tools {
    position: absolute;
    z-index: 7;
    bottom: 0.3em;
    left: 44%;
    transform: translateX(-50%);
  }
  .mirror footer,
  .mirror .slides {
    pointer-events: none;
  }
  .waiting {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    margin: 0;
    color: var(--quiet);
    font-size: 1.2em;
  }
  .mistake {
    margin: 0.6em 0;
    padding: 0.7em 1em;
    border: 0.12em solid var(--head);
    border-radius: 0.4em;
    background: var(--panel);
    font-size: 1.4em;
    overflow-wrap: anywhere;
  }
  .mistake b {
    font-family: var(--mono);
    font-size: 0.92em;
    margin-right: 0.5em;
  }
  sim-lecture > .mistake {
    position: absolute;
    inset: 30% 15% auto;
  }
  /* -- where we are */
  sim-lecture footer {
    position: absolute;
    inset: auto 0 0;
    height: var(--foot);
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 1em;
    padding: 0 2.6em;
    color: var(--quiet);
    font-size: 1em;
    white-space: nowrap;
  }
  sim-lecture footer > * {
    font-size: 1.15em;
  }
  sim-lecture footer a {
    color: var(--ink);
    font-weight: 700;
    text-decoration: none;
  }
  sim-lecture footer .space {
    flex: 1;
  }
  sim-lecture footer svg {
    width: 1em;
    height: 1em;
    vertical-align: -0.12em;
  }
  sim-lecture footer .wrong {
    color: var(--head);
  }
  sim-lecture footer button {
    font-family: inherit;
    color: var(--ink);
    padding: 0.2em 0.9em;
    border: 1px solid var(--line);
    border-radius: 999px;
    background: var(--ground);
    cursor: pointer;
  }
  .dashes {
    display: flex;
    gap: 0.4em;
    overflow: hidden;
  }
  .dashes i {
    width: clamp(0.4em, 1.8em, 2em);
    height: 0.42em;
    border-radius: 1em;
    background: var(--line);
  }
  .dashes i.done {
    background: var(--head);
  }
  .page {
    font-variant-numeric: tabular-nums;
  }
  @media (max-width: 900px) {
    sim-lecture {
      font-size: 9px;
    }
    .reveal .slides section.slide,
    .reveal .slides section.with-scene {
      padding: 1em 1.2em 0;
    }
    sim-lecture footer {
      padding: 0 1.2em;
    }
    .dashes {
      display: none;
    }
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
    /* A follower's foot is for thumbs, and a hall's place is known. */
    .follows {
      --foot: 52px;
    }
    .follows footer > :not(sim-hall, .page) {
      display: none;
    }
    .follows footer sim-hall {
      font-size: 15px;
    }
    .follows footer .page {
      order: 1;
      font-size: 13px;
    }
    .follows.apart footer .page {
      display: none;
    }
  }
`
