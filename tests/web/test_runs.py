"""Runs in their workers: what a worker does ends its own run, with a clear message, and no more."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import gevent
import pytest

from simloop.recording.recording import Recording
from simloop.web.asking import Asked, asked
from simloop.web.confine import Confinement
from simloop.web.runs import Bounds, Busy, Run, Runs
from simloop.web.store import Store
from simloop.web.workers import Workers
from tests.web import rogues

ROGUES = "tests.web.rogues:work"


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    workers = Workers(Confinement(cpu_s=1, memory_bytes=512 << 20), ROGUES)
    workers.start()
    yield workers
    workers.close()


@pytest.fixture
def registry(workers: Workers) -> Iterator[Callable[..., Runs]]:
    """Makes a registry with bounds of one's own."""
    made: list[tuple[Runs, Store]] = []

    def make(capacity: int = 1 << 30, **bounds: float) -> Runs:
        store = Store(capacity)
        made.append((Runs(workers, store, Bounds(**bounds)), store))
        return made[-1][0]

    yield make
    for runs, store in made:
        runs.close()
        store.close()


@pytest.fixture
def runs(registry: Callable[..., Runs]) -> Runs:
    return registry()


def story(seed: int = 0, urls: int = 1) -> Asked:
    return asked({"scenario": "crawler", "parameters": {"urls": urls}, "seed": seed})


def until(condition: Callable[[], object]) -> None:
    with gevent.Timeout(20):
        while not condition():
            gevent.sleep(0.002)


def ended(runs: Runs, seed: int) -> Run:
    run = runs.start(story(seed), kept=True)
    until(lambda: run.over)
    return run


def message_of(run: Run) -> str:
    assert run.error is not None
    return str(run.error["message"])


def goes_on(runs: Runs) -> None:
    assert ended(runs, seed=0).state == "finished"


def content(run: Run) -> Recording:
    import gzip

    assert run.result is not None
    with run.result.packed.reader() as packed:
        return Recording.from_bytes(gzip.decompress(packed.read()))


def test_an_honest_run_is_recorded(runs: Runs) -> None:
    run = ended(runs, seed=7)
    assert run.state == "finished" and run.error is None and run.result is not None
    recording = content(run)
    assert (recording.id, len(recording)) == (run.result.id, run.result.rows)
    assert recording.metadata["seed"] == 7
    assert run.describe() == {
        "id": run.id,
        "state": "finished",
        "error": None,
        "recording": recording.id,
        "rows": len(recording),
    }


@pytest.mark.parametrize(
    ("seed", "told"),
    [
        (rogues.ENDLESS, "stopped: it used 1 s of CPU time, as much as a run may"),
        (rogues.HOG, "the run needed more memory than it may have: 512 MiB"),
        (rogues.CRASH, "the worker was ended by SIGSEGV"),
        (rogues.EXIT, "the worker ended without a result (exit code 3)"),
        (rogues.SILENT, "the worker ended without a result (exit code 0)"),
        (rogues.BROKEN, "simloop failed: ZeroDivisionError: a mistake of simloop's own"),
    ],
)
def test_a_worker_that_misbehaves_ends_its_run_and_nothing_else(
    runs: Runs, seed: int, told: str
) -> None:
    run = ended(runs, seed)
    assert (run.state, message_of(run)) == ("failed", told)
    assert run.describe()["recording"] is None
    goes_on(runs)


@pytest.mark.parametrize("seed", rogues.LIARS.values(), ids=rogues.LIARS.keys())
def test_a_worker_that_says_what_no_worker_says_is_stopped(runs: Runs, seed: int) -> None:
    run = ended(runs, seed)
    assert run.state == "failed"
    assert message_of(run).startswith("stopped: the worker said what no worker says: ")
    goes_on(runs)


def test_what_a_worker_prints_is_lost(runs: Runs, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(runs, rogues.TALKER).state == "finished"
    assert capfd.readouterr() == ("", "")


def test_a_run_that_records_too_much_is_stopped(registry: Callable[..., Runs]) -> None:
    runs = registry(run_bytes=32 << 20)
    run = ended(runs, rogues.FLOOD)
    assert message_of(run) == "stopped: a run may record no more than 32 MiB"


def test_a_run_that_only_waits_is_stopped(registry: Callable[..., Runs]) -> None:
    run = ended(registry(wall_s=0.2), rogues.ASLEEP)
    assert message_of(run) == "stopped: it took more than 0.2 s"


def test_a_worker_that_is_killed_ends_its_run(runs: Runs, workers: Workers) -> None:
    run = runs.start(story(rogues.ASLEEP), kept=True)
    until(lambda: run.spool.rows == 2)
    os.kill(only_child(workers), signal.SIGKILL)
    until(lambda: run.over)
    assert message_of(run) == "the worker was ended by SIGKILL"
    goes_on(runs)


def test_a_zygote_that_is_killed_ends_its_runs_and_another_is_started(
    runs: Runs, workers: Workers
) -> None:
    run = runs.start(story(rogues.ASLEEP), kept=True)
    until(lambda: run.spool.rows == 2)
    orphan = only_child(workers)
    os.kill(zygote(workers), signal.SIGKILL)
    until(lambda: run.over)
    assert message_of(run) == "the worker was lost"
    until(lambda: not Path(f"/proc/{orphan}").exists())
    goes_on(runs)


def zygote(workers: Workers) -> int:
    assert workers._zygote is not None
    return workers._zygote._process.pid


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def only_child(workers: Workers) -> int:
    (child,) = children(zygote(workers))
    return child


def test_cancelling_kills_the_worker(runs: Runs, workers: Workers) -> None:
    run = runs.start(story(rogues.ENDLESS), kept=True)
    until(lambda: children(zygote(workers)))
    runs.cancel(run)
    assert (run.state, message_of(run)) == ("cancelled", "the run was cancelled")
    until(lambda: not children(zygote(workers)))
    runs.cancel(run)  # once more changes nothing
    goes_on(runs)


def test_a_waiting_run_can_be_cancelled(registry: Callable[..., Runs]) -> None:
    runs = registry(at_once=1)
    first = runs.start(story(rogues.ASLEEP), kept=True)
    second = runs.start(story(), kept=True)
    until(lambda: first.state == "running")
    assert second.state == "queued"
    runs.cancel(second)
    runs.cancel(first)
    goes_on(runs)
    assert second.state == "cancelled"


def test_what_nobody_watches_any_more_is_cancelled(registry: Callable[..., Runs]) -> None:
    runs = registry(unwatched_s=0.05)
    run, watcher = runs.start(story(rogues.ASLEEP)), gevent.event.Event()
    runs.watch(run, watcher.set)
    until(lambda: run.spool.rows == 2)
    runs.unwatch(run, watcher.set)
    assert run.state == "running"
    until(lambda: run.over)
    assert run.state == "cancelled"


def test_a_watcher_who_comes_back_in_time_finds_the_run_going_on(
    registry: Callable[..., Runs],
) -> None:
    runs = registry(unwatched_s=0.05)
    first, second = gevent.event.Event(), gevent.event.Event()
    run = runs.start(story(rogues.ASLEEP))
    runs.watch(run, first.set)
    runs.unwatch(run, first.set)
    runs.watch(run, second.set)
    gevent.sleep(0.1)  # longer than it would have taken
    assert not run.over


def test_the_same_again_is_there_at_once(runs: Runs) -> None:
    first = ended(runs, seed=5)
    again = runs.start(story(seed=5))
    assert again.state == "finished" and again.result is first.result
    assert not runs.start(story(seed=6)).over


def test_of_two_alike_that_wait_the_second_takes_the_firsts_recording(
    registry: Callable[..., Runs],
) -> None:
    runs = registry(at_once=1)
    first, second = runs.start(story(seed=9)), runs.start(story(seed=9))
    states: list[str] = []
    runs.watch(second, lambda: states.append(second.state))
    until(lambda: second.over)
    assert second.result is first.result is not None
    assert states == ["finished"]  # it never ran


def test_only_so_many_may_wait(registry: Callable[..., Runs]) -> None:
    runs = registry(at_once=1, waiting=2)
    for seed in range(2):
        runs.start(story(seed), kept=True)
    with pytest.raises(Busy, match="2 runs are waiting already"):
        runs.start(story(2), kept=True)


def test_old_runs_are_forgotten(registry: Callable[..., Runs]) -> None:
    runs = registry(remembered=3)
    old = [ended(runs, seed) for seed in range(5)]
    assert [runs.find(run.id) is not None for run in old] == [False, False, True, True, True]


def test_recordings_that_were_not_asked_for_lately_make_room(
    registry: Callable[..., Runs],
) -> None:
    one = ended(registry(), seed=0)
    assert one.result is not None
    runs = registry(capacity=one.result.packed.length * 5 // 2)
    first, second = ended(runs, seed=0), ended(runs, seed=1)
    assert runs.start(story(seed=0)).result is first.result
    third = ended(runs, seed=2)  # there is room for two
    assert runs.start(story(seed=0)).result is first.result
    assert runs.start(story(seed=2)).result is third.result
    assert runs.start(story(seed=1)).result is None
    assert second.result is not None


@pytest.mark.parametrize("served", [True, False])
def test_the_batches_go_when_nobody_wants_them(registry: Callable[..., Runs], served: bool) -> None:
    runs = registry(unwatched_s=0.05)
    run, watcher = runs.start(story(rogues.MANY)), gevent.event.Event()
    runs.watch(run, watcher.set)
    until(lambda: run.over)
    assert len(run.spool.batches) == 12
    runs.unwatch(run, watcher.set, served)
    assert len(run.spool.batches) == 12
    until(lambda: run.spool.batches == [])
