// A scenario's own deck stops where its run has something to stop at.
import {parsePlace, rowOf} from '../model/places'
import type {Deck, Scene} from './deck'
import type {Recordings} from './source'

export async function withoutMissing(deck: Deck, runs: Recordings): Promise<Deck> {
  const scene = async (each: Scene): Promise<Scene> => {
    if (!each.optional) return each
    const recording = await runs.of(each.states[0].run)
    let here = 0
    const states = each.states.filter(({place}) => {
      try {
        here = rowOf(recording, parsePlace(place ?? 'start'), here)
        return true
      } catch {
        return false
      }
    })
    return {...each, states}
  }
  const columns = await Promise.all(
    deck.columns.map((column) =>
      Promise.all(
        column.map(async (slide) => ({
          ...slide,
          parts: await Promise.all(
            slide.parts.map(async (part) => ('scene' in part ? {scene: await scene(part.scene)} : part)),
          ),
        })),
      ),
    ),
  )
  return {...deck, columns}
}
