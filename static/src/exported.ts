// The script of a deck in one file: built apart, as one piece that needs nothing beside it.
import {CarriedSource} from './lecture/carried'
import {Lecture} from './lecture/lecture'

Lecture.from(new CarriedSource())
