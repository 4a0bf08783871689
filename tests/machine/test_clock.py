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
    first = clock.call_at(10, lambda: ran.append(10))
    second = clock.call_at(20, lambda: ran.append(20))
    clock.call_at(30, lambda: ran.append(30))
    clock.cancel(second)
    clock.cancel(first)
    assert clock.next_due_ps() == 30
    while clock.advance():
        pass
    assert ran == [30]


@given(st.lists(st.tuples(st.sampled_from(["call", "cancel", "advance"]), st.integers(0, 1000))))
def test_time_never_goes_back_and_everything_due_runs_once_on_time(steps) -> None:
    clock, due, ran, instants = Clock(), [], [], [0]
    orders: dict[int, int] = {}

    def action(number: int, t_ps: int) -> None:
        assert clock.now_ps == t_ps
        ran.append(number)
        instants.append(clock.now_ps)

    for number, (step, amount_ps) in enumerate(steps):
        if step == "call":
            t_ps = clock.now_ps + amount_ps
            due.append((t_ps, number))
            orders[number] = clock.call_at(
                t_ps, lambda number=number, t_ps=t_ps: action(number, t_ps)
            )
        elif step == "cancel" and due:
            t_ps, cancelled = due[amount_ps % len(due)]
            if cancelled not in ran:
                clock.cancel(orders[cancelled])
                due.remove((t_ps, cancelled))
        else:
            clock.advance()
        instants.append(clock.now_ps)
    while clock.advance():
        pass
    assert instants == sorted(instants)
    assert ran == [number for _, number in sorted(due)]
