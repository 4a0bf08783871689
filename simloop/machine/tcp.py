"""One end of a connection: its state, and the packets that change it.

The states and what moves between them are one table. Both a program's socket and a scripted
peer stand on an endpoint; it costs nothing, the system calls above it do.

What TCP does and is modelled: the handshake, bytes in order and once, the receiver's window, the
end of each direction on its own, resets, and retransmission of what was lost, with the waiting
times of Linux. Acknowledgements and window updates travel unseen and free, half a round trip.
"""

import errno
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final

from simloop.machine.network import Host, Network, Packet

NEW: Final = "new"
LISTENING: Final = "listening"
CONNECTING: Final = "connecting"
ACCEPTING: Final = "accepting"
CONNECTED: Final = "connected"
REFUSED: Final = "refused"
RESET: Final = "reset"
TIMED_OUT: Final = "timed out"
CLOSED: Final = "closed"

NEXT_STATE: Final = {
    (NEW, "listen"): LISTENING,
    (NEW, "connect"): CONNECTING,
    (CONNECTING, "packet.synack"): CONNECTED,
    (CONNECTING, "packet.rst"): REFUSED,
    (CONNECTING, "nothing comes back"): TIMED_OUT,
    (ACCEPTING, "packet.ack"): CONNECTED,
    (ACCEPTING, "packet.rst"): RESET,
    (ACCEPTING, "nothing comes back"): CLOSED,
    (CONNECTED, "packet.rst"): RESET,
    (CONNECTED, "nothing comes back"): TIMED_OUT,
    (REFUSED, "forget"): NEW,
    (TIMED_OUT, "forget"): NEW,
    (RESET, "forget"): NEW,
    (LISTENING, "forget"): NEW,
}
ERROR_OF: Final = {
    REFUSED: errno.ECONNREFUSED,
    RESET: errno.ECONNRESET,
    TIMED_OUT: errno.ETIMEDOUT,
}
HANGS_UP: Final = (NEW, *ERROR_OF)  # no call would wait: each says at once what is wrong

# Linux: tcp_syn_retries 6 (127 s in all), tcp_retries2 15 (924.6 s in all); the longest wait 120 s.
FIRST_WAIT_PS: Final = {"packet.syn": 10**12, "packet.synack": 10**12}
LEAST_WAIT_PS: Final = 2 * 10**11
LONGEST_WAIT_PS: Final = 120 * 10**12
NOT_AGAIN: Final = ("packet.rst", "packet.ack")
MOST_TRIES: Final = {"packet.syn": 6, "packet.synack": 5}


def _nobody(_: "Endpoint") -> None:
    pass


class Endpoint:
    """One end of a connection, or a listener.

    `changed` is called whenever a read or a write would go differently than before.
    """

    __slots__ = (
        "_arrived",
        "_boot",
        "_credit_bytes",
        "_expected",
        "_fin_sent",
        "_grants",
        "_outbox",
        "_sent",
        "backlog",
        "backlog_limit",
        "because",
        "changed",
        "connection",
        "ended",
        "error",
        "host",
        "inbox",
        "latest",
        "name",
        "network",
        "new_name",
        "owner",
        "peer",
        "peer_host",
        "port",
        "receiving_ended",
        "sending_ended",
        "state",
        "unsent_bytes",
    )

    def __init__(self, network: Network, host: Host, name: str, owner: str | None = None) -> None:
        self.network = network
        self.host = host
        self.name = name
        self.owner = owner  # the task that made the connection, if one did
        self.connection = name  # its end at the watched host; of two, the one that asked for it
        self.state: str = NEW
        self.port: int | None = None
        self.peer: Endpoint | None = None
        self.peer_host: Host | None = None
        self.inbox = bytearray()
        self.ended = False  # the peer will send no more
        self.sending_ended = False
        self.receiving_ended = False  # this end has said that it will read no more
        self.error: int | None = None  # an errno that the next call reports
        self.unsent_bytes = 0  # taken from the sender, and not yet gone from the card
        self.backlog: deque[Endpoint] = deque()
        self.backlog_limit = 0
        self.new_name: Callable[[], str] = host.new_endpoint_name
        self.changed: Callable[[Endpoint], None] = _nobody
        self.because: dict[str, int] = {}  # "READ", "WRITE": the row that made it ready
        self.latest: dict[str, int] = {}  # and the row that made it so last
        self._boot = host.boots
        self._sent = 0  # of the packets that must arrive in order
        self._expected = 0
        self._fin_sent = False
        self._arrived: dict[int, bytes] = {}  # those that came too early
        self._outbox: deque[bytes] = deque()  # what the peer has no room for
        self._credit_bytes = network.preset.machine.receive_buffer_bytes
        self._grants: deque[tuple[int, int]] = deque()  # room that the peer has made: when, bytes

    @property
    def readable(self) -> bool:
        """A read (or, on a listener, an accept) would not wait."""
        return bool(self.inbox or self.ended or self.backlog or self.state in HANGS_UP)

    @property
    def writable(self) -> bool:
        """A write would not wait."""
        if self.state == CONNECTED:
            limit = self.network.preset.machine.send_buffer_bytes
            return self.sending_ended or self.unsent_bytes < limit
        return self.state in HANGS_UP

    @property
    def over(self) -> bool:
        """Both directions have ended."""
        return self.ended and self.sending_ended

    @property
    def peer_closed(self) -> bool:
        """The other end is no more: only the two ends of a pipe can know."""
        return self.peer is not None and self.peer.state == CLOSED

    def listen(self, port: int, backlog_limit: int) -> None:
        """Wait for others to connect."""
        self.host.listeners[port] = self
        self.port = port
        self.backlog_limit = backlog_limit
        if self.state == NEW:
            self._move("listen")
            self.changed(self)

    def connect(self, host: Host, port: int) -> None:
        """Ask for a connection: the answer is a round trip away."""
        self.peer_host = host
        if self.port is None:
            self.port = self.host.new_port()
        self._move("connect")
        self.changed(self)
        self._send_syn(host, port, 0)

    def forget(self) -> None:
        """A connection that did not come about, or a listener, is an unconnected socket again."""
        self._stop_listening()
        self.error = None
        self.because.clear()
        self._move("forget")
        self.changed(self)

    def pair_with(self, other: "Endpoint") -> None:
        """Be connected to another end at once, as the two ends of a socketpair."""
        self.peer, self.peer_host = other, other.host
        self._become(CONNECTED)
        self._ready("WRITE")

    def send(self, data: bytes) -> int:
        """Give bytes to the network, as many as the buffer takes. Returns how many."""
        machine = self.network.preset.machine
        taken = data[: max(0, machine.send_buffer_bytes - self.unsent_bytes)]
        self.unsent_bytes += len(taken)
        for start in range(0, len(taken), machine.segment_bytes):
            self._outbox.append(taken[start : start + machine.segment_bytes])
        self._flush()
        self.settle()
        return len(taken)

    def receive(self, size_bytes: int) -> bytes:
        """Take bytes that have arrived, size_bytes at most; the peer learns that there is room."""
        data = bytes(self.inbox[:size_bytes])
        del self.inbox[:size_bytes]
        if self.peer is not None and data:
            self.peer._is_granted(len(data))
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
        """Tell the peer, after all that was sent, that nothing more will come."""
        if self.state == CONNECTED and not self.sending_ended:
            self.sending_ended = True
            self._flush()

    def close(self) -> None:
        """Be gone. A peer whose bytes were never read learns of it by a reset."""
        self._stop_listening()
        if self.state == CONNECTED and self.inbox:
            self._reset_peer()
        else:
            self.end_sending()
        self._become(CLOSED)

    def _stop_listening(self) -> None:
        """Whoever is connected and was never accepted learns of it by a reset."""
        if self.state == LISTENING and self.port is not None:
            self.host.listeners.pop(self.port, None)
            while self.backlog:
                waiting = self.backlog.popleft()
                waiting._reset_peer()
                waiting._become(CLOSED)

    def _flush(self) -> None:
        """Put on the card what the peer has room for; the end of sending comes after all bytes."""
        now_ps = self.network.clock.now_ps
        while self._grants and self._grants[0][0] <= now_ps:
            self._credit_bytes += self._grants.popleft()[1]
        while self._outbox and len(self._outbox[0]) <= self._credit_bytes:
            segment = self._outbox.popleft()
            self._credit_bytes -= len(segment)
            self._send_in_order("packet.data", segment)
        if self._outbox and self._grants:
            self.network.clock.call_at(self._grants[0][0], self._window_opens)
        if self.sending_ended and not self._outbox and not self._fin_sent:
            self._fin_sent = True
            self._send_in_order("packet.fin", b"")

    def _window_opens(self) -> None:
        if self._outbox and self.state in (CONNECTED, CLOSED):
            with self.network.trace.kernel(self.host.name, self.latest.get("WINDOW", 0)):
                self._flush()

    def _is_granted(self, size_bytes: int) -> None:
        peer_host = self.peer_host or self.host
        trip_ps = self.network.round_trip_ps(self.host, peer_host) // 2
        t_ps = self.network.clock.now_ps + trip_ps
        self._grants.append((t_ps, size_bytes))
        if self._outbox:
            self.latest["WINDOW"] = self.network.trace.context.causes[-1]
            self.network.clock.call_at(t_ps, self._window_opens)

    def _send_in_order(self, kind: str, segment: bytes) -> None:
        """Send what the peer must get in order, again and again until it arrives."""
        number, self._sent = self._sent, self._sent + 1
        peer = self._the_peer()
        self._send(
            kind,
            peer.host,
            peer.name,
            partial(peer._in_order, number, segment),
            len(segment),
            partial(self._leaves, len(segment)) if segment else None,
        )

    def _leaves(self, size_bytes: int) -> None:
        """So many bytes are gone from the card."""
        self.unsent_bytes -= size_bytes
        if "WRITE" not in self.because and self.writable:
            self._ready("WRITE")

    def _in_order(self, number: int, segment: bytes) -> None:
        """A packet is there: take it, and those that waited for it, or let it wait."""
        if self._boot != self.host.boots:
            self._reset_peer()  # this host has forgotten the connection
            return
        self._arrived[number] = segment
        while self._expected in self._arrived:
            self._take(self._arrived.pop(self._expected))
            self._expected += 1

    def _take(self, segment: bytes) -> None:
        if segment:
            self._data_arrives(segment)
        else:
            self._fin_arrives()

    def _reset_peer(self) -> None:
        peer = self._the_peer()
        self._send("packet.rst", peer.host, peer.name, peer._rst_arrives)

    def _send(
        self,
        kind: str,
        to: Host,
        receiver: str | None,
        deliver: Callable[[], None],
        size_bytes: int = 0,
        left: Callable[[], None] | None = None,
        tries: int = 0,
    ) -> None:
        """Send a packet; what was lost is sent again, after longer and longer waits."""
        lost = None if kind in NOT_AGAIN else self._lost
        self.network.send(kind, self, to, receiver, deliver, size_bytes, left, lost, tries)

    def _lost(self, packet: Packet) -> None:
        clock = self.network.clock
        wait_ps = self._wait_ps(packet.kind, packet.to, packet.tries)
        again_ps = max(clock.now_ps, packet.sent_ps + wait_ps)
        clock.call_at(again_ps, lambda: self._send_again(packet))

    def _send_again(self, packet: Packet) -> None:
        kind, tries = packet.kind, packet.tries
        if self._boot != self.host.boots or self.state in (*ERROR_OF, LISTENING):
            return
        if kind == "packet.syn" and self.state != CONNECTING:
            return  # nobody asks for this connection any more
        with self.network.trace.kernel(self.host.name, packet.row):
            if tries >= MOST_TRIES.get(kind, 15):
                self._gives_up()
            else:
                self._send(
                    kind,
                    packet.to,
                    packet.receiver,
                    packet.deliver,
                    packet.size_bytes,
                    tries=tries + 1,
                )

    def _wait_ps(self, kind: str, to: Host, tries: int) -> int:
        round_trip_ps = self.network.round_trip_ps(self.host, to)
        first_ps = FIRST_WAIT_PS.get(kind, max(LEAST_WAIT_PS, 2 * round_trip_ps))
        return min(first_ps << tries, LONGEST_WAIT_PS)

    def _gives_up(self) -> None:
        if (self.state, "nothing comes back") in NEXT_STATE:
            self._move("nothing comes back")
            self._fail()

    def _the_peer(self) -> "Endpoint":
        if self.peer is None:
            raise RuntimeError(f"{self.name} has no peer yet")
        return self.peer

    def _send_syn(self, host: Host, port: int, tries: int) -> None:
        self._send(
            "packet.syn", host, None, lambda: self._syn_arrives(host, port, tries), tries=tries
        )

    def _syn_arrives(self, host: Host, port: int, tries: int) -> None:
        """This end's SYN is at the host: it accepts, refuses, or has no room and says nothing."""
        listener = host.listeners.get(port)
        if listener is None:
            nobody = Endpoint(self.network, host, f"{host.name}:{port}", self.owner)
            nobody.connection = self.connection
            nobody._send("packet.rst", self.host, self.name, self._rst_arrives)
        elif len(listener.backlog) >= listener.backlog_limit:
            row = self.network.trace.instant("socket.overflow", listener.name, object=self.name)
            clock = self.network.clock
            wait_ps = self._wait_ps("packet.syn", host, tries)
            wait_ps -= self.network.round_trip_ps(self.host, host) // 2
            clock.call_at(
                clock.now_ps + max(0, wait_ps), lambda: self._syn_again(row, host, port, tries)
            )
        else:
            server = Endpoint(self.network, host, listener.new_name(), self.owner)
            if host is self.network.watched and self.host is not host:
                self.connection = server.name
            server.connection = self.connection
            server.state = ACCEPTING
            server.port = port
            server.peer = self
            server.peer_host = self.host
            server._send(
                "packet.synack", self.host, self.name, lambda: self._synack_arrives(server)
            )

    def _syn_again(self, row: int, host: Host, port: int, tries: int) -> None:
        if self.state == CONNECTING:
            with self.network.trace.kernel(self.host.name, row):
                if tries >= MOST_TRIES["packet.syn"]:
                    self._gives_up()
                else:
                    self._send_syn(host, port, tries + 1)

    def _synack_arrives(self, peer: "Endpoint") -> None:
        if self.state == CONNECTING and self._boot == self.host.boots:
            self.peer = peer
            self._move("packet.synack")
            self._send("packet.ack", peer.host, peer.name, peer._ack_arrives)
            self._ready("WRITE")
        elif self.peer is not peer:
            self._send("packet.rst", peer.host, peer.name, peer._rst_arrives)

    def _ack_arrives(self) -> None:
        if self.state != ACCEPTING or self._boot != self.host.boots:
            return
        self._move("packet.ack")
        listener = self.host.listeners.get(self.port or 0)
        if listener is None:
            self._reset_peer()
            self._become(CLOSED)
            return
        self._ready("WRITE")
        listener.backlog.append(self)
        listener._ready("READ")

    def _data_arrives(self, segment: bytes) -> None:
        self._ack_arrives()  # whoever sends data has seen our SYN-ACK
        if self.state == CLOSED:
            self._reset_peer()
        elif self.state == CONNECTED and self.sending_ended and self.receiving_ended:
            self._reset_peer()  # as Linux does: nobody is left who could want the bytes
            self._become(RESET)
            self._fail()
        elif self.state == CONNECTED:
            self.inbox += segment
            self._ready("READ")

    def _fin_arrives(self) -> None:
        self._ack_arrives()
        if self.state == CONNECTED:
            self.ended = True
            self.network.trace.instant("socket.state", self.name, label="ended")
            self._ready("READ")

    def _rst_arrives(self) -> None:
        if self._boot == self.host.boots and (self.state, "packet.rst") in NEXT_STATE:
            self._move("packet.rst")
            self._fail()

    def _fail(self) -> None:
        self.error = ERROR_OF.get(self.state)
        if self.state == RESET and self.ended:
            self.error = errno.EPIPE  # as in Linux: who knew of the end hears of a broken pipe
        self._outbox.clear()
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
