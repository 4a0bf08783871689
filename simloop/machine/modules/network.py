"""`socket` and `selectors`."""

import selectors
import socket
from socket import AF_INET, IPPROTO_TCP, IPPROTO_UDP, SOCK_DGRAM, SOCK_STREAM
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.datagrams import DatagramSocket
from simloop.machine.modules.making import module_of
from simloop.machine.selector import Selector
from simloop.machine.sockets import Socket

_SOCKET_NAMES = (
    "AF_INET",
    "SOCK_STREAM",
    "SOCK_DGRAM",
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

    class MachineDatagramSocket(DatagramSocket, MachineSocket):
        """A datagram socket of the machine."""

    MachineSocket.kinds = {SOCK_DGRAM: MachineDatagramSocket}
    MachineDatagramSocket.kinds = {}

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

    def getaddrinfo(
        host: str, port: int, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        """How to reach a host: here a name is its own address, once it has been looked up."""
        found = machine.sockets.names.resolve(host)
        kinds = [(SOCK_STREAM, IPPROTO_TCP), (SOCK_DGRAM, IPPROTO_UDP)]
        address = found.name, port
        return [(AF_INET, kind, by, "", address) for kind, by in kinds if type in (0, kind)]

    def gethostbyname(hostname: str) -> str:
        """A host's address."""
        return machine.sockets.names.resolve(hostname).name

    names = {name: getattr(socket, name) for name in _SOCKET_NAMES}
    return module_of(
        "socket",
        socket=MachineSocket,
        create_connection=create_connection,
        socketpair=MachineSocket.pair,
        getaddrinfo=getaddrinfo,
        gethostbyname=gethostbyname,
        **names,
    )


def selectors_module(machine: Machine, selector_type: type[Selector]) -> ModuleType:
    """The machine's `selectors`."""

    class MachineSelector(selector_type):  # type: ignore[valid-type, misc]
        """The best selector of the machine, which has but one."""

        def __init__(self) -> None:
            super().__init__(machine.kernel, machine.sockets.open)

    names = {name: getattr(selectors, name) for name in _SELECTOR_NAMES}
    return module_of("selectors", DefaultSelector=MachineSelector, **names)
