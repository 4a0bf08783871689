"""One run, in a process of its own: prepared, recorded, and told to the server in frames."""

import gzip
import io
import socket
from typing import Any

from simloop.face import record
from simloop.machine.errors import BadInput
from simloop.recording.recording import Recording
from simloop.scenarios import Limits, prepare
from simloop.scenarios.program import weave_ours
from simloop.web import frames

# What a page can still play, and what leaves a worker room within its memory.
RUN_LIMITS = Limits(statements=2_000_000, rows=2_000_000)


class Channel:
    """The worker's end of the socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def batch(self, data: bytes, first_row: int, rows: int) -> None:
        self._sock.sendall(frames.encode_batch(first_row, rows, data))

    def finished(self, recording: Recording) -> None:
        for piece in _pieces(_gzipped(recording.to_bytes())):
            self._sock.sendall(frames.encode(frames.PIECE, piece))
        message = frames.encode_json(
            frames.FINISHED,
            recording=recording.id,
            rows=len(recording),
            end_ps=recording.end_ps,
            error=recording.error,
        )
        self._sock.sendall(message)

    def failed(
        self, message: str, field: str | None = None, allowed: list[str] | None = None
    ) -> None:
        told = frames.encode_json(frames.FAILED, field=field, message=message, allowed=allowed)
        self._sock.sendall(told)


def get_ready() -> None:
    """What would be the same in every worker is done once, before they are forked.

    A small run to its end as well: a process's first one takes half as long again.
    """
    weave_ours()
    record(prepare("crawler", parameters={"urls": 1}, limits=RUN_LIMITS), lambda *_: None)


def work(request: dict[str, Any], channel: Channel) -> None:
    """Carry out {"scenario", "parameters", "preset", "seed"}."""
    try:
        prepared = prepare(**request, limits=RUN_LIMITS)
    except BadInput as error:
        channel.failed(error.message, error.field, error.allowed)
        return
    channel.finished(record(prepared, channel.batch))


def _gzipped(data: bytes) -> bytes:
    """Compressed here, and only once: the server passes it on as it is."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
        file.write(data)
    return packed.getvalue()


def _pieces(data: bytes) -> list[bytes]:
    size = frames.LONGEST[frames.PIECE]
    return [data[start : start + size] for start in range(0, len(data), size)]
