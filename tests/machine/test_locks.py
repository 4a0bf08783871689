"""Locks, conditions and queues: who waits, who goes on, and what it costs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simloop.machine.errors import Deadlock
from tests.machine.conftest import MS, SECOND, World

MUTEX_PS = 25_000
CALL_PS = 1_500_000


def run(world: World, *bodies, names: str = "abcdefgh"):
    threads = [
        world.threading.Thread(target=body, name=name)
        for body, name in zip(bodies, names, strict=False)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    errors = [thread._thread.error for thread in threads]
    assert errors == [None] * len(threads)


def test_a_free_lock_costs_the_mutex_row_each_way(world: World) -> None:
    lock = world.threading.Lock()
    with lock:
        assert lock.locked() and repr(lock) == "<lock 1 held by main>"
    assert world.now_ps == 2 * MUTEX_PS
    assert not lock.locked()


def test_who_waits_longest_gets_the_lock_next(world: World) -> None:
    lock, order = world.threading.Lock(), []

    def body(name: str):
        def take() -> None:
            with lock:
                order.append(name)
                world.time.sleep(0.001)

        return take

    with lock:
        threads = [world.threading.Thread(target=body(name)) for name in "cab"]
        for thread in threads:
            thread.start()
        world.time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert order == ["c", "a", "b"]
    handed = [row[7] for row in world.told("lock.release") if row[1] == "end"]
    assert handed == ["Thread-1", "Thread-2", "Thread-3", None]


def test_a_lock_held_by_another_can_be_tried_and_waited_for_a_while(world: World) -> None:
    lock = world.threading.Lock()
    answers = []

    def body() -> None:
        answers.append(lock.acquire(blocking=False))
        began_ps = world.now_ps
        answers.append(lock.acquire(timeout=0.5))
        answers.append((world.now_ps - began_ps) // MS)

    with lock:
        run(world, body)
    assert answers == [False, False, 500]
    with pytest.raises(ValueError, match="timeout"):
        lock.acquire(blocking=False, timeout=1)


def test_a_reentrant_lock_is_free_when_it_was_released_as_often(world: World) -> None:
    lock = world.threading.RLock()
    with lock, lock:
        pass
    assert not lock.locked()
    with pytest.raises(RuntimeError, match="un-acquired"):
        lock.release()
    with pytest.raises(RuntimeError, match="release unlocked lock"):
        world.threading.Lock().release()


def test_two_locks_taken_in_opposite_order_are_a_deadlock(world: World) -> None:
    first, second = world.threading.Lock(), world.threading.Lock()

    def both(one, other):
        def take() -> None:
            with one:
                world.time.sleep(0.01)
                with other:
                    pass

        return take

    with pytest.raises(Deadlock) as stopped:
        run(world, both(first, second), both(second, first))
    assert "a waits for lock 2, which b holds; b waits for lock 1, which a holds" in str(
        stopped.value
    )


def test_a_condition_needs_its_lock(world: World) -> None:
    condition = world.threading.Condition()
    with pytest.raises(RuntimeError, match="cannot wait"):
        condition.wait()
    with pytest.raises(RuntimeError, match="cannot notify"):
        condition.notify()


def test_a_condition_wakes_one_or_all_or_nobody_in_time(world: World) -> None:
    condition, woken = world.threading.Condition(), []

    def body(name: str):
        def wait() -> None:
            with condition:
                woken.append((name, condition.wait(1)))

        return wait

    def notify() -> None:
        world.time.sleep(0.1)
        with condition:
            condition.notify()

    run(world, body("a"), body("b"), notify)
    assert woken == [("a", True), ("b", False)]


def test_an_event_lets_everybody_go_on(world: World) -> None:
    event, went = world.threading.Event(), []

    def wait() -> None:
        event.wait()
        went.append(world.now_ps)

    def happen() -> None:
        world.time.sleep(1)
        event.set()

    run(world, wait, wait, happen)
    assert event.is_set() and all(SECOND < t_ps < SECOND + MS for t_ps in went)
    event.clear()
    assert not event.wait(0.001)


def test_a_semaphore_lets_in_as_many_as_it_says(world: World) -> None:
    semaphore, inside, most = world.threading.Semaphore(2), [0], [0]

    def body() -> None:
        with semaphore:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            world.time.sleep(0.01)
            inside[0] -= 1

    run(world, *[body] * 5)
    assert (most, inside) == ([2], [0])
    with pytest.raises(ValueError, match="initial"):
        world.threading.Semaphore(-1)


def test_a_queue_is_full_empty_and_joined_as_the_standard_librarys(world: World) -> None:
    queue = world.queue.Queue(maxsize=2)
    with pytest.raises(world.queue.Empty):
        queue.get_nowait()
    queue.put(1)
    queue.put(2)
    assert queue.full() and queue.qsize() == 2
    with pytest.raises(world.queue.Full):
        queue.put_nowait(3)
    before_ps = world.now_ps
    with pytest.raises(world.queue.Full):
        queue.put(3, timeout=0.5)
    assert world.now_ps - before_ps >= SECOND // 2

    def drain() -> None:
        for _ in range(2):
            queue.get()
            queue.task_done()

    run(world, drain)
    queue.join()
    assert queue.empty()
    with pytest.raises(ValueError, match="too many"):
        queue.task_done()


PAUSES = st.lists(st.integers(0, 3), min_size=0, max_size=6)


@settings(max_examples=40, deadline=None)
@given(
    producers=st.lists(PAUSES, min_size=1, max_size=3),
    consumers=st.integers(1, 4),
    maxsize=st.integers(0, 2),
    cores=st.integers(1, 3),
)
def test_no_wake_up_is_lost_whatever_passes_through_a_queue(
    producers, consumers, maxsize, cores
) -> None:
    """A lost wake-up would leave somebody waiting for ever: a deadlock."""
    world = World(cores=cores)
    queue, taken = world.queue.Queue(maxsize), []

    def produce(number: int, pauses: list[int]):
        def body() -> None:
            for at, pause in enumerate(pauses):
                world.time.sleep(pause * 0.000_01) if pause else world.python(pause)
                queue.put((number, at))

        return body

    def consume() -> None:
        while (item := queue.get()) is not None:
            taken.append(item)
            queue.task_done()

    makers = [produce(number, pauses) for number, pauses in enumerate(producers)]
    eaters = [world.threading.Thread(target=consume) for _ in range(consumers)]
    for eater in eaters:
        eater.start()
    run(world, *makers)
    queue.join()
    for _ in eaters:
        queue.put(None)
    for eater in eaters:
        eater.join()
    every = [(number, at) for number, pauses in enumerate(producers) for at in range(len(pauses))]
    assert sorted(taken) == every
    for number in range(len(producers)):
        if consumers == 1:
            assert [at for who, at in taken if who == number] == sorted(
                at for who, at in taken if who == number
            )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 200), max_size=8), min_size=2, max_size=5))
def test_a_lock_is_held_by_one_at_a_time_and_everybody_gets_it(works) -> None:
    world = World(cores=2, time_slice_us=5, switch_interval_us=5)
    lock, inside, got = world.threading.Lock(), [], []

    def body(name: int, statements: list[int]):
        def take() -> None:
            for number in statements:
                with lock:
                    assert not inside
                    inside.append(name)
                    world.python(number)
                    got.append(name)
                    inside.pop()

        return take

    run(world, *(body(name, statements) for name, statements in enumerate(works)))
    assert sorted(got) == sorted(name for name, work in enumerate(works) for _ in work)
    times = [row[0] for row in world.happened()]
    assert times == sorted(times)
