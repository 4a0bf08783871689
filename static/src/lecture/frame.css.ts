// A slide fills the screen and takes its type from it: 1em is a hundredth of the width of a 16:9 screen. A scene takes
// the room that the words leave.
import {css} from 'lit'

export const frameStyles = css`
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
  /* A finger that goes sideways turns the page. */
  .reveal,
  .reveal .slides section {
    touch-action: pan-y pinch-zoom;
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
  /* Whatever its colours, a hall reads from afar. */
  @media (min-width: 901px) {
    sim-lecture:not(.follows) sim-scene sim-player {
      --type: calc(1.5 * var(--zoom, 1));
    }
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
  @media (max-width: 900px) {
    sim-lecture {
      font-size: 9px;
    }
    .reveal .slides section.slide,
    .reveal .slides section.with-scene {
      padding: 1em 1.2em 0;
    }
    .reveal sim-scene sim-player {
      --type: 1;
    }
  }
`
