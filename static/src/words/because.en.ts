// Why it is so, in English: a sentence or two for each moment in moments.ts.
import type {EventToTell} from './event'
import type {Becauses} from './moments'
import {code, say, strong, type Piece} from './rich'

/** What else is ready, and has to stand by. */
const others = (e: EventToTell): Piece => strong(e.world.ready.length)

export const becauseEn: Becauses = {
  futureToStartWith: (e) =>
    say`A Task walks by being handed a finished Future. For its first step nobody has one, so it makes ${e.subject} itself, with ${code('None')} in it.`,
  futureDoesNothing: (e) =>
    say`A Future does nothing by itself: it is an empty box with a list of bells to ring. Nothing runs in ${e.subject}, the loop does not even know of it; only Tasks walk, and somebody else must fill it.`,
  nobodyToCall: () =>
    say`${code('set_result')} calls whoever is on the list. The list is empty here, so nothing follows: the Task goes on by itself, with ${code('self.step(f)')}.`,
  whoSetsTheResult: (e) =>
    say`Who calls ${code('set_result')}? Neither the Task nor the loop: the small callback that the coroutine itself has registered with the selector. It holds ${e.subject} from its closure, and putting a value in is all that it does.`,
  calledAtOnce: (e) =>
    say`The notes’ ${code('set_result')} calls its callbacks at once, inside of itself: look at the call stack. ${e.named} runs while the loop’s callback and ${code('set_result')} have not returned, and no turn of the loop lies between.`,
  setResultWasLong: (e) =>
    say`Everything that ${e.subject} set off has happened inside this one call: the Task has walked to its next ${code('yield')} or to its end, and only then does ${code('set_result')} return.`,
  listOfCallbacks: (e) =>
    say`This is the whole link between the two: ${e.subject} does not know what a Task is, it keeps a function to call. The Task has gone to sleep by letting its ${code('step')} be called later.`,
  taskStarts: (e) =>
    say`A coroutine that was called has not run yet. ${e.subject} is what drives it: it calls ${code('send()')}, takes the Future that comes out, and has itself called when that is filled.`,
  stepNeedsAFuture: (e) =>
    say`${code('step')} is what stands on a Future’s list, so it is called with that Future. It takes the result out and brings it to the ${code('yield')} where ${e.subject}’s coroutine is paused.`,
  stepReturns: (e) =>
    say`${e.subject} waits, and yet no code stands still: ${code('step')} has returned like any function. What remains is the coroutine’s frame at its ${code('yield')}, and an entry on a Future’s list.`,
  awaitedThroughAFuture: (e) =>
    say`A Task waits through Futures, and is itself awaited through one: whoever wants ${e.subject}’s end needs a box that is filled at that moment. The notes’ Task has none and tells nobody, which is why the program keeps its own list of what is still to do.`,
  onlyToTheFirstYield: (e) =>
    say`${code('send(None)')} brings no value: no ${code('yield')} waits for one yet, and anything but ${code('None')} would be an error. It moves ${e.subject} from its first line to the first ${code('yield')}, and no further.`,
  yieldTakesIn: () =>
    say`The other half of ${code('x = yield f')}: what ${code('send()')} brings becomes the value of the ${code('yield')}, so ${code('x')} is the result and not the Future. The coroutine goes on as if the call had just returned.`,
  yieldHandsOut: (e) =>
    say`One half of ${code('x = yield f')}: the Future ${e.object} goes out and becomes what ${code('send()')} returns, in ${code('Task.step')}. Nothing is given to ${code('x')} yet: that happens when the next ${code('send()')} brings a value in.`,
  stopIteration: (e) =>
    say`A generator says that it is over by raising ${code('StopIteration')}. ${code('step')} catches it and returns: there is no next Future on whose list ${e.subject} could be.`,

  stoppedIsAFlag: () =>
    say`The loop would turn for ever: it cannot know when there is nothing left to do. ${code('stopped')} is an ordinary variable, looked at once in each turn, between the last callback and the next ${code('select()')}.`,
  stoppedIsSet: () =>
    say`Setting the flag ${code('stopped')} ends nothing at this moment: this callback returns first, and so do all others that are ready. The loop sees the flag when it comes back to its ${code('while')}.`,
  doesNotAskWhatFor: () =>
    say`The loop neither knows Futures nor Tasks: next to each descriptor lies a function, and it calls that. Who began it is written down in the function’s closure.`,
  oneSelect: (e) =>
    say`The program does not wait in ${strong(e.value)} places: it waits in this one ${code('select()')}, with ${strong(e.value)} registrations. Each coroutine is paused at its own ${code('yield')}, and that is no waiting: only a frame that is kept.`,
  waitInSelect: () =>
    say`This is the only place where the program waits. The coroutine is paused at its ${code('yield')}, which is no waiting: only a frame that is kept.`,
  waitCostsNothing: (e) =>
    say`The wait of ${e.took} cost the CPU nothing: it was free all the time, and any number of connections could have waited in it together. A computation of that length would have kept everybody waiting.`,
  attemptIsOver: () =>
    say`${code('EVENT_WRITE')} on a socket that connects means: the attempt is over, well or badly. A refused connection is reported as writable just the same; which of the two it was only the next call on the socket says.`,
  readinessStartsIt: (e) =>
    say`The chain starts here, in the kernel: it saw that ${e.subject} is ready, and ${code('select()')} says so. No Future can start anything; it will be filled by the callback that is called for this.`,
  oneThread: (e) =>
    say`Callbacks run one after the other, on the loop’s one thread. ${others(e)} more ${e.world.ready.length === 1 ? 'is' : 'are'} ready and must stand by until this one returns: ready is not running.`,
  loopMustWait: () =>
    say`The loop calls it as one calls any function, on its one thread. Until it returns there is no ${code('select()')}, and whatever becomes ready meanwhile has to wait.`,
  backInTheLoop: () =>
    say`What was called from the callback has returned too: ${code('set_result')}, ${code('step')}, ${code('send()')}, in the reverse order. Only now can the loop turn to anybody else.`,
  registers: (e) =>
    say`Registering does not wait: it leaves a note in the kernel’s table, “when ${e.subject} is ready, here is the function”. The program goes on at once, and the loop’s ${code('select()')} will collect the answer.`,
  unregisters: (e) =>
    say`As long as ${e.subject} stands in the table and stays ready, each ${code('select()')} would report it again and call the same callback. So the coroutine takes it out as soon as it has what it waited for.`,

  connectDoesNotWait: () =>
    say`The socket is non-blocking, so ${code('connect')} only sends the first packet off. “In progress” is no failure: the answer needs a round trip, and ${code('EVENT_WRITE')} will tell when there is one.`,
  nonBlocking: (e) =>
    say`A blocking call would put the thread to sleep, and with it the loop and every Task. Of ${e.subject} the kernel shall say “not yet” instead, and the waiting is left to ${code('select()')}.`,
  kernelKnows: () =>
    say`Nothing of the program runs for this: the network card and the kernel do it while the CPU is free or busy with something else. It becomes the program’s affair when ${code('select()')} reports it.`,
  bytesLie: () =>
    say`Arriving is not being read: the kernel keeps the bytes in the socket’s buffer. The program learns of them through ${code('select()')}, and has them after ${code('recv()')}.`,
  onTheWay: () =>
    say`The CPU has no part in the journey. It is far away in its own time: what lasts ${strong('150 ms')} between two cities feels like ${strong('12.5 years')} to it, and it can do other things in them.`,
  endOfStream: () =>
    say`TCP knows no length of a message. Zero bytes from a socket that was readable means that the other side has closed: that is why the program reads in a loop until there is nothing.`,
  systemCall: () =>
    say`Only the kernel may touch the network, so the program must go in and out: a context switch, ${strong('1.5 µs')} in the notes’ table, which feels like ${strong('1 hour 5 minutes')} to a CPU whose instruction takes a second.`,

  computationCostsAll: () =>
    say`A computation holds the CPU until it is over, and on one thread it costs everybody: the loop cannot turn, nobody else’s callback is called. A wait in ${code('select()')} costs nobody anything.`,
  switchCosts: () =>
    say`The state of the old one, registers and memory, has to be saved, and that of the new one restored. With more processes or threads than cores this cannot be avoided, and it is paid each time.`,
  gil: () =>
    say`Python lets one thread of a process execute at a time: whoever holds the GIL. More cores do not help threads that compute; a thread that waits in the kernel gives the GIL away.`,
  mutex: () =>
    say`Threads are interrupted wherever they happen to be, so what they share has to be locked. Callbacks of one loop are never interrupted by each other: between two of them nothing is half done.`,
  threadsShare: () =>
    say`Threads share the memory of their process, and in Python its GIL. The kernel decides who runs and when it is taken off: that is preemptive, where a coroutine gives up by itself, at its ${code('yield')}.`,
  processesDoNotShare: () =>
    say`A process has its own memory and its own GIL, so several really compute at once. The price is making it, its memory, and a switch whenever there are more of them than cores.`,
  diskIsFar: () =>
    say`The disk moves the data by itself, and the thread sleeps. No selector reports when a file is ready: that is why a loop that reads from a disk stands still, with all of its Tasks.`,
}
