"""What many ask for at once."""

import gevent
import pytest

from simloop.web import turns
from simloop.web.turns import Turns


@pytest.fixture
def slept_s(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What was slept, at one and the same instant."""
    slept_s: list[float] = []
    monkeypatch.setattr(turns.time, "monotonic", lambda: 1000.0)
    monkeypatch.setattr(gevent, "sleep", slept_s.append)
    return slept_s


def test_who_comes_alone_does_not_wait_and_of_many_each_has_a_turn(
    monkeypatch: pytest.MonkeyPatch, slept_s: list[float]
) -> None:
    line = Turns()
    for _ in range(turns.AT_ONCE + 1):
        line.wait()
    assert slept_s == []
    for _ in range(3):
        line.wait()
    assert slept_s == pytest.approx([turns.EACH_S, 2 * turns.EACH_S, 3 * turns.EACH_S])
    slept_s.clear()
    monkeypatch.setattr(turns.time, "monotonic", lambda: 1001.0)
    line.wait()
    assert slept_s == []


def test_the_pieces_of_what_has_begun_wait_only_while_others_do(slept_s: list[float]) -> None:
    line = Turns()
    line.wait()
    for _ in range(100):
        line.give_way()
    assert sum(slept_s) == 0
    for _ in range(turns.AT_ONCE):
        line.wait()
    line.give_way()
    assert slept_s[-1] == pytest.approx(turns.EACH_S)
