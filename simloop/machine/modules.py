"""What a program on the machine gets when it imports `socket`, `selectors` or `time`.

The names are the standard library's; what is behind them is the machine's. Random numbers come
from the run's seed.
"""

import random
import selectors
import socket
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.selector import Selector
from simloop.machine.sockets import SECOND_PS, Socket

_SOCKET_NAMES = (
    "AF_INET",
    "SOCK_STREAM",
    "SOL_SOCKET",
    "SO_ERROR",
    "SO_REUSEADDR",
    "IPPROTO_TCP",
    "TCP_NODELAY",
    "SHUT_RD",
    "SHUT_WR",
    "SHUT_RDWR",
    "gaierror",
    "error",
    "timeout",
)
_SELECTOR_NAMES = ("EVENT_READ", "EVENT_WRITE", "BaseSelector", "SelectorKey")


def machine_modules(
    machine: Machine, selector_type: type[Selector] = Selector, seed: int = 0
) -> dict[str, ModuleType]:
    """The modules that the machine provides, by name."""
    return {
        "socket": _socket_module(machine),
        "selectors": _selectors_module(machine, selector_type),
        "time": _time_module(machine),
        "random": _random_module(seed),
    }


def _socket_module(machine: Machine) -> ModuleType:
    class MachineSocket(Socket):
        """A stream socket of the machine."""

        table = machine.sockets

    def create_connection(address: tuple[str, int], timeout: float | None = None) -> MachineSocket:
        """A socket that is connected to address."""
        sock = MachineSocket()
        if timeout is not None:
            sock.settimeout(timeout)
        try:
            sock.connect(address)
        except OSError:
            sock.close()
            raise
        return sock

    names = {name: getattr(socket, name) for name in _SOCKET_NAMES}
    return _module("socket", socket=MachineSocket, create_connection=create_connection, **names)


def _selectors_module(machine: Machine, selector_type: type[Selector]) -> ModuleType:
    class MachineSelector(selector_type):  # type: ignore[valid-type, misc]
        """The best selector of the machine, which has but one."""

        def __init__(self) -> None:
            super().__init__(machine.kernel, machine.sockets.open)

    names = {name: getattr(selectors, name) for name in _SELECTOR_NAMES}
    return _module("selectors", DefaultSelector=MachineSelector, **names)


def _time_module(machine: Machine) -> ModuleType:
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
    return _module("time", sleep=sleep, **readers, **counters)


def _random_module(seed: int) -> ModuleType:
    source = random.Random(seed)
    names = [name for name in random.__all__ if hasattr(source, name) and name[0].islower()]
    return _module("random", **{name: getattr(source, name) for name in names})


def _module(name: str, **members: object) -> ModuleType:
    module = ModuleType(name)
    for member, value in members.items():
        setattr(module, member, value)
    return module
