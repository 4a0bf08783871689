"""What the hall answers: one answer a phone, told when it may be, and never who gave it."""

from contextlib import AbstractContextManager
from typing import Any

import gevent
import pytest

from simloop.machine.errors import BadInput
from simloop.web import ballot
from simloop.web.ballot import Ballot
from simloop.web.crowd import household
from tests.web.serving import Served
from tests.web.test_hall import AT, Page, following, presenting


@pytest.fixture
def server(fresh_servers: Served) -> Served:
    return fresh_servers.anew()


def asks(stage: str, number: int = 1, options: int = 3) -> dict[str, Any]:
    return AT | {"asks": {"number": number, "options": options, "stage": stage}}


def phone(server: Served, token: str) -> AbstractContextManager[Page]:
    return following(server, {"token": token})


def votes(page: Page, option: int, question: int = 1) -> dict[str, Any]:
    return page.call("vote", {"question": question, "option": option})


def told(page: Page, counts: list[int], stage: str = "open") -> dict[str, Any]:
    def right(message: dict[str, Any]) -> bool:
        return bool(message["counts"] == counts and message["stage"] == stage)

    heard: dict[str, Any] = page.wait("votes", right)
    return heard


def test_answers_fill_the_presenters_bars_and_nobody_elses_before_they_are_revealed(
    server: Served,
) -> None:
    with (
        presenting(server) as presenter,
        phone(server, "token-of-one") as one,
        phone(server, "token-of-other") as other,
    ):
        presenter.call("drive", asks("open"))
        assert votes(one, 1) == {"question": 1, "option": 1}
        votes(other, 2)
        assert told(presenter, [0, 1, 1]) == {
            "deck": "notes",
            "question": 1,
            "stage": "open",
            "counts": [0, 1, 1],
        }
        presenter.call("drive", asks("closed"))
        told(presenter, [0, 1, 1], "closed")
        assert one.all("votes") == other.all("votes") == []
        presenter.call("drive", asks("revealed"))
        for page in (presenter, one, other):
            told(page, [0, 1, 1], "revealed")


def test_an_answer_may_change_while_the_question_is_open_and_not_afterwards(
    server: Served,
) -> None:
    with presenting(server) as presenter, phone(server, "token-of-one") as one:
        presenter.call("drive", asks("open"))
        for option in (0, 2, 2, 1):
            votes(one, option)
        told(presenter, [0, 1, 0])
        presenter.call("drive", asks("closed"))
        assert votes(one, 2)["error"]["field"] == "question"
        presenter.call("drive", asks("revealed"))
        told(one, [0, 1, 0], "revealed")


def test_a_phone_that_comes_back_is_counted_once(server: Served) -> None:
    with presenting(server) as presenter:
        presenter.call("drive", asks("open"))
        for option in (0, 1):
            with phone(server, "token-of-one") as one:
                votes(one, option)
        told(presenter, [0, 1, 0])


def test_who_comes_late_hears_what_was_revealed_and_a_second_presenter_the_bars(
    server: Served,
) -> None:
    with presenting(server) as presenter, phone(server, "token-of-one") as one:
        presenter.call("drive", asks("open"))
        votes(one, 1)
        told(presenter, [0, 1, 0])
        with presenting(server, "two") as second:
            told(second, [0, 1, 0])
            second.call("drive", asks("revealed"))
        with following(server) as late:
            told(late, [0, 1, 0], "revealed")


def test_each_question_has_its_own_answers_and_one_that_is_asked_again_goes_on(
    server: Served,
) -> None:
    with presenting(server) as presenter, phone(server, "token-of-one") as one:
        for number, option in ((1, 0), (2, 1)):
            presenter.call("drive", asks("open", number))
            votes(one, option, number)
        presenter.call("drive", AT)
        assert votes(one, 0, 2)["error"]["field"] == "question"
        assert presenter.call("ballots", {}) == {
            "ballots": [
                {"deck": "notes", "question": 1, "counts": [1, 0, 0]},
                {"deck": "notes", "question": 2, "counts": [0, 1, 0]},
            ]
        }
        presenter.call("drive", asks("open", 1))
        told(presenter, [1, 0, 0])


def test_only_a_presenter_may_have_the_answers_and_they_say_nothing_of_who_gave_them(
    server: Served,
) -> None:
    with presenting(server) as presenter, phone(server, "token-of-one") as one:
        presenter.call("drive", asks("open"))
        votes(one, 1)
        assert one.call("ballots", {})["error"]["field"] == "secret"
        presenter.call("ballots", {})
        told(presenter, [0, 1, 0])
        assert "token-of-one" not in repr(presenter.heard + one.heard)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({}, "question"),
        ({"question": 2, "option": 1}, "question"),
        ({"question": True, "option": 1}, "question"),
        ({"question": "1", "option": 1}, "question"),
        ({"question": 1, "option": 3}, "option"),
        ({"question": 1, "option": -1}, "option"),
        ({"question": 1, "option": 1.0}, "option"),
        ({"question": 1, "option": False}, "option"),
        ({"question": 1, "option": 1, "token": "token-of-two"}, "message"),
    ],
)
def test_a_wrong_answer_to_the_ballot_is_refused_and_changes_nothing(
    message: dict[str, Any], field: str
) -> None:
    box = asked()
    with pytest.raises(BadInput) as refused:
        box.vote(HERE, "token-of-one", message)
    assert refused.value.field == field
    assert counts(box) == [0, 0, 0]


@pytest.mark.parametrize("token", ["short", "x" * 41, "token of one", ["token-of-one"], None])
def test_a_phone_without_a_right_token_follows_and_has_no_vote(
    used_server: Served, token: object
) -> None:
    with (
        presenting(used_server) as presenter,
        following(used_server, {"token": token}) as follower,
    ):
        presenter.call("drive", asks("open", 7))
        follower.wait("state", lambda state: state["at"] and state["at"].get("asks"))
        assert votes(follower, 1, 7)["error"]["field"] == "token"
        told(presenter, [0, 0, 0])


HERE = "192.168.1.7"


def asked() -> Ballot:
    box = Ballot(lambda event, message, to_all: None)
    box.follow("notes", asks("open")["asks"])
    return box


def answer(box: Ballot, token: str, option: int, address: str = HERE, stays: bool = True) -> None:
    box.came(address, token)
    box.vote(address, token, {"question": 1, "option": option})
    if not stays:
        box.left(address, token)


def counts(box: Ballot) -> list[int]:
    told: list[int] = box.all()["ballots"][0]["counts"]
    return told


def test_who_clears_their_browser_has_one_vote_all_the_same() -> None:
    box = asked()
    for number in range(5):
        answer(box, f"token-{number}", number % 3, stays=False)
    assert counts(box) == [0, 1, 0]
    answer(box, "token-elsewhere", 0, "192.168.1.8")
    assert counts(box) == [1, 1, 0]


def test_two_hundred_phones_behind_one_address_are_two_hundred() -> None:
    box = asked()
    for number in range(200):
        answer(box, f"token-{number}", 0)
    for number in range(50):  # their owners put them away
        box.left(HERE, f"token-{number}")
    for number in range(20):  # who come late
        answer(box, f"late-{number}", 1)
    assert counts(box) == [200, 20, 0]
    for number in range(50):  # and are taken out again
        answer(box, f"token-{number}", 2)
    assert counts(box) == [150, 20, 50]


def test_behind_one_address_the_oldest_answer_of_those_who_went_gives_way() -> None:
    box = asked()
    answer(box, "token-of-one", 0)
    answer(box, "token-of-two", 1)
    box.left(HERE, "token-of-two")
    answer(box, "token-of-three", 2)
    assert counts(box) == [1, 0, 1]
    answer(box, "token-of-one", 1)  # who is in may change still
    assert counts(box) == [0, 1, 1]


def test_a_question_has_a_bounded_number_of_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballot, "MOST_ANSWERS", 3)
    box = asked()
    for token in ("token-of-one", "token-of-two", "token-of-three"):
        answer(box, token, 1)
    with pytest.raises(BadInput, match="3 answers already"):
        answer(box, "token-of-four", 2)
    answer(box, "token-of-one", 2)
    assert counts(box) == [0, 2, 1]


@pytest.mark.parametrize(
    ("address", "of"),
    [
        ("192.168.1.7", "192.168.1.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("somebody", "somebody"),
    ],
)
def test_an_address_is_one_household(address: str, of: str) -> None:
    assert household(address) == of


def test_after_another_start_of_the_server_a_closed_question_hears_its_phones_again() -> None:
    now_s = 0.0
    box = Ballot(lambda event, message, to_all: None, lambda: now_s)
    box.follow("notes", asks("closed")["asks"])
    answer(box, "token-of-one", 1)
    box.follow("notes", asks("revealed")["asks"])
    answer(box, "token-of-two", 2)
    assert counts(box) == [0, 1, 1]
    now_s = ballot.AGAIN_S + 1.0
    with pytest.raises(BadInput, match="is closed"):
        answer(box, "token-of-three", 0)


def test_a_question_that_was_written_anew_begins_at_nothing() -> None:
    box = asked()
    answer(box, "token-of-one", 2)
    box.follow("notes", asks("open", options=2)["asks"])
    assert box.all()["ballots"] == [{"deck": "notes", "question": 1, "counts": [0, 0]}]


def test_a_thousand_answers_are_few_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[dict[str, Any]] = []
    due: list[Any] = []
    monkeypatch.setattr(gevent, "spawn_later", lambda seconds, act: due.append(act))
    box = Ballot(lambda event, message, to_all: heard.append(message))
    box.follow("notes", asks("open")["asks"])
    heard.clear()
    for phone in range(1000):
        answer(box, f"token-{phone:04}", phone % 3)
    (tell,) = due
    tell()
    assert [message["counts"] for message in heard] == [[334, 333, 333]]
