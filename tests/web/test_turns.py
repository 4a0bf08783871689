"""What many ask for at once."""

import gevent
import pytest

from simloop.web import turns
from simloop.web.turns import Turns


def test_who_comes_alone_does_not_wait_and_of_many_each_has_a_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now_s = 1000.0
    slept_s: list[float] = []
    monkeypatch.setattr(turns.time, "monotonic", lambda: now_s)
    monkeypatch.setattr(gevent, "sleep", slept_s.append)
    line = Turns()
    for _ in range(turns.AT_ONCE + 1):
        line.wait()
    assert slept_s == []
    for _ in range(3):
        line.wait()
    assert slept_s == pytest.approx([turns.EACH_S, 2 * turns.EACH_S, 3 * turns.EACH_S])
    slept_s.clear()
    now_s += 1
    line.wait()
    assert slept_s == []
