"""What runs leave on disk: batches while somebody may still want them, and finished recordings.

Rule: files have no names, so nothing outlives the server, however it ends, and nothing can be out
of date. Everything is bounded: what was asked for longest ago makes room for new recordings.
"""

import io
import os
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from typing import BinaryIO

from simloop.web.frames import Finished

MOST_RECORDINGS = 100  # each holds a descriptor


class TooMuch(Exception):
    """There is no room for it."""


class Scratch:
    """A file without a name, of bounded length, which only grows; made when something is put in."""

    def __init__(self, capacity: int) -> None:
        self._made: BinaryIO | None = None
        self._closed = False
        self._capacity = capacity
        self.length = 0

    @property
    def _file(self) -> BinaryIO:
        if self._closed:
            raise ValueError("it is closed")
        if self._made is None:
            self._made = tempfile.TemporaryFile()  # noqa: SIM115 (see close)
        return self._made

    def append(self, data: bytes) -> int:
        """Returns where it lies."""
        if self.length + len(data) > self._capacity:
            raise TooMuch(f"a run may record no more than {self._capacity >> 20} MiB")
        offset, self.length = self.length, self.length + len(data)
        self._file.write(data)
        return offset

    def read(self, offset: int, length: int) -> bytes:
        self._file.flush()
        return os.pread(self._file.fileno(), length, offset)

    def reader(self) -> "Reader":
        """To be closed by whoever asked; it reads on though the scratch is closed meanwhile."""
        self._file.flush()
        return Reader(os.dup(self._file.fileno()))

    def close(self) -> None:
        self._closed = True
        if self._made is not None:
            self._made.close()


class Reader(io.RawIOBase):
    """A view of a scratch, with a position of its own."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = os.pread(self._descriptor, len(buffer), self._position)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def close(self) -> None:
        if not self.closed:
            os.close(self._descriptor)
        super().close()


@dataclass(frozen=True)
class BatchPlace:
    """One batch in a spool."""

    first_row: int
    rows: int
    offset: int
    length: int


class Spool:
    """The batches of one run."""

    def __init__(self, capacity: int) -> None:
        self._scratch = Scratch(capacity)
        self.batches: list[BatchPlace] = []

    @property
    def rows(self) -> int:
        return self.batches[-1].first_row + self.batches[-1].rows if self.batches else 0

    def append(self, first_row: int, rows: int, data: bytes) -> None:
        self.batches.append(BatchPlace(first_row, rows, self._scratch.append(data), len(data)))

    def read(self, batch: BatchPlace) -> bytes:
        return self._scratch.read(batch.offset, batch.length)

    def close(self) -> None:
        self.batches = []
        self._scratch.close()


@dataclass(frozen=True)
class Stored:
    """A finished recording: a gzipped Arrow stream, and what is worth knowing of it."""

    id: str
    packed: Scratch
    rows: int
    end_ps: int
    error: str | None


class Store:
    """The finished recordings."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._recordings: OrderedDict[str, Stored] = OrderedDict()  # the longest unused first

    def keep(self, packed: Scratch, told: Finished) -> Stored:
        """The first of its id stays: no later worker can put something else in its place."""
        if known := self.find(told.recording):
            packed.close()
            return known
        stored = Stored(told.recording, packed, told.rows, told.end_ps, told.error)
        self._recordings[stored.id] = stored
        self._make_room()
        return stored

    def find(self, recording: str) -> Stored | None:
        if recording in self._recordings:
            self._recordings.move_to_end(recording)
        return self._recordings.get(recording)

    def close(self) -> None:
        for stored in self._recordings.values():
            stored.packed.close()
        self._recordings.clear()

    def _make_room(self) -> None:
        """The newest stays, whatever its size."""
        used = sum(stored.packed.length for stored in self._recordings.values())
        while len(self._recordings) > 1 and (
            used > self._capacity or len(self._recordings) > MOST_RECORDINGS
        ):
            _, oldest = self._recordings.popitem(last=False)
            used -= oldest.packed.length
            oldest.packed.close()
