"""Rows in, batches out, and one id for what was said."""

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from simloop.machine.trace import Rows
from simloop.recording.recorder import Recorder
from simloop.recording.recording import Recording
from simloop.recording.schema import rows_of
from tests.recording.story import METADATA, Row, pieces, row, story


def record(rows: list[Row], *sizes: int, metadata: dict[str, object] = METADATA) -> Recording:
    recorder = Recorder(metadata)
    for piece in pieces(rows, *(sizes or (len(rows),))):
        recorder.write(Rows.of(piece))
    return recorder.finish()


def all_rows(recording: Recording) -> list[Row]:
    return [row for rows in rows_of(recording.table) for row in rows]


def test_rows_come_back_as_they_went_in() -> None:
    recording = record(story(300))
    assert all_rows(recording) == story(300)
    assert recording.end_ps == 380 * 300 + 1380
    assert recording.table.to_pylist()[1] == dict(
        zip(recording.table.column_names, story(300)[1], strict=True)
    )


@pytest.mark.parametrize("sizes", [(1,), (7,), (255, 1, 2), (256,), (257,), (10_256, 1), (11_000,)])
def test_the_id_does_not_depend_on_the_moments_of_writing(sizes: tuple[int, ...]) -> None:
    rows = story(11_000)
    assert record(rows, *sizes).id == record(rows).id


# Written down once: another machine, another Python, another release of Arrow must find the same.
STORY_ID = "2cff55395593390f3a0d3d9528053904"


def test_the_id_is_the_same_everywhere() -> None:
    assert record(story()).id == STORY_ID


def test_the_id_does_not_depend_on_the_hash_seed() -> None:
    ask = "from tests.recording.test_recorder import *; print(record(story(), 2).id)"
    root = Path(__file__).parents[2]
    ids = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert ids == {STORY_ID}


def test_the_order_of_keys_in_metadata_says_nothing() -> None:
    backwards = dict(reversed(METADATA.items()))
    assert list(backwards) != list(METADATA)
    assert record(story(), metadata=backwards).id == STORY_ID


@pytest.mark.parametrize(
    "different",
    [
        record(story()[:-1]),
        record([*story()[:-1], row(9999, "end", "program", subject="story", cause=0)]),
        record([*story()[:-1], row(2520, "end", "program", subject="story", cause=0, value="x")]),
        record(story(), metadata={**METADATA, "seed": 1}),
    ],
    ids=["a row less", "another time", "another text", "another seed"],
)
def test_whatever_differs_gives_another_id(different: Recording) -> None:
    assert different.id != STORY_ID


def test_batches_are_streams_of_their_own_the_first_one_early() -> None:
    batches: list[tuple[bytes, int, int]] = []
    recorder = Recorder(METADATA, lambda *batch: batches.append(batch))
    rows = story(20_000)
    seen: list[int] = []
    for piece in pieces(rows, 100):
        recorder.write(Rows.of(piece))
        seen.append(len(batches))
    assert seen[1:3] == [0, 1]  # out as soon as the 256th row is in
    recording = recorder.finish()
    assert [batch[1:] for batch in batches] == [(0, 256), (256, 10_000), (10_256, 9_748)]
    tables = [pa.ipc.open_stream(data).read_all() for data, _, _ in batches]
    assert [row for table in tables for rows in rows_of(table) for row in rows] == rows
    assert {table.schema.metadata[b"simloop"] for table in tables} == {
        recording.table.schema.metadata[b"simloop"]
    }


def test_a_run_of_few_rows_is_one_batch() -> None:
    batches: list[tuple[int, int]] = []
    recorder = Recorder(METADATA, lambda _, first, count: batches.append((first, count)))
    recorder.write(Rows.of(story()))
    recorder.finish()
    assert batches == [(0, 7)]


def test_text_that_is_not_unicode_is_recorded_escaped() -> None:
    recording = record([*story(), row(9999, "instant", "print", cause=0, value="a\udc80b")])
    assert all_rows(recording)[-1][-1] == "a\\udc80b"
    assert Recording.from_bytes(recording.to_bytes()).id == recording.id


def test_a_failed_program_is_told_by_its_end() -> None:
    assert record(story()).error is None
    assert record(story(end="ValueError: no")).error == "ValueError: no"
    assert record(story()[:-1]).error is None
