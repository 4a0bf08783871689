"""What the hall answers to the questions of the deck.

Rule: one answer for each phone, to the question that is open, changed as often as one likes. A
phone is known by its token, a number that it has made up: it tells one that comes back from another
one, is given to nobody, and who has it is not known. All of it is in memory, and ends with the
server.

    client (namespace /hall)                server
    drive {..., asks}: a presenter's        ->  {number, options, stage} opens, closes, reveals
    vote {question, option}                 ->  answer {question, option} or {error}
                                            <-  votes {deck, question, stage, counts}: to
                                                presenters; to all once it is revealed
    ballots {}: a presenter's               ->  answer {ballots: [{deck, question, counts}]}

Whoever clears their browser has another token. It does not give them another vote: an address has
no more answers than it has had phones at once (crowd.py), and the newest takes the place of the
oldest whose phone is not here any more. It cannot be seen that two windows of different browsers,
open at the same time, are one person's, and a program that holds many connections has as many
votes, up to MOST_ANSWERS: that is the price of not asking who somebody is.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import gevent

from simloop.machine.errors import BadInput
from simloop.web.crowd import Crowd

TELL_EVERY_S = 0.25
AGAIN_S = 20  # in which phones that were here before another start say again what they had said
MOST_OPTIONS = 6  # as in simloop/lecture/question.py
MOST_QUESTIONS = 500  # in an evening; the one asked longest ago is forgotten
MOST_ANSWERS = 5_000
STAGES = ["open", "closed", "revealed"]

Message: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[str, int]  # a deck's name, and which of its questions


def is_asks(value: object) -> bool:
    """What a presenter tells of the question on the slide; null where there is none."""
    if value is None:
        return True
    return (
        isinstance(value, dict)
        and value.keys() == {"number", "options", "stage"}
        and _whole(value["number"], 1, MOST_QUESTIONS)
        and _whole(value["options"], 2, MOST_OPTIONS)
        and value["stage"] in STAGES
    )


def _whole(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most


@dataclass
class Answers:
    """To one question."""

    counts: list[int]
    by_token: dict[str, int] = field(default_factory=dict)
    tokens: dict[str, dict[str, None]] = field(default_factory=dict)  # by address, oldest first
    until_s: float = 0.0  # it was closed already when the hall first heard of it

    def put(self, address: str, token: str, option: int, crowd: Crowd) -> bool:
        """False: it was the same before."""
        before = self.by_token.get(token)
        if before is None:
            self._make_room(address, crowd)
            self.tokens[address][token] = None
        else:
            self.counts[before] -= 1
        self.by_token[token] = option
        self.counts[option] += 1
        return before != option

    def _make_room(self, address: str, crowd: Crowd) -> None:
        tokens = self.tokens.setdefault(address, {})
        if len(tokens) < crowd.phones(address):
            return
        gone = (token for token in tokens if not crowd.has(address, token))
        if oldest := next(gone, None):
            del tokens[oldest]
            self.counts[self.by_token.pop(oldest)] -= 1


class Ballot:
    """`tell` sends an event to presenters, or to all."""

    def __init__(
        self,
        tell: Callable[[str, Message, bool], None],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tell = tell
        self._now_s = now_s
        self._answers: dict[Key, Answers] = {}
        self._key: Key | None = None  # the question on the slide
        self._stage = "closed"
        self._crowd = Crowd()
        self._due = False

    # -- what presenters say

    def follow(self, deck: str, asks: Message | None) -> None:
        """The slide has this question now, as `is_asks` wants it."""
        if asks is None:
            self._key = None
            return
        key, options, stage = (deck, asks["number"]), asks["options"], asks["stage"]
        known = self._answers.get(key)
        fits = known is not None and len(known.counts) == options  # else it has been written anew
        if fits and (key, stage) == (self._key, self._stage):
            return
        if not fits:
            until_s = 0.0 if stage == "open" else self._now_s() + AGAIN_S
            self._remember(key, Answers([0] * options, until_s=until_s))
        self._key, self._stage = key, stage
        self._tell_votes()

    def all(self) -> Message:
        return {
            "ballots": [
                {"deck": deck, "question": number, "counts": list(answers.counts)}
                for (deck, number), answers in self._answers.items()
            ]
        }

    def _remember(self, key: Key, answers: Answers) -> None:
        if len(self._answers) >= MOST_QUESTIONS:
            del self._answers[next(iter(self._answers))]
        self._answers[key] = answers

    # -- what followers say

    def came(self, address: str, token: str | None) -> None:
        if token is not None:
            self._crowd.came(address, token)

    def left(self, address: str, token: str | None) -> None:
        if token is not None:
            self._crowd.left(address, token)

    def vote(self, address: str, token: str | None, message: Message) -> Message:
        """BadInput says what is wrong, and nothing has changed then."""
        if unknown := message.keys() - {"question", "option"}:
            raise BadInput("message", f"has no {min(unknown, key=str)!r:.40}")
        question, option = message.get("question"), message.get("option")
        if self._key is None or type(question) is not int or question != self._key[1]:
            raise BadInput("question", f"{question!r:.40} is not asked now")
        answers = self._answers[self._key]
        if self._stage != "open" and self._now_s() > answers.until_s:
            raise BadInput("question", "is closed")
        if not _whole(option, 0, len(answers.counts) - 1):
            most = len(answers.counts) - 1
            raise BadInput("option", f"must be a whole number from 0 to {most}, not {option!r:.40}")
        if token is None:
            raise BadInput("token", "is missing: 8 to 40 letters and digits, said on connecting")
        if token not in answers.by_token and len(answers.by_token) >= MOST_ANSWERS:
            raise BadInput("question", f"has {MOST_ANSWERS} answers already")
        if answers.put(address, token, int(str(option)), self._crowd):
            self._tell_soon()
        return {"question": question, "option": option}

    # -- what is told

    def votes(self, presents: bool) -> Message | None:
        """What somebody may know of the question on the slide."""
        if self._key is None or not (presents or self._stage == "revealed"):
            return None
        deck, question = self._key
        counts = list(self._answers[self._key].counts)
        return {"deck": deck, "question": question, "stage": self._stage, "counts": counts}

    def _tell_soon(self) -> None:
        """A thousand answers at once are one message."""
        if not self._due:
            self._due = True
            gevent.spawn_later(TELL_EVERY_S, self._tell_votes)

    def _tell_votes(self) -> None:
        self._due = False
        if (told := self.votes(presents=True)) is not None:
            self._tell("votes", told, self._stage == "revealed")
