"""`threading`: threads of the machine, and its locks."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import count
from types import ModuleType
from typing import Any, ClassVar

from simloop.machine.computer import Machine
from simloop.machine.cpu import DONE, Scheduler, Thread
from simloop.machine.locks import Condition, Event, LockMaker, Mutex, Semaphore
from simloop.machine.modules.making import module_of

SECOND_PS = 10**12


class ProgramThread:
    """threading.Thread. A subclass for each run knows the `machine`."""

    machine: ClassVar[Machine]
    _numbers: ClassVar[Iterator[int]]

    def __init__(
        self,
        group: None = None,
        target: Callable[..., Any] | None = None,
        name: str | None = None,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        *,
        daemon: bool = False,
    ) -> None:
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs or {})
        self.name = name or f"Thread-{next(self._numbers)}"
        self.daemon = daemon
        self._thread: Thread | None = None

    def __repr__(self) -> str:
        state = self._thread.state if self._thread else "initial"
        return f"<Thread({self.name}, {state})>"

    @property
    def ident(self) -> str | None:
        """The thread's name on the machine, None before it has started."""
        return self._thread.name if self._thread else None

    def run(self) -> None:
        """What the thread does."""
        if self._target is not None:
            self._target(*self._args, **self._kwargs)

    def start(self) -> None:
        """Let it run. Raises RuntimeError when the host has no room for another thread."""
        if self._thread is not None:
            raise RuntimeError("threads can only be started once")
        self._thread = start_thread(self.machine, self.name, self.run, self.daemon)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, for at most timeout seconds."""
        if self._thread is None:
            raise RuntimeError("cannot join thread before it is started")
        scheduler = self.machine.scheduler
        if self._thread is scheduler.current:
            raise RuntimeError("cannot join current thread")
        deadline_ps = None
        if timeout is not None:
            deadline_ps = scheduler.clock.now_ps + round(timeout * SECOND_PS)
        wait_for_end(scheduler, self._thread, deadline_ps)

    def is_alive(self) -> bool:
        """Whether it has started and not ended."""
        return self._thread is not None and self._thread.state != DONE


def start_thread(
    machine: Machine, name: str, body: Callable[[], None], daemon: bool = False
) -> Thread:
    """A new thread of the process that is running, and the price of making it."""
    scheduler = machine.scheduler
    process = scheduler.current.process
    with scheduler.trace.span("thread.create", name, object=process.name):
        scheduler.spend(machine.preset.system_call_ps + machine.preset.thread_create_ps)
        try:
            thread = process.new_thread(name, daemon)
        except MemoryError:
            raise RuntimeError("can't start new thread") from None

        def live() -> None:
            process.gil.take()
            body()

        scheduler.start(thread, live)
    return thread


def wait_for_end(scheduler: Scheduler, thread: Thread, deadline_ps: int | None = None) -> bool:
    """Join a thread; meanwhile others may have the GIL."""
    gil = scheduler.current.process.gil
    with scheduler.trace.span("thread.join", thread.name):
        gil.drop()
        ended = scheduler.join(thread, deadline_ps)
        gil.take()
    return ended


def module(machine: Machine, locks: LockMaker) -> ModuleType:
    """The machine's `threading`."""
    scheduler = machine.scheduler
    owner = machine

    class MachineThread(ProgramThread):
        """A thread of the machine."""

        machine = owner
        _numbers = count(1)

    MachineThread.__name__ = MachineThread.__qualname__ = "Thread"

    class Main:
        """What current_thread() is outside of any Thread."""

        name = "MainThread"
        daemon = False

    def current_thread() -> Any:
        """Who is running: only its name is sure to be there."""
        thread = Main()
        if scheduler.current is not scheduler.main:
            thread.name = scheduler.current.name
        return thread

    return module_of(
        "threading",
        Thread=MachineThread,
        Lock=partial(Mutex, locks),
        RLock=partial(Mutex, locks, again=True),
        Condition=partial(Condition, locks),
        Event=partial(Event, locks),
        Semaphore=partial(Semaphore, locks),
        current_thread=current_thread,
        get_ident=lambda: scheduler.current.name,
        active_count=lambda: scheduler.current.process.live,
    )
