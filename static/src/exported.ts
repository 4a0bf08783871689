// The script of a deck in one file: built apart, as one piece that needs nothing beside it.
import {CarriedSource} from './lecture/carried'
import {Lecture} from './lecture/lecture'
import {Presenter} from './lecture/presenter'

new Presenter(Lecture.from(new CarriedSource()), null, null)
