// What a command asks of the player: a key's, a button's, a deck's. Whatever is not the player's affair is for whoever
// shows it.
import type {Question} from '../panels/why'
import type {Command} from './keys'

/** What can be asked of a player. */
export interface Commanded {
  readonly paused: boolean
  play(): void
  pause(): void
  step(count: number, unit: 'event' | 'callback' | 'turn'): void
  toEdge(edge: 'start' | 'end'): void
  scrubTo(part: number): void
  zoom(factor: number): void
  pan(part: number): void
  lookAtWhole(): void
  mark(): void
  toMarker(count: number): void
  loopFrom(end: 'from' | 'to'): void
  lookDeeper(count: number): void
  nextThing(direction: 1 | -1): void
  /** Shows the lanes of crowds one by one, or folds them. */
  foldAll(): void
  /** Moves the lanes up or down, where not all are in sight. */
  moveLanes(screens: number): void
  ask(question: Question): void
  /** Closes or lets go of the latest thing that was opened or chosen; false when there is none. */
  clear(): boolean
  toggle(pane: 'because' | 'code' | 'room'): void
}

/** Carries a command out; false when it is not the player's affair. */
export function carryOut(player: Commanded, command: Command): boolean {
  switch (command.do) {
    case 'toggle':
      if (player.paused) player.play()
      else player.pause()
      break
    case 'toStart':
    case 'toEnd':
      player.toEdge(command.do === 'toStart' ? 'start' : 'end')
      break
    case 'step':
      player.step(command.count, command.unit)
      break
    case 'tenth':
      player.scrubTo(command.tenth / 10)
      break
    case 'zoom':
      player.zoom(command.factor)
      break
    case 'pan':
      player.pan(command.part)
      break
    case 'whole':
      player.lookAtWhole()
      break
    case 'mark':
      player.mark()
      break
    case 'marker':
      player.toMarker(command.count)
      break
    case 'loop':
      player.loopFrom(command.end)
      break
    case 'depth':
      player.lookDeeper(command.count)
      break
    case 'next':
      player.nextThing(command.count)
      break
    case 'lanes':
      player.moveLanes(command.screens)
      break
    case 'fold':
      player.foldAll()
      break
    case 'why':
    case 'then':
      player.ask(command.do)
      break
    case 'clear':
      return player.clear()
    case 'because':
    case 'code':
    case 'room':
      player.toggle(command.do)
      break
    case 'screen':
      void (document.fullscreenElement
        ? document.exitFullscreen()
        : document.documentElement.requestFullscreen())
      break
    case 'table':
    case 'compare':
    case 'whatif':
    case 'help':
      return false
  }
  return true
}
