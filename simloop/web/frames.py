"""What a worker says to the server: framed messages over a socket, one way.

Rule: nothing in them is trusted. A worker has run somebody's program; whatever breaks the frames'
rules raises BadFrame, and the run is over.

    frame     kind (1 byte), length (4 bytes), payload
    BATCH     first row, row count (4 bytes each), an Arrow stream
    PIECE     the next piece of the finished recording, gzipped
    FINISHED  JSON: recording, rows, end_ps, error; the recording is complete
    FAILED    JSON: field, message, allowed; there is no recording
"""

import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

from simloop.recording.identity import ID_LENGTH

HEADER = struct.Struct("!BI")
BATCH_HEAD = struct.Struct("!II")

BATCH, PIECE, FINISHED, FAILED = range(1, 5)
LONGEST = {BATCH: 16 << 20, PIECE: 1 << 20, FINISHED: 1 << 16, FAILED: 1 << 16}
LONGEST_TEXT = 2000
MOST_ALLOWED = 200
MOST_ROWS_IN_BATCH = 10_000
MOST_END_PS = 2**63 - 1


class BadFrame(ValueError):
    """A worker has said something that no worker says."""


@dataclass(frozen=True)
class Batch:
    first_row: int
    rows: int
    data: bytes


@dataclass(frozen=True)
class Piece:
    data: bytes


@dataclass(frozen=True)
class Finished:
    recording: str
    rows: int
    end_ps: int
    error: str | None


@dataclass(frozen=True)
class Failed:
    field: str | None
    message: str
    allowed: list[str] | None


Frame: TypeAlias = Batch | Piece | Finished | Failed


def encode(kind: int, payload: bytes) -> bytes:
    if len(payload) > LONGEST[kind]:
        raise BadFrame(f"a frame of {len(payload):,} bytes; at most {LONGEST[kind]:,} are allowed")
    return HEADER.pack(kind, len(payload)) + payload


def encode_batch(first_row: int, rows: int, data: bytes) -> bytes:
    return encode(BATCH, BATCH_HEAD.pack(first_row, rows) + data)


def encode_json(kind: int, **message: Any) -> bytes:
    return encode(kind, json.dumps(message).encode())


def read_frames(stream: BinaryIO) -> Iterator[Frame]:
    """Frames until the worker's end closes."""
    while header := stream.read(HEADER.size):
        if len(header) < HEADER.size:
            raise BadFrame("cut short")
        kind, length = HEADER.unpack(header)
        if kind not in LONGEST or length > LONGEST[kind]:
            raise BadFrame(f"a frame of kind {kind} with {length:,} bytes")
        payload = stream.read(length)
        if len(payload) < length:
            raise BadFrame("cut short")
        yield _DECODERS[kind](payload)


def _batch(payload: bytes) -> Batch:
    if len(payload) < BATCH_HEAD.size:
        raise BadFrame("a batch without its head")
    first_row, rows = BATCH_HEAD.unpack_from(payload)
    if not 0 < rows <= MOST_ROWS_IN_BATCH:
        raise BadFrame(f"a batch of {rows:,} rows")
    return Batch(first_row, rows, payload[BATCH_HEAD.size :])


def _finished(payload: bytes) -> Finished:
    message = _object(payload, {"recording", "rows", "end_ps", "error"})
    if not re.fullmatch(rf"[0-9a-f]{{{ID_LENGTH}}}", str(message["recording"])):
        raise BadFrame("not a recording's id")
    return Finished(
        message["recording"],
        _whole(message["rows"], 2**32),
        _whole(message["end_ps"], MOST_END_PS),
        _text_or_none(message["error"]),
    )


def _failed(payload: bytes) -> Failed:
    message = _object(payload, {"field", "message", "allowed"})
    allowed = message["allowed"]
    if allowed is not None:
        if not isinstance(allowed, list):
            raise BadFrame("`allowed` is not a list")
        allowed = [_text(item) for item in allowed[:MOST_ALLOWED]]
    return Failed(_text_or_none(message["field"]), _text(message["message"]), allowed)


def _object(payload: bytes, keys: set[str]) -> dict[str, Any]:
    try:
        message = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise BadFrame("not JSON") from error
    if not isinstance(message, dict) or message.keys() != keys:
        raise BadFrame(f"not an object of {sorted(keys)}")
    return message


def _whole(value: object, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise BadFrame("not a whole number in range")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise BadFrame("not a text")
    return value[:LONGEST_TEXT]


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


_DECODERS: dict[int, Callable[[bytes], Frame]] = {
    BATCH: _batch,
    PIECE: Piece,
    FINISHED: _finished,
    FAILED: _failed,
}
