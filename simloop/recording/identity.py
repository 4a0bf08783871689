"""A recording's id: the hash of what it says, never of how it is stored.

Rule: the same rows and metadata have one id, whatever the moments at which batches were flushed,
the library's encoding, the machine or the Python. The hashed text is each row as compact JSON with
a comma behind it, then a line break and the metadata as JSON with sorted keys.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from simloop.recording.columns import Row

ID_LENGTH = 32  # hex digits: 128 bits

_encode = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, check_circular=False).encode


def canonical_json(value: Any) -> str:
    """One text for one value, whatever the order of its keys."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Identity:
    """Feed it all rows, in lists of any size, then ask for the id."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def feed(self, rows: Sequence[Row]) -> None:
        if rows:
            self._hash.update(_encode(rows)[1:-1].encode() + b",")

    def id(self, metadata: Mapping[str, Any]) -> str:
        whole = self._hash.copy()
        whole.update(b"\n" + canonical_json(metadata).encode())
        return whole.hexdigest()[:ID_LENGTH]
