// The script of the page that presents a deck: a bundle of its own, so that the player's page does not carry it.
import './styles/page.css'
import {roleHere} from './lecture/hall'
import {Lecture} from './lecture/lecture'
import {Served} from './lecture/served'
import {joinHall} from './lecture/sim-hall'

const role = roleHere() // first: the secret leaves the address
const lecture = Lecture.from(new Served())
if (role) joinHall(lecture, role)
