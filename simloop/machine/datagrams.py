"""Datagram sockets (UDP): each packet is a message of its own; what gets lost is lost.

A datagram for a buffer that is full is dropped without a word. For a port that nobody has taken,
the kernel there answers that it is unreachable (ICMP); as in Linux, a socket that is connected to
that port hears of it in its next call, once, and any other does not.
"""

import errno
from collections import deque
from selectors import EVENT_READ, EVENT_WRITE
from socket import SOCK_DGRAM
from typing import Any, ClassVar

from simloop.machine.network import Host
from simloop.machine.sockets import Socket, _address, os_error
from simloop.machine.tcp import Endpoint

LONGEST_BYTES = 65_507  # what fits into one IPv4 packet beside its headers
Address = tuple[str, int]


class DatagramSocket(Socket):
    """socket.socket(type=SOCK_DGRAM)"""

    kind: ClassVar[int] = SOCK_DGRAM

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()
        self._messages: deque[tuple[bytes, Address]] = deque()
        self._held_bytes = 0
        self._to: Address | None = None

    def bind(self, address: Address) -> None:
        """Take an address of this host."""
        name, port = _address(address)
        kernel = self._kernel
        with self._call("socket.bind", label=f"{name or '*'}:{port}"):
            if name not in ("", "0.0.0.0", "127.0.0.1", "localhost", kernel.host.name):
                raise os_error(errno.EADDRNOTAVAIL)
            if self._endpoint.port is not None:
                raise os_error(errno.EINVAL)
            if port in kernel.host.datagrams:
                raise os_error(errno.EADDRINUSE)
            self._take_port(port)

    def connect(self, address: Address) -> None:
        """From now on send to that address, and take messages from there only. Sends nothing."""
        name, port = _address(address)
        self._check_open()
        self.table.names.ask(name)
        with self._call("socket.connect", label=f"{name}:{port}"):
            self._to = self._lookup(name).name, port
            self._take_port(0)

    def sendto(self, data: bytes, *where: Any) -> int:
        """Send one message: sendto(data, address) or sendto(data, flags, address)."""
        return self._send(bytes(data), _address(where[-1]))

    def send(self, data: bytes, flags: int = 0) -> int:
        """Send one message to where the socket is connected."""
        self._check_open()
        if self._to is None:
            raise os_error(errno.EDESTADDRREQ)
        return self._send(bytes(data), self._to)

    def recvfrom(self, bufsize: int, flags: int = 0) -> tuple[bytes, Address]:
        """Take one message, and who sent it; what does not fit into bufsize is gone."""
        with self._call("socket.recv", label=f"{bufsize} B") as call:
            self._until(self._has_news, "a datagram")
            self._raise_error()
            whole, sender = self._messages.popleft()
            self._held_bytes -= len(whole)
            data = whole[:bufsize]
            self._kernel.scheduler.spend(self._kernel.preset.copy_ps(len(data)))
            self._changed(self._endpoint)
            call.value = f"{len(data)} B"
        return data, sender

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        """Take one message."""
        return self.recvfrom(bufsize)[0]

    def close(self) -> None:
        """Give the socket and its port back."""
        if self._fd in self.table.open and self._endpoint.port is not None:
            self._kernel.host.datagrams.pop(self._endpoint.port, None)
        super().close()

    def listen(self, backlog: int = 128) -> None:
        """Datagram sockets do not."""
        raise os_error(errno.EOPNOTSUPP)

    def getpeername(self) -> Address:
        """Where it is connected to."""
        self._check_open()
        if self._to is None:
            raise os_error(errno.ENOTCONN)
        return self._to

    def ready_events(self) -> int:
        """A message can be read when one is there, and always be sent."""
        return EVENT_WRITE | (EVENT_READ if self._has_news() else 0)

    def _has_news(self) -> bool:
        return bool(self._messages) or self._endpoint.error is not None

    def _send(self, data: bytes, address: Address) -> int:
        name, port = address
        self._check_open()
        self.table.names.ask(name)
        network, kernel = self._kernel.network, self._kernel
        with self._call("socket.send", label=f"{len(data)} B") as call:
            to = self._lookup(name)
            if len(data) > LONGEST_BYTES:
                raise os_error(errno.EMSGSIZE)
            self._raise_error()
            kernel.scheduler.spend(kernel.preset.copy_ps(len(data)))
            self._take_port(0)
            sender = kernel.host.name, self._endpoint.port or 0

            def deliver() -> None:
                take = to.datagrams.get(port)
                if take is not None:
                    take(data, sender)
                else:
                    self._nobody_takes(to, port)

            network.send("packet.datagram", self._endpoint, to, None, deliver, len(data))
            call.value = f"{len(data)} B"
        return len(data)

    def _take_port(self, port: int) -> None:
        if self._endpoint.port is None:
            host = self._kernel.host
            self._endpoint.port = port or host.new_port()
            host.datagrams[self._endpoint.port] = self._arrives

    def _arrives(self, data: bytes, sender: Address) -> None:
        room = self._kernel.preset.machine.receive_buffer_bytes - self._held_bytes
        if (self._to is not None and sender != self._to) or len(data) > room:
            return
        self._messages.append((data, sender))
        self._held_bytes += len(data)
        self._ready()

    def _nobody_takes(self, host: Host, port: int) -> None:
        """The host that the datagram has come to says so."""
        endpoint, here = self._endpoint, self._kernel.host
        nobody = Endpoint(self._kernel.network, host, f"{host.name}:{port}", endpoint.owner)
        nobody.connection = endpoint.connection

        def deliver() -> None:
            if self._to == (host.name, port) and self.fileno() >= 0:
                endpoint.error = errno.ECONNREFUSED
                self._ready()

        self._kernel.network.send("packet.unreachable", nobody, here, endpoint.name, deliver)

    def _ready(self) -> None:
        trace = self._kernel.trace
        row = trace.instant("socket.ready", self._endpoint.name, label="READ")
        self._endpoint.because["READ"] = row
        self._changed(self._endpoint)
