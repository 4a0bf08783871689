// The language that a lecture's page is asked for in: by its address, else by its viewer's habit.
import type {Lang} from '../model/metadata'
import {LANGS, remembered} from '../page/settings'

export function askedLang(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') as Lang
  return LANGS.includes(asked) ? asked : remembered().lang
}
