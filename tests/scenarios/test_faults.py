"""Faults: when a program that times out and tries again gets its page, by hand."""

import pytest

from tests.scenarios.conftest import Story

MS = 10**9
SECOND = 1000 * MS
TRIP_PS = 150 * MS
# Ten packets of 2,000 bytes one after the other, and what the program and the kernel do.
PAGE_PS = 2 * TRIP_PS + 10 * 20_000_000


def ends(fault: str, **parameters) -> int:
    story = Story("faults", fault=fault, **parameters)
    assert story.outcome.error is None
    return story.end_ps


def nearly(by_hand_ps: int) -> tuple[int, int]:
    """What the sum says, and half a millisecond more for all statements and system calls."""
    return by_hand_ps, by_hand_ps + MS // 2


@pytest.mark.parametrize(
    ("fault", "parameters", "by_hand_ps"),
    [
        ("none", {}, PAGE_PS),
        # Down from 0.1875 to 2.6875 s. Connected after one trip, it waits a second for the answer,
        # then half a second; a second for the next connection, then a second; and gets it.
        ("link-cut", {}, TRIP_PS + 2 * SECOND + 500 * MS + SECOND + PAGE_PS),
        # Down from 0.1875 to 4.1875 s; the tries begin at 0, 1.65 and 3.65 s, and each ends after
        # a second; the fourth, two seconds later, gets it.
        ("vm-reboot", {}, TRIP_PS + 3 * SECOND + (500 + 1000 + 2000) * MS + PAGE_PS),
        # Eight tries of a second each, and seven delays from 0.5 to 32 s: given up.
        ("server-reboot", {}, TRIP_PS + 8 * SECOND + 127 * 500 * MS),
        # Ten delays come to 511.5 s, and the server is back after 300.
        ("server-reboot", {"tries": 11}, TRIP_PS + 10 * SECOND + 1023 * 500 * MS + PAGE_PS),
    ],
)
def test_it_takes_the_time_outs_and_the_delays(fault, parameters, by_hand_ps) -> None:
    least_ps, most_ps = nearly(by_hand_ps)
    assert least_ps <= ends(fault, **parameters) < most_ps


def test_lost_packets_are_sent_again_by_the_kernel() -> None:
    story = Story("faults", fault="loss", timeout_ms=600_000)
    assert story.all("packet.lost")
    assert [row["value"].split(": ")[1] for row in story.all("print")] == ["20000 bytes"]
    # Each waits at least 0.2 s, and two round trips, before it goes again.
    assert story.end_ps > PAGE_PS + 2 * TRIP_PS


@pytest.mark.parametrize("seed", range(5))
def test_whatever_gets_lost_the_page_comes_whole(seed: int) -> None:
    story = Story("faults", seed=seed, fault="loss", timeout_ms=600_000)
    received = [row["value"] for row in story.all("socket.recv", "end")]
    assert sum(int(value.removesuffix(" B")) for value in received) == 20_000


def test_a_host_that_rebooted_knows_nothing_of_old_connections() -> None:
    # The first connection's request is repeated by the kernel as long as its socket is open; what
    # it is told in the end is a reset.
    story = Story("faults", fault="vm-reboot", timeout_ms=60_000)
    assert "reset" in story.all("print")[0]["value"]
