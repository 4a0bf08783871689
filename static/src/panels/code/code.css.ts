// How the code looks: two panes of whole lines, what executes lit in the hue of whose it is.
import {css} from 'lit'

export const codeStyles = css`
  :host {
    min-height: 0;
  }
  .panes {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 1em;
    height: 100%;
    min-height: 0;
  }
  .panes:not(.both) {
    grid-template-columns: 1fr;
  }
  .pane {
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
  }
  .file {
    color: var(--ink);
  }
  .tabs {
    display: flex;
    gap: 0.2em;
    overflow: visible;
  }
  .tabs button {
    border-color: transparent;
    padding: 0.05em 0.6em;
    display: flex;
    align-items: center;
    gap: 0.4em;
  }
  .tabs button[aria-selected='true'] {
    color: var(--ink);
    background: var(--raised);
  }
  .live::before {
    content: '';
    width: 0.42em;
    height: 0.42em;
    border-radius: 50%;
    background: var(--quiet);
  }
  .where {
    text-align: right;
  }
  .where b {
    color: var(--ink);
    font-weight: 650;
  }
  .head {
    align-items: center;
    height: 2.35em;
    padding-block: 0;
    flex: none;
  }
  .lines {
    flex: none;
    height: 100%;
    height: round(down, calc(100% - 2.42em / 1.06), 1.52em);
    overflow: auto;
    scrollbar-width: thin;
    scrollbar-color: var(--line) transparent;
    font-size: 1.06em;
    line-height: 1.52;
    position: relative;
    tab-size: 4;
    contain: layout paint style; /* what is out of sight is not painted at every event */
  }
  .line {
    --under: var(--panel);
    display: flex;
    align-items: flex-start;
    background: var(--under);
    border-left: 0.22em solid transparent;
    padding-right: 0.8em;
    min-height: 1.52em;
  }
  .number {
    flex: none;
    width: 3.1em;
    padding-right: 0.9em;
    text-align: right;
    color: var(--faint);
    user-select: none;
  }
  /* A line that is too long goes on below, further in than where it began. Its own spaces are there to be copied
     and take no room: after them a line would break before a word that is longer than what is left of it. */
  .content {
    flex: 1;
    min-width: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    padding-left: calc((var(--indent) + var(--further)) * 1ch);
    text-indent: calc(var(--further) * -1ch);
  }
  .indent {
    position: absolute;
  }
  .content > :not(.text) {
    text-indent: 0;
    white-space: pre;
    line-height: 1;
    vertical-align: middle;
  }
  .executing {
    --under: color-mix(in oklab, var(--who) var(--tint), var(--panel));
    border-left-color: var(--who);
  }
  .executing .number {
    color: var(--ink);
  }
  .executing .text {
    font-weight: 600;
  }
  .onstack,
  .entering {
    border-left: 0.22em dotted color-mix(in oklab, var(--who) 70%, var(--panel));
  }
  .line {
    position: relative;
  }
  .at {
    position: absolute;
    left: 0.1em;
    top: 0;
    height: 1.52em;
    display: flex;
    align-items: center;
    color: var(--who-ink);
    z-index: 1;
  }
  .at svg {
    width: 0.72em;
    height: 0.8em;
  }
  .from {
    padding-left: 2em;
    font-family: var(--sans);
    font-size: 0.84em;
    line-height: 1;
    color: var(--quiet);
  }
  .keyword {
    color: var(--keyword);
  }
  .string {
    color: var(--string);
  }
  .number-literal {
    color: var(--number);
  }
  .comment {
    color: var(--faint);
  }
  .selected:not(.executing, .onstack) {
    --under: var(--raised);
    border-left-color: var(--quiet);
  }
  .marks {
    display: inline-flex;
    align-items: center;
    gap: 0.9em;
    padding-left: 2.4em;
    font-size: 0.94em;
  }
  .mark {
    display: flex;
    align-items: center;
    gap: 0.34em;
    color: var(--who-ink);
  }
  .moving {
    font-weight: 700;
  }
  .numbers {
    display: flex;
    gap: 0.5em;
  }
  .one {
    cursor: help;
    border-radius: 0.2em;
  }
  .half {
    display: flex;
    align-items: center;
    gap: 0.3em;
    color: var(--quiet);
    font-size: 0.94em;
  }
  .values {
    display: inline-flex;
    gap: 2ch;
    padding-left: 3ch;
    color: var(--faint);
  }
  .values b {
    font-weight: 400;
    color: var(--quiet);
  }
  /* Time by line: a stroke below the number, so that neither covers the other. */
  .hot {
    --heat: color-mix(in oklab, var(--ink) 38%, var(--under));
    background: linear-gradient(var(--heat), var(--heat)) 0 100% / calc(var(--hot) * 100%) 0.16em no-repeat
      var(--under);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .head .where {
    margin-left: auto;
  }
  .head .heat {
    flex: none;
    border-color: transparent;
    border-radius: 0.3em;
    padding: 0.25em;
    overflow: visible;
  }
  .locals {
    position: absolute;
    right: 0.8em;
    bottom: 0.8em;
    padding: 0.5em 0.8em;
    border-left: 0.22em solid var(--who);
    background: var(--raised);
    z-index: 2;
    pointer-events: none;
  }
  .locals b {
    color: var(--who-ink);
    font-weight: 650;
  }
  dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 0.1em 1em;
    margin: 0.3em 0 0;
  }
  dt {
    color: var(--quiet);
  }
  dd {
    margin: 0;
    white-space: pre;
  }
  @container player (max-width: 900px) {
    .panes {
      grid-template-columns: 1fr;
    }
    .panes.both .pane:not(.running) {
      display: none;
    }
    .from {
      display: none;
    }
  }
`
