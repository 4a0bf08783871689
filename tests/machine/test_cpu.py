"""Threads on cores: who runs when, and what changing over costs."""

from heapq import heappop, heappush
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simloop.machine.clock import Clock
from simloop.machine.cpu import DONE
from simloop.machine.errors import Deadlock
from tests.machine.conftest import MS, World

SWITCH_PS = 1_500_000
US = 10**6


def spending(world: World, ended: dict[str, int], name: str, cost_ps: int):
    def body() -> None:
        world.scheduler.spend(cost_ps)
        ended[name] = world.now_ps

    return body


def test_as_many_threads_as_cores_run_at_once(make_world) -> None:
    world, ended = make_world(cores=3), {}
    threads = [world.start(name, spending(world, ended, name, 10 * MS)) for name in "ab"]
    for thread in threads:
        world.scheduler.join(thread)
    assert ended == {"a": 10 * MS, "b": 10 * MS}
    assert world.now_ps == 10 * MS
    assert not world.told("cpu.switch")  # each core was still empty; main kept its own


def test_threads_on_one_core_take_turns_by_slices_and_pay_for_each_switch(make_world) -> None:
    world, ended = make_world(cores=1), {}
    threads = [world.start(name, spending(world, ended, name, 10 * MS)) for name in "ab"]
    for thread in threads:
        world.scheduler.join(thread)
    switches = [(row[6], row[11]) for row in world.told("cpu.switch") if row[1] == "begin"]
    assert switches == [(name, "thread") for name in ("a", "b", "a", "b", "a", "b", "main")]
    assert ended == {"a": 18 * MS + 3 * SWITCH_PS, "b": 20 * MS + 6 * SWITCH_PS}
    assert world.now_ps == 20 * MS + 7 * SWITCH_PS
    starts = [row[0] for row in world.told("cpu.switch") if row[1] == "begin"]
    assert starts[:5] == [0, 4 * MS, 8 * MS, 12 * MS, 16 * MS]  # a slice includes its switch


def test_a_process_switch_costs_more_than_a_thread_switch(make_world) -> None:
    world, ended = make_world(cores=1), {}
    other = world.process("other")
    world.scheduler.join(world.start("a", spending(world, ended, "a", MS), other))
    assert [row[11] for row in world.told("cpu.switch") if row[1] == "begin"] == ["process"] * 2
    assert world.now_ps == MS + 2 * 2 * SWITCH_PS


@pytest.mark.parametrize("apart", [False, True])
def test_a_slice_shorter_than_a_switch_still_leaves_time_to_work(
    make_world, monkeypatch, apart: bool
) -> None:
    happened, pop = count(), Clock.pop

    def counted(clock: Clock):
        assert next(happened) < 1_000, "nobody gets on"
        return pop(clock)

    monkeypatch.setattr(Clock, "pop", counted)
    world, ended = make_world(cores=1, time_slice_us=1), {}
    processes = [world.process(name) if apart else None for name in "ab"]
    threads = [
        world.start(name, spending(world, ended, name, 29 * US), process)
        for name, process in zip("ab", processes, strict=True)
    ]
    for thread in threads:
        world.scheduler.join(thread)
    switch_ps = 2 * SWITCH_PS if apart else SWITCH_PS
    turns = -(-29 * US // switch_ps)  # each is a switch and as much work
    assert world.now_ps == 2 * (29 * US + turns * switch_ps) + switch_ps


def test_ready_threads_get_the_core_in_the_order_in_which_they_became_ready(make_world) -> None:
    world, order = make_world(cores=1), []
    threads = [world.start(name, lambda name=name: order.append(name)) for name in "cab"]
    for thread in threads:
        world.scheduler.join(thread)
    assert order == ["c", "a", "b"]


def test_a_thread_goes_back_to_the_core_that_still_has_its_registers(make_world) -> None:
    world = make_world(cores=4)

    def body() -> None:
        for _ in range(3):
            world.time.sleep(0.001)

    threads = [world.start_python(name, body, world.process(name)) for name in "abc"]
    for thread in threads:
        world.scheduler.join(thread)
    running = [row for row in world.told("thread.state") if row[11] == "running"]
    cores = {name: {row[4] for row in running if row[6] == name} for name in "abc"}
    assert cores == {"a": {1}, "b": {2}, "c": {3}}
    assert not world.told("cpu.switch")


def test_a_slice_ends_only_if_another_is_ready(make_world) -> None:
    world, ended = make_world(cores=1), {}
    world.scheduler.join(world.start("a", spending(world, ended, "a", 100 * MS)))
    assert len([row for row in world.told("cpu.switch") if row[1] == "begin"]) == 2


def test_what_is_due_meanwhile_happens_while_a_thread_computes(world: World) -> None:
    happened = []
    world.machine.clock.call_at(3 * MS, lambda: happened.append(world.now_ps))
    world.scheduler.spend(10 * MS)
    assert (happened, world.now_ps) == ([3 * MS], 10 * MS)


def test_a_join_may_have_a_deadline(world: World) -> None:
    thread = world.start("a", lambda: world.scheduler.spend(10 * MS))
    assert not world.scheduler.join(thread, 4 * MS)
    assert world.now_ps == 4 * MS
    assert world.scheduler.join(thread)
    assert world.scheduler.join(thread)  # it has ended: no wait
    assert world.now_ps == 10 * MS


def test_an_error_ends_its_thread_alone_and_is_named(world: World) -> None:
    def fail() -> None:
        raise ValueError("no such page")

    thread = world.start("a", fail)
    world.scheduler.join(thread)
    assert isinstance(thread.error, ValueError)
    [done] = [row for row in world.told("thread.state") if row[11] == "done"]
    assert done[12] == "ValueError: no such page"


def test_a_deadlock_says_who_waits_for_whom(world: World) -> None:
    main = world.scheduler.current
    thread = world.start("a", lambda: world.scheduler.join(main))
    with pytest.raises(Deadlock) as stopped:
        world.scheduler.join(thread)
    assert str(stopped.value) == (
        "nothing is left that could happen: main waits for the end of a;"
        " a waits for the end of main"
    )


def test_a_deadlock_of_many_names_five(world: World) -> None:
    main = world.scheduler.current
    threads = [world.start(f"t{n}", lambda: world.scheduler.join(main)) for n in range(7)]
    with pytest.raises(Deadlock, match=r"and 3 more threads$"):
        world.scheduler.join(threads[0])


def test_a_deadlock_found_while_another_thread_looks_is_told_to_main(world: World) -> None:
    lock = world.threading.Lock()
    lock.acquire()

    def body() -> None:
        world.time.sleep(1)
        lock.acquire()

    thread = world.threading.Thread(target=body)
    thread.start()
    with pytest.raises(Deadlock, match="Thread-1 waits for lock 1, which main holds"):
        thread.join()


def test_a_wake_up_names_its_cause(world: World) -> None:
    thread = world.threading.Thread(target=lambda: world.time.sleep(0.001))
    thread.start()
    thread.join()
    rows = world.happened()
    ready = [row for row in rows if row[2] == "thread.state" and row[11] == "ready"]
    assert all(row[8] is not None for row in ready)


def test_memory_is_taken_by_threads_and_processes_and_given_back(make_world) -> None:
    world = make_world(memory_bytes=20_000_000)
    host = world.machine.host
    assert host.memory_bytes == 12_000_000
    thread = world.start("a", lambda: world.scheduler.spend(MS))
    assert host.memory_bytes == 11_900_000
    process = world.process("other")
    with pytest.raises(MemoryError, match="here has 3900000 bytes left"):
        world.process("one too many")
    second = world.start("b", lambda: None, process)
    for one in (thread, second):
        world.scheduler.join(one)
    assert host.memory_bytes == 12_000_000


def test_a_host_without_room_refuses_as_a_real_one_does(make_world) -> None:
    world = make_world(memory_bytes=8_250_000)
    threads = [world.threading.Thread(target=lambda: world.time.sleep(1)) for _ in range(3)]
    threads[0].start()
    threads[1].start()
    with pytest.raises(RuntimeError, match="can't start new thread"):
        threads[2].start()
    process = world.modules["multiprocessing"].Process(target=print)
    with pytest.raises(OSError, match="Cannot allocate memory"):
        process.start()


STEPS = st.tuples(
    st.sampled_from(["compute", "python", "sleep", "lock"]),
    st.sampled_from([0, 1, 50, 51, 300]) | st.integers(0, 400),
)


def run_steps(programs, cores: int, slice_us: int, interval_us: int, apart: bool):
    """Each program is a thread, of one process or each of its own; when they end, and the rows."""
    world = World(cores=cores, time_slice_us=slice_us, switch_interval_us=interval_us)
    lock, ended = world.threading.Lock(), {}
    together = world.process("together")

    def started(name: str, program):
        process = world.process(name) if apart else together

        def body() -> None:
            for kind, us in program:
                if kind == "compute":
                    world.scheduler.spend(us * US)
                elif kind == "python":
                    world.python(us * US // world.preset.statement_ps)
                elif kind == "sleep":
                    world.time.sleep(us / 10**6)
                else:
                    with lock:
                        world.scheduler.spend(us * US)
            ended[name] = world.now_ps

        return world.start_python(name, body, process)

    threads = [started(*each) for each in zip("abcd", programs, strict=False)]
    for thread in threads:
        world.scheduler.join(thread)
    assert [(thread.state, thread.error) for thread in threads] == [(DONE, None)] * len(threads)
    rows = world.happened()
    world.scheduler.end()
    return ended, rows


def work_ps(program, *kinds: str) -> int:
    """How long a program does things of these kinds; a statement that is begun is not counted."""
    return sum(
        max(0, us * US - (kind == "python") * 38_000) for kind, us in program if kind in kinds
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(STEPS, min_size=1, max_size=6), min_size=2, max_size=4),
    st.integers(1, 3),
    st.sampled_from([1, 2, 50, 4_000]),
    st.sampled_from([1, 50, 5_000]),
    st.booleans(),
)
def test_whatever_threads_do_they_end_no_core_does_more_than_it_can_and_it_is_so_each_time(
    programs, cores, slice_us, interval_us, apart
) -> None:
    figures = (cores, slice_us, interval_us, apart)
    ended, rows = run_steps(programs, *figures)
    assert len(ended) == len(programs)
    for name, program in zip("abcd", programs, strict=False):
        assert ended[name] >= work_ps(program, "compute", "python", "lock", "sleep")
    work = sum(work_ps(program, "compute", "python", "lock") for program in programs)
    at_once = cores if apart else 1  # one process has one GIL, and here all work is done under it
    assert max(ended.values()) * at_once >= work
    assert max(ended.values()) >= sum(work_ps(program, "lock") for program in programs)
    assert run_steps(programs, *figures) == (ended, rows)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=8), min_size=2, max_size=5),
    st.lists(st.integers(0, 20), max_size=5),
)
def test_on_cores_of_their_own_all_happens_in_the_order_in_which_it_is_due(steps, timers) -> None:
    world, happened = World(cores=len(steps) + 1), []
    clock, costs = world.machine.clock, {name: iter(steps[name]) for name in range(len(steps))}

    def body(name: int):
        def compute() -> None:
            happened.append((clock.now_ps, name))
            for cost_ps in steps[name]:
                world.scheduler.spend(cost_ps)
                happened.append((clock.now_ps, name))

        return compute

    expected, due, number = [], [], count()
    for t_ps in timers:
        clock.call_at(t_ps, lambda: happened.append((clock.now_ps, "timer")))
        heappush(due, (t_ps, next(number), "timer"))
    threads = [world.start(str(name), body(name)) for name in costs]
    for name in costs:
        heappush(due, (0, next(number), name))
    for thread in threads:
        world.scheduler.join(thread)
    world.run_out()
    while due:
        t_ps, _, name = heappop(due)
        expected.append((t_ps, name))
        cost_ps = None if name == "timer" else next(costs[name], None)
        if cost_ps is not None:
            heappush(due, (t_ps + cost_ps, next(number), name))
    assert happened == expected
    world.scheduler.end()
