"""One callback blocks the loop: the whole takes longer by just that, and so does everybody."""

import pytest

from tests.scenarios.conftest import Story

MS = 10**9
# A millisecond before the clients come; one and a half trips of 0.5 ms to the first message, one
# for each of the other two, one to the end; and less than 0.1 ms of statements and calls.
TALK_PS = MS + (1 * MS // 2) * 3 // 2 + 3 * (MS // 2)
REPORT_COPY_PS = 50 * 10**6 // 20 * 250  # 50 ms of a disk that takes 20 ms for 1 MB: 2.5 MB


@pytest.mark.parametrize(
    ("blocking", "blocked_ps"),
    [("nothing", 0), ("compute", 50 * MS), ("disk", 50 * MS + REPORT_COPY_PS)],
)
def test_the_whole_takes_longer_by_the_one_callback(blocking: str, blocked_ps: int) -> None:
    end_ps = Story("blocked-loop", blocking=blocking).end_ps
    assert TALK_PS + blocked_ps < end_ps < TALK_PS + blocked_ps + MS // 10


def longest_wait_ps(story: Story, client: str) -> int:
    """From a message's leaving the client to its answer's being there."""
    asked, waits = 0, []
    for row in story.all("packet.data"):
        if row["host"] == client and row["phase"] == "begin":
            asked = row["t_ps"]
        elif row["host"] == client:
            waits.append(row["t_ps"] - asked)
    assert len(waits) == 3
    return max(waits)


@pytest.mark.parametrize("client", ["client-2", "client-3", "client-4"])
def test_those_who_asked_for_nothing_special_wait_as_long(client: str) -> None:
    assert longest_wait_ps(Story("blocked-loop", blocking="nothing"), client) < MS
    for blocking in ("compute", "disk"):
        assert longest_wait_ps(Story("blocked-loop", blocking=blocking), client) > 50 * MS


def test_all_are_answered_after_all() -> None:
    story = Story("blocked-loop")
    assert story.outcome.error is None
    assert len(story.all("socket.send", "begin")) == 4 * 3


def test_while_it_blocks_nobody_selects() -> None:
    story = Story("blocked-loop")
    begin, end = (row["t_ps"] for row in story.all("cpu.work"))
    assert end - begin == 50 * MS
    assert not [row for row in story.all("select") if begin < row["t_ps"] < end]
