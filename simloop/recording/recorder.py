"""From rows to a recording: the one append-only store that a run writes into.

Rule: rows go in as they happen, in lists of any size; batches come out when there are enough of
them, the first one early, so that a viewer has something to draw.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pyarrow as pa

from simloop.machine.trace import Rows
from simloop.recording.columns import WIDTHS
from simloop.recording.identity import Identity
from simloop.recording.recording import Recording
from simloop.recording.schema import (
    BATCH_ROWS,
    batch_of,
    schema_with,
    stream_bytes,
)

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
        self._columns = [bytearray() for _ in WIDTHS]
        self._batched_rows = 0

    def write(self, rows: Rows) -> None:
        """Take rows. They are coded at once, while they are few."""
        for whole, column in zip(self._columns, self._identity.feed(rows), strict=True):
            whole += column
        while self._waiting_rows >= (size := self._next_batch_rows()):
            self._give_batch(size)

    def finish(self) -> Recording:
        """The run is over."""
        if self._waiting_rows:
            self._give_batch(self._waiting_rows)
        whole = pa.Table.from_batches([batch_of(self._columns, self._identity.coder.book)])
        return Recording(whole, self._metadata, self._identity.id(self._metadata))

    @property
    def _waiting_rows(self) -> int:
        return len(self._columns[0]) // WIDTHS[0] - self._batched_rows

    def _next_batch_rows(self) -> int:
        return BATCH_ROWS if self._batched_rows else FIRST_BATCH_ROWS

    def _give_batch(self, size: int) -> None:
        first_row, self._batched_rows = self._batched_rows, self._batched_rows + size
        if self._on_batch is not None:
            columns = [
                column[first_row * width : self._batched_rows * width]
                for column, width in zip(self._columns, WIDTHS, strict=True)
            ]
            batch = batch_of(columns, self._identity.coder.book, only_own=True)
            table = pa.Table.from_batches([batch]).replace_schema_metadata(self._schema.metadata)
            self._on_batch(stream_bytes(table), first_row, size)
