"""A recording's id: the hash of what it says, never of how it is stored.

Rule: the same rows and metadata have one id, whatever the moments at which batches were flushed,
the library's encoding, the machine or the Python. Each column is hashed by itself, as the integers
that `columns` makes of it; then their hashes, the words of the columns of text as JSON, and the
metadata as JSON with sorted keys are hashed, a line break between them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from simloop.recording.columns import COLUMNS, Buffer, Coder, Row

ID_LENGTH = 32  # hex digits: 128 bits


def canonical_json(value: Any) -> str:
    """One text for one value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Identity:
    """Feed it all rows, in lists of any size, then ask for the id."""

    def __init__(self) -> None:
        self._hashes = [hashlib.sha256() for _ in COLUMNS]
        self._coder = Coder()

    @property
    def words(self) -> list[list[str]]:
        """The words of each column of text."""
        return self._coder.words

    def feed(self, rows: Sequence[Row]) -> list[bytes]:
        """Take rows; gives them back as columns."""
        columns = self._coder.coded(rows)
        self.feed_columns(columns)
        return columns

    def feed_columns(self, columns: Iterable[Buffer]) -> None:
        """Take what the coder makes of rows."""
        for hashed, column in zip(self._hashes, columns, strict=True):
            hashed.update(column)

    def id(self, metadata: Mapping[str, Any], words: Sequence[Sequence[str]] | None = None) -> str:
        """The id of all that was fed; the words are needed where columns were fed."""
        digests = "".join(hashed.hexdigest() for hashed in self._hashes)
        parts = digests, canonical_json(words or self.words), canonical_json(metadata)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:ID_LENGTH]
