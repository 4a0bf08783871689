// The script of the page that presents a deck: a bundle of its own, so that the player's page does not carry it. The
// same page is the speaker's window, and each of the small slides in it.
import './styles/page.css'
import {roleHere} from './lecture/hall'
import {Lecture} from './lecture/lecture'
import {Mirror} from './lecture/mirror'
import {Presenter} from './lecture/presenter'
import {Served} from './lecture/served'
import {joinHall} from './lecture/sim-hall'
import {Speaker} from './lecture/sim-speaker'
import {Follower} from './lecture/tools'

const query = new URLSearchParams(location.search)
const shows = query.get('mirror')

if (query.has('speaker')) Speaker.from(new Served())
else if (shows) new Mirror(Lecture.from(new Served()), shows === 'next' ? 'next' : 'now')
else {
  const role = roleHere() // first: the secret leaves the address
  const lecture = Lecture.from(new Served())
  const hall = role && joinHall(lecture, role)
  if (hall?.role === 'follower') new Follower(lecture, hall)
  else new Presenter(lecture, hall, {aside: () => import('./lecture/sim-aside')})
}
