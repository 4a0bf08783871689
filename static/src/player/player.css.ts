// How the player lays out its panes: the mock's proportions on a wide screen, one column on a narrow one.
// Its type grows with its own size, so that it fills a projector as it fills a laptop.
import {css} from 'lit'
import {base} from '../panels/shared'

export const playerStyles = [
  base,
  css`
    :host {
      container: player / size;
      height: 100%;
      background: var(--ground);
      font-family: var(--sans);
    }
    .root {
      font-size: clamp(12.5px, min(0.8334cqw, 1.56cqh) * var(--type), 60px);
      line-height: 1.4;
      display: grid;
      height: 100cqh;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: auto minmax(10em, 1fr) auto auto auto;
      grid-template-areas: 'clock' 'stage' 'chain' 'told' 'transport';
      column-gap: 1.5em;
      padding: 0 1.5em;
    }
    /* Of two players, one above the other, each shows its timeline only, and the lower one the controls of both. */
    :host([bare]) .root {
      display: grid;
      height: 100cqh;
      min-height: 0;
      grid-template: 'stage' minmax(0, 1fr) 'transport' auto / minmax(0, 1fr);
      font-size: inherit;
    }
    :host([bare]) :is(.top, sim-clock, .root sim-verdict, sim-chain, sim-narration, .follow, .picked),
    :host([silent]) sim-transport {
      display: none;
    }
    :host([bare]) .stage {
      height: auto;
    }
    .with-code {
      /* Where it is low, the code gives of its rows. */
      grid-template-rows: auto minmax(11em, 1fr) auto auto minmax(5.4em, 15.6em) auto;
      grid-template-areas: 'clock' 'stage' 'chain' 'told' 'code' 'transport';
    }
    .with-room {
      grid-template-columns: minmax(0, 1fr) calc(26.2em / var(--type));
      grid-template-areas:
        'clock room'
        'stage room'
        'chain room'
        'told room'
        'transport transport';
    }
    .with-room.with-code {
      grid-template-areas:
        'clock room'
        'stage room'
        'chain room'
        'told room'
        'code room'
        'transport transport';
    }
    .top {
      grid-area: clock;
      display: flex;
      justify-content: space-between;
      align-items: flex-end;
      gap: 2em;
      padding-top: 1em;
    }
    .top > sim-clock {
      flex: none;
    }
    sim-verdict {
      flex: 1;
      overflow: hidden;
      padding-bottom: 0.5em;
    }
    @container player (max-width: 1150px) {
      .with-room {
        --note: none;
      }
      .with-room sim-verdict {
        display: none;
      }
      /* It may wrap into two rows. */
      .root sim-transport {
        height: auto;
      }
    }
    .stage {
      grid-area: stage;
      position: relative;
      min-height: 0;
      min-width: 0;
      margin-top: 0.6em;
    }
    .timeline {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      touch-action: pan-y;
    }
    sim-chain {
      grid-area: chain;
      padding-top: 0.4em;
    }
    sim-narration {
      grid-area: told;
      padding: 0.35em 0 0.75em;
      height: 4.1em;
    }
    sim-code {
      grid-area: code;
    }
    sim-room {
      grid-area: room;
      margin: 0.8em 0 0;
    }
    sim-transport {
      grid-area: transport;
      height: 3.9em;
      margin: 0.5em -1.5em 0;
      padding: 0 1.5em;
      border-top: 1px solid var(--line);
      /* It can be reached however low the window is. */
      position: sticky;
      bottom: 0;
      z-index: 5;
      background: var(--ground);
    }
    @container player (min-width: 900px) and (max-height: 440px) {
      .root {
        overflow: auto;
      }
    }
    .follow {
      position: absolute;
      right: 0.4em;
      bottom: 0.4em;
      display: flex;
      align-items: center;
      gap: 0.4em;
      background: var(--ground);
    }
    .picked {
      position: absolute;
      z-index: 2;
      top: 0.1em;
      right: 0.2em;
      display: flex;
      align-items: center;
      gap: 0.5em;
      padding: 0.15em 0.3em 0.15em 0.8em;
      border: 1px solid var(--who);
      border-radius: 999px;
      background: color-mix(in oklab, var(--who) var(--tint), var(--ground));
    }
    .picked button {
      display: flex;
      align-items: center;
      gap: 0.3em;
      padding: 0.2em 0.5em;
      border-color: transparent;
    }
    sim-why {
      position: absolute;
      z-index: 4;
      right: 0;
      bottom: 0;
      width: min(100%, 60em);
      max-height: 100%;
    }
    .tip {
      position: absolute;
      z-index: 3;
      pointer-events: none;
      max-width: 28em;
      width: max-content;
      padding: 0.45em 0.8em;
      border: 1px solid var(--line);
      border-radius: 0.45em;
      background: var(--raised);
      box-shadow: 0 0.4em 1.4em rgb(0 0 0 / 0.3);
      transform: translate(calc(var(--side) + 0.9em), 1.2em);
    }
    .tip b {
      color: var(--ink);
      white-space: nowrap;
    }
    @container player (max-height: 780px) {
      .with-code {
        grid-template-rows: auto minmax(11em, 1fr) auto auto minmax(5.4em, 12.4em) auto;
      }
      .top {
        padding-top: 0.6em;
      }
      sim-narration {
        height: 3.5em;
        padding: 0.2em 0 0.6em;
      }
    }
    @container player (max-height: 560px) {
      .with-code {
        grid-template-rows: auto minmax(11em, 1fr) auto auto minmax(5.4em, 9.2em) auto;
      }
    }
    .with-because sim-narration {
      height: 8.8em;
    }
    /* Who embeds it may leave panels out. */
    :host([without~='clock']) .top,
    :host([without~='timeline']) .stage,
    :host([without~='chain']) sim-chain,
    :host([without~='narration']) sim-narration,
    :host([without~='transport']) sim-transport {
      display: none;
    }
    :host([without~='timeline']) .root {
      grid-template-rows: auto 0 auto auto minmax(0, 1fr) auto;
    }
    :host(:is([theme='projector'], [far])) .with-code {
      grid-template-rows: auto minmax(10em, 1fr) auto auto minmax(5.4em, 9.4em) auto;
    }
    :host(:is([theme='projector'], [far])) sim-code {
      font-size: calc(1em / 1.2);
    }
    @container player (min-width: 900px) {
      :host(:is([theme='projector'], [far])) .with-code:not(.with-because) sim-narration {
        height: 3.5em;
        padding: 0.2em 0 0.6em;
      }
      :host(:is([theme='projector'], [far])) .with-code .top {
        padding-top: 0.6em;
      }
    }
    :host(:is([theme='projector'], [far])) .with-room sim-verdict {
      display: none;
    }
    :host(:is([theme='projector'], [far])) sim-room {
      font-size: calc(1em / 1.25);
    }
    @container player (max-width: 900px) {
      .root,
      .with-code,
      .with-room,
      .with-room.with-code {
        display: flex;
        flex-direction: column;
        height: auto;
        min-height: 100cqh;
        padding: 0 1em;
        font-size: calc(15px * (1 + (var(--type) - 1) / 3));
      }
      .top {
        display: contents;
      }
      sim-clock {
        padding-top: 0.8em;
      }
      .root sim-verdict {
        display: block;
        order: 4;
        padding: 0.9em 0 0.5em;
      }
      .picked {
        top: auto;
        bottom: 0.2em;
      }
      .stage {
        flex: none;
        height: min(16em, 31cqh);
        margin-inline: -1em;
      }
      sim-narration {
        order: 1;
        font-size: 0.84em;
        padding: 0.6em 0 0.4em;
        height: auto;
        min-height: 6.4em;
      }
      .with-because sim-narration {
        height: auto;
        min-height: 17em;
      }
      sim-chain {
        order: 2;
        font-size: 0.84em;
        margin-inline: -0.3em;
      }
      sim-code {
        order: 3;
        flex: 1 0 auto; /* from its own height, not from the text's */
        height: clamp(6.8em, 100cqh - 43em, 12.5em);
        max-height: 22em;
        margin-top: 0.4em;
      }
      sim-room {
        order: 4;
        overflow: visible;
        margin-bottom: 1em;
      }
      sim-transport {
        order: 5;
        margin: auto -1em 0;
        padding: 0 1em;
        height: auto;
      }
    }
    @container player (max-width: 620px) {
      :host(:is([theme='projector'], [far])) .stage {
        height: min(16em, 30cqh);
      }
      :host(:is([theme='projector'], [far])) sim-transport {
        font-size: 0.86em;
      }
    }
    @container player (min-width: 690px) and (max-width: 900px) {
      .stage {
        margin-inline: 0;
      }
    }
  `,
]
