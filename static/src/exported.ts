// The script of a deck in one file: built apart, as one piece that needs nothing beside it.
import {CarriedSource} from './lecture/carried'
import {Lecture} from './lecture/lecture'
import {Paper} from './lecture/paper'
import {Presenter} from './lecture/presenter'

const lecture = Lecture.from(new CarriedSource())
new Presenter(lecture, null, null)

declare global {
  interface Window {
    /** For whoever prints the file: see paper.ts. */
    paper(withNotes: boolean): Paper
  }
}
window.paper = (withNotes) => new Paper(lecture, withNotes)
