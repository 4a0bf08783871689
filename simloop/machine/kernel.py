"""The one door into the machine: what every system call does, and how a thread waits.

Rule: entering the kernel costs one system call (a row of the table), whatever is asked for;
what it does happens after that. Waiting costs nothing: the clock moves, the CPU is idle.
"""

from collections.abc import Callable
from itertools import count

from simloop.machine.clock import Clock
from simloop.machine.errors import Deadlock
from simloop.machine.latency import Preset
from simloop.machine.network import Host, Network
from simloop.machine.trace import Span, Trace

FIRST_FD = 3  # 0, 1 and 2 are the standard streams


class Kernel:
    """The kernel of one host: what a program on it can ask for.

    Descriptors are never used again after a close, unlike a real kernel's: a name means one
    thing in the whole recording.
    """

    def __init__(self, network: Network, host: Host) -> None:
        self.network = network
        self.host = host
        self.clock: Clock = network.clock
        self.trace: Trace = network.trace
        self.preset: Preset = network.preset
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
    ) -> Span:
        """`with kernel.call("socket.send", fd) as call:` is one system call, and is charged."""
        span = self.trace.span(kind, f"fd {fd}", object=object, label=label, value=value)
        span.object = object
        self.clock.spend(self.preset.system_call_ps)
        return span

    def wait(
        self, until: Callable[[], bool], timeout_ps: int | None, waiting_for: Callable[[], str]
    ) -> bool:
        """Let the thread wait until something is true. False: the timeout came first.

        Raises Deadlock when nothing that could still happen would make it true.
        """
        clock = self.clock
        deadline_ps = None if timeout_ps is None else clock.now_ps + timeout_ps
        while not until():
            due_ps = clock.next_due_ps()
            if deadline_ps is not None and (due_ps is None or due_ps > deadline_ps):
                clock.advance_to(deadline_ps)
                return until()
            if due_ps is None:
                raise Deadlock(f"nothing is left that could happen: {waiting_for()}")
            clock.advance()
        return True

    def sleep(self, delay_ps: int) -> None:
        """Let the thread do nothing for a while."""
        self.clock.advance_to(self.clock.now_ps + delay_ps)
