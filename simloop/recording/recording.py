"""A recording: everything that happened in one run, as data. It never changes.

Rule: a loaded recording is the one that was saved, or loading fails: the id in the file is compared
with the hash of what was read.
"""

import json
from os import PathLike
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc

from simloop.recording.identity import Identity
from simloop.recording.schema import (
    ID_KEY,
    METADATA_KEY,
    SCHEMA,
    packed_of,
    schema_with,
    stream_bytes,
)

NO_FAILURE = "done"  # what the end of a program that did not fail has as its value


class NotARecording(ValueError):
    """A file that is no recording of this program, or is damaged."""


class Recording:
    """`id`, `end_ps`, `table` (a row for each event), `metadata`; `error` if the program failed."""

    def __init__(self, table: pa.Table, metadata: dict[str, Any], recording_id: str) -> None:
        self.id = recording_id
        self.metadata = metadata
        self.table = table.replace_schema_metadata(schema_with(metadata, recording_id).metadata)

    @property
    def end_ps(self) -> int:
        """The simulated time of the last event."""
        return int(self.table["t_ps"][-1].as_py()) if len(self) else 0

    @property
    def error(self) -> str | None:
        """The program's own failure, as the end of its `program` event tells it."""
        ended = pc.and_(
            pc.equal(self.table["kind"], "program"), pc.equal(self.table["phase"], "end")
        )
        values = self.table["value"].filter(ended).to_pylist()
        return values[-1] if values and values[-1] != NO_FAILURE else None

    def to_bytes(self) -> bytes:
        """One Arrow IPC stream, its metadata as JSON under `simloop` in the schema."""
        return stream_bytes(self.table)

    def save(self, path: str | PathLike[str]) -> None:
        Path(path).write_bytes(self.to_bytes())

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        try:
            return cls.from_bytes(Path(path).read_bytes())
        except NotARecording as error:
            raise NotARecording(f"{path}: {error}") from error.__cause__

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        table = _read_table(data)
        metadata = _read_metadata(table.schema)
        if table.schema.remove_metadata() != SCHEMA:
            raise NotARecording("its columns are not those of a recording")
        recording = cls(table, metadata, _id_of(table, metadata))
        stored_id = (table.schema.metadata or {}).get(ID_KEY, b"").decode(errors="replace")
        if stored_id != recording.id:
            raise NotARecording("it is damaged or incomplete: its content does not match its id")
        return recording

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __repr__(self) -> str:
        scenario = self.metadata.get("scenario")
        return f"<Recording {self.id} of {scenario}: {len(self)} events, {self.end_ps} ps>"


def _read_table(data: bytes) -> pa.Table:
    try:
        with pa.ipc.open_stream(data) as reader:
            table = reader.read_all()
        table.validate(full=True)
        return table
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise NotARecording(f"it is not an Arrow stream, or is damaged: {error}") from error


def _read_metadata(schema: pa.Schema) -> dict[str, Any]:
    text = (schema.metadata or {}).get(METADATA_KEY)
    if text is None:
        raise NotARecording("it is an Arrow stream, but no recording: it has no `simloop` metadata")
    try:
        metadata = json.loads(text)
    except ValueError as error:
        raise NotARecording(f"it is damaged: its metadata is not JSON: {error}") from error
    if not isinstance(metadata, dict):
        raise NotARecording("it is damaged: its metadata is not a JSON object")
    return metadata


def _id_of(table: pa.Table, metadata: dict[str, Any]) -> str:
    columns, book = packed_of(table)
    identity = Identity()
    identity.feed_columns(columns)
    return identity.id(metadata, book)
