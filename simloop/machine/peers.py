"""Scripted peers: the far ends of connections, which are not what is being watched.

A peer answers the moment something arrives, and costs no CPU: all the time that passes is the
network's. Its packets are as real as anybody's.
"""

from collections.abc import Callable

from simloop.machine.network import Host, Network
from simloop.machine.tcp import CONNECTED, Endpoint

END_OF_REQUEST = b"\r\n\r\n"


def after_thinking(end: Endpoint, action: Callable[[], None]) -> None:
    """What a peer does at its end of a connection: at once, unless something has made it slow."""
    network, think_ps = end.network, end.host.think_ps
    if not think_ps:
        action()
        return
    cause = network.trace.context.causes[-1]

    def act() -> None:
        if end.state == CONNECTED:
            with network.trace.kernel(end.host.name, cause):
                action()

    network.clock.call_later(think_ps, act)


def listen(network: Network, host: Host, port: int, accept: Callable[[Endpoint], None]) -> None:
    """Let accept() have each connection that is made to a port, from now on and from each boot."""

    def take(listener: Endpoint) -> None:
        if not listener.backlog:
            return
        while listener.backlog:
            accept(listener.backlog.popleft())
        listener.settle()

    def begin() -> None:
        listener = Endpoint(network, host, f"{host.name}:{port}")
        listener.listen(port, backlog_limit=10**6)
        listener.changed = take

    host.on_boot.append(begin)
    with network.trace.kernel(host.name):
        begin()


class WebServer:
    """Answers each request with a page, then ends the connection, as HTTP/1.0 does."""

    def __init__(self, network: Network, host: Host, port: int, page: Callable[[str], bytes]):
        self._network = network
        self._page = page
        listen(network, host, port, self._accept)

    def _accept(self, connection: Endpoint) -> None:
        connection.changed = self._serve
        self._serve(connection)

    def _serve(self, connection: Endpoint) -> None:
        if END_OF_REQUEST not in connection.inbox or connection.sending_ended:
            return
        request = connection.receive(len(connection.inbox))
        page = self._page(request.split(b" ", 2)[1].decode("ascii", "replace"))
        after_thinking(connection, lambda: self._send(connection, memoryview(page)))

    def _send(self, connection: Endpoint, left: memoryview) -> None:
        """Send what is left of a page, as the connection takes it; then end it."""
        room = self._network.preset.machine.send_buffer_bytes
        left = left[connection.send(bytes(left[:room])) :]
        if left:
            connection.changed = lambda end: self._go_on(end, left)
        else:
            connection.changed = _nothing_more
            connection.end_sending()

    def _go_on(self, connection: Endpoint, left: memoryview) -> None:
        if connection.writable:
            connection.changed = _nothing_more
            self._send(connection, left)


def _nothing_more(connection: Endpoint) -> None:
    pass


class EchoClient:
    """Connects, says one message after the other, each when the last came back, and leaves."""

    def __init__(
        self, network: Network, host: Host, to: Host, port: int, messages: list[bytes]
    ) -> None:
        self._messages = messages
        self._awaited = b""
        self.answers: list[bytes] = []
        self._end = Endpoint(network, host, host.new_endpoint_name())
        self._end.changed = self._go_on
        with network.trace.kernel(host.name):
            self._end.connect(to, port)

    def _go_on(self, end: Endpoint) -> None:
        if end.state != CONNECTED or len(end.inbox) < len(self._awaited):
            return
        if self._awaited:
            self.answers.append(end.receive(len(end.inbox)))
            self._awaited = b""
        end.changed = _nothing_more
        after_thinking(end, self._say)

    def _say(self) -> None:
        self._end.changed = self._go_on
        if self._messages:
            self._awaited = self._messages.pop(0)
            self._end.send(self._awaited)
        else:
            self._end.close()


class EchoServer:
    """Sends back whatever arrives."""

    def __init__(self, network: Network, host: Host, port: int) -> None:
        listen(network, host, port, self._accept)

    def _accept(self, connection: Endpoint) -> None:
        connection.changed = self._hear

    def _hear(self, connection: Endpoint) -> None:
        if connection.inbox:
            after_thinking(connection, lambda: self._answer(connection))

    def _answer(self, connection: Endpoint) -> None:
        if connection.inbox:
            connection.send(connection.receive(len(connection.inbox)))
