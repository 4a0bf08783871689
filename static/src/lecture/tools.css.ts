// What the presenter's tools do to the page.
import {css} from 'lit'

export const toolsStyles = css`
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
  /* Across the hall's screen: one click, and it is gone. */
  .asks-screen {
    position: fixed;
    z-index: 15;
    inset: 0;
    margin: auto;
    width: fit-content;
    height: fit-content;
    padding: 0.8em 1.4em;
    border: 0;
    border-radius: 999px;
    background: var(--go);
    color: var(--on-go);
    box-shadow: 0 0.2em 2em rgb(0 0 0 / 35%);
    font: 600 2em var(--sans);
    cursor: pointer;
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
  /* A phone points at nothing; its foot is for turning pages. */
  @media (max-width: 900px) {
    sim-lecture > sim-tools {
      display: none;
    }
  }
`
