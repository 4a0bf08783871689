// The script of the page that presents a deck: a bundle of its own, so that the player's page does not carry it.
import './styles/page.css'
import {Lecture} from './lecture/lecture'
import {Served} from './lecture/served'

Lecture.from(new Served())
