"""A recording is saved and loaded whole, or refused."""

import random
from pathlib import Path

import pyarrow as pa
import pytest

from simloop.machine.trace import Rows
from simloop.recording.recorder import Recorder
from simloop.recording.recording import NotARecording, Recording
from simloop.recording.schema import SCHEMA
from tests.recording.story import METADATA, story


def recorded(lines: int = 3) -> Recording:
    recorder = Recorder(METADATA)
    recorder.write(Rows.of(story(lines)))
    return recorder.finish()


@pytest.mark.parametrize("lines", [0, 3, 300, 30_000])
def test_a_recording_that_is_saved_and_loaded_is_the_same(lines: int, tmp_path: Path) -> None:
    recording = recorded(lines)
    recording.save(tmp_path / "run.arrow")
    loaded = Recording.load(tmp_path / "run.arrow")
    assert (loaded.id, loaded.metadata, loaded.end_ps, loaded.error) == (
        recording.id,
        METADATA,
        recording.end_ps,
        None,
    )
    assert loaded.table.equals(recording.table)
    assert loaded.to_bytes() == recording.to_bytes()


def test_an_empty_recording_survives_too() -> None:
    empty = Recorder(METADATA).finish()
    assert (len(empty), empty.end_ps) == (0, 0)
    assert Recording.from_bytes(empty.to_bytes()).id == empty.id


def test_the_file_is_one_stream_in_batches_of_ten_thousand() -> None:
    reader = pa.ipc.open_stream(recorded(30_000).to_bytes())
    assert reader.schema.remove_metadata() == SCHEMA
    assert [batch.num_rows for batch in reader] == [10_000, 10_000, 10_000, 4]


def test_how_a_file_is_cut_into_batches_says_nothing() -> None:
    recording = recorded(600)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, recording.table.schema) as writer:
        writer.write_table(recording.table, max_chunksize=97)
    assert Recording.from_bytes(bytes(sink.getvalue())).id == recording.id


def foreign_stream() -> bytes:
    sink = pa.BufferOutputStream()
    table = pa.table({"a": [1]})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def with_metadata(text: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, SCHEMA.with_metadata({b"simloop": text})):
        pass
    return bytes(sink.getvalue())


def other_columns() -> bytes:
    table = recorded().table.drop_columns(["cause"])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "not an Arrow stream, or is damaged"),
        (b"PK\x03\x04 something else", "not an Arrow stream, or is damaged"),
        (foreign_stream(), "an Arrow stream, but no recording"),
        (with_metadata(b"{"), "its metadata is not JSON"),
        (with_metadata(b"[]"), "its metadata is not a JSON object"),
        (with_metadata(b"{}"), "its content does not match its id"),
        (other_columns(), "its columns are not those of a recording"),
    ],
)
def test_a_foreign_file_is_refused_by_name(data: bytes, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "strange.arrow"
    path.write_bytes(data)
    with pytest.raises(NotARecording, match=f"^{path}: .*{complaint}"):
        Recording.load(path)


def test_a_recording_cut_short_is_refused_wherever_it_is_cut() -> None:
    data = recorded(300).to_bytes()
    whole = len(data) - 8  # the last eight bytes only say that nothing follows
    for length in range(0, whole, 512):
        with pytest.raises(NotARecording):
            Recording.from_bytes(data[:length])


def test_a_damaged_byte_is_noticed_or_changes_nothing() -> None:
    recording = recorded(300)
    data, chance = recording.to_bytes(), random.Random(7)
    refused = 0
    for _ in range(300):
        place = chance.randrange(len(data))
        damaged = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            assert Recording.from_bytes(damaged).id == recording.id  # padding
        except NotARecording:
            refused += 1
    assert refused > 200
