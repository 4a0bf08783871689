// A slide fills the screen and takes its type from it: 1em is a hundredth of the width of a 16:9 screen.
import {css} from 'lit'

export const lectureStyles = css`
  sim-lecture {
    --foot: 3em;
    display: block;
    height: 100dvh;
    overflow: hidden;
    font-family: var(--sans);
    font-size: min(1vw, 1.7778vh);
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
  }
`
