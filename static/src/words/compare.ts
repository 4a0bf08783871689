import type {Lang} from '../felt/felt'
import {compareEn, type CompareWords} from './compare.en'
import {compareZh} from './compare.zh'

export type {CompareWords}
export const compareWords = (lang: Lang): CompareWords => (lang === 'zh' ? compareZh : compareEn)
