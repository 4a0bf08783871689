"""`sys`: the little of it that a program on the machine can ask for."""

from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules.making import module_of

SECOND_PS = 10**12
SHORTEST_PS = 10**6  # a microsecond, the least that CPython's take_gil() waits


def module(machine: Machine) -> ModuleType:
    """The machine's `sys`."""
    scheduler = machine.scheduler

    def getswitchinterval() -> float:
        """How long a thread waits for the GIL before it asks for it, in seconds."""
        return scheduler.current.process.gil.interval_ps / SECOND_PS

    def setswitchinterval(interval: float) -> None:
        """Change that."""
        if interval <= 0:
            raise ValueError("switch interval must be strictly positive")
        gil = scheduler.current.process.gil
        gil.interval_ps = max(round(interval * SECOND_PS), SHORTEST_PS)

    def exit(status: object = None) -> None:
        """End the program."""
        raise SystemExit(status)

    return module_of(
        "sys",
        getswitchinterval=getswitchinterval,
        setswitchinterval=setswitchinterval,
        exit=exit,
        argv=["program"],
        platform="simloop",
    )
