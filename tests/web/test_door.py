"""How soon somebody comes in after others were let go."""

import time
from itertools import repeat

import pytest

from simloop.web import door, hall
from simloop.web.door import Door
from tests.web.serving import Served
from tests.web.test_hall import AT, Page, following, presenting

HERE, ELSEWHERE = "192.168.1.7", "192.168.1.8"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_is_let_go_again_and_again_waits_longer_and_longer_up_to_a_bound() -> None:
    entrance = Door()
    waits = []
    for _ in range(8):
        waits.append(entrance.wait_s(HERE, None))
        entrance.let_go(HERE, None)
    assert waits == [0, 1, 2, 3, *repeat(door.MOST_WAIT_S, 4)]
    assert entrance.wait_s(ELSEWHERE, None) == 0


def test_it_is_forgiven_after_a_minute() -> None:
    clock = Clock()
    entrance = Door(clock)
    entrance.let_go(HERE, None)
    clock.now = door.FORGIVEN_S - 1
    entrance.let_go(HERE, None)
    assert entrance.wait_s(HERE, None) == 2
    clock.now = door.FORGIVEN_S
    assert entrance.wait_s(HERE, None) == 1


def test_a_neighbour_that_has_been_here_comes_in_at_once_and_the_one_that_was_let_go_does_not() -> (
    None
):
    entrance = Door()
    entrance.came_in("token-of-one")
    entrance.came_in("token-of-rogue")
    entrance.let_go(HERE, "token-of-rogue")
    assert entrance.wait_s(HERE, "token-of-one") == 0
    assert entrance.wait_s(HERE, "token-of-rogue") == 1


def test_what_it_remembers_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "MOST_ADDRESSES", 3)
    monkeypatch.setattr(door, "MOST_TOKENS", 3)
    entrance = Door()
    for number in range(5):
        entrance.let_go(f"address-{number}", None)
        entrance.came_in(f"token-{number}")
    waits = [entrance.wait_s(f"address-{number}", None) for number in range(5)]
    assert waits == [0, 0, 1, 1, 1]
    assert [number for number in range(5) if f"token-{number}" in entrance._known] == [2, 3, 4]


def test_a_rogue_that_comes_back_waits_while_its_neighbours_are_served(
    fresh_servers: Served,
) -> None:
    fresh = fresh_servers.anew()
    neighbour = {"token": "token-of-neighbour"}
    with presenting(fresh) as presenter, following(fresh, neighbour) as follower:
        rogue = Page(fresh, {"token": "token-of-rogue"})
        for _ in range(hall.MOST_WRONG):
            rogue.emit("drive", AT)
        rogue.wait("disconnect")
        presenter.call("drive", AT)
        follower.wait("state", lambda state: state["at"])
        began = time.monotonic()
        with following(fresh, {"token": "token-of-rogue"}) as back:
            assert time.monotonic() - began >= 1  # it was made to wait: it cannot be less
            back.wait("state", lambda state: state["at"])
