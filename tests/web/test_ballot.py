"""What the hall answers: one answer a phone, told when it may be, and never who gave it."""

from typing import Any

import gevent
import pytest

from simloop.machine.errors import BadInput
from simloop.web import ballot
from simloop.web.ballot import Ballot
from tests.web.serving import Served
from tests.web.test_hall import AT, Page, following, presenting


@pytest.fixture
def server(fresh_servers: Served) -> Served:
    return fresh_servers.anew()


def asks(stage: str, number: int = 1, options: int = 3) -> dict[str, Any]:
    return AT | {"asks": {"number": number, "options": options, "stage": stage}}


def votes(page: Page, option: int, token: str, question: int = 1) -> dict[str, Any]:
    return page.call("vote", {"question": question, "option": option, "token": token})


def told(page: Page, counts: list[int], stage: str = "open") -> dict[str, Any]:
    def right(message: dict[str, Any]) -> bool:
        return bool(message["counts"] == counts and message["stage"] == stage)

    heard: dict[str, Any] = page.wait("votes", right)
    return heard


def test_answers_fill_the_presenters_bars_and_nobody_elses_before_they_are_revealed(
    server: Served,
) -> None:
    with presenting(server) as presenter, following(server) as one, following(server) as other:
        presenter.call("drive", asks("open"))
        assert votes(one, 1, "token-of-one") == {"question": 1, "option": 1}
        votes(other, 2, "token-of-other")
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
    with presenting(server) as presenter, following(server) as phone:
        presenter.call("drive", asks("open"))
        for option in (0, 2, 2, 1):
            votes(phone, option, "token-of-one")
        told(presenter, [0, 1, 0])
        presenter.call("drive", asks("closed"))
        assert votes(phone, 2, "token-of-one")["error"]["field"] == "question"
        presenter.call("drive", asks("revealed"))
        told(phone, [0, 1, 0], "revealed")


def test_a_phone_that_comes_back_is_counted_once(server: Served) -> None:
    with presenting(server) as presenter:
        presenter.call("drive", asks("open"))
        for option in (0, 1):
            with following(server) as phone:
                votes(phone, option, "token-of-one")
        told(presenter, [0, 1, 0])


def test_who_comes_late_hears_what_was_revealed_and_a_second_presenter_the_bars(
    server: Served,
) -> None:
    with presenting(server) as presenter, following(server) as phone:
        presenter.call("drive", asks("open"))
        votes(phone, 1, "token-of-one")
        told(presenter, [0, 1, 0])
        with presenting(server, "two") as second:
            told(second, [0, 1, 0])
            second.call("drive", asks("revealed"))
        with following(server) as late:
            told(late, [0, 1, 0], "revealed")


def test_each_question_has_its_own_answers_and_one_that_is_asked_again_goes_on(
    server: Served,
) -> None:
    with presenting(server) as presenter, following(server) as phone:
        for number, option in ((1, 0), (2, 1)):
            presenter.call("drive", asks("open", number))
            votes(phone, option, "token-of-one", number)
        presenter.call("drive", AT)
        assert votes(phone, 0, "token-of-one", 2)["error"]["field"] == "question"
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
    with presenting(server) as presenter, following(server) as phone:
        presenter.call("drive", asks("open"))
        votes(phone, 1, "token-of-one")
        assert phone.call("ballots", {})["error"]["field"] == "secret"
        presenter.call("ballots", {})
        told(presenter, [0, 1, 0])
        assert "token-of-one" not in repr(presenter.heard + phone.heard)


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({}, "question"),
        ({"question": 2, "option": 1, "token": "token-of-one"}, "question"),
        ({"question": True, "option": 1, "token": "token-of-one"}, "question"),
        ({"question": "1", "option": 1, "token": "token-of-one"}, "question"),
        ({"question": 1, "option": 3, "token": "token-of-one"}, "option"),
        ({"question": 1, "option": -1, "token": "token-of-one"}, "option"),
        ({"question": 1, "option": 1.0, "token": "token-of-one"}, "option"),
        ({"question": 1, "option": False, "token": "token-of-one"}, "option"),
        ({"question": 1, "option": 1}, "token"),
        ({"question": 1, "option": 1, "token": "short"}, "token"),
        ({"question": 1, "option": 1, "token": "x" * 41}, "token"),
        ({"question": 1, "option": 1, "token": ["token-of-one"]}, "token"),
        ({"question": 1, "option": 1, "token": "token-of-one", "name": "me"}, "message"),
    ],
)
def test_a_wrong_answer_to_the_ballot_is_refused_and_changes_nothing(
    message: dict[str, Any], field: str
) -> None:
    box = asked()
    with pytest.raises(BadInput) as refused:
        box.vote("one", message)
    assert refused.value.field == field
    assert box.all()["ballots"][0]["counts"] == [0, 0, 0]


def asked() -> Ballot:
    box = Ballot(lambda event, message, to_all: None)
    box.follow("notes", asks("open")["asks"])
    return box


def answer(box: Ballot, client: str, option: int, token: str) -> dict[str, Any]:
    return box.vote(client, {"question": 1, "option": option, "token": token})


def test_a_connection_has_one_token_and_a_question_a_bounded_number_of_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ballot, "MOST_ANSWERS", 3)
    box = asked()
    answer(box, "one", 0, "token-of-one")
    with pytest.raises(BadInput, match="another one"):
        answer(box, "one", 1, "another-token")
    for client in ("two", "three"):
        answer(box, client, 1, f"token-of-{client}")
    with pytest.raises(BadInput, match="3 answers already"):
        answer(box, "four", 2, "token-of-four")
    answer(box, "one", 2, "token-of-one")  # who is in may still change
    assert box.all()["ballots"][0]["counts"] == [0, 2, 1]


def test_a_question_that_was_written_anew_begins_at_nothing() -> None:
    box = asked()
    answer(box, "one", 2, "token-of-one")
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
        answer(box, f"phone-{phone}", phone % 3, f"token-{phone:04}")
    (tell,) = due
    tell()
    assert [message["counts"] for message in heard] == [[334, 333, 333]]
