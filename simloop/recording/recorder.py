"""From rows to a recording: the one append-only store that a run writes into.

Rule: rows go in as they happen, in lists of any size; batches come out when there are enough of
them, the first one early, so that a viewer has something to draw.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from simloop.recording.columns import Row
from simloop.recording.identity import Identity
from simloop.recording.recording import Recording
from simloop.recording.schema import BATCH_ROWS, batch_of, schema_with, stream_bytes

FIRST_BATCH_ROWS = 256

OnBatch: TypeAlias = Callable[[bytes, int, int], object]
"""Called with a self-contained Arrow IPC stream, the number of its first row, and its row count."""


class Recorder:
    """Collects the rows of one run; `finish()` gives the recording."""

    def __init__(self, metadata: Mapping[str, Any], on_batch: OnBatch | None = None) -> None:
        self._metadata = dict(metadata)
        self._schema = schema_with(metadata)
        self._on_batch = on_batch
        self._identity = Identity()
        self._waiting: list[Row] = []
        self._batches: list[pa.RecordBatch] = []
        self._batched_rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        self._waiting.extend(rows)
        while len(self._waiting) >= (size := self._next_batch_rows()):
            self._flush(size)

    def finish(self) -> Recording:
        if self._waiting:
            self._flush(len(self._waiting))
        table = pa.Table.from_batches(self._batches, schema=self._schema)
        whole = table.unify_dictionaries().combine_chunks()  # how it was flushed leaves no trace
        return Recording(whole, self._metadata, self._identity.id(self._metadata))

    def _next_batch_rows(self) -> int:
        return BATCH_ROWS if self._batches else FIRST_BATCH_ROWS

    def _flush(self, size: int) -> None:
        rows, self._waiting = self._waiting[:size], self._waiting[size:]
        try:
            self._identity.feed(rows)
        except UnicodeEncodeError:
            # A program may print half a surrogate pair, which neither UTF-8 nor Arrow can hold.
            rows = [tuple(map(_printable, row)) for row in rows]
            self._identity.feed(rows)
        batch = batch_of(rows, self._schema)
        first_row, self._batched_rows = self._batched_rows, self._batched_rows + size
        self._batches.append(batch)
        if self._on_batch is not None:
            self._on_batch(stream_bytes(pa.Table.from_batches([batch])), first_row, size)


def _printable(cell: object) -> object:
    return cell.encode(errors="backslashreplace").decode() if isinstance(cell, str) else cell
