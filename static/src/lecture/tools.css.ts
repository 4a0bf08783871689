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
