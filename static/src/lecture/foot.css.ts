// The foot of the page: where we are.
import {css} from 'lit'

export const footStyles = css`
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
  /* Who has no keys turns the pages here. */
  .turns {
    display: none;
    gap: 0.4em;
  }
  @media (pointer: coarse), (max-width: 900px) {
    .turns {
      display: flex;
    }
    sim-lecture footer .turns button {
      display: grid;
      place-content: center;
      min-width: max(2.4em, 44px);
      min-height: max(2em, 38px);
      padding: 0;
      font-size: inherit;
    }
    sim-lecture footer .turns svg {
      width: 1.3em;
      height: 1.3em;
    }
  }
  /* A phone's foot is for thumbs; which deck this is is known there. */
  @media (max-width: 900px) {
    sim-lecture {
      --foot: 52px;
    }
    sim-lecture footer {
      padding: 0 1.2em;
    }
    sim-lecture footer > * {
      font-size: 13px;
    }
    .dashes,
    sim-lecture footer > :is(a, .title, b:not(.wrong)) {
      display: none;
    }
    .turns {
      order: -1;
    }
    .follows footer > :not(sim-hall, .turns, .page) {
      display: none;
    }
    .follows footer sim-hall {
      font-size: 15px;
    }
    .follows footer .page {
      order: 1;
    }
    /* The way back stands above the rest, as wide as the screen (sim-hall.ts). */
    .follows.apart {
      --foot: 98px;
    }
    .follows.apart footer {
      padding-top: 46px;
    }
  }
`
