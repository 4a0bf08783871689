"""`multiprocessing`: processes of the machine, each with the program's modules anew.

As with the standard library's start method `spawn`, a new process has the program's modules as
they are when they have just been imported, and what it is given is pickled; unlike there, that
import is not charged: a process costs what the preset says.
"""

import errno
import io
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count
from types import ModuleType
from typing import Any, ClassVar, Protocol

from simloop.machine.computer import Machine
from simloop.machine.cpu import DONE, Thread
from simloop.machine.locks import LockMaker
from simloop.machine.modules.making import module_of
from simloop.machine.modules.threading import wait_for_end
from simloop.machine.process import Process
from simloop.machine.sockets import Socket

SECOND_PS = 10**12


class Modules(Protocol):
    """The program's modules, for each process its own."""

    def main(self) -> ModuleType:
        """The main module of the process that is running."""

    def renew(self, process: Process) -> None:
        """Give a process a main module of its own."""


class ProgramProcess:
    """multiprocessing.Process. A subclass for each run knows the machine and the program."""

    machine: ClassVar[Machine]
    modules: ClassVar[Modules]
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
        self._call = (target, tuple(args), dict(kwargs or {}))
        self.name = name or f"Process-{next(self._numbers)}"
        self.daemon = daemon
        self._thread: Thread | None = None

    def __repr__(self) -> str:
        state = self._thread.state if self._thread else "initial"
        return f"<Process({self.name}, {state})>"

    def start(self) -> None:
        """Let it run. Raises OSError ENOMEM when the host has no room for another process."""
        if self._thread is not None:
            raise AssertionError("cannot start a process twice")
        modules = self.modules
        data = pickled(self._call, modules.main())

        def body() -> None:
            target, args, kwargs = unpickled(data, modules.main(), self.machine.sockets.open)
            if target is not None:
                target(*args, **kwargs)

        self._thread = start_process(self.machine, modules, self.name, body, len(data), self.daemon)

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, for at most timeout seconds."""
        if self._thread is None:
            raise AssertionError("can only join a started process")
        scheduler = self.machine.scheduler
        deadline_ps = None
        if timeout is not None:
            deadline_ps = scheduler.clock.now_ps + round(timeout * SECOND_PS)
        wait_for_end(scheduler, self._thread, deadline_ps)

    def is_alive(self) -> bool:
        """Whether it has started and not ended."""
        return self._thread is not None and self._thread.state != DONE

    @property
    def exitcode(self) -> int | None:
        """None while it runs, 0 when it ended well, 1 when it raised."""
        if self._thread is None or self._thread.state != DONE:
            return None
        return 1 if self._thread.error is not None else 0


def start_process(
    machine: Machine,
    modules: Modules,
    name: str,
    body: Callable[[], None],
    copied_bytes: int = 0,
    daemon: bool = False,
) -> Thread:
    """A new process of the same host that runs body(); the price of making it."""
    scheduler, preset = machine.scheduler, machine.preset
    with scheduler.trace.span("process.create", name, value=f"{preset.machine.process_bytes} B"):
        scheduler.spend(
            preset.system_call_ps + preset.process_create_ps + preset.copy_ps(copied_bytes)
        )
        try:
            process = Process(name, machine.host, scheduler, preset)
        except MemoryError:
            raise OSError(errno.ENOMEM, "Cannot allocate memory") from None
        thread = process.new_thread(name, daemon)

        def live() -> None:
            process.gil.take()
            modules.renew(process)
            body()

        scheduler.start(thread, live)
    return thread


def pickled(value: Any, main: ModuleType) -> bytes:
    """A value as bytes; `main` is the module that its own functions and classes are in.

    A socket goes as its descriptor: as in the standard library, the other process has it open too.
    """

    class Pickler(pickle.Pickler):
        def persistent_id(self, value: Any) -> Any:
            return value.fileno() if isinstance(value, Socket) else None

    data = io.BytesIO()
    before = sys.modules["__main__"]
    sys.modules["__main__"] = main
    try:
        Pickler(data).dump(value)
    finally:
        sys.modules["__main__"] = before
    return data.getvalue()


def unpickled(data: bytes, main: ModuleType, open_files: Mapping[int, Any]) -> Any:
    """The value again, with the functions and classes of another process's main module."""

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if module != "__main__":
                return super().find_class(module, name)
            found: Any = main
            for part in name.split("."):
                found = getattr(found, part)
            return found

        def persistent_load(self, fd: Any) -> Any:
            return open_files[fd]

    return Unpickler(io.BytesIO(data)).load()


class _NoModules:
    """For machines that no program was loaded on."""

    def main(self) -> ModuleType:
        return sys.modules["__main__"]

    def renew(self, process: Process) -> None:
        pass


def module(machine: Machine, locks: LockMaker, program: Modules | None) -> ModuleType:
    """The machine's `multiprocessing`."""
    owner = machine
    own_modules = program or _NoModules()

    class MachineProcess(ProgramProcess):
        """A process of the machine."""

        machine = owner
        modules = own_modules
        _numbers = count(1)

    MachineProcess.__name__ = MachineProcess.__qualname__ = "Process"

    return module_of(
        "multiprocessing",
        Process=MachineProcess,
        cpu_count=lambda: len(machine.host.cpu.cores),
    )
