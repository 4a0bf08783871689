// How the lecture looks on this machine: colours and the size of its type, remembered by the browser.
import type {ThemeName} from '../player/sim-player'
import {THEMES} from '../page/settings'

export interface Look {
  readonly theme: ThemeName
  /** 1 is the usual size. */
  readonly zoom: number
}

export const ZOOMS: readonly number[] = [0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2]
const KEY = 'simloop-lecture-look'
const USUAL: Look = {theme: 'projector', zoom: 1}
/** A hall's own comes first: what is white on a projector. */
const ORDER: readonly ThemeName[] = ['projector', 'dark', 'light']

export function rememberedLook(): Look {
  try {
    const {theme, zoom} = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>
    return {
      theme: THEMES.includes(theme!) ? theme! : USUAL.theme,
      zoom: ZOOMS.includes(zoom!) ? zoom! : USUAL.zoom,
    }
  } catch {
    return USUAL
  }
}

export function rememberLook(look: Look): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(look))
  } catch {
    // Not remembered, then.
  }
}

export const zoomed = (look: Look, by: 1 | -1 | 0): Look => {
  const at = ZOOMS.indexOf(look.zoom) + by
  return {...look, zoom: by === 0 ? 1 : ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at))]}
}

export const recoloured = (look: Look): Look => ({
  ...look,
  theme: ORDER[(ORDER.indexOf(look.theme) + 1) % ORDER.length],
})
