import type {Lang} from '../model/metadata'
import {uiEn, type Ui} from './ui.en'
import {uiZh} from './ui.zh'

export type {Ui}
export const ui = (lang: Lang): Ui => (lang === 'zh' ? uiZh : uiEn)
