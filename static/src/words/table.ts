import type {Lang} from '../model/metadata'
import {tableEn, type TableWords} from './table.en'
import {tableZh} from './table.zh'

export type {TableWords}
export const tableWords = (lang: Lang): TableWords => (lang === 'zh' ? tableZh : tableEn)
