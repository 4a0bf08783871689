"""Cores, threads and the scheduler: who runs where, and when.

A thread is real Python on a greenlet of its own (the main thread needs none, so a program
without threads needs no greenlet). Only one runs at a time in this process; in simulated time as
many run at once as there are cores. Whenever a running thread lets time pass, what is due first
happens first, be it another thread's next instruction on another core or a packet.

Rules: a thread keeps its core until it waits, ends, or its time slice is over and another is
ready; ready threads take turns; a core that changes threads pays a context switch. A slice
includes its switch, but at least as much again is left for work: whatever the table says, a
thread that has a core gets on.

Threads that compute at the same time have a short way: the one that runs and those that have their
turns next stand in a ring beside the clock, not in its heap, as long as nothing else is due
before. With equal steps each has its turn where it stands, and the ring stays as it is.
"""

from bisect import insort
from collections import deque
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from simloop.machine.clock import Clock
from simloop.machine.errors import Deadlock, ProgramStopped, error_name
from simloop.machine.latency import Preset
from simloop.machine.trace import Context, Trace

if TYPE_CHECKING:
    from greenlet import greenlet

    from simloop.machine.process import Process

READY: Final = "ready"
RUNNING: Final = "running"
WAITING: Final = "waiting"
DONE: Final = "done"

_busy_until_ps = attrgetter("busy_until_ps")


class Core:
    """One core of a host: it runs at most one thread."""

    __slots__ = ("last", "number", "slice_armed", "slice_end_ps", "switch_row", "thread")

    def __init__(self, number: int) -> None:
        self.number = number
        self.thread: Thread | None = None
        self.last: Thread | None = None  # whose registers are still there
        self.slice_end_ps = 0
        self.slice_armed = False
        self.switch_row: int | None = None  # the begin of a context switch that goes on


class Cpu:
    """The cores of one host, and the threads that are ready for one."""

    def __init__(self, cores: int) -> None:
        self.cores = [Core(number) for number in range(cores)]
        self.idle = list(self.cores)
        self.ready: deque[Thread] = deque()

    def take_idle_core(self, thread: "Thread") -> Core | None:
        """A free core, if possible the one that the thread had last."""
        idle = self.idle
        for core in idle:
            if core.last is thread:
                idle.remove(core)
                return core
        return idle.pop(0) if idle else None


class Thread:
    """A simulated thread. In the heap of what is due it stands for its own going on."""

    __slots__ = (
        "after",
        "because",
        "before",
        "busy_until_ps",
        "context",
        "core",
        "daemon",
        "error",
        "greenlet",
        "joiners",
        "left_ps",
        "name",
        "process",
        "state",
        "waits_for",
    )

    def __init__(self, name: str, process: "Process", daemon: bool = False) -> None:
        self.name = name
        self.daemon = daemon
        self.process = process
        self.context = Context(process.host.name, None, name)
        self.core: Core | None = None
        self.greenlet: greenlet | None = None
        self.state: str = READY
        self.waits_for: Callable[[], str] = str
        self.because: int | None = None  # the row that made it ready
        self.busy_until_ps = 0  # while another has its turn, it is due to go on then
        self.after: Thread | None = None  # who has the next turn, while it is in the ring
        self.before: Thread  # and who the one before
        self.left_ps = 0  # what it still had to spend when its core was taken from it
        self.joiners: list[Thread] = []
        self.error: BaseException | None = None

    def __repr__(self) -> str:
        return f"<thread {self.name} {self.state}>"

    def __call__(self) -> None:
        raise RuntimeError("the scheduler resumes threads, the clock does not")


class Scheduler:
    """All threads of the machine, on the cores of all hosts, by one clock."""

    def __init__(self, clock: Clock, trace: Trace, preset: Preset) -> None:
        self.clock = clock
        self.trace = trace
        self.current: Thread
        self.main: Thread
        self.threads: dict[Thread, None] = {}  # those that have not ended
        self.threaded = False  # whether there has ever been a second thread
        self.stopping = False  # the program is being ended: nobody waits for anybody any more
        self._slice_ps = preset.machine.time_slice_us * 1_000_000
        self._switch_ps = {
            "thread": preset.cost_ps("context_switch"),
            "process": preset.process_switch_ps,
        }

    def adopt(self, thread: Thread) -> None:
        """Let whoever called simloop be the machine's first thread."""
        self.main = self.current = thread
        self.threads[thread] = None
        core = thread.process.cpu.take_idle_core(thread)
        assert core is not None
        self._put_on(core, thread)
        thread.state = RUNNING
        self.trace.context = thread.context

    def start(self, thread: Thread, body: Callable[[], None]) -> None:
        """Make a new thread ready; it runs body() once it has a core."""
        from greenlet import getcurrent, greenlet

        if not self.threaded:
            self.threaded = True
            self.main.greenlet = getcurrent()
        thread.greenlet = greenlet(lambda: self._live(thread, body), self.main.greenlet)
        self.threads[thread] = None
        thread.context.causes.append(self.trace.context.causes[-1])
        self._make_ready(thread, thread.context.causes[-1])

    def spend(self, cost_ps: int) -> None:
        """Let the running thread compute for a while; the rest of the world goes on meanwhile."""
        clock = self.clock
        t_ps = clock.now_ps + cost_ps
        due = clock.due
        if due and due[0] <= t_ps:
            self._spend_among_others(t_ps)
            return
        thread = self.current
        other = thread.after
        if other is None or other.busy_until_ps > t_ps:
            clock.now_ps = t_ps
            return
        thread.busy_until_ps = t_ps
        if thread.before.busy_until_ps > t_ps:
            _move_up(thread)
        clock.now_ps = other.busy_until_ps
        self.current = other
        self.trace.context = other.context
        other.greenlet.switch()  # type: ignore[union-attr]
        if thread.left_ps:
            self._spend_among_others(self._rest(thread))

    def wait(
        self, until: Callable[[], bool], deadline_ps: int | None, waits_for: Callable[[], str]
    ) -> bool:
        """Give up the core until somebody wakes this thread and `until` is true.

        False: the deadline came first. Raises Deadlock when nothing is left that could happen.
        """
        thread, clock = self.current, self.clock
        thread.waits_for = waits_for

        def alarm() -> None:
            self.wake(thread, thread.because)

        if deadline_ps is not None:
            deadline_ps = max(deadline_ps, clock.now_ps)
            clock.call_at(deadline_ps, alarm)
        while not until():
            if deadline_ps is not None and clock.now_ps >= deadline_ps:
                return False
            thread.because = self._say(thread, WAITING, waits_for)
            thread.state = WAITING
            self._leave_core(thread)
            self._run_others(thread)
        if deadline_ps is not None and clock.now_ps < deadline_ps:
            clock.cancel(deadline_ps, alarm)
        return True

    def wake(self, thread: Thread, cause: int | None = None) -> None:
        """What a thread waits for may be there: let it look."""
        if thread.state == WAITING:
            self._make_ready(thread, cause)

    def join(self, thread: Thread, deadline_ps: int | None = None) -> bool:
        """Wait until a thread has ended. False: the deadline came first."""
        thread.joiners.append(self.current)
        return self.wait(
            lambda: thread.state == DONE, deadline_ps, lambda: f"the end of {thread.name}"
        )

    def end(self) -> None:
        """The program is over: unwind what still waits, and record nothing of it."""
        self.trace.muted = self.stopping = True
        for thread in list(self.threads):
            if thread.greenlet is not None and thread is not self.main:
                thread.greenlet.throw()
        self.trace.muted = False
        self.current = self.main
        self.trace.context = self.main.context

    def _live(self, thread: Thread, body: Callable[[], None]) -> None:
        from greenlet import GreenletExit

        try:
            body()
        except GreenletExit:
            return
        except ProgramStopped as error:
            self._tell_main(error)
        except Exception as error:
            thread.error = error
        thread.process.ended(thread)
        del self.threads[thread]
        thread.state = DONE
        self._say(
            thread, DONE, lambda: error_name(thread.error) if thread.error is not None else None
        )
        for joiner in thread.joiners:
            self.wake(joiner)
        self._leave_core(thread)
        self._run_others(thread)

    def _spend_among_others(self, t_ps: int) -> None:
        """Spend until t_ps, doing on the way what is due before; others may run meanwhile."""
        thread, clock, due = self.current, self.clock, self.clock.due
        thread.busy_until_ps = t_ps
        self._clock_knows_all()
        while due and due[0] <= t_ps:
            other = clock.pop()
            if type(other) is not Thread:
                other()
                if thread.core is not None:
                    continue
                self._run_others(thread)  # its slice is over: it goes on later, with what is left
            else:
                self._make_ring(thread, other)
                if other.state == RUNNING:
                    self.current = other  # nothing to record: it was computing on its own core
                    self.trace.context = other.context
                else:
                    self._on_core(other)
                other.greenlet.switch()  # type: ignore[union-attr]
            if not thread.left_ps:
                return
            self._clock_knows_all()
            t_ps = self._rest(thread)
        clock.now_ps = t_ps

    def _make_ring(self, thread: Thread, first: Thread) -> None:
        """Let those who compute stand beside the clock, after `first`, up to what is due and none
        of them; so does this thread, if it is due before that."""
        clock, due = self.clock, self.clock.due
        line: list[Thread] = []
        while due and type(other := clock.first()) is Thread and other.state == RUNNING:
            clock.take_first()
            line.append(other)
        if due and due[0] <= thread.busy_until_ps:
            clock.call_at(thread.busy_until_ps, thread)
        else:
            insort(line, thread, key=_busy_until_ps)
        if line:
            for one, other in pairwise([first, *line, first]):
                one.after, other.before = other, one

    def _clock_knows_all(self) -> None:
        """Put who stands beside the clock into its heap: something else comes in between."""
        thread = self.current
        if thread.after is None:
            return
        other = thread.before
        while other is not thread:
            self.clock.put_first(other.busy_until_ps, other)
            other.after = None
            other = other.before
        thread.after = None

    def _rest(self, thread: Thread) -> int:
        """Until when a thread that is back on a core has to go on spending."""
        t_ps = self.clock.now_ps + thread.left_ps
        thread.left_ps = 0
        thread.busy_until_ps = t_ps
        return t_ps

    def _run_others(self, thread: Thread) -> None:
        """Let the clock run until this thread's turn has come again."""
        clock, due = self.clock, self.clock.due
        self._clock_knows_all()
        while due:
            action = clock.pop()
            if type(action) is not Thread:
                action()
            elif action is thread:
                self._on_core(thread)
                return
            else:
                self._switch_to(action)
                return
        self._deadlock(thread)

    def _switch_to(self, other: Thread) -> None:
        """Go on as another thread; returns when this one's turn has come."""
        self._on_core(other)
        assert other.greenlet is not None
        other.greenlet.switch()

    def _on_core(self, thread: Thread) -> None:
        self.current = thread
        self.trace.context = thread.context
        core = thread.core
        if core is not None and core.switch_row is not None:
            row, core.switch_row = core.switch_row, None
            self.trace.apart(thread.context, "end", "cpu.switch", thread.name, cause=row)
        if thread.state != RUNNING:
            thread.state = RUNNING
            self._say(thread, RUNNING)

    def _make_ready(self, thread: Thread, cause: int | None = None) -> None:
        thread.state = READY
        if cause is None:
            cause = self.trace.context.causes[-1]
        thread.because = self._say(thread, READY, cause=cause)
        cpu = thread.process.cpu
        core = cpu.take_idle_core(thread)
        if core is None:
            cpu.ready.append(thread)
            self._arm_slices(cpu)
        else:
            self._dispatch(core, thread)

    def _leave_core(self, thread: Thread) -> None:
        """Free the thread's core for the next that is ready."""
        core, cpu = thread.core, thread.process.cpu
        assert core is not None
        thread.core = core.thread = None
        if cpu.ready:
            self._dispatch(core, cpu.ready.popleft())
        else:
            cpu.idle.insert(0, core)

    def _dispatch(self, core: Core, thread: Thread) -> None:
        """Put a thread on a free core, and pay for the switch."""
        last = core.last
        self._put_on(core, thread)
        t_ps = self.clock.now_ps
        if last is not None and last is not thread:
            what = "thread" if last.process is thread.process else "process"
            switch_ps = self._switch_ps[what]
            core.slice_end_ps = max(core.slice_end_ps, t_ps + 2 * switch_ps)
            t_ps += switch_ps
            core.switch_row = self.trace.apart(
                thread.context,
                "begin",
                "cpu.switch",
                thread.name,
                object=last.name,
                label=what,
                cause=thread.because,
            )
        self.clock.call_at(t_ps, thread)
        if thread.process.cpu.ready:
            self._arm_slices(thread.process.cpu)

    def _put_on(self, core: Core, thread: Thread) -> None:
        core.thread = core.last = thread
        core.slice_end_ps = self.clock.now_ps + self._slice_ps
        thread.core = core
        thread.context.on_core(core.number)

    def _arm_slices(self, cpu: Cpu) -> None:
        """Somebody is ready and has no core: from now on slices end when they are over."""
        for core in cpu.cores:
            if not core.slice_armed and core.thread is not None:
                core.slice_armed = True
                t_ps = max(core.slice_end_ps, self.clock.now_ps)
                self.clock.call_at(t_ps, partial(self._slice_ends, core, cpu))

    def _slice_ends(self, core: Core, cpu: Cpu) -> None:
        core.slice_armed = False
        thread = core.thread
        if not cpu.ready or thread is None:
            return
        if core.slice_end_ps > self.clock.now_ps:
            self._arm_slices(cpu)  # the core has changed hands since
            return
        thread.left_ps = thread.busy_until_ps - self.clock.now_ps
        if thread is not self.current:
            self.clock.cancel(thread.busy_until_ps, thread)
        self._leave_core(thread)
        self._make_ready(thread, thread.context.causes[-1])

    def _say(
        self,
        thread: Thread,
        state: str,
        why: Callable[[], str | None] = lambda: None,
        cause: int | None = None,
    ) -> int | None:
        """Record a thread's state; nothing is said of a thread that is the only one ever."""
        if not self.threaded:
            return None
        return self.trace.apart(
            thread.context,
            "instant",
            "thread.state",
            thread.name,
            object=thread.process.name,
            label=state,
            value=why(),
            cause=thread.because if cause is None and state == RUNNING else cause,
        )

    def _deadlock(self, thread: Thread) -> None:
        """Nothing is left that could happen: the program's first thread is told."""
        waiting = [other for other in self.threads if other.state == WAITING]
        texts = [
            other.waits_for()
            if len(waiting) == 1
            else f"{other.name} waits for {other.waits_for()}"
            for other in waiting[:5]
        ]
        more = f", and {len(waiting) - 5} more threads" if len(waiting) > 5 else ""
        self._tell_main(Deadlock(f"nothing is left that could happen: {'; '.join(texts)}{more}"))

    def _tell_main(self, error: ProgramStopped) -> None:
        """End the program with an error, in its first thread, whatever that was doing."""
        main = self.main
        self.stopping = True
        self._clock_knows_all()
        if main.core is None:
            core = main.process.cpu.take_idle_core(main) or main.process.cpu.cores[0]
            self._put_on(core, main)
        main.left_ps = 0
        was_main = self.current is main
        self._on_core(main)
        if was_main:
            raise error
        assert main.greenlet is not None
        main.greenlet.throw(error)


def _move_up(thread: Thread) -> None:
    """The thread that runs will be due before the last of the ring: it leaves the end for its
    place, behind all that are due before it or at the same instant."""
    last, other = thread.before, thread.after
    assert other is not None
    last.after, other.before = other, last
    while last.busy_until_ps > thread.busy_until_ps:
        last = last.before
    other = last.after
    assert other is not None
    last.after = other.before = thread
    thread.before, thread.after = last, other
