"""`time` and `random`."""

import random
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules.making import module_of
from simloop.machine.sockets import SECOND_PS


def module(machine: Machine) -> ModuleType:
    """The machine's `time`."""
    clock = machine.clock

    def seconds() -> float:
        """Simulated seconds since the run began."""
        return clock.now_ps / SECOND_PS

    def nanoseconds() -> int:
        """Simulated nanoseconds since the run began."""
        return clock.now_ps // 1000

    def sleep(delay: float) -> None:
        """Do nothing for delay seconds."""
        if delay < 0:
            raise ValueError("sleep length must be non-negative")
        machine.kernel.sleep(round(delay * SECOND_PS))

    readers = dict.fromkeys(("time", "monotonic", "perf_counter", "process_time"), seconds)
    counters = dict.fromkeys(("time_ns", "monotonic_ns", "perf_counter_ns"), nanoseconds)
    return module_of("time", sleep=sleep, **readers, **counters)


def random_module(seed: int) -> ModuleType:
    """`random`, from the run's seed."""
    source = random.Random(seed)
    names = [name for name in random.__all__ if hasattr(source, name) and name[0].islower()]
    return module_of("random", **{name: getattr(source, name) for name in names})
