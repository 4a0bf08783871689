"""Workers that misbehave: the request's seed says how. Any other seed is an honest run."""

import ctypes
import os
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from simloop.machine.trace import Rows
from simloop.recording.recorder import Recorder
from simloop.web import frames, worker
from simloop.web.worker import Channel
from tests.recording.story import METADATA, row, story

FIRST = 1000
_numbers = count(FIRST)
_ROGUES: dict[int, Callable[[Channel], None]] = {}


def rogue(act: Callable[[Channel], None]) -> int:
    """The seed for it."""
    seed = next(_numbers)
    _ROGUES[seed] = act
    return seed


def work(request: dict[str, Any], channel: Channel) -> None:
    if request["seed"] in _ROGUES:
        _ROGUES[request["seed"]](channel)
    else:
        worker.work(request, channel)


def saying(data: bytes) -> Callable[[Channel], None]:
    return lambda channel: channel._sock.sendall(data)


@rogue
def ENDLESS(channel: Channel) -> None:
    while True:
        pass


@rogue
def HOG(channel: Channel) -> None:
    hoard = []
    while True:
        hoard.append(bytes(64 << 20))


@rogue
def CRASH(channel: Channel) -> None:
    ctypes.string_at(0)


@rogue
def EXIT(channel: Channel) -> None:
    os._exit(3)


@rogue
def SILENT(channel: Channel) -> None:
    pass


@rogue
def BROKEN(channel: Channel) -> None:
    raise ZeroDivisionError("a mistake of simloop's own")


@rogue
def ASLEEP(channel: Channel) -> None:
    tell_rows(channel, 2)
    while True:
        time.sleep(1000)


@rogue
def TALKER(channel: Channel) -> None:
    os.write(1, b"nobody hears this\n")
    os.write(2, b"nor this\n")
    channel.finished(tell_rows(channel, 1).finish())


@rogue
def MANY(channel: Channel) -> None:
    """Twelve batches of a row each."""
    channel.finished(tell_rows(channel, 12).finish())


@rogue
def FAILING(channel: Channel) -> None:
    """Honest: it is the program that fails."""
    rows = story(end="ValueError: no")
    recorder = Recorder(METADATA, channel.batch)
    recorder.write(Rows.of(rows))
    channel.finished(recorder.finish())


@rogue
def FLOOD(channel: Channel) -> None:
    """More than a run may leave on disk."""
    for number in count():
        channel.batch(bytes(10 << 20), number, 1)


def tell_rows(channel: Channel, rows: int) -> Recorder:
    recorder = Recorder(METADATA)
    for number in range(rows):
        one = [row(number, "instant", "print", value=str(number))]
        recorder.write(Rows.of(one))
        alone = Recorder(METADATA)
        alone.write(Rows.of(one))
        channel.batch(alone.finish().to_bytes(), number, 1)
    return recorder


def _finished(**changes: Any) -> bytes:
    told = {"recording": "0" * 32, "rows": 0, "end_ps": 0, "error": None} | changes
    return frames.encode_json(frames.FINISHED, **told)


def _header(kind: int, length: int) -> bytes:
    return frames.HEADER.pack(kind, length)


LIARS = {
    "garbage": rogue(saying(b"\xff" * 100)),
    "an unknown kind": rogue(saying(_header(9, 0))),
    "a frame of 4 GB": rogue(saying(_header(frames.BATCH, 2**32 - 1))),
    "half a frame": rogue(saying(_header(frames.BATCH, 100) + b"short")),
    "half a header": rogue(saying(b"\x01\x00")),
    "a batch without its head": rogue(saying(_header(frames.BATCH, 2) + b"xx")),
    "a batch out of order": rogue(saying(frames.encode_batch(7, 1, b""))),
    "a batch of no rows": rogue(saying(frames.encode_batch(0, 0, b""))),
    "a batch of a million rows": rogue(saying(frames.encode_batch(0, 1_000_000, b""))),
    "rows that were never sent": rogue(saying(_finished(rows=5))),
    "an id that is a path": rogue(saying(_finished(recording="../../etc/passwd"))),
    "an id that is a number": rogue(saying(_finished(recording=7))),
    "a time that is a text": rogue(saying(_finished(end_ps="late"))),
    "a negative time": rogue(saying(_finished(end_ps=-1))),
    "an error that is a list": rogue(saying(_finished(error=["no"]))),
    "no object": rogue(saying(frames.encode(frames.FINISHED, b"[]"))),
    "no JSON": rogue(saying(frames.encode(frames.FAILED, b"{"))),
    "JSON without end": rogue(saying(frames.encode(frames.FAILED, b"[" * 60_000))),
    "a message that is none": rogue(
        saying(frames.encode_json(frames.FAILED, field=None, message=3, allowed=None))
    ),
    "what is allowed in a number": rogue(
        saying(frames.encode_json(frames.FAILED, field="x", message="y", allowed=7))
    ),
}
