from types import ModuleType

import pytest

from simloop.machine.computer import Machine
from simloop.machine.latency import preset_named
from simloop.machine.modules import machine_modules
from simloop.machine.trace import Row


class World:
    """A machine with two far hosts, as a test uses it."""

    def __init__(self, preset: str = "notes") -> None:
        self.rows: list[Row] = []
        self.machine = Machine(preset_named(preset), self.rows.extend, ["far", "other"])
        self.machine.trace.span("program", "test")
        modules = machine_modules(self.machine)
        self.socket: ModuleType = modules["socket"]
        self.selectors: ModuleType = modules["selectors"]
        self.time: ModuleType = modules["time"]

    @property
    def now_ps(self) -> int:
        return self.machine.clock.now_ps

    def happened(self) -> list[Row]:
        self.machine.trace.flush()
        return self.rows


@pytest.fixture
def world() -> World:
    return World()
