"""A real Socket.IO client that writes down what it hears."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

import engineio
import pyarrow as pa
import socketio

from simloop.recording.schema import rows_of
from tests.recording.story import Row
from tests.web.serving import Served

PATIENCE_S = 20
Message = dict[str, Any]


class InOrder(engineio.Client):
    """The library's own handles each message in a thread of its own, and so mixes them up."""

    def _trigger_event(self, event: str, *args: Any, **options: Any) -> Any:
        return super()._trigger_event(event, *args, **options | {"run_async": False})


class Client(socketio.Client):
    def _engineio_client_class(self) -> type[engineio.Client]:
        return InOrder


class Listener:
    """`acks=False`: takes batches and never acknowledges one."""

    def __init__(self, acks: bool = True) -> None:
        self.heard: list[tuple[str, Message]] = []
        self.batches: list[tuple[Message, bytes]] = []
        self._acks = acks
        self._news = Condition()
        self._client = Client(reconnection=False)
        self._client.on("batch", self._batch)
        for event in ("finished", "failed", "error_message"):
            self._client.on(event, lambda message, event=event: self._hear(event, message))

    def connect(self, server: Served, transport: str = "websocket") -> None:
        self._client.connect(server.url, transports=[transport])

    def close(self) -> None:
        if self._client.transport() == "websocket":
            self._client.disconnect()
        else:  # the client may wait for the next ping, half a minute, before it notices
            Thread(target=self._client.disconnect, daemon=True).start()

    def call(self, event: str, message: object) -> Message:
        """With the answer."""
        answer: Message = self._client.call(event, message, timeout=PATIENCE_S)
        return answer

    def emit(self, event: str, message: object) -> None:
        self._client.emit(event, message)

    def ask(self, **request: Any) -> str:
        """The id of the run."""
        run: str = self.call("run", {"scenario": "crawler", **request})["run"]
        return run

    def ack(self, run: str, index: int) -> None:
        self._client.emit("ack", {"run": run, "index": index})

    def wait_for(self, event: str) -> Message:
        """The first of its kind."""
        return self.wait(lambda: next((told for name, told in self.heard if name == event), None))

    def wait_for_batches(self, count: int) -> None:
        self.wait(lambda: len(self.batches) >= count)

    def wait(self, condition: Callable[[], Any]) -> Any:
        with self._news:
            assert self._news.wait_for(condition, PATIENCE_S), (self.heard, len(self.batches))
            return condition()

    @property
    def indexes(self) -> list[int]:
        return [about["index"] for about, _ in self.batches]

    @property
    def rows(self) -> list[Row]:
        tables = [pa.ipc.open_stream(data).read_all() for _, data in self.batches]
        return [row for table in tables for rows in rows_of(table) for row in rows]

    def _batch(self, about: Message, data: bytes) -> None:
        with self._news:
            self.batches.append((about, data))
            self._news.notify_all()
        if self._acks:
            self.ack(about["run"], about["index"])

    def _hear(self, event: str, message: Message) -> None:
        with self._news:
            self.heard.append((event, message))
            self._news.notify_all()


@contextmanager
def listening(
    server: Served, acks: bool = True, transport: str = "websocket"
) -> Iterator[Listener]:
    listener = Listener(acks)
    listener.connect(server, transport)
    try:
        yield listener
    finally:
        listener.close()
