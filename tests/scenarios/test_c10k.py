"""The server of 1999 and its clients: who manages, who refuses, and how long it takes."""

import pytest

from simloop.recording.kinds import check_row
from simloop.scenarios import prepare
from tests.scenarios.conftest import Story

# The preset c10k-1999.
STATEMENT_PS = 100 * 1000
SYSTEM_CALL_PS = 1_500_000
PROCESS_CREATE_PS = 1_000_000 * 1000
MS = 10**9
MODELS = ("processes", "threads", "callbacks", "generators")
# They come after 1 ms, are connected after a trip of 0.5 ms, pause for a second and ask: half a
# trip later the server can begin with its last work.
ASKED_PS = MS + MS // 2 + 1000 * MS + MS // 4


def c10k(model: str, connections: int, **parameters) -> Story:
    story = Story("c10k", "c10k-1999", model=model, connections=connections, **parameters)
    assert story.outcome.error is None
    return story


def refused(story: Story) -> int:
    return int(story.all("print")[0]["value"].split()[0])


@pytest.mark.parametrize("model", MODELS)
def test_a_hundred_are_served_by_every_model(model: str) -> None:
    story = c10k(model, 100)
    sent = [row["value"] for row in story.all("socket.send", "end")]
    assert (refused(story), sent) == (0, ["2000 B"] * 100)
    # For each of them, after it has asked: fewer than 30 statements and 8 calls or switches, and
    # its request of 11 bytes on the network.
    each_ps = 30 * STATEMENT_PS + 8 * SYSTEM_CALL_PS + 11 * 8_000
    assert ASKED_PS < story.end_ps < ASKED_PS + 100 * each_ps


def test_processes_run_out_of_memory() -> None:
    # 2 GB hold 250 of 8 MB, and one of them is the server itself; making 300 takes 0.3 s, and all
    # of them live for a second. So the last 51 are refused.
    story = c10k("processes", 300)
    assert refused(story) == 300 - (2_000_000_000 // 8_000_000 - 1)
    errors = [row["value"] for row in story.all("process.create", "end") if row["value"]]
    assert set(errors) == {"OSError ENOMEM"}
    assert len(errors) == 51


@pytest.mark.parametrize("model", ["threads", "callbacks", "generators"])
def test_the_others_serve_a_thousand(model: str) -> None:
    assert refused(c10k(model, 1000)) == 0


def test_threads_run_out_of_memory_later() -> None:
    # 2 GB less the server's 8 MB hold 19,920 threads of 100 KB; a host of 100 MB holds 920.
    table = prepare("c10k", "c10k-1999").preset.table()
    table["machine"]["memory_bytes"] = 100_000_000
    story = Story("c10k", table, model="threads", connections=1000)
    assert refused(story) == 1000 - (100_000_000 - 8_000_000) // 100_000


def test_making_a_process_for_each_takes_longer_than_serving_it() -> None:
    # One core makes them one after the other, be it in vain.
    end_ps = c10k("processes", 1200, pause_ms=0).end_ps
    assert end_ps > MS + 1200 * (PROCESS_CREATE_PS + SYSTEM_CALL_PS)


def test_ten_thousand_at_once_in_coroutines() -> None:
    prepared = prepare(
        "c10k", "c10k-1999", parameters={"model": "generators", "connections": 10_000}
    )
    opened = most = rows = 0
    printed = ""

    def watch(batch: list) -> None:
        nonlocal opened, most, rows, printed
        for row in batch:
            if rows % 100 == 0:
                check_row(row, rows)
            rows += 1
            if row[1] == "end":
                opened += {"socket.accept": 1, "socket.close": -1}.get(row[2], 0)
                most = max(most, opened)
            elif row[2] == "print":
                printed = row[12]

    outcome = prepared.run(watch)
    assert (outcome.error, printed, most, opened) == (None, "0 refused", 10_000, 0)
    each_ps = 30 * STATEMENT_PS + 5 * SYSTEM_CALL_PS
    assert ASKED_PS < outcome.end_ps < ASKED_PS + 10_000 * each_ps
