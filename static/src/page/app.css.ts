// How the page frames the player: the header, its popups, and the states in which there is nothing to play.
import {css} from 'lit'

export const appStyles = css`
  :host {
    height: 100%;
  }
  .page {
    display: flex;
    flex-direction: column;
    height: 100dvh;
    background: var(--ground);
    font-family: var(--sans);
    font-size: clamp(12.5px, min(0.8334vw, 1.5vh) * (1 + (var(--type) - 1) / 2), 50px);
    line-height: 1.4;
  }
  header {
    display: flex;
    align-items: center;
    gap: 0.75em;
    height: 3.4em;
    padding: 0 1.5em;
    border-bottom: 1px solid var(--line);
    flex: none;
    white-space: nowrap;
  }
  h1 {
    font-size: 1.5em;
    font-weight: 750;
    letter-spacing: 0.01em;
    margin: 0 0.35em 0 0;
  }
  h1 span {
    color: var(--head);
  }
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    padding: 0.32em 0.95em;
    color: var(--quiet);
    min-width: 0;
  }
  /* What runs is told in full; what it is worth looking at for gives way. */
  header .pill {
    flex: none;
  }
  .pill b {
    color: var(--ink);
    font-weight: 650;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .pill i {
    color: var(--faint);
    font-style: normal;
  }
  .pill svg {
    width: 0.9em;
    height: 0.9em;
    flex: none;
  }
  label.depth {
    border: 1px solid var(--line);
    border-radius: 999px;
    padding-block: 0.1em;
    padding-right: 0.3em;
    white-space: nowrap;
    flex: none;
  }
  .depth select {
    font: inherit;
    font-weight: 600;
    color: var(--ink);
    background: var(--ground);
    border: 0;
    border-radius: 999px;
    padding: 0.25em 0.2em;
    cursor: pointer;
  }
  .round {
    padding: 0.5em;
  }
  .round svg {
    width: 1.15em;
    height: 1.15em;
  }
  /* It takes what is left; where that is next to nothing it goes, for the eye. */
  .status {
    container: status / inline-size;
    flex: 1 1 0;
    margin-left: 0.5em;
  }
  .status span {
    display: block;
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  @container status (max-width: 10em) {
    .status span {
      opacity: 0;
    }
  }
  header[without~='labels'] .label,
  header[without~='deeds'] .deed,
  header:not([without~='deeds']) .menu,
  header[without~='depth'] label.depth,
  header[without~='detail'] .detail {
    display: none;
  }
  /* Nothing more can go: names shorten. */
  header[without~='detail'] .pill:not(.round, .language) {
    flex: 0 1 auto;
  }
  header[without~='detail'] .pill.first {
    flex-shrink: 0;
    max-width: 45%;
  }
  .body {
    position: relative;
    flex: 1;
    min-height: 0;
    display: flex;
  }
  /* What is compared covers the player, never the table. */
  main {
    position: relative;
    flex: 1;
    min-height: 0;
    min-width: 0;
    display: flex;
  }
  .alone {
    flex: 1;
    min-height: 0;
    min-width: 0;
  }
  .deeds {
    list-style: none;
    margin: 0 2.4em 0 0;
    padding: 0;
  }
  .deeds button {
    display: flex;
    align-items: center;
    gap: 0.8em;
    width: 100%;
    min-height: 2.8em;
    border-color: transparent;
    text-align: left;
  }
  .deeds .depth {
    margin-bottom: 0.6em;
  }
  .deeds svg {
    flex: none;
    width: 1.2em;
    height: 1.2em;
  }
  .editor {
    position: relative;
    flex: none;
    /* Beside it the player has room for its panes, on a screen 1280 wide too. */
    width: clamp(26em, 29.5vw, 37em);
    border-left: 1px solid var(--line);
    background: var(--panel);
  }
  main:has(+ .editor) .alone {
    overflow: auto;
  }
  .editor:focus-visible {
    outline: none;
  }
  .popup {
    position: fixed;
    z-index: 10;
    top: 3.7em;
    left: 1.5em;
    width: min(42em, calc(100vw - 2em));
    max-height: calc(100dvh - 5em);
    overflow: auto;
    padding: 1.3em 1.5em;
    background: var(--panel);
    border: 1px solid var(--line);
    border-radius: 0.7em;
    box-shadow: 0 1em 3.5em rgb(0 0 0 / 0.4);
    font-size: 1.06em;
  }
  .popup:focus-visible {
    outline: none;
  }
  .popup.presets {
    left: min(13em, 4vw);
  }
  .popup.lectures {
    left: auto;
    right: 1.5em;
    width: min(26em, calc(100vw - 2em));
  }
  .popup .lectures {
    list-style: none;
    margin: 0 0 0.8em;
    padding: 0 0 0.8em;
    border-bottom: 1px solid var(--line);
  }
  .popup a {
    display: flex;
    align-items: center;
    gap: 0.6em;
    padding: 0.4em 0;
    color: var(--ink);
    text-decoration: none;
  }
  .popup a:hover {
    text-decoration: underline;
  }
  .popup a svg {
    width: 1.1em;
    height: 1.1em;
    flex: none;
    color: var(--quiet);
  }
  .popup.menu {
    left: auto;
    right: 1.5em;
    width: min(24em, calc(100vw - 2em));
  }
  .popup.help {
    left: auto;
    right: 1.5em;
    width: min(34em, calc(100vw - 2em));
  }
  .close {
    position: absolute;
    top: 0.8em;
    right: 0.8em;
    border-color: transparent;
    padding: 0.5em;
  }
  .popup h2 {
    font-size: 1.2em;
    font-weight: 650;
    margin: 0 0 0.6em;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.42em 1.2em;
    margin: 0;
    align-items: baseline;
  }
  dt {
    display: flex;
    gap: 0.3em;
  }
  dd {
    margin: 0;
  }
  kbd {
    font: inherit;
    font-size: 0.94em;
    min-width: 1.7em;
    text-align: center;
    padding: 0 0.45em;
    border: 1px solid var(--faint);
    border-bottom-width: 2px;
    border-radius: 0.3em;
  }
  .popup p {
    color: var(--quiet);
    margin: 1em 0 0;
  }
  .instead {
    position: absolute;
    inset: 0;
    display: grid;
    align-content: center;
    justify-items: center;
    text-align: center;
    gap: 0.4em;
    background: var(--ground);
  }
  .instead h2 {
    font-size: 1.9em;
    font-weight: 500;
    margin: 0;
  }
  .instead p {
    margin: 0;
    max-width: 40em;
    color: var(--quiet);
    font-size: 1.15em;
  }
  .actions {
    display: flex;
    justify-content: center;
    gap: 0.7em;
    margin-top: 0.8em;
  }
  .note {
    position: absolute;
    z-index: 2;
    top: 3em;
    left: 50%;
    transform: translateX(-50%);
    display: flex;
    align-items: center;
    gap: 0.7em;
    max-width: 90%;
    padding: 0.5em 1em;
    border: 1px solid var(--head);
    border-radius: 0.5em;
    background: var(--panel);
  }
  .note svg {
    color: var(--head);
    flex: none;
  }
  .note button {
    border-color: transparent;
    padding: 0.4em;
  }
  @media (max-width: 900px) {
    .page {
      font-size: 15px;
    }
    header {
      padding: 0 0.8em;
      gap: 0.4em;
    }
    .pill {
      padding-inline: 0.7em;
    }
    h1 {
      font-size: 1.3em;
      margin-right: 0;
    }
    .status {
      margin-left: -0.4em;
    }
    .body {
      flex-direction: column;
    }
    .editor {
      width: auto;
      height: 58dvh;
      border-left: 0;
      border-top: 1px solid var(--line);
    }
    .alone {
      overflow: auto;
      -webkit-overflow-scrolling: touch;
    }
    .popup,
    .popup.presets,
    .popup.lectures,
    .popup.menu,
    .popup.help {
      left: 0.6em;
      right: 0.6em;
      width: auto;
    }
  }
`
