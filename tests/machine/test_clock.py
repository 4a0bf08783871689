from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simloop.machine.clock import Clock


def test_actions_at_one_instant_run_in_the_order_they_were_scheduled() -> None:
    clock, ran = Clock(), []
    for name in "abc":
        clock.call_at(380, lambda name=name: ran.append(name))
    while clock.advance():
        pass
    assert (ran, clock.now_ps) == (["a", "b", "c"], 380)


def test_nothing_can_be_scheduled_in_the_past() -> None:
    clock = Clock()
    clock.call_at(500, lambda: None)
    clock.advance()
    with pytest.raises(ValueError, match="cannot schedule at 499 ps: it is already 500 ps"):
        clock.call_at(499, print)


def test_what_is_cancelled_never_runs_and_is_not_due() -> None:
    clock, ran = Clock(), []
    tell = {t_ps: partial(ran.append, t_ps) for t_ps in (10, 20, 30)}
    for t_ps, action in tell.items():
        clock.call_at(t_ps, action)
    clock.cancel(20, tell[20])
    clock.cancel(10, tell[10])
    assert clock.next_due_ps() == 30
    while clock.advance():
        pass
    assert ran == [30]


def test_an_instant_whose_actions_were_all_cancelled_never_comes() -> None:
    clock, ran = Clock(), []
    early, late = partial(ran.append, "early"), partial(ran.append, "late")
    clock.call_at(5, print)
    clock.call_at(10, early)
    clock.call_at(10, late)
    clock.cancel(10, late)
    clock.cancel(10, early)
    clock.call_at(10, early)
    clock.cancel(10, early)
    clock.cancel(5, print)
    assert not clock.advance()
    assert (clock.now_ps, ran) == (0, [])


def test_what_is_not_due_cannot_be_cancelled() -> None:
    clock = Clock()
    clock.call_at(10, print)
    with pytest.raises(ValueError, match="is not due at 10 ps"):
        clock.cancel(10, repr)


@pytest.mark.parametrize("others", [[], [9], [9, 9], [7, 9, 9, 12]])
def test_what_is_put_first_runs_before_all_others_of_its_instant(others: list[int]) -> None:
    clock, ran = Clock(), []
    for t_ps in others:
        clock.call_at(t_ps, partial(ran.append, t_ps))
    clock.put_first(9, partial(ran.append, 8.5))
    clock.run()
    assert ran == sorted([8.5, *others])


@given(st.lists(st.tuples(st.sampled_from(["call", "cancel", "advance"]), st.integers(0, 20))))
def test_time_never_goes_back_and_everything_due_runs_once_on_time(steps) -> None:
    clock, due, ran, instants = Clock(), [], [], [0]
    actions: dict[int, Callable[[], None]] = {}

    def action(number: int, t_ps: int) -> None:
        assert clock.now_ps == t_ps
        ran.append(number)
        instants.append(clock.now_ps)

    for number, (step, amount_ps) in enumerate(steps):
        if step == "call":
            t_ps = clock.now_ps + amount_ps
            due.append((t_ps, number))
            actions[number] = partial(action, number, t_ps)
            clock.call_at(t_ps, actions[number])
        elif step == "cancel" and due:
            t_ps, cancelled = due[amount_ps % len(due)]
            if cancelled not in ran:
                clock.cancel(t_ps, actions[cancelled])
                due.remove((t_ps, cancelled))
        else:
            clock.advance()
        instants.append(clock.now_ps)
    while clock.advance():
        pass
    assert instants == sorted(instants)
    assert ran == [number for _, number in sorted(due)]
