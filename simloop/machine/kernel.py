"""The one door into the machine: what every system call does, and how a thread waits.

Rule: entering the kernel costs one system call (a row of the table), whatever is asked for;
what it does happens after that. Waiting costs nothing: the clock moves, the CPU is idle. While a
thread is in the kernel, other threads of its process may execute Python.
"""

from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Protocol

from simloop.machine.cpu import Scheduler
from simloop.machine.latency import Preset
from simloop.machine.network import Host, Network
from simloop.machine.trace import Span, Trace

FIRST_FD = 3  # 0, 1 and 2 are the standard streams


class Watchable(Protocol):
    """Something that tells when it has changed."""

    def watch(self, changed: Callable[[int], None]) -> None: ...
    def unwatch(self, changed: Callable[[int], None]) -> None: ...


class Kernel:
    """The kernel of one host: what a program on it can ask for.

    Descriptors are never used again after a close, unlike a real kernel's, and count through all
    processes: a name means one thing in the whole recording.
    """

    def __init__(self, network: Network, host: Host, scheduler: Scheduler) -> None:
        self.network = network
        self.host = host
        self.scheduler = scheduler
        self.trace: Trace = network.trace
        self.preset: Preset = network.preset
        self._system_call_ps = network.preset.system_call_ps
        self._fds = count(FIRST_FD)

    def new_fd(self) -> int:
        """The next free descriptor."""
        return next(self._fds)

    def call(
        self,
        kind: str,
        fd: int,
        *,
        object: str | None = None,
        label: str | None = None,
        value: str | None = None,
    ) -> "SystemCall":
        """`with kernel.call("socket.send", fd) as call:` is one system call, and is charged."""
        self.scheduler.current.process.gil.drop()
        span = SystemCall(self, kind, f"fd {fd}", object, label, value)
        self.scheduler.spend(self._system_call_ps)
        return span

    def wait(
        self,
        until: Callable[[], bool],
        timeout_ps: int | None,
        waits_for: Callable[[], str],
        watched: Watchable,
    ) -> bool:
        """Let the thread wait until something is true. False: the timeout came first.

        Raises Deadlock when nothing that could still happen would make it true.
        """
        if until():
            return True
        scheduler = self.scheduler
        thread = scheduler.current
        deadline_ps = None if timeout_ps is None else scheduler.clock.now_ps + timeout_ps

        def changed(fd: int) -> None:
            if until():
                scheduler.wake(thread)

        watched.watch(changed)
        try:
            return scheduler.wait(until, deadline_ps, waits_for)
        finally:
            watched.unwatch(changed)

    def sleep(self, delay_ps: int) -> None:
        """Let the thread do nothing for a while."""
        scheduler = self.scheduler
        gil = scheduler.current.process.gil
        gil.drop()
        until_ps = scheduler.clock.now_ps + delay_ps
        scheduler.wait(lambda: False, until_ps, lambda: "time to pass")
        gil.take()


class SystemCall(Span):
    """A span in the kernel; after its end the thread needs its GIL again."""

    __slots__ = ("_kernel",)

    def __init__(
        self,
        kernel: Kernel,
        kind: str,
        subject: str,
        object: str | None,
        label: str | None,
        value: str | None,
    ) -> None:
        trace = kernel.trace
        self._kernel = kernel
        super().__init__(trace, trace.context, kind, subject, object, label, value, None)
        self.object = object

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        super().__exit__(kind, error, traceback)
        self._kernel.scheduler.current.process.gil.take()
