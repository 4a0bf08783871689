from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType

import pytest

from simloop.machine.computer import Machine
from simloop.machine.cpu import Thread
from simloop.machine.latency import Preset, preset_named
from simloop.machine.modules import machine_modules
from simloop.machine.process import Process
from simloop.machine.tcp import Endpoint
from simloop.machine.trace import Row

MS = 10**9  # in picoseconds
SECOND = 10**12


class World:
    """A machine with two far hosts, as a test uses it; `figures` replace the preset's."""

    def __init__(self, preset: str = "notes", seed: int = 0, **figures: object) -> None:
        self.rows: list[Row] = []
        self.preset: Preset = preset_named(preset)
        self.preset = replace(self.preset, machine=replace(self.preset.machine, **figures))
        self.machine = Machine(self.preset, self.rows.extend, ["far", "other"], seed)
        self.machine.trace.span("program", "test")
        self.scheduler = self.machine.scheduler
        modules = machine_modules(self.machine)
        self.modules = modules
        self.socket: ModuleType = modules["socket"]
        self.selectors: ModuleType = modules["selectors"]
        self.time: ModuleType = modules["time"]
        self.threading: ModuleType = modules["threading"]
        self.queue: ModuleType = modules["queue"]
        self.cpu: ModuleType = modules["cpu"]

    @property
    def now_ps(self) -> int:
        return self.machine.clock.now_ps

    def happened(self) -> list[Row]:
        self.machine.trace.flush()
        return self.rows

    def told(self, *kinds: str) -> list[Row]:
        return [row for row in self.happened() if row[2] in kinds]

    def process(self, name: str) -> Process:
        return Process(name, self.machine.host, self.scheduler, self.preset)

    def start(self, name: str, body: Callable[[], None], process: Process | None = None) -> Thread:
        """A thread without a GIL: it competes for cores only, and may not sleep nor call."""
        thread = (process or self.machine.process).new_thread(name)
        self.scheduler.start(thread, body)
        return thread

    def start_python(self, name: str, body: Callable[[], None], process: Process) -> Thread:
        """A thread with the GIL of its process."""

        def live() -> None:
            process.gil.take()
            body()

        return self.start(name, live, process)

    def python(self, statements: int) -> None:
        """Execute Python: each statement is charged, and may be the last before a switch."""
        for _ in range(statements):
            self.scheduler.spend(self.preset.statement_ps)
            gil = self.scheduler.current.process.gil
            if gil.wanted:
                gil.give_way()

    def listen_far(self, port: int = 80, backlog: int = 10, host: str = "far") -> Endpoint:
        network = self.machine.network
        listener = Endpoint(network, network.hosts[host], f"{host}:{port}")
        with network.trace.kernel(host):
            listener.listen(port, backlog)
        return listener

    def connect(self, address: tuple[str, int] = ("far", 80)):
        sock = self.socket.socket()
        sock.connect(address)
        return sock

    def run_out(self) -> None:
        """Let everything happen that is still due."""
        while self.machine.clock.advance():
            pass


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.scheduler.end()


@pytest.fixture
def make_world() -> Iterator[type[World]]:
    """World, with what figures a test wants; its threads are unwound at the end."""
    made: list[World] = []

    def make(*args, **figures) -> World:
        made.append(World(*args, **figures))
        return made[-1]

    yield make
    for one in made:
        one.scheduler.end()
