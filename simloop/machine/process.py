"""Processes: what threads share, and the lock that CPython makes them share.

The global interpreter lock (GIL): a thread holds it while it executes Python, and lets go of it
in every call that may wait. A thread that wants it waits for the switch interval and then asks
for it; the holder hands it over before its next statement. As in CPython's ceval_gil.c, an
interval in which the lock changed hands starts anew.

A process with one thread pays nothing for its lock.
"""

from collections import deque
from typing import TYPE_CHECKING

from simloop.machine.cpu import Scheduler, Thread
from simloop.machine.network import Host

if TYPE_CHECKING:
    from simloop.machine.latency import Preset


class Process:
    """A running program: its threads, its GIL, and the memory it has taken from its host."""

    def __init__(self, name: str, host: Host, scheduler: Scheduler, preset: "Preset") -> None:
        self.name = name
        self.host = host
        self.cpu = host.cpu
        self.gil = Gil(scheduler, self, preset)
        self.live = 0  # threads that have not ended
        self._scheduler = scheduler
        self._preset = preset
        self._bytes = preset.machine.process_bytes
        host.take_memory(self._bytes)

    def new_thread(self, name: str, daemon: bool = False) -> Thread:
        """A thread that has not started. Raises MemoryError when the host has no room for it."""
        if self.live:
            self._take(self._preset.machine.thread_bytes)
        self.live += 1
        return Thread(name, self, daemon)

    def ended(self, thread: Thread) -> None:
        """A thread has ended: give back what was its, and with the last one everything."""
        if self.gil.holder is thread:
            self.gil.drop()
        self.live -= 1
        size_bytes = self._preset.machine.thread_bytes if self.live else self._bytes
        self._bytes -= size_bytes
        self.host.memory_bytes += size_bytes

    def _take(self, size_bytes: int) -> None:
        self.host.take_memory(size_bytes)
        self._bytes += size_bytes


class Gil:
    """The lock that a process's threads must hold to execute Python."""

    __slots__ = (
        "_mutex_ps",
        "_process",
        "_scheduler",
        "_switches",
        "_waiting",
        "holder",
        "interval_ps",
        "wanted",
    )

    def __init__(self, scheduler: Scheduler, process: Process, preset: "Preset") -> None:
        self.holder: Thread | None = None
        self.wanted = False  # somebody has waited for the interval
        self._scheduler = scheduler
        self._process = process
        self._mutex_ps = preset.cost_ps("mutex")
        self.interval_ps = preset.machine.switch_interval_us * 1_000_000
        self._waiting: deque[Thread] = deque()
        self._switches = 0

    def drop(self) -> None:
        """Let go of the lock, before a call that may wait; the next in line has it at once."""
        scheduler = self._scheduler
        if scheduler.stopping:
            return
        if self.holder is not scheduler.current:
            # Else it would be lost for whoever has just been given it, who would wait for ever.
            name = scheduler.current.name
            raise RuntimeError(f"{name} does not hold the GIL of {self._process.name}")
        if self._process.live > 1:
            scheduler.spend(self._mutex_ps)
        self.wanted = False
        self.holder = None
        if self._waiting:
            self.holder = self._waiting.popleft()
            self._switches += 1
            scheduler.wake(self.holder)

    def take(self) -> None:
        """Wait for the lock."""
        scheduler = self._scheduler
        thread = scheduler.current
        if self._process.live > 1:
            scheduler.spend(self._mutex_ps)
        if self.holder is None or scheduler.stopping:
            self.holder = thread
            return
        self._waiting.append(thread)
        with scheduler.trace.span("gil.wait", self._process.name, object=self.holder.name):
            while self.holder is not thread:
                before = self._switches
                mine = scheduler.wait(
                    lambda: self.holder is thread,
                    scheduler.clock.now_ps + self.interval_ps,
                    lambda: f"the GIL of {self._process.name}",
                )
                if not mine and self._switches == before:
                    self.wanted = True

    def give_way(self) -> None:
        """Before a statement: hand the lock over to who has asked for it, and queue up again."""
        if self._waiting:
            self.drop()
            self.take()
        self.wanted = False
