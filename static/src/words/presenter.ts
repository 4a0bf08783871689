import type {Lang} from '../model/metadata'
import {presenterEn, type PresenterWords} from './presenter.en'
import {presenterZh} from './presenter.zh'

export type {PresenterWords}
export const presenterWords = (lang: Lang): PresenterWords => (lang === 'zh' ? presenterZh : presenterEn)
