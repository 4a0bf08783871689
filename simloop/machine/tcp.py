"""One end of a connection: its state, and the packets that change it.

The states and what moves between them are one table. Both a program's socket and a scripted
peer stand on an endpoint; it costs nothing, the system calls above it do.
"""

import errno
from collections import deque
from collections.abc import Callable
from typing import Final

from simloop.machine.network import Host, Network, nothing

NEW: Final = "new"
LISTENING: Final = "listening"
CONNECTING: Final = "connecting"
ACCEPTING: Final = "accepting"
CONNECTED: Final = "connected"
REFUSED: Final = "refused"
RESET: Final = "reset"
CLOSED: Final = "closed"

NEXT_STATE: Final = {
    (NEW, "listen"): LISTENING,
    (NEW, "connect"): CONNECTING,
    (CONNECTING, "packet.synack"): CONNECTED,
    (CONNECTING, "packet.rst"): REFUSED,
    (ACCEPTING, "packet.ack"): CONNECTED,
    (ACCEPTING, "packet.rst"): RESET,
    (CONNECTED, "packet.rst"): RESET,
}
ERROR_OF: Final = {REFUSED: errno.ECONNREFUSED, RESET: errno.ECONNRESET}


def _nobody(_: "Endpoint") -> None:
    pass


class Endpoint:
    """One end of a connection, or a listener.

    `changed` is called whenever a read or a write would go differently than before.
    """

    __slots__ = (
        "backlog",
        "backlog_limit",
        "because",
        "changed",
        "ended",
        "error",
        "host",
        "inbox",
        "latest",
        "name",
        "network",
        "new_name",
        "peer",
        "peer_host",
        "port",
        "sending_ended",
        "state",
        "unsent_bytes",
    )

    def __init__(self, network: Network, host: Host, name: str) -> None:
        self.network = network
        self.host = host
        self.name = name
        self.state: str = NEW
        self.port: int | None = None
        self.peer: Endpoint | None = None
        self.peer_host: Host | None = None
        self.inbox = bytearray()
        self.ended = False  # the peer will send no more
        self.sending_ended = False
        self.error: int | None = None  # an errno that the next call reports
        self.unsent_bytes = 0
        self.backlog: deque[Endpoint] = deque()
        self.backlog_limit = 0
        self.new_name: Callable[[], str] = host.new_endpoint_name
        self.changed: Callable[[Endpoint], None] = _nobody
        self.because: dict[str, int] = {}  # "READ", "WRITE": the row that made it ready
        self.latest: dict[str, int] = {}  # and the row that made it so last

    @property
    def readable(self) -> bool:
        """A read (or, on a listener, an accept) would not wait."""
        return bool(self.inbox or self.ended or self.backlog or self.state in ERROR_OF)

    @property
    def writable(self) -> bool:
        """A write would not wait."""
        if self.state == CONNECTED:
            limit = self.network.preset.machine.send_buffer_bytes
            return self.sending_ended or self.unsent_bytes < limit
        return self.state in ERROR_OF

    def listen(self, port: int, backlog_limit: int) -> None:
        """Wait for others to connect."""
        self.host.listeners[port] = self
        self.port = port
        self.backlog_limit = backlog_limit
        if self.state == NEW:
            self._move("listen")

    def connect(self, host: Host, port: int) -> None:
        """Ask for a connection: the answer is a round trip away."""
        self.peer_host = host
        if self.port is None:
            self.port = self.host.new_port()
        self._move("connect")
        self._send("packet.syn", host, None, lambda: _syn_arrives(self, host, port))

    def send(self, data: bytes) -> int:
        """Give bytes to the network, as many as the buffer takes. Returns how many."""
        machine = self.network.preset.machine
        taken = data[: max(0, machine.send_buffer_bytes - self.unsent_bytes)]
        self.unsent_bytes += len(taken)
        for start in range(0, len(taken), machine.segment_bytes):
            self._send_segment(taken[start : start + machine.segment_bytes])
        self.settle()
        return len(taken)

    def receive(self, size_bytes: int) -> bytes:
        """Take bytes that have arrived, size_bytes at most."""
        data = bytes(self.inbox[:size_bytes])
        del self.inbox[:size_bytes]
        self.settle()
        return data

    def settle(self) -> None:
        """Something was taken: readiness is over, or is now due to what came last."""
        for what, still in (("READ", self.readable), ("WRITE", self.writable)):
            if not still:
                self.because.pop(what, None)
            elif what in self.because:
                self.because[what] = self.latest[what]
        self.changed(self)

    def end_sending(self) -> None:
        """Tell the peer that nothing more will come."""
        if self.state == CONNECTED and not self.sending_ended:
            self.sending_ended = True
            self._send_to_peer("packet.fin", Endpoint._fin_arrives)

    def close(self) -> None:
        """Be gone. A peer whose bytes were never read learns of it by a reset."""
        if self.state == LISTENING and self.port is not None:
            del self.host.listeners[self.port]
        if self.state == CONNECTED and self.inbox:
            self._send_to_peer("packet.rst", Endpoint._rst_arrives)
        else:
            self.end_sending()
        self._become(CLOSED)

    def _send_segment(self, segment: bytes) -> None:
        def left() -> None:
            self.unsent_bytes -= len(segment)
            if self.writable and "WRITE" not in self.because:
                self._ready("WRITE")

        peer = self._the_peer()
        self._send(
            "packet.data",
            peer.host,
            peer.name,
            lambda: peer._data_arrives(segment),
            len(segment),
            left,
        )

    def _send_to_peer(self, kind: str, arrives: Callable[["Endpoint"], None]) -> None:
        peer = self._the_peer()
        self._send(kind, peer.host, peer.name, lambda: arrives(peer))

    def _send(
        self,
        kind: str,
        to: Host,
        receiver: str | None,
        deliver: Callable[[], None],
        size_bytes: int = 0,
        left: Callable[[], None] = nothing,
    ) -> None:
        self.network.send(kind, self, to, receiver, deliver, size_bytes, left)

    def _the_peer(self) -> "Endpoint":
        if self.peer is None:
            raise RuntimeError(f"{self.name} has no peer yet")
        return self.peer

    def _synack_arrives(self, peer: "Endpoint") -> None:
        if self.state == CONNECTING:
            self.peer = peer
            self._move("packet.synack")
            self._send_to_peer("packet.ack", Endpoint._ack_arrives)
            self._ready("WRITE")
        else:
            self._send("packet.rst", peer.host, peer.name, lambda: peer._rst_arrives())

    def _ack_arrives(self) -> None:
        if self.state == ACCEPTING:
            self._move("packet.ack")
            listener = self.host.listeners.get(self.port or 0)
            if listener is None:
                self._send_to_peer("packet.rst", Endpoint._rst_arrives)
                self._become(CLOSED)
                return
            self._ready("WRITE")
            listener.backlog.append(self)
            listener._ready("READ")

    def _data_arrives(self, segment: bytes) -> None:
        if self.state == CLOSED:
            self._send_to_peer("packet.rst", Endpoint._rst_arrives)
        elif self.state == CONNECTED:
            self.inbox += segment
            self._ready("READ")

    def _fin_arrives(self) -> None:
        if self.state == CONNECTED:
            self.ended = True
            self.network.trace.instant("socket.state", self.name, label="ended")
            self._ready("READ")

    def _rst_arrives(self) -> None:
        if (self.state, "packet.rst") in NEXT_STATE:
            self._move("packet.rst")
            self.error = ERROR_OF[self.state]
            self.inbox.clear()
            self._ready("READ")
            self._ready("WRITE")

    def _move(self, event: str) -> None:
        self._become(NEXT_STATE[self.state, event])

    def _become(self, state: str) -> None:
        self.state = state
        self.network.trace.instant("socket.state", self.name, label=state)

    def _ready(self, what: str) -> None:
        trace = self.network.trace
        if what in self.because:
            self.latest[what] = trace.context.causes[-1]
        else:
            self.latest[what] = trace.instant("socket.ready", self.name, label=what)
            self.because[what] = self.latest[what]
        self.changed(self)


def _syn_arrives(client: Endpoint, host: Host, port: int) -> None:
    listener = host.listeners.get(port)
    if listener is None or len(listener.backlog) >= listener.backlog_limit:
        server = Endpoint(client.network, host, f"{host.name}:{port}")
        server._send("packet.rst", client.host, client.name, lambda: client._rst_arrives())
        return
    server = Endpoint(client.network, host, listener.new_name())
    server.state = ACCEPTING
    server.port = port
    server.peer = client
    server.peer_host = client.host
    server._send("packet.synack", client.host, client.name, lambda: client._synack_arrives(server))
