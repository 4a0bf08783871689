// A slide's words.
import {css} from 'lit'

export const wordsStyles = css`
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
`
