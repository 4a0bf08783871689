// Sheets of 16:9, as wide as the screen that they were copied from.
import {css} from 'lit'

export const paperStyles = css`
  html.paper,
  html.paper body,
  html.paper sim-lecture {
    height: auto !important;
    overflow: visible !important;
  }
  .sheet {
    position: relative;
    height: 100vh;
    overflow: hidden;
    break-after: page;
  }
  .sheet:last-child,
  .noted:last-child {
    break-after: auto;
  }
  /* On paper nobody answers. */
  sim-question output {
    visibility: hidden;
  }
  .noted {
    break-after: page;
    box-decoration-break: clone;
    padding: 3em 3.2em;
  }
  .noted > :is(h1, h2, h3) {
    margin: 0 0 0.6em;
    padding-bottom: 0.4em;
    border-bottom: 1px solid var(--line);
    font-size: 2.2em;
    color: var(--quiet);
  }
  .noted .text {
    font-size: 1.7em;
    max-width: 52em;
  }
`
