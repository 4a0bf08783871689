"""What runs leave on disk."""

import gzip
from pathlib import Path

import pytest

from simloop.web.frames import Finished
from simloop.web.store import Scratch, Spool, Store, TooMuch


def packed(text: bytes, capacity: int = 1 << 20) -> Scratch:
    scratch = Scratch(capacity)
    scratch.append(gzip.compress(text))
    return scratch


def told(letter: str, rows: int = 1) -> Finished:
    return Finished(recording=letter * 32, rows=rows, end_ps=0, error=None)


def test_batches_are_read_where_they_lie() -> None:
    spool = Spool(100)
    spool.append(0, 2, b"ab")
    spool.append(2, 3, b"cde")
    assert spool.rows == 5
    assert [spool.read(batch) for batch in reversed(spool.batches)] == [b"cde", b"ab"]
    spool.close()


def test_a_scratch_takes_no_more_than_it_may() -> None:
    scratch = Scratch(3 << 20)
    scratch.append(bytes(2 << 20))
    with pytest.raises(TooMuch, match="no more than 3 MiB"):
        scratch.append(bytes(2 << 20))
    assert scratch.length == 2 << 20
    scratch.close()


def test_a_recording_that_makes_room_is_still_read_to_its_end() -> None:
    store = Store(capacity=0)
    reader = store.keep(packed(b"one"), told("a")).packed.reader()
    other = store.keep(packed(b"two"), told("b"))
    assert store.find("a" * 32) is None and store.find("b" * 32) is other
    # Its descriptor's number may belong to somebody else by now; what is read does not.
    with reader, gzip.GzipFile(fileobj=reader) as unpacked:
        assert unpacked.read() == b"one"
    store.close()


def test_the_first_of_an_id_stays() -> None:
    store = Store(1 << 20)
    first = store.keep(packed(b"true"), told("a"))
    assert store.keep(packed(b"false"), told("a", rows=7)) is first
    with first.packed.reader() as reader:
        assert gzip.decompress(reader.read()) == b"true"
    store.close()


def test_nothing_stays_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    store = Store(1 << 20)
    for letter in "abc":
        with store.keep(packed(b"x"), told(letter)).packed.reader() as reader:
            reader.read()
    store.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
