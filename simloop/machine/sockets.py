"""The virtual socket: the standard library's `socket.socket`, on the machine's network.

Non-blocking calls say "not now" as a kernel does; blocking ones let the thread wait.
"""

import errno
from collections.abc import Callable
from selectors import EVENT_READ, EVENT_WRITE
from socket import (
    AF_INET,
    SHUT_RD,
    SHUT_RDWR,
    SHUT_WR,
    SO_ERROR,
    SOCK_STREAM,
    SOL_SOCKET,
    gaierror,
)
from types import TracebackType
from typing import Any, ClassVar, Self

from simloop.machine import tcp
from simloop.machine.kernel import Kernel
from simloop.machine.network import Host
from simloop.machine.resolver import Names
from simloop.machine.tcp import Endpoint

SECOND_PS = 10**12
HOW = {SHUT_RD: "READ", SHUT_WR: "WRITE", SHUT_RDWR: "READ|WRITE"}
MESSAGES = {
    errno.EINPROGRESS: "Operation now in progress",
    errno.EALREADY: "Operation already in progress",
    errno.EISCONN: "Transport endpoint is already connected",
    errno.ENOTCONN: "Transport endpoint is not connected",
    errno.EAGAIN: "Resource temporarily unavailable",
    errno.EBADF: "Bad file descriptor",
    errno.EPIPE: "Broken pipe",
    errno.EINVAL: "Invalid argument",
    errno.EADDRINUSE: "Address already in use",
    errno.EADDRNOTAVAIL: "Cannot assign requested address",
    errno.ECONNREFUSED: "Connection refused",
    errno.ECONNABORTED: "Software caused connection abort",
    errno.ECONNRESET: "Connection reset by peer",
    errno.ETIMEDOUT: "Connection timed out",
    errno.EDESTADDRREQ: "Destination address required",
    errno.EMSGSIZE: "Message too long",
    errno.EOPNOTSUPP: "Operation not supported",
    errno.EAFNOSUPPORT: "Address family not supported by protocol",
}


def os_error(code: int) -> OSError:
    """The exception that Python raises for an errno, worded alike on every system."""
    return OSError(code, MESSAGES[code])


class SocketTable:
    """The open sockets of one host's programs, by descriptor."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.names = Names(kernel)
        self.open: dict[int, Socket] = {}

    def new_name(self) -> str:
        """A descriptor for a connection that is being made; accept() will hand it out."""
        return f"fd {self.kernel.new_fd()}"


class Socket:
    """A stream socket. A subclass for each run knows the host's `table`."""

    table: ClassVar[SocketTable]
    kind: ClassVar[int] = SOCK_STREAM
    kinds: ClassVar[dict[int, Any]] = {}  # which class serves which type

    def __new__(cls, family: int = AF_INET, type: int = SOCK_STREAM, proto: int = 0) -> Self:
        if family != AF_INET or (type != cls.kind and type not in cls.kinds):
            raise os_error(errno.EAFNOSUPPORT)
        sock: Self = object.__new__(cls if type == cls.kind else cls.kinds[type])
        return sock

    def __init__(self, family: int = AF_INET, type: int = SOCK_STREAM, proto: int = 0) -> None:
        kernel = self.table.kernel
        fd = kernel.new_fd()
        with kernel.call("socket.open", fd):
            owner = kernel.trace.context.task
            self._take(fd, Endpoint(kernel.network, kernel.host, f"fd {fd}", owner))

    @classmethod
    def _accepted(cls, endpoint: Endpoint) -> Self:
        """The socket of a connection that was made: its name holds its descriptor."""
        sock: Self = object.__new__(cls)
        sock._take(int(endpoint.name.removeprefix("fd ")), endpoint)
        return sock

    def _take(self, fd: int, endpoint: Endpoint) -> None:
        self._kernel = self.table.kernel
        self._fd = fd
        self._endpoint = endpoint
        self._timeout_ps: int | None = None
        self._shut_for_reading = False
        self._shut_for_writing = False
        self._paired = False  # an end of a pipe or a socketpair
        self._asked = False  # a connection that was not yet there when it was asked for
        self._given_up = False  # shut down before the connection was there: no more connect()
        self._bound: int | None = None
        self._watchers: list[Callable[[int], None]] = []
        endpoint.changed = self._changed
        endpoint.new_name = self.table.new_name
        self.table.open[fd] = self

    @classmethod
    def pair(cls) -> tuple[Self, Self]:
        """Two sockets of this host that are connected to each other."""
        one, other = cls(), cls()
        one._endpoint.pair_with(other._endpoint)
        other._endpoint.pair_with(one._endpoint)
        one._paired = other._paired = True
        return one, other

    def __repr__(self) -> str:
        waiting = len(self._endpoint.inbox)
        return f"<socket fd {self._fd} {self._endpoint.state}, {waiting} B waiting>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """The descriptor, -1 once closed."""
        return self._fd if self._fd in self.table.open else -1

    def setblocking(self, flag: bool) -> None:
        """Whether calls may wait."""
        self.settimeout(None if flag else 0.0)

    def getblocking(self) -> bool:
        """Whether calls may wait."""
        return self._timeout_ps != 0

    def settimeout(self, value: float | None) -> None:
        """How long calls may wait, in seconds; None: for ever; 0: not at all."""
        if value is not None and value < 0:
            raise ValueError("Timeout value out of range")
        label = "blocking" if value is None else "non-blocking" if value == 0 else f"{value:g} s"
        with self._call("socket.option", label=label):
            self._timeout_ps = None if value is None else round(value * SECOND_PS)

    def gettimeout(self) -> float | None:
        """How long calls may wait, in seconds; None: for ever."""
        return None if self._timeout_ps is None else self._timeout_ps / SECOND_PS

    def bind(self, address: tuple[str, int]) -> None:
        """Take an address of this host."""
        host, port = _address(address)
        with self._call("socket.bind", label=f"{host or '*'}:{port}"):
            own = ("", "0.0.0.0", "127.0.0.1", "localhost", self._kernel.host.name)
            if host not in own:
                raise os_error(errno.EADDRNOTAVAIL)
            if self._has_port():
                raise os_error(errno.EINVAL)
            if port in self._kernel.host.listeners or port in self._kernel.host.bound:
                raise os_error(errno.EADDRINUSE)
            self._endpoint.port = self._bound = port or self._kernel.host.new_port()
            self._kernel.host.bound.add(self._bound)

    def listen(self, backlog: int = 128) -> None:
        """Wait for others to connect."""
        with self._call("socket.listen"):
            if self._endpoint.state not in (tcp.NEW, tcp.LISTENING):
                raise os_error(errno.EINVAL)
            port = self._endpoint.port or self._kernel.host.new_port()
            taken = self._kernel.host.listeners.get(port)
            if taken is not None and taken is not self._endpoint:
                raise os_error(errno.EADDRINUSE)
            self._endpoint.listen(port, max(1, backlog))

    def accept(self) -> tuple[Self, tuple[str, int]]:
        """Take a connection that a peer has made."""
        endpoint = self._endpoint
        with self._call("socket.accept") as call:
            self._poll(EVENT_READ, "a connection")
            if endpoint.state != tcp.LISTENING:
                raise os_error(errno.EINVAL)
            self._until(lambda: bool(endpoint.backlog), "a connection")
            taken = endpoint.backlog.popleft()
            endpoint.settle()
            sock = self._accepted(taken)
            address = _peer_address(taken)
            call.object = taken.name
            call.value = f"{address[0]}:{address[1]}"
        return sock, address

    def connect(self, address: tuple[str, int]) -> None:
        """Ask for a connection; non-blocking, the answer comes later, as writability."""
        name, port = _address(address)
        endpoint = self._endpoint
        self._check_open()
        self.table.names.ask(name)
        with self._call("socket.connect", label=f"{name}:{port}"):
            host = self._lookup(name)
            self._check_connectable()
            not_now = errno.EALREADY
            if endpoint.state == tcp.NEW:
                endpoint.connect(host, port)
                not_now = errno.EINPROGRESS
            self._asked = True
            by_poll = bool(self._timeout_ps) and endpoint.state == tcp.CONNECTING
            self._until(lambda: endpoint.state != tcp.CONNECTING, "the connection", not_now)
            if by_poll:  # CPython waits with poll() and takes SO_ERROR: the kernel is not told
                self._raise_error()
                return
            self._asked = False
            if endpoint.state in tcp.ERROR_OF:
                code = endpoint.error or errno.ECONNABORTED
                endpoint.forget()
                self._shut_for_reading = self._shut_for_writing = False
                raise os_error(code)

    def connect_ex(self, address: tuple[str, int]) -> int:
        """Like connect, but returns the error's number."""
        try:
            self.connect(address)
        except gaierror:
            raise
        except OSError as error:
            return error.errno or errno.EAGAIN
        return 0

    def send(self, data: bytes, flags: int = 0) -> int:
        """Hand over bytes, as many as the kernel takes."""
        endpoint = self._endpoint
        with self._call("socket.send", label=f"{len(data)} B") as call:
            self._raise_error()
            self._poll(EVENT_WRITE, "room in the buffer")
            self._until(lambda: endpoint.state != tcp.CONNECTING, "the connection")
            if data:
                self._until(lambda: endpoint.writable or not self._can_send(), "room in the buffer")
            self._raise_error()
            if not self._can_send():
                raise os_error(errno.EPIPE)
            self._kernel.scheduler.spend(self._kernel.preset.copy_ps(len(data)))
            taken = endpoint.send(bytes(data))
            call.value = f"{taken} B"
        return taken

    def sendall(self, data: bytes, flags: int = 0) -> None:
        """Hand over all bytes, with as many system calls as that takes."""
        left = memoryview(data)
        while left:
            left = left[self.send(bytes(left)) :]

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """Take at most bufsize bytes that have arrived; b'' is the end of the stream."""
        if bufsize < 0:
            raise ValueError("negative buffersize in recv")
        if bufsize == 0:
            return b""  # as in CPython, which asks nobody
        endpoint = self._endpoint
        with self._call("socket.recv", label=f"{bufsize} B") as call:
            self._poll(EVENT_READ, "bytes")
            unconnected = endpoint.state == tcp.NEW and not self._shut_for_reading
            if unconnected or endpoint.state == tcp.LISTENING:
                raise os_error(errno.ENOTCONN)
            self._until(lambda: endpoint.readable or self._shut_for_reading, "bytes")
            if not endpoint.inbox and not endpoint.ended:
                self._raise_error()
            data = endpoint.receive(bufsize)
            self._kernel.scheduler.spend(self._kernel.preset.copy_ps(len(data)))
            call.value = f"{len(data)} B"
        return data

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """Like recv, into a buffer."""
        view = memoryview(buffer).cast("B")
        data = self.recv(nbytes or len(view))
        view[: len(data)] = data
        return len(data)

    def shutdown(self, how: int) -> None:
        """Send no more, or read no more."""
        with self._call("socket.shutdown", label=HOW.get(how, str(how))):
            if how not in HOW:
                raise os_error(errno.EINVAL)
            if self._endpoint.state == tcp.LISTENING:
                if how != SHUT_WR:
                    self._endpoint.forget()
                    self._shut_for_reading = self._shut_for_writing = False
                return
            self._shut_for_reading |= how != SHUT_WR
            connected = self._endpoint.state == tcp.CONNECTED and not self._endpoint.over
            self._given_up = self._given_up or (self._asked and not connected)
            self._asked = self._asked and not connected
            if connected and how != SHUT_WR and not self._paired:
                self._endpoint.receiving_ended = True
            if connected and how != SHUT_RD:
                self._endpoint.end_sending()
            elif how != SHUT_RD:
                self._shut_for_writing = True  # as in Linux, remembered for a later connection
            self._changed(self._endpoint)
            if not connected:
                raise os_error(errno.ENOTCONN)

    def close(self) -> None:
        """Give the socket back. A second close does nothing."""
        if self._fd not in self.table.open:
            return
        with self._call("socket.close"):
            del self.table.open[self._fd]
            self._kernel.host.bound.discard(self._bound or 0)
            self._changed(self._endpoint)
            self._watchers.clear()
            self._endpoint.close()

    def getsockopt(self, level: int, option: int) -> int:
        """Read an option; SO_ERROR reports, once, how a connection attempt failed."""
        label = "SO_ERROR" if (level, option) == (SOL_SOCKET, SO_ERROR) else str(option)
        with self._call("socket.option", label=label) as call:
            code = 0
            if label == "SO_ERROR":
                code, self._endpoint.error = self._endpoint.error or 0, None
            call.value = errno.errorcode[code] if code else "0"
        return code

    def setsockopt(self, level: int, option: int, value: int | bytes) -> None:
        """Set an option; none of them changes what the machine does."""
        with self._call("socket.option", label=f"{option} = {value!r}"):
            pass

    def getpeername(self) -> tuple[str, int]:
        """The peer's address."""
        self._check_open()
        if self._endpoint.state != tcp.CONNECTED or self._endpoint.over:
            raise os_error(errno.ENOTCONN)
        return _peer_address(self._endpoint)

    def getsockname(self) -> tuple[str, int]:
        """This end's address."""
        self._check_open()
        return self._kernel.host.name, self._endpoint.port or 0

    def ready_events(self) -> int:
        """What a call would not wait for now: EVENT_READ, EVENT_WRITE or both."""
        endpoint = self._endpoint
        if endpoint.state == tcp.LISTENING:
            return EVENT_READ if endpoint.backlog else 0
        readable = endpoint.readable or self._shut_for_reading
        writable = endpoint.writable
        if endpoint.state == tcp.CONNECTED:
            writable = writable or self._shut_for_writing
        return (EVENT_READ if readable else 0) | (EVENT_WRITE if writable else 0)

    def ready_because(self, events: int) -> int | None:
        """The row that made it ready for the events."""
        because = self._endpoint.because
        if events & EVENT_READ and "READ" in because:
            return because["READ"]
        return because.get("WRITE")

    def watch(self, changed: Callable[[int], None]) -> None:
        """Call changed(fd) whenever readiness may have changed."""
        self._watchers.append(changed)

    def unwatch(self, changed: Callable[[int], None]) -> None:
        """Undo a watch."""
        if changed in self._watchers:
            self._watchers.remove(changed)

    def _changed(self, endpoint: Endpoint) -> None:
        for changed in tuple(self._watchers):
            changed(self._fd)

    def _call(self, kind: str, *, label: str | None = None) -> Any:
        self._check_open()
        return self._kernel.call(kind, self._fd, label=label)

    def _check_open(self) -> None:
        if self._fd not in self.table.open:
            raise os_error(errno.EBADF)

    def _until(self, true: Callable[[], bool], what: str, not_now: int = errno.EAGAIN) -> None:
        """Wait as long as this socket may; a non-blocking one says at once that it is not now."""
        if true():
            return
        if self._timeout_ps == 0:
            raise os_error(not_now)
        waits_for = f"{what} at fd {self._fd}"
        if not self._kernel.wait(true, self._timeout_ps, lambda: waits_for, self):
            raise TimeoutError("timed out")

    def _poll(self, events: int, what: str) -> None:
        """With a timeout CPython asks poll() first, so that even a mistake may have to wait."""
        if self._timeout_ps:
            self._until(lambda: bool(self.ready_events() & events), what)

    def _check_connectable(self) -> None:
        """As in Linux, who has asked hears of the outcome once; after that it is connected."""
        state = self._endpoint.state
        if self._given_up:
            raise os_error(errno.EINVAL)
        if self._asked or state in (tcp.NEW, tcp.CONNECTING):
            return
        raise os_error(errno.EISCONN)

    def _raise_error(self) -> None:
        code, self._endpoint.error = self._endpoint.error, None
        if code is not None:
            raise os_error(code)

    def _has_port(self) -> bool:
        """As in Linux, a port that was not asked for is gone with the connection."""
        endpoint = self._endpoint
        gone = self._bound is None and (endpoint.state in tcp.ERROR_OF or endpoint.over)
        return endpoint.port is not None and not gone

    def _can_send(self) -> bool:
        endpoint = self._endpoint
        if self._shut_for_writing or endpoint.state != tcp.CONNECTED or endpoint.sending_ended:
            return False
        nobody_reads = self._paired and endpoint.ended and endpoint.peer_closed
        return not nobody_reads

    def _lookup(self, name: str) -> Host:
        return self.table.names.host(name)


def _address(address: tuple[str, int]) -> tuple[str, int]:
    try:
        host, port = address
    except (TypeError, ValueError):
        raise TypeError(f"an address is a (host, port) pair, not {address!r}") from None
    if not isinstance(host, str) or not isinstance(port, int):
        raise TypeError(f"an address is a (host, port) pair, not {address!r}")
    if not 0 <= port <= 65535:
        raise OverflowError("port must be 0-65535.")
    return host, port


def _peer_address(endpoint: Endpoint) -> tuple[str, int]:
    peer = endpoint.peer
    if peer is None:
        raise os_error(errno.ENOTCONN)
    return peer.host.name, peer.port or 0
