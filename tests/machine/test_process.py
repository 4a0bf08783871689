"""The GIL: one thread of a process executes Python at a time."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simloop.machine.peers import WebServer
from tests.machine.conftest import MS, SECOND, World

MUTEX_PS = 25_000


def test_a_process_with_one_thread_pays_nothing_for_its_gil(world: World) -> None:
    world.socket.socket()
    assert world.now_ps == 1_500_000


def test_threads_of_one_process_compute_one_after_the_other_on_eight_cores(world: World) -> None:
    statements = 1_000_000 // 38  # 1 ms

    def body() -> None:
        world.python(statements)

    threads = [world.threading.Thread(target=body) for _ in range(4)]
    for thread in threads:
        thread.start()
    began_ps = world.now_ps
    for thread in threads:
        thread.join()
    work_ps = 4 * statements * world.preset.statement_ps
    assert work_ps <= world.now_ps - began_ps + 4 * MS // 10 < work_ps + MS


def handed_over(world: World, interval: float, computing_ps: int = 30 * MS) -> list[int]:
    """When two computing threads of one process hand the GIL to each other."""
    world.modules["sys"].setswitchinterval(interval)
    body = lambda: world.python(computing_ps // world.preset.statement_ps)  # noqa: E731
    threads = [world.threading.Thread(target=body) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [row[0] for row in world.told("gil.wait") if row[1] == "end" and row[5] != "main"]


@pytest.mark.parametrize("interval_ms", [1, 5, 10])
def test_who_wants_the_gil_gets_it_after_the_switch_interval(make_world, interval_ms) -> None:
    taken = handed_over(make_world(), interval_ms / 1000)
    apart = [b - a for a, b in pairwise(taken)]
    assert len(apart) >= 30 * 2 // interval_ms - 4
    steady = apart[:-2]
    assert all(interval_ms * MS <= gap < interval_ms * MS + MS // 100 for gap in steady), steady


def test_an_interval_of_next_to_nothing_is_a_microsecond(make_world) -> None:
    world = make_world()
    apart = [b - a for a, b in pairwise(handed_over(world, 1e-13, MS // 10))]
    assert world.modules["sys"].getswitchinterval() == 1e-6
    assert len(apart) > 100 and min(apart[:-2]) >= 10**6


def test_nobody_lets_go_of_a_gil_that_another_holds(world: World) -> None:
    thread = world.start("a", lambda: world.time.sleep(1))
    world.scheduler.join(thread)
    assert str(thread.error) == "a does not hold the GIL of main"
    assert world.machine.process.gil.holder is world.scheduler.main
    assert world.now_ps == 0


def round_trip_beside_a_computing_thread_ps(interval: float, computing: bool) -> int:
    """How long an I/O thread's exchange with a peer in the same data centre takes."""
    world = World("same-dc")
    world.modules["sys"].setswitchinterval(interval)
    far = world.machine.network.hosts["far"]
    WebServer(world.machine.network, far, 80, lambda path: b"page")
    took = []

    def exchange() -> None:
        sock = world.connect()
        began_ps = world.now_ps
        sock.send(b"GET / HTTP/1.0\r\n\r\n")
        sock.recv(100)
        took.append(world.now_ps - began_ps)

    threads = [world.threading.Thread(target=exchange)]
    if computing:
        body = lambda: world.python(100 * MS // world.preset.statement_ps)  # noqa: E731
        threads.append(world.threading.Thread(target=body))
    for thread in threads:
        thread.start()
    threads[0].join()
    world.scheduler.end()
    return took[0]


def test_the_convoy_effect_grows_with_the_switch_interval() -> None:
    alone_ps = round_trip_beside_a_computing_thread_ps(0.005, computing=False)
    beside = [
        round_trip_beside_a_computing_thread_ps(interval, computing=True)
        for interval in (0.001, 0.005, 0.02)
    ]
    assert alone_ps < MS
    # Two calls, each of which wants the GIL back from a thread that computes.
    for took_ps, interval_ms in zip(beside, (1, 5, 20), strict=True):
        assert 2 * interval_ms * MS <= took_ps < (2 * interval_ms + 1) * MS


def test_blocking_calls_let_others_execute_python(world: World) -> None:
    """Ten threads that sleep a second each are done after one."""
    threads = [world.threading.Thread(target=world.time.sleep, args=(1,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SECOND <= world.now_ps < SECOND + 2 * MS


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(1, 3_000), min_size=2, max_size=5),
    st.sampled_from([0.00001, 0.0001, 0.001]),
    st.integers(1, 4),
)
def test_two_threads_of_a_process_never_execute_python_at_once(amounts, interval, cores) -> None:
    world = World(cores=cores)
    world.modules["sys"].setswitchinterval(interval)
    gil, scheduler = world.machine.process.gil, world.scheduler

    def body(statements: int) -> None:
        for _ in range(statements):
            world.python(1)
            assert gil.holder is scheduler.current

    threads = [world.threading.Thread(target=body, args=(amount,)) for amount in amounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [thread._thread.error for thread in threads] == [None] * len(threads)
    assert world.now_ps >= sum(amounts) * world.preset.statement_ps
