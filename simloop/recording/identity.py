"""A recording's id: the hash of what it says, never of how it is stored.

Rule: the same rows and metadata have one id, whatever the moments at which batches were flushed,
the library's encoding, the machine or the Python. Each packed column is hashed by itself, as the
integers that `columns` makes of it; then their hashes, what the rows share and the words of the
columns of text as JSON, and the metadata as JSON with sorted keys are hashed, a line break between
them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from simloop.machine.trace import Rows
from simloop.recording.columns import PACKED, Book, Buffer, Coder

ID_LENGTH = 32  # hex digits: 128 bits


def canonical_json(value: Any) -> str:
    """One text for one value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Identity:
    """Feed it all rows, in lists of any size, then ask for the id."""

    def __init__(self) -> None:
        self._hashes = [hashlib.sha256() for _ in PACKED]
        self.coder = Coder()

    def feed(self, rows: Rows) -> list[bytes]:
        """Take rows; gives them back as packed columns."""
        columns = self.coder.coded(rows)
        self.feed_columns(columns)
        return columns

    def feed_columns(self, columns: Iterable[Buffer]) -> None:
        """Take what the coder makes of rows."""
        for hashed, column in zip(self._hashes, columns, strict=True):
            hashed.update(column)

    def id(self, metadata: Mapping[str, Any], book: Book | None = None) -> str:
        """The id of all that was fed; the book is needed where columns were fed."""
        digests = "".join(hashed.hexdigest() for hashed in self._hashes)
        parts = digests, canonical_json(book or self.coder.book), canonical_json(metadata)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]
