"""WebSockets on gevent's server, bounded where gevent-websocket is not.

Rule: a message, however it is cut into frames, has a greatest size, and a client that neither reads
nor writes is let go; one that talks without end, in messages or in frames that are none, is read
frame by frame at a bounded pace. What Engine.IO could not read becomes a message that is answered
as malformed.
"""

import time
from typing import Any

import gevent
from gevent.pywsgi import WSGIServer
from gevent.socket import IPPROTO_TCP, TCP_NODELAY
from geventwebsocket.handler import WebSocketHandler
from geventwebsocket.websocket import Stream, WebSocket

from simloop.web.access import Access
from simloop.web.turns import FETCHING

MOST_BYTES = 128 * 1024  # a preset's whole table has 5 KB
MOST_BRACKETS = 500  # far more than a table has, and far fewer than exhaust the JSON reader's stack
FRAMES_A_SECOND = 500  # a run's acknowledgements are far fewer
AT_ONCE = 500  # frames, of one that has been silent
SILENCE_S = 60  # a living client answers a ping sooner
MALFORMED = "4!"  # Engine.IO: a message; Socket.IO: not a packet


class BoundedWebSocket(WebSocket):  # type: ignore[misc]
    """Refuses a frame before it is read, if the whole message would be too long."""

    def __init__(self, environ: dict[str, Any], stream: Stream, handler: WebSocketHandler) -> None:
        super().__init__(environ, stream, handler)
        self._room = 0
        self._read_s = 0.0  # up to when its frames are paid for
        self.raw_read = self._read_payload

    def receive(self) -> str | bytes | None:
        message: str | bytes | None = super().receive()
        return MALFORMED if isinstance(message, str) and not _readable(message) else message

    def read_message(self) -> str | bytes | None:
        self._room = MOST_BYTES
        message: str | bytes | None = super().read_message()
        return message

    def read_frame(self) -> tuple[Any, bytes]:
        now_s = time.monotonic()
        earliest_s = now_s - AT_ONCE / FRAMES_A_SECOND
        self._read_s = max(self._read_s, earliest_s) + 1 / FRAMES_A_SECOND
        # At least a glance at the others: what has arrived already would be read without a pause.
        gevent.sleep(max(0.0, self._read_s - now_s))
        frame: tuple[Any, bytes] = super().read_frame()
        return frame

    def _read_payload(self, size: int) -> bytes:
        self._room -= size
        # Nothing, where something was announced, ends the connection.
        return self.stream.read(size) if self._room >= 0 else b""


def _readable(message: str) -> bool:
    return message[:1] in "0123456" and message.count("[") + message.count("{") <= MOST_BRACKETS


class Handler(WebSocketHandler):  # type: ignore[misc]
    """Upgrades only what may talk to the server, and only where Socket.IO is."""

    def upgrade_websocket(self) -> object:
        path = self.environ.get("PATH_INFO", "")
        if not path.startswith("/socket.io/") or self.server.access.refusal(self.environ):
            return None  # an ordinary request, which the application answers
        return super().upgrade_websocket()

    def run_application(self) -> None:
        if self.environ.get("PATH_INFO", "").startswith("/api/recordings/"):
            FETCHING.wait()
        super().run_application()

    def upgrade_connection(self) -> object:
        result = super().upgrade_connection()
        if made := getattr(self, "websocket", None):
            made.closed = True  # it would say goodbye when it is dropped
            self.websocket = BoundedWebSocket(self.environ, Stream(self), self)
            self.environ["wsgi.websocket"] = self.websocket
            self.socket.settimeout(SILENCE_S)
        return result


class Server(WSGIServer):
    """gevent's server, telling small messages at once."""

    handler_class = Handler

    def __init__(self, listener: Any, application: Any, access: Access) -> None:
        super().__init__(listener, application, log=None)
        self.access = access

    def handle(self, sock: Any, address: Any) -> None:
        sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        super().handle(sock, address)
