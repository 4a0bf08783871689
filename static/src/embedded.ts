// The script of <sim-player> in somebody's own page: built apart, as one piece that needs nothing beside it.
import './styles/embedded.css'
import './player/sim-player'
