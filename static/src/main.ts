// The page's own script: the elements register themselves, the template holds one of them.
import './styles/page.css'
import './page/app'
