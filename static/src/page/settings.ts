// What the page remembers about its viewer, in the browser.
import {DEPTHS, type Depth} from '../model/kinds'
import type {Lang} from '../model/metadata'
import type {ThemeName} from '../player/sim-player'

export interface Settings {
  lang: Lang
  theme: ThemeName
  /** Each theme has its own: a hall has room for less than a desk. */
  panes: Record<ThemeName, string>
  depth: Depth
}

const KEY = 'simloop'
export const THEMES: readonly ThemeName[] = ['dark', 'light', 'projector']
export const LANGS: readonly Lang[] = ['zh', 'en']

/** On a first visit: the browser's language, its colour scheme, and the panes that its screen has room for. */
function firstSettings(): Settings {
  const panes = window.innerWidth >= 1000 ? 'code room' : 'code'
  return {
    lang: navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en',
    theme: matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark',
    panes: {dark: panes, light: panes, projector: 'code'},
    // The answer to "who wakes the Task?" begins with the packet that arrives: newcomers see all of it.
    depth: 'machine',
  }
}

export function remembered(): Settings {
  const settings = firstSettings()
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>
    if (LANGS.includes(stored.lang!)) settings.lang = stored.lang!
    if (THEMES.includes(stored.theme!)) settings.theme = stored.theme!
    if (DEPTHS.includes(stored.depth!)) settings.depth = stored.depth!
    for (const theme of THEMES) {
      const panes = stored.panes?.[theme]
      if (typeof panes === 'string') settings.panes[theme] = panes
    }
  } catch {
    // Storage may be forbidden or hold something else: the first settings serve.
  }
  return settings
}

export function remember(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings))
  } catch {
    // Not remembered, then.
  }
}
