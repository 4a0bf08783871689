"""The GIL, the convoy and the lost update: their times from the table, and what they show."""

import pytest

from tests.scenarios.conftest import Story
from tests.scenarios.test_crawler import STATEMENT_PS, SYSTEM_CALL_PS
from tests.scenarios.test_crawler_models import PROCESS_CREATE_PS, THREAD_CREATE_PS

MS = 10**9
US = 10**6


def test_work_alone_takes_its_sum_by_hand() -> None:
    worker_ps = (
        20 * MS
        + 20 * STATEMENT_PS  # cpu.compute()
        + 21 * STATEMENT_PS  # for: twenty turns, and that there is no more
        + 2 * STATEMENT_PS  # compute(), and the next number
    )
    around_ps = (7 + 1) * STATEMENT_PS + SYSTEM_CALL_PS  # 3 imports, def, if, start, for; print
    assert Story("gil", model="alone").end_ps == 4 * worker_ps + around_ps


def test_threads_that_compute_gain_nothing_on_eight_cores() -> None:
    least_ps = 4 * 20 * MS
    # Four are made; the GIL changes hands at most each 5 ms, for less than ten calls each time.
    most_ps = least_ps + 4 * (THREAD_CREATE_PS + SYSTEM_CALL_PS) + (80 // 5) * 10 * SYSTEM_CALL_PS
    assert least_ps < Story("gil", model="threads").end_ps < most_ps


def test_processes_compute_side_by_side() -> None:
    # The last of the four starts when all are made, and then works for 20 ms.
    least_ps = 4 * (PROCESS_CREATE_PS + SYSTEM_CALL_PS) + 20 * MS
    assert least_ps < Story("gil", model="processes").end_ps < least_ps + 20 * SYSTEM_CALL_PS


@pytest.mark.parametrize(("model", "most"), [("threads", 1), ("processes", 4)])
def test_how_many_cores_are_at_work_at_one_instant(model: str, most: int) -> None:
    at_work, seen = 0, 0
    for row in Story("gil", model=model).rows:
        if row[2] == "cpu.work":
            at_work += {"begin": 1, "end": -1}[row[1]]
            seen = max(seen, at_work)
    assert seen == most


def round_trips_ms(**parameters: int) -> list[float]:
    return [float(row["value"].split()[0]) for row in Story("convoy", **parameters).all("print")]


def test_alone_the_round_trip_is_the_tables_row() -> None:
    trips = round_trips_ms(busy_threads=0)
    # 0.5 ms, two system calls of which one is waited in, and eight bytes on the network.
    assert all(0.5 < trip < 0.503 for trip in trips)


@pytest.mark.parametrize("interval_us", [1000, 2000, 5000])
@pytest.mark.parametrize("busy", [1, 2])
def test_beside_threads_that_compute_it_waits_twice_for_the_gil(
    busy: int, interval_us: int
) -> None:
    # Once after send() and once after recv(); each computing thread in the queue before it holds
    # the GIL for the interval, and to the end of its 0.1 ms of work.
    for trip in round_trips_ms(busy_threads=busy, interval_us=interval_us):
        assert 2 * busy * interval_us / 1000 <= trip < 2 * busy * (interval_us / 1000 + 0.11) + 0.01


def counted(**parameters) -> str:
    story = Story("lost-update", **parameters)
    assert story.outcome.error is None
    return story.all("print")[0]["value"]


def test_two_threads_lose_updates_the_same_ones_each_time() -> None:
    assert counted() == counted() == "866 of 1000"


@pytest.mark.parametrize("parameters", [{"model": "lock"}, {"model": "callbacks"}, {"threads": 1}])
def test_with_a_lock_under_a_loop_or_alone_nothing_is_lost(parameters: dict) -> None:
    assert counted(**parameters).split()[0] == counted(**parameters).split()[2]


def test_the_recording_shows_the_switch_in_the_middle_of_the_statement() -> None:
    story = Story("lost-update")
    source = story.prepared.metadata["sources"][0]["text"].splitlines()
    waits = [row for row in story.all("gil.wait", "begin") if row["file"] == "threads.py"]
    torn = [row for row in waits if source[row["line"] - 1].strip() == "counter += 1"]
    assert torn


def test_the_loops_additions_cost_their_statements() -> None:
    story = Story("lost-update", model="callbacks")
    # Each: while, callback and argument =, callback(), counter +=, if, ready.append; the last of
    # a thread has no append. Around: 2 imports, counter, ready, 2 defs, if, for and its two
    # turns, two appends, loop(), the last while, print.
    statements = 1000 * 6 - 2 + 2 + 2 + 2 + 1 + 3 + 2 + 1 + 1 + 1
    assert story.end_ps == statements * STATEMENT_PS + SYSTEM_CALL_PS


def test_a_lock_is_charged_for_each_addition() -> None:
    # Twice 25 ns for each of a thousand, and the statements; beyond that only handing over costs.
    least_ps = 1000 * (2 * 25_000 + 2 * STATEMENT_PS)
    assert (
        least_ps < Story("lost-update", model="lock").end_ps < least_ps + 1000 * 4 * SYSTEM_CALL_PS
    )
