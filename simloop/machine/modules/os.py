"""`os`: pipes and descriptors, which is what programs of event loops need of it.

A pipe is a pair of connected sockets, one for reading and one for writing.
"""

import errno
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules.making import module_of
from simloop.machine.sockets import Socket, os_error


def module(machine: Machine, socket_type: type[Socket]) -> ModuleType:
    """The machine's `os`."""
    only: dict[int, str] = {}  # pipe ends: what they are good for

    def end(fd: int, use: str = "") -> Socket:
        sock = machine.sockets.open.get(fd)
        if sock is None or (use and only.get(fd, use) != use):
            raise os_error(errno.EBADF)
        return sock

    def pipe() -> tuple[int, int]:
        """Two descriptors: what is written to the second can be read from the first."""
        reader, writer = socket_type.pair()
        only[reader.fileno()], only[writer.fileno()] = "read", "write"
        return reader.fileno(), writer.fileno()

    def read(fd: int, n: int) -> bytes:
        """Read at most n bytes; b'' is the end."""
        return end(fd, "read").recv(n)

    def write(fd: int, data: bytes) -> int:
        """Write bytes, as many as there is room for."""
        return end(fd, "write").send(bytes(data))

    def close(fd: int) -> None:
        """Give a descriptor back."""
        end(fd).close()

    return module_of(
        "os",
        pipe=pipe,
        read=read,
        write=write,
        close=close,
        set_blocking=lambda fd, blocking: end(fd).setblocking(blocking),
        get_blocking=lambda fd: end(fd).getblocking(),
        cpu_count=lambda: len(machine.host.cpu.cores),
    )
