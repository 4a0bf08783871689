"""The live stream, with real clients on a real server."""

from typing import Any

import pytest

import simloop
from simloop.recording.recording import Recording
from tests.web import rogues
from tests.web.listener import listening
from tests.web.serving import Served

SEEDS = iter(range(100, 1000))  # a seed of its own for each run that must not be known yet


def state(server: Served, run: str) -> dict[str, Any]:
    told: dict[str, Any] = server.get(f"/api/runs/{run}").json()
    return told


def wait_for_state(server: Served, run: str, wanted: str) -> None:
    for _ in range(5000):
        if state(server, run)["state"] == wanted:
            return
    raise AssertionError(f"not {wanted}: {state(server, run)}")


def goes_on(server: Served) -> None:
    with listening(server) as listener:
        listener.ask(seed=next(SEEDS), parameters={"urls": 1})
        assert listener.wait_for("finished")["error"] is None


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_run_streams_in_and_is_the_recording(server: Served, transport: str) -> None:
    seed = next(SEEDS)
    with listening(server, transport=transport) as listener:
        run = listener.ask(parameters={"urls": 60}, seed=seed)
        told = listener.wait_for("finished")
    rows = listener.rows
    assert [about for about, _ in listener.batches] == [
        {"run": run, "index": 0, "first_row": 0, "rows": 256},
        {"run": run, "index": 1, "first_row": 256, "rows": 10_000},
        {"run": run, "index": 2, "first_row": 10_256, "rows": len(rows) - 10_256},
    ]
    recording = Recording.from_bytes(server.get(f"/api/recordings/{told['recording']}").content)
    assert told == {
        "run": run,
        "recording": recording.id,
        "rows": len(rows),
        "end_ps": recording.end_ps,
        "error": None,
    }
    assert recording.id == simloop.run_scenario("crawler", seed=seed, urls=60).id
    assert [dict_row["kind"] for dict_row in recording.table.select(["kind"]).to_pylist()] == [
        row[2] for row in rows
    ]


def test_what_is_known_already_is_finished_at_once(server: Served) -> None:
    seed = next(SEEDS)
    with listening(server) as listener:
        listener.ask(seed=seed)
        first = listener.wait_for("finished")
    with listening(server) as listener:
        listener.ask(seed=seed)
        again = listener.wait_for("finished")
        assert listener.batches == []
    assert again == first | {"run": again["run"]}


def test_a_client_that_never_acknowledges_gets_four_batches(server: Served) -> None:
    with listening(server, acks=False) as listener:
        run = listener.ask(seed=rogues.MANY)
        wait_for_state(server, run, "finished")
        listener.wait_for_batches(4)
        listener.call("cancel", {"run": "nobody"})  # whatever else was sent came before the answer
        assert (listener.indexes, listener.heard) == ([0, 1, 2, 3], [])
        listener.ack(run, 0)
        listener.wait_for_batches(5)
        listener.ack(run, 4)  # stands for those before it
        listener.wait_for_batches(9)
        listener.ack(run, 8)
        listener.wait_for("finished")
        assert listener.indexes == list(range(12))
        assert [row[-1] for row in listener.rows] == [str(number) for number in range(12)]


def test_a_big_run_that_is_not_taken_does_not_fill_the_server(server: Served) -> None:
    goes_on(server)
    before = server.memory
    with listening(server, acks=False) as listener:
        run = listener.ask(parameters={"urls": 500}, seed=next(SEEDS))
        wait_for_state(server, run, "finished")
        assert state(server, run)["rows"] > 90_000  # 5 MB in batches
        listener.wait_for_batches(4)
        assert server.memory - before < 5_000_000
        goes_on(server)


def test_a_client_that_comes_back_gets_the_batch_it_lacks(server: Served) -> None:
    with listening(server, acks=False) as listener:
        run = listener.ask(seed=rogues.MANY, parameters={"urls": 2})
        listener.wait_for_batches(4)
    with listening(server) as listener:
        assert listener.call("resume", {"run": run, "next": 3}) == {"run": run}
        listener.wait_for("finished")
    assert listener.indexes == list(range(3, 12))


def test_a_client_may_resume_while_the_run_goes_on(server: Served) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=rogues.ASLEEP)
        listener.wait_for_batches(2)
    with listening(server) as listener:
        assert listener.call("resume", {"run": run, "next": 1}) == {"run": run}
        listener.wait_for_batches(1)
        assert listener.indexes == [1]
        assert state(server, run)["state"] == "running"
        # Twice on one connection: the second takes the place of the first.
        assert listener.call("resume", {"run": run, "next": 0}) == {"run": run}
        listener.wait_for_batches(3)
        assert listener.indexes == [1, 0, 1]


def test_whoever_resumes_a_run_that_is_long_over_is_told_its_recording(server: Served) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=next(SEEDS))
        told = listener.wait_for("finished")
    with listening(server) as listener:
        assert listener.call("resume", {"run": run, "next": 1}) == {"run": run}
        assert listener.wait_for("finished") == told
        assert listener.batches == []


def test_what_nobody_watches_any_more_is_cancelled(server: Served) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=rogues.ASLEEP)
        listener.wait_for_batches(2)
    wait_for_state(server, run, "cancelled")


def test_cancelling_ends_the_run_for_whoever_watches(server: Served) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=rogues.ASLEEP)
        listener.wait_for_batches(2)
        assert listener.call("cancel", {"run": run}) == {"run": run}
        assert listener.wait_for("failed") == {
            "run": run,
            "error": {"field": None, "message": "the run was cancelled", "allowed": None},
        }
    assert state(server, run)["state"] == "cancelled"


@pytest.mark.parametrize(
    ("seed", "message"),
    [
        (rogues.ENDLESS, "stopped: it used 2 s of CPU time, as much as a run may"),
        (rogues.CRASH, "the worker was ended by SIGSEGV"),
        (rogues.LIARS["garbage"], "stopped: the worker said what no worker says"),
    ],
)
def test_a_worker_that_misbehaves_ends_its_run_and_nothing_else(
    server: Served, seed: int, message: str
) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=seed)
        told = listener.wait_for("failed")
        assert told["run"] == run and told["error"]["message"].startswith(message)
    goes_on(server)


def test_a_program_that_fails_is_finished_with_its_error(server: Served) -> None:
    with listening(server) as listener:
        listener.ask(seed=rogues.FAILING)
        assert listener.wait_for("finished")["error"] == "ValueError: no"


def test_two_clients_do_not_hear_each_other(server: Served) -> None:
    with listening(server) as one, listening(server) as other:
        runs = one.ask(seed=next(SEEDS)), other.ask(seed=next(SEEDS))
        assert (one.wait_for("finished")["run"], other.wait_for("finished")["run"]) == runs
        assert {about["run"] for about, _ in one.batches} == {runs[0]}


@pytest.mark.parametrize(
    ("event", "message", "field"),
    [
        ("run", {"scenario": "spider"}, "scenario"),
        ("run", {"scenario": "crawler", "parameters": {"urls": -1}}, "parameters.urls"),
        ("run", {"scenario": "crawler", "preset": {"id": "mine"}}, "preset.instruction_ps"),
        ("run", {}, "scenario"),
        ("run", "crawler", "message"),
        ("run", None, "message"),
        ("run", [{"scenario": "crawler"}], "message"),
        ("walk", {}, "message"),
        ("ack", 7, "message"),
        ("cancel", {}, "run"),
        ("cancel", {"run": {"$ne": 1}}, "run"),
        ("resume", {"run": "nobody", "next": 0}, "run"),
        ("connect", {}, "message"),
        ("disconnect", {}, "message"),
    ],
)
def test_a_mistake_is_answered_whether_an_answer_is_awaited_or_not(
    server: Served, event: str, message: object, field: str
) -> None:
    with listening(server) as listener:
        assert listener.call(event, message)["error"]["field"] == field
        assert listener.heard == []
        listener.emit(event, message)
        assert listener.wait_for("error_message")["error"]["field"] == field
        assert listener.call("cancel", {"run": "nobody"})["error"]["field"] == "run"


@pytest.mark.parametrize("message", [b"crawler", {"scenario": b"crawler"}])
def test_binary_messages_are_not_collected(server: Served, message: object) -> None:
    with listening(server) as listener:
        answer = listener.call("run", message)
        assert answer["error"]["message"] == "is malformed: no binary messages, please"
        told = listener.wait_for("error_message")  # of the bytes themselves
        assert told["error"]["message"] == "is malformed: not a Socket.IO packet"
        assert listener.call("cancel", {"run": "nobody"})["error"]["field"] == "run"


@pytest.mark.parametrize("index", [-1, 2, 1.0, "0", None, True])
def test_an_acknowledgement_of_what_was_never_sent_is_a_mistake(
    server: Served, index: object
) -> None:
    with listening(server, acks=False) as listener:
        run = listener.ask(seed=rogues.ASLEEP)
        listener.wait_for_batches(2)
        assert listener.call("ack", {"run": run, "index": index})["error"]["field"] == "index"
        assert listener.call("ack", {"run": run, "index": 1}) == {}


@pytest.mark.parametrize("next_index", [-1, 3, 1.0, "0", None])
def test_resuming_beyond_what_there_is_is_a_mistake(server: Served, next_index: object) -> None:
    with listening(server) as listener:
        run = listener.ask(seed=rogues.ASLEEP)
        listener.wait_for_batches(2)
        answer = listener.call("resume", {"run": run, "next": next_index})
        assert answer["error"]["field"] == "next"


def test_a_page_watches_only_so_many_runs_at_once(server: Served) -> None:
    with listening(server) as listener:
        runs = [listener.ask(seed=rogues.ASLEEP) for _ in range(4)]
        answer = listener.call("run", {"scenario": "crawler"})
        assert answer["error"]["message"] == "this page watches 4 runs already; cancel one"
        listener.call("cancel", {"run": runs[0]})
        listener.wait_for("failed")
        listener.ask(seed=next(SEEDS))
        listener.wait_for("finished")
