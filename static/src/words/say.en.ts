// The narration in English: one sentence for each kind of event and phase.
import type {EventToTell, Sayings, StatementSayings} from './event'
import {code, say, strong, type Piece, type Rich} from './rich'
import {machineEn} from './say.machine.en'

const actor = (e: EventToTell): Piece | string => e.actor ?? 'The program'
/** The same inside of a sentence. */
const whoever = (e: EventToTell): Piece | string => e.actor ?? 'the program'

/** A host at the head of a sentence: `our host` with a capital, `xkcd.com` as it is. */
const first = (host: string): string => (host.includes(' ') ? host[0].toUpperCase() + host.slice(1) : host)

const events = (label: string): string =>
  label === 'READ|WRITE' ? 'readable or writable' : label === 'READ' ? 'readable' : 'writable'

const descriptors = (n: string): Rich =>
  n === '1' ? say`${strong(1)} descriptor` : say`${strong(n)} descriptors`

/** The end of a call: how it went, or what went wrong. */
const orError = (e: EventToTell, well: Rich): Rich =>
  e.value ? say`${e.subject}: the call ends with ${code(e.value)}.` : well

const statements: StatementSayings = {
  turns: () => say`One turn of the loop begins, as long as nobody has set ${code('stopped')}.`,
  selects: () => say`The loop turns to ${code('select()')}: the only place where it ever waits.`,
  takes: () => say`The loop goes through what ${code('select()')} has returned, one after the other.`,
  looksUp: () =>
    say`The loop takes the callback that was registered with this descriptor: it does not ask what it is for.`,
  calls: () => say`The loop calls the callback, and gets the CPU back only when that returns.`,
  empties: (e) => say`${actor(e)}’s new Future has no result yet: the box is empty.`,
  opensList: () => say`The new Future’s list of callbacks is empty too: nobody has asked to be called.`,
  joins: (e) => say`The callback joins the Future’s list, and ${whoever(e)} goes on.`,
  keeps: (e) => say`${actor(e)} keeps the value as its result: the box is full.`,
  walksList: (e) => say`${actor(e)} goes through its list: is there anybody to call?`,
  rings: (e) => say`${actor(e)} calls the callback at this place of its list, and hands over itself.`,
  holdsCoroutine: (e) =>
    say`${actor(e)} keeps hold of its coroutine, which has not run a single statement yet.`,
  makesStarter: (e) =>
    say`${actor(e)} needs a Future to begin with, only so that there is something to start on.`,
  fillsStarter: (e) => say`${actor(e)} fills that first Future at once: there is nothing to wait for.`,
  stepsFirst: (e) => say`${actor(e)} takes its first step by itself: nobody else would start it.`,
  sends: (e) =>
    e.actorHasStarted
      ? say`${actor(e)} is about to send the Future’s result into its coroutine, at the ${code('yield')} where that is paused.`
      : say`${actor(e)} is about to send the Future’s result into its coroutine, which has not started yet: that is its ${code('None')}.`,
  ends: (e) => say`${actor(e)} has no further step to wait for: its coroutine is over.`,
  asksToBeRung: (e) =>
    say`${actor(e)} asks the Future that came out to call its ${code('step')} when it is filled.`,
}

/** A statement of the program, by its text. */
function statement(e: EventToTell): Rich {
  const {taught} = e
  if (taught) return statements[taught](e)
  const text = code(e.statement || '…')
  if (/\byield\b/.test(e.statement)) {
    return say`${actor(e)} comes to its ${code('yield')} in line ${strong(e.line)}: it will hand out what stands there, and stop.`
  }
  const who = e.inTheLoopsCode ? (e.actor ?? 'The loop') : actor(e)
  return say`${who} executes line ${strong(e.line)} of ${e.file}: ${text}`
}

function readinessReason(e: EventToTell): string {
  switch (e.arrival) {
    case 'packet.synack':
      return 'because the connection is made'
    case 'packet.ack':
      return 'because somebody has connected'
    case 'packet.data':
      return 'because bytes have arrived'
    case 'packet.fin':
      return 'because the peer has said all that it had to say'
    case 'packet.rst':
      return 'because the peer has refused or broken the connection'
    default:
      return 'because the call would not have to wait now'
  }
}

function nextInTurn({next, world}: EventToTell): Rich {
  if (next) return say`only now is it the turn of ${next.name} for ${next.fd}.`
  return world.ready.length
    ? say`there is more to take.`
    : say`nothing else is ready, and this turn of the loop is over.`
}

/** What somebody wants of the selector, and gets. */
const wish = (e: EventToTell): Rich =>
  e.value
    ? say`when ${e.subject} is ${events(e.label)}, give me back ${code(e.value)}.`
    : say`tell me when ${e.subject} is ${events(e.label)}.`

function readiness(e: EventToTell): Rich {
  const reported = say`${code('select()')} reports ${e.subject} as ${events(e.label)} ${readinessReason(e)}`
  if (e.isCallback) return say`${reported}: ${code(e.value)} is ready, but not yet running.`
  return e.value
    ? say`${reported}, and hands back what was registered with it: ${code(e.value)}.`
    : say`${reported}.`
}

function programEnds(e: EventToTell): Rich {
  if (e.value !== 'done') return say`The program ends with an error: ${code(e.value)}.`
  const {workingPs, waitingPs} = e.world.felt
  return say`The program is done: the CPU has worked for ${e.felt(workingPs)} and waited for ${e.felt(waitingPs)}.`
}

function selectBegins(e: EventToTell): Rich {
  if (e.label === '0 s' && e.value === '0')
    return say`Nothing is registered, and ${code('select()')} may not wait: it looks once and returns.`
  if (e.label === '0 s')
    return say`${code('select()')} only looks whether one of ${descriptors(e.value)} is ready, and does not wait.`
  const most = e.label ? say`, for ${strong(e.label)} at most` : say``
  if (e.value === '0')
    return say`Nothing is registered: ${code('select()')} lets time go by${most}, and the CPU does nothing.`
  if (e.value === '1')
    return say`${code('select()')} watches ${descriptors('1')}${most}; until it is ready, the CPU does nothing.`
  return say`${code('select()')} watches ${descriptors(e.value)} at once${most}; until one of them is ready, the CPU does nothing.`
}

function selectEnds(e: EventToTell): Rich {
  const returns = say`${code('select()')} returns ${e.wasAtOnce ? 'at once' : say`after ${e.took}`}`
  if (e.value === '0') return say`${returns}: nothing is ready${e.wasAtOnce ? '' : ', the time is up'}.`
  const next = e.next ? say`, and ${e.next.name} for ${e.next.fd} comes next` : say``
  if (e.value === '1') return say`${returns}: ${descriptors('1')} is ready${next}.`
  return say`${returns}: ${descriptors(e.value)} are ready, to be taken one after the other${next}.`
}

function resultIsSet(e: EventToTell): Rich {
  const {future} = e
  if (future?.startedOnly) {
    return say`${e.subject} gets ${e.valuePiece} at once; nobody waits for it, so there is nobody to call.`
  }
  const waiting = future?.callbacks ?? []
  if (waiting.length === 0)
    return say`${actor(e)} puts ${e.valuePiece} into ${e.subject}; nobody is on its list yet.`
  const names = waiting.map(({label}) => label).join(', ')
  return say`${actor(e)} puts ${e.valuePiece} into ${e.subject}, which will now call whoever is on its list: ${code(names)}.`
}

function resultWasSet(e: EventToTell): Rich {
  if (e.future?.startedOnly)
    return say`${e.subject} is done: with it in hand, ${whoever(e)} can take its first step.`
  return say`${e.subject} has called everybody on its list, and ${code('set_result')} returns to ${whoever(e)}.`
}

function sendBegins(e: EventToTell): Rich {
  if (e.label === 'started') {
    return say`${code('send(None)')} only starts ${e.subject}: no ${code('yield')} is waiting for a value, the coroutine runs from its first line.`
  }
  return say`${code('Task.step')} sends ${e.valuePiece} into ${e.subject}, at the ${code('yield')} where it waited for ${e.paused}.`
}

function sendEnds(e: EventToTell): Rich {
  if (e.label === 'yielded' && e.hasObject) {
    return say`${e.subject} hands out ${e.object} at its ${code('yield')} in line ${strong(e.line)}, and stops there: ${code('send()')} returns.`
  }
  if (e.label === 'yielded')
    return say`${e.subject} hands out ${e.valuePiece} at its ${code('yield')}, and stops there.`
  if (e.label === 'raised')
    return say`${code('send()')} ends with ${code(e.value)}, which came out of ${e.subject}’s coroutine.`
  return say`${code('send()')} ends with ${code('StopIteration')}: ${e.subject}’s coroutine has run to its end.`
}

function taskDone(e: EventToTell): Rich {
  if (e.label === 'raised')
    return say`${e.subject} has failed with ${code(e.value)}, ${e.lived} after it was made.`
  const result = e.value === 'None' ? say`` : say` and returns ${e.valuePiece}`
  return say`${e.subject} has come to the end of its coroutine${result}, ${e.lived} after it was made.`
}

function taskCreated(e: EventToTell): Rich {
  const state = e.task?.state
  if (state === 'done' || state === 'failed')
    return say`${e.subject} is made, and over already: it never had to wait.`
  return say`${e.subject} is made and waits at its first ${code('yield')}; the program goes on.`
}

function stepBegins(e: EventToTell): Rich {
  if (e.futureNamed(e.cell('object'))?.startedOnly) {
    return say`${e.subject} takes its first step, with ${e.object} in hand, which is done already.`
  }
  return say`${e.subject}’s ${code('step')} is called with ${e.object}, and will send what is in it into the coroutine: ${e.objectsValue}.`
}

function stepEnds(e: EventToTell): Rich {
  const {task} = e
  if (task?.state === 'done' || task?.state === 'failed') return say`That was the last step of ${e.subject}.`
  const future: Piece | string = task?.on
    ? {text: task.on, role: 'task', owner: task.id}
    : 'what it asked for'
  return say`The step is over: ${e.subject} waits for ${future}, and the CPU is free for others.`
}

function connectEnds(e: EventToTell): Rich {
  if (e.value.includes('EINPROGRESS')) {
    const away = e.roundTripToPeers ? say`${e.roundTripToPeers} away` : say`a round trip away`
    return say`${code('connect')} does not wait and says “in progress”: the answer is ${away}.`
  }
  return orError(e, say`${e.subject} is connected, after ${e.took}.`)
}

function received(e: EventToTell): Rich {
  if (e.value === '0 B')
    return say`${strong('0 B')} from ${e.subject}: that is how the end of a stream looks, the peer will send no more.`
  if (e.value.endsWith(' B')) return say`${strong(e.value)} come out of the buffer of ${e.subject}.`
  return say`${e.subject} has nothing to give: ${code(e.value)}.`
}

const SOCKET_STATES: Readonly<Record<string, (e: EventToTell) => Rich>> = {
  connecting: (e) => say`${e.subject} is connecting now, and nobody has to stand by.`,
  connected: (e) =>
    e.isHere
      ? say`The kernel knows that the connection of ${e.subject} is made; the program does not know it yet.`
      : say`${first(e.hostHere)} holds the connection to be made as well, at its end ${e.subject}.`,
  refused: (e) => say`Nobody listens there: the connection of ${e.subject} is refused.`,
  reset: (e) => say`The connection of ${e.subject} is broken off by its peer.`,
  ended: (e) => say`The peer of ${e.subject} will send no more; what it has sent can still be read.`,
  listening: (e) => say`${e.subject} listens: from now on others can connect.`,
  closed: (e) => say`The connection of ${e.subject} is closed at this end.`,
}

/** The two ends of a packet's flight; `what` is its meaning in words. */
const packet = (name: string, what: string) => ({
  begin: (e: EventToTell) => say`${first(e.hostHere)} sends ${code(name)} to ${e.host(e.label)}: “${what}”`,
  end: (e: EventToTell) => say`The ${code(name)} reaches ${e.hostHere} after ${e.took}.`,
})

export const sayEn: Sayings = {
  ...machineEn,
  program: {
    begin: (e) =>
      say`The program ${code(e.cell('subject'))} starts: everything that follows comes from here.`,
    end: programEnds,
  },
  line: {instant: statement},
  assign: {instant: (e) => say`${code(e.label)} stands for ${code(e.value)} now.`},
  print: {
    instant: (e) =>
      e.value.includes('\n')
        ? say`The program prints: ${code(e.value)}`
        : say`The program prints ${code(e.value)}.`,
  },

  select: {begin: selectBegins, end: selectEnds},
  'select.readiness': {instant: readiness},
  callback: {
    begin: (e) => say`The loop calls ${e.named}, the callback that was registered for ${e.subject}.`,
    end: (e) =>
      e.value
        ? say`${e.begin.named} ends with ${code(e.value)}, which nobody catches here.`
        : say`${e.begin.named} returns to the loop after ${e.took}; ${nextInTurn(e)}`,
  },
  'selector.register': {
    begin: (e) => say`${actor(e)} asks the selector: ${wish(e)}`,
    end: (e) =>
      orError(
        e,
        say`${e.subject} stands in the selector’s table now; going into the kernel and out took ${e.took}.`,
      ),
  },
  'selector.modify': {
    begin: (e) => say`${actor(e)} changes what it has asked of the selector: ${wish(e)}`,
    end: (e) => orError(e, say`The selector’s entry for ${e.subject} is changed; that took ${e.took}.`),
  },
  'selector.unregister': {
    begin: (e) =>
      say`${actor(e)} takes ${e.subject} out of the selector’s table: it has been told what it wanted to know.`,
    end: (e) => orError(e, say`${e.subject} is watched no more; that took ${e.took}.`),
  },

  'task.create': {
    begin: (e) => say`The coroutine ${e.named} gets a Task, ${e.subject}, which will start it at once.`,
    end: taskCreated,
  },
  'task.step': {begin: stepBegins, end: stepEnds},
  'task.done': {instant: taskDone},
  'coroutine.send': {begin: sendBegins, end: sendEnds},

  'future.create': {
    instant: (e) =>
      e.future?.startedOnly
        ? say`${actor(e)} makes ${e.subject}, a Future that is there only to start it.`
        : say`${actor(e)} makes the Future ${e.subject}: an empty box for one value, with a list of whom to call.`,
  },
  'future.add_done_callback': {
    instant: (e) =>
      e.hasObject
        ? say`${e.object} puts its ${code('step')} on the list of ${e.subject}: “call me when you are filled.”`
        : say`${e.named} joins the list of ${e.subject}, to be called when it is filled.`,
  },
  'future.set_result': {begin: resultIsSet, end: resultWasSet},
  'future.callback': {
    begin: (e) =>
      e.hasObject
        ? say`${e.subject} calls the callback that it was given, and that is ${e.named}.`
        : say`${e.subject} calls ${e.named}, a callback that it was given.`,
    end: (e) => say`${e.begin.named} has done its part and returns to ${e.subject}.`,
  },

  'socket.open': {
    begin: (e) => say`${actor(e)} asks the kernel for a socket.`,
    end: (e) => orError(e, say`The kernel hands out ${e.subject}; going in and out took ${e.took}.`),
  },
  'socket.option': {
    begin: (e) => {
      if (e.label === 'non-blocking')
        return say`${actor(e)} makes ${e.subject} non-blocking: none of its calls shall ever wait.`
      if (e.label === 'SO_ERROR') return say`${actor(e)} asks ${e.subject} whether its connection has failed.`
      return say`${actor(e)} sets an option of ${e.subject}: ${code(e.label)}.`
    },
    end: (e) => {
      if (e.begin.label === 'SO_ERROR')
        return say`${e.subject} answers: ${e.value === '0' ? 'no error' : code(e.value)}.`
      return orError(e, say`${e.subject} is ${code(e.begin.label)} from now on; that took ${e.took}.`)
    },
  },
  'socket.bind': {
    begin: (e) => say`${actor(e)} asks for the address ${code(e.label)} for ${e.subject}.`,
    end: (e) => orError(e, say`The address ${code(e.begin.label)} is that of ${e.subject} now.`),
  },
  'socket.listen': {
    begin: (e) => say`${actor(e)} wants ${e.subject} to let others connect.`,
    end: (e) => orError(e, say`${e.subject} listens, and the kernel will take in whoever connects.`),
  },
  'socket.connect': {
    begin: (e) => say`${actor(e)} asks ${e.subject} to connect to ${code(e.label)}.`,
    end: connectEnds,
  },
  'socket.accept': {
    begin: (e) => say`${actor(e)} fetches a connection that somebody has made to ${e.subject}.`,
    end: (e) =>
      e.hasObject
        ? say`The connection from ${code(e.value)} is called ${e.object} from now on.`
        : say`Nobody has connected to ${e.subject}: ${code(e.value)}.`,
  },
  'socket.send': {
    begin: (e) => say`${actor(e)} gives the kernel ${strong(e.label)} to send through ${e.subject}.`,
    end: (e) =>
      e.value.endsWith(' B')
        ? say`The kernel has taken ${strong(e.value)} and will see to their journey; nobody waits for them to arrive.`
        : say`The kernel takes nothing from ${e.subject}: ${code(e.value)}.`,
  },
  'socket.recv': {
    begin: (e) => say`${actor(e)} takes what has arrived at ${e.subject}, ${strong(e.label)} at most.`,
    end: received,
  },
  'socket.shutdown': {
    begin: (e) => say`${actor(e)} is done with one direction of ${e.subject}: ${code(e.label)}.`,
    end: (e) => orError(e, say`${e.subject} is shut in that direction.`),
  },
  'socket.close': {
    begin: (e) => say`${actor(e)} gives ${e.subject} back to the kernel.`,
    end: (e) => orError(e, say`${e.subject} is closed; that took ${e.took}.`),
  },
  'socket.state': {
    instant: (e) => (SOCKET_STATES[e.label] ?? (() => say`${e.subject} is ${e.label}.`))(e),
  },
  'socket.ready': {
    instant: (e) => {
      if (!e.isHere) return say`At ${e.hostHere}, ${e.subject} is ${events(e.label)}.`
      if (!e.isWatched)
        return say`The kernel notes that ${e.subject} is ${events(e.label)}; nobody has asked to be told.`
      return say`The kernel notes that ${e.subject} is ${events(e.label)}: that is what ${code('select()')} watches for.`
    },
  },

  'packet.syn': packet('SYN', 'May I connect?'),
  'packet.synack': {
    begin: packet('SYN-ACK', 'Yes, you may.').begin,
    end: (e) => say`The ${code('SYN-ACK')} reaches ${e.hostHere}: the round trip took ${e.roundTrip}.`,
  },
  'packet.ack': packet('ACK', 'Then we are connected.'),
  'packet.data': {
    begin: (e) => say`${first(e.hostHere)} sends ${strong(e.value)} to ${e.host(e.label)}.`,
    end: (e) =>
      e.isHere && e.hasObject
        ? say`${strong(e.value)} arrive for ${e.object} after ${e.took} on the way, and lie in its buffer until somebody reads them.`
        : say`${strong(e.value)} arrive at ${e.hostHere} after ${e.took} on the way.`,
  },
  'packet.fin': packet('FIN', 'I have said all that I had to say.'),
  'packet.rst': packet('RST', 'There is nobody here to talk to.'),
}
