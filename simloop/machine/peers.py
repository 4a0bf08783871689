"""Scripted peers: the far ends of connections, which are not what is being watched.

A peer answers the moment something arrives, and costs no CPU: all the time that passes is the
network's. Its packets are as real as anybody's.
"""

from collections.abc import Callable

from simloop.machine.network import Host, Network
from simloop.machine.tcp import CONNECTED, Endpoint

END_OF_REQUEST = b"\r\n\r\n"


class WebServer:
    """Answers each request with a page, then ends the connection, as HTTP/1.0 does."""

    def __init__(self, network: Network, host: Host, port: int, page: Callable[[str], bytes]):
        self._page = page
        self._listener = Endpoint(network, host, f"{host.name}:{port}")
        with network.trace.kernel(host.name):
            self._listener.listen(port, backlog_limit=10**6)
        self._listener.changed = self._accept

    def _accept(self, listener: Endpoint) -> None:
        while listener.backlog:
            connection = listener.backlog.popleft()
            connection.changed = self._serve
            self._serve(connection)
        listener.because.pop("READ", None)

    def _serve(self, connection: Endpoint) -> None:
        if END_OF_REQUEST not in connection.inbox or connection.sending_ended:
            return
        request = bytes(connection.inbox)
        connection.inbox.clear()
        connection.because.pop("READ", None)
        body = self._page(request.split(b" ", 2)[1].decode("ascii", "replace"))
        connection.send(body)
        connection.end_sending()


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
            answer = bytes(end.inbox)
            end.inbox.clear()
            end.because.pop("READ", None)
            self.answers.append(answer)
            self._awaited = b""
        if self._messages:
            self._awaited = self._messages.pop(0)
            end.send(self._awaited)
        else:
            end.close()
