// The page's own styles; one about a narrow screen stands after what it is about.
import {footStyles} from './foot.css'
import {frameStyles} from './frame.css'
import {questionStyles} from './question.css'
import {toolsStyles} from './tools.css'
import {wordsStyles} from './words.css'

export const styles: readonly CSSStyleSheet[] = [
  frameStyles,
  wordsStyles,
  questionStyles,
  toolsStyles,
  footStyles,
].map(({styleSheet}) => styleSheet!)
