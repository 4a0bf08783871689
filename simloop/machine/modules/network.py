"""`socket` and `selectors`."""

import selectors
import socket
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules.making import module_of
from simloop.machine.selector import Selector
from simloop.machine.sockets import Socket

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


def socket_module(machine: Machine) -> ModuleType:
    """The machine's `socket`."""

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
    return module_of("socket", socket=MachineSocket, create_connection=create_connection, **names)


def selectors_module(machine: Machine, selector_type: type[Selector]) -> ModuleType:
    """The machine's `selectors`."""

    class MachineSelector(selector_type):  # type: ignore[valid-type, misc]
        """The best selector of the machine, which has but one."""

        def __init__(self) -> None:
            super().__init__(machine.kernel, machine.sockets.open)

    names = {name: getattr(selectors, name) for name in _SELECTOR_NAMES}
    return module_of("selectors", DefaultSelector=MachineSelector, **names)
