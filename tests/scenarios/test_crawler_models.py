"""The crawler by every model: one workload, and the times that the table gives for it."""

import pytest

from simloop.recording.kinds import check_row
from simloop.scenarios import scenario_named
from simloop.scenarios.program import LOOPS
from tests.scenarios.conftest import Story
from tests.scenarios.test_crawler import (
    BYTE_IN_MEMORY_PS,
    BYTE_ON_THE_NETWORK_PS,
    PAGE_BYTES,
    REQUEST_BYTES,
    ROUND_TRIP_PS,
    STATEMENT_PS,
    SYSTEM_CALL_PS,
)

MODELS = next(p for p in scenario_named("crawler").parameters if p.name == "model").choices
PROCESS_CREATE_PS = 1_000_000 * 380
THREAD_CREATE_PS = 40_000 * 380
TRANSFER_PS = PAGE_BYTES * BYTE_ON_THE_NETWORK_PS
TWO_TRIPS_PS = 2 * ROUND_TRIP_PS
# A round trip asks for very many attempts; near by it is the same program with fewer of them.
NEAR_BY = {"busy": "same-dc"}


@pytest.fixture(scope="module")
def ended() -> dict[str, int]:
    """When each model is done with ten pages."""
    return {model: Story("crawler", model=model).end_ps for model in MODELS if model != "busy"}


def test_blocking_waits_for_each_page_in_turn() -> None:
    request_leaves_ps = (
        4 * STATEMENT_PS  # fetch(url); host and page, socket(), connect()
        + 2 * SYSTEM_CALL_PS  # socket, connect
        + ROUND_TRIP_PS
        + 2 * STATEMENT_PS  # request =, send
        + SYSTEM_CALL_PS
        + REQUEST_BYTES * BYTE_IN_MEMORY_PS
    )
    # Meanwhile it gets to recv() and waits there: the trip hides that.
    page_is_there_ps = ROUND_TRIP_PS + (REQUEST_BYTES + PAGE_BYTES) * BYTE_ON_THE_NETWORK_PS
    rest_ps = (
        PAGE_BYTES * BYTE_IN_MEMORY_PS
        + 4 * STATEMENT_PS  # if, response +=, while, chunk =
        + SYSTEM_CALL_PS  # recv: the end is there already
        + 4 * STATEMENT_PS  # if, break, close, return
        + SYSTEM_CALL_PS  # close
        + STATEMENT_PS  # the next url, or that there is none
    )
    page_10_ps = BYTE_IN_MEMORY_PS + BYTE_ON_THE_NETWORK_PS  # "GET /10": a digit more
    around_ps = (7 + 1) * STATEMENT_PS + SYSTEM_CALL_PS  # 3 imports, def, if, start, for; print
    by_hand_ps = 10 * (request_leaves_ps + page_is_there_ps + rest_ps) + page_10_ps + around_ps
    assert Story("crawler", model="blocking").end_ps == by_hand_ps


@pytest.mark.parametrize(
    ("model", "create_ps"), [("processes", PROCESS_CREATE_PS), ("threads", THREAD_CREATE_PS)]
)
def test_workers_take_two_trips_and_what_making_them_costs(ended, model, create_ps) -> None:
    # The last worker can only start when all ten are made; then its two trips and one transfer.
    made_ps = 10 * (create_ps + SYSTEM_CALL_PS)
    least_ps = made_ps + TWO_TRIPS_PS + TRANSFER_PS
    # Ten transfers at the most, and less than a hundred calls or switches for each of the ten.
    most_ps = made_ps + TWO_TRIPS_PS + 10 * TRANSFER_PS + 1000 * SYSTEM_CALL_PS
    assert least_ps < ended[model] < most_ps


def test_a_pool_of_five_takes_two_rounds(ended) -> None:
    least_ps = 5 * THREAD_CREATE_PS + 2 * TWO_TRIPS_PS
    assert least_ps < ended["pool"] < least_ps + 10 * TRANSFER_PS + 1000 * SYSTEM_CALL_PS


@pytest.mark.parametrize("model", ["callbacks", "generators", "yield-from"])
def test_one_thread_with_a_selector_takes_two_trips_and_ten_transfers(ended, model) -> None:
    least_ps = TWO_TRIPS_PS + 10 * TRANSFER_PS
    assert least_ps < ended[model] < least_ps + 60 * SYSTEM_CALL_PS


def test_the_busy_loop_is_as_fast_and_never_rests() -> None:
    story = Story("crawler", "same-dc", model="busy", urls=3)
    least_ps = 2 * 500_000_000 + 3 * TRANSFER_PS
    assert least_ps < story.end_ps < least_ps + 100 * SYSTEM_CALL_PS
    # It is charged from its first statement to its last: nothing is waited for.
    calls = [row for row in story.rows if row[1] == "begin" and row[2].startswith("socket.")]
    received = sum(
        int(r["value"][:-2])
        for r in story.all("socket.recv", "end")
        if "B" in r["value"] and r["value"][-1] == "B"
    )
    copied_ps = (received + 3 * REQUEST_BYTES) * BYTE_IN_MEMORY_PS
    work_ps = len(story.all("line")) * STATEMENT_PS + (len(calls) + 1) * SYSTEM_CALL_PS + copied_ps
    assert received == 3 * PAGE_BYTES
    assert story.end_ps == work_ps


def test_the_order_is_the_measured_one_and_the_ratios_are_near(ended) -> None:
    # Measured: blocking 5.11 s, 10 processes 0.61, 10 threads 0.59, callbacks 0.69.
    assert ended["blocking"] > ended["processes"] > ended["threads"]
    for model, measured in {"processes": 0.61, "threads": 0.59, "callbacks": 0.69}.items():
        ratio = ended["blocking"] / ended[model]
        assert 0.7 < ratio / (5.11 / measured) < 1.5
    # What each layer above the callbacks costs is its statements: microseconds.
    assert ended["callbacks"] < ended["generators"] < ended["yield-from"]
    assert ended["yield-from"] < ended["callbacks"] + 10 * SYSTEM_CALL_PS


@pytest.mark.parametrize("model", MODELS)
def test_every_model_fetches_the_same_and_explains_every_row(model: str) -> None:
    story = Story("crawler", NEAR_BY.get(model, "notes"), model=model, urls=4, page_bytes=5000)
    assert story.outcome.error is None
    for number, row in enumerate(story.rows):
        check_row(row, number)
    assert all(0 <= row[8] < number for number, row in enumerate(story.rows[1:], 1))
    received = [row["value"] for row in story.all("socket.recv", "end")]
    assert sum(int(value[:-2]) for value in received if value.endswith(" B")) == 4 * 5000
    assert (
        Story("crawler", NEAR_BY.get(model, "notes"), model=model, urls=4, page_bytes=5000).rows
        == story.rows
    )


def test_only_future_differs_between_the_two_loops() -> None:
    def text(loop: str, name: str) -> str:
        return (LOOPS / loop / f"{name}.py").read_text("utf-8").replace("minimal", "yield_from")

    assert text("minimal", "task") == text("yield_from", "task")
    assert text("minimal", "loop") == text("yield_from", "loop")
    assert text("yield_from", "future").startswith(text("minimal", "future"))


def test_yield_from_waits_at_the_innermost_generator() -> None:
    story = Story("crawler", model="yield-from", urls=1)
    yielded = [row for row in story.all("coroutine.send", "end") if row["label"] == "yielded"]
    assert {row["file"] for row in yielded} == {"future.py"}
    assert [row["label"] for row in story.all("task.done")] == ["returned"]
