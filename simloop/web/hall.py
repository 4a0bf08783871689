"""The hall: many phones follow one presenter.

Rule: what is told is always the whole state, small and stamped, never a difference. So whoever
comes late has everything at once, what is lost is made good by what comes next, and what comes
twice does nothing. Only who knows the presenter's secret drives, and of those who took the wheel
last.

    client (namespace /hall)                server
    connect, auth {token}, a phone's,       ->  connected, perhaps after a while (door.py),
        or {secret, tab, drives}                or refused
                                            <-  state {hall, sequence, wheel, at}: now, on change
    take {}                                 ->  answer {wheel}
                                            <-  wheel {yours, held}: to presenters, on change
    drive {deck, slide, step, ...}          ->  answer {sequence} or {error}
                                            <-  followers {followers}: to presenters
    vote, ballots                               see ballot.py
                                            <-  error_message {error}: no answer is awaited

`token` is a phone's own, so that it has one vote; without one it follows all the same. `hall` is
another one after each start of the server, so that its sequence may begin anew. `tab` is the
presenter's window: one that comes back has the wheel again, if it had it (`drives`).
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import gevent
from flask import request
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from simloop.machine.errors import BadInput
from simloop.web.asking import asked
from simloop.web.ballot import Ballot, is_asks
from simloop.web.crowd import household
from simloop.web.door import Door
from simloop.web.logbook import Logbook
from simloop.web.packets import EVENTS_OF, HALL, MALFORMED
from simloop.web.runs import bad_input

PRESENTERS = "presenters"
MOST_WRONG = 20  # messages of one client, before it is let go
MOST_UNREAD = 16  # states on their way to one client, before it is spared those in between
CATCH_UP_S = 0.25
COUNT_EVERY_S = 0.5
TOKEN = re.compile(r"[\w-]{8,40}", re.ASCII)
MOST_STATE_BYTES = 24 * 1024  # ten a second to a thousand; an edited preset has 5 KB

Message: TypeAlias = dict[str, Any]
Check: TypeAlias = Callable[[object], bool]


# -- what a state may be -----------------------------------------------------------------------


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value < 10_000


def _text(most: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= most


def _deck(value: object) -> bool:
    return (
        isinstance(value, str)
        and re.fullmatch(r"(scenario/)?[\w.-]{1,100}(\?[\w.=&%+~-]{0,200})?", value) is not None
    )


def _slide(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_whole, value))


def _run(value: object) -> bool:
    return value is None or bool(asked(value))  # which says itself what is wrong


FIELDS: dict[str, tuple[Check, str]] = {
    "deck": (_deck, "a deck's name"),
    "slide": (_slide, "two whole numbers"),
    "step": (_whole, "a whole number"),
    "place": (_text(200), "a place, as text"),
    "playing": (lambda value: type(value) is bool, "true or false"),
    "until": (lambda value: value is None or _text(200)(value), "a place where it stops, as text"),
    "rate": (_text(20), "a rate's name"),
    "view": (_text(2000), "how one looks, as text"),
    "depth": (_text(20), "how deep one looks"),
    # What is shown instead of the step's own run: another preset, an edited table, parameters.
    "run": (_run, "a request for a run"),
    "blank": (lambda value: type(value) is bool, "true or false"),
    # What the presenter has put over the slide, such as a pointer; its form is the page's affair.
    "over": (lambda value: value is None or isinstance(value, dict), "an object"),
    # The question on the slide: see ballot.py.
    "asks": (is_asks, "a question's {number, options, stage}"),
}
NEEDED = ("deck", "slide", "step")


def checked(message: Mapping[str, Any], known: Mapping[str, Any] | None = None) -> Message:
    """The state that a presenter tells; BadInput says what is wrong. `known` has been checked."""
    for name in NEEDED:
        if name not in message:
            raise BadInput(name, "is missing")
    for name, value in message.items():
        if name not in FIELDS:
            raise BadInput("message", f"has no {name!r:.40}", list(FIELDS))
        if known and name in known and known[name] == value:
            continue
        right, what = FIELDS[name]
        if not right(value):
            raise BadInput(name, f"must be {what}, not {value!r:.40}")
    try:
        size = len(json.dumps(message, allow_nan=False))
    except ValueError:  # browsers' JSON knows no NaN: it would stop every follower
        raise BadInput("message", "has a number that is none") from None
    if size > MOST_STATE_BYTES:
        raise BadInput("message", f"has {size} bytes; {MOST_STATE_BYTES} are the most")
    return dict(message)


# -- who is there ------------------------------------------------------------------------------


@dataclass
class Client:
    id: str
    address: str
    connection: Any  # Engine.IO's: what is on its way to the client
    presents: bool
    tab: str | None
    token: str | None
    wrong: int = 0

    @property
    def unread(self) -> int:
        size: int = self.connection.queue.qsize()
        return size


class Hall:
    """Everybody in the namespace, and where the presenter is."""

    def __init__(self, socketio: SocketIO, secret: str) -> None:
        self._server = socketio.server
        self._secret = secret.encode()
        self._id = secrets.token_hex(8)
        self._sequence = 0
        self._taken = 0  # how often the wheel was taken
        self._driver: str | None = None
        self._drivers_tab: str | None = None
        self._clients: dict[str, Client] = {}
        self._behind: set[str] = set()
        self._logbook = Logbook("simloop.hall")
        self._count_due = False
        self._door = Door()
        self._ballot = Ballot(self._tell_votes)
        self.at: Message | None = None
        socketio.on_event("connect", self._connect, namespace=HALL)
        socketio.on_event("disconnect", self._disconnect, namespace=HALL)
        for event in (*EVENTS_OF[HALL], MALFORMED):
            socketio.on_event(event, self._handler(getattr(self, f"_{event}")), namespace=HALL)

    @property
    def followers(self) -> int:
        return sum(not client.presents for client in self._clients.values())

    def _state(self) -> Message:
        stamp = {"hall": self._id, "sequence": self._sequence, "wheel": self._taken}
        return stamp | {"at": self.at}

    # -- coming and going

    def _connect(self, auth: object = None) -> None:
        address = request.remote_addr or "somebody"
        presents = isinstance(auth, dict) and "secret" in auth
        if isinstance(auth, dict) and presents and not self._knows(auth["secret"]):
            self._logbook.note(f"{address} tried to present with a wrong secret")
            raise Refused("the presenter's link is not this one")
        token = None if presents else _token(auth)
        if not presents:
            gevent.sleep(self._door.wait_s(household(address), token))
        connection = self._connection(_sender())
        if connection is None:
            raise Refused("gone meanwhile")
        client = Client(_sender(), address, connection, presents, _tab(auth), token)
        self._clients[client.id] = client
        if presents:
            self._server.enter_room(client.id, PRESENTERS, namespace=HALL)
        else:
            self._door.came_in(token)
            self._ballot.came(household(address), token)
        # Soon: whatever is sent before this returns comes before the connection is confirmed.
        gevent.spawn(self._welcome, client, auth)
        self._count()

    def _connection(self, client: str) -> Any:
        return self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(client, HALL))

    def _knows(self, secret: object) -> bool:
        return isinstance(secret, str) and secrets.compare_digest(
            secret.encode(errors="replace"), self._secret
        )

    def _welcome(self, client: Client, auth: object) -> None:
        self._tell("state", self._state(), client.id)
        if votes := self._ballot.votes(client.presents):
            self._tell("votes", votes, client.id)
        if not client.presents or client.id not in self._clients:
            return
        gave_it_up = isinstance(auth, dict) and auth.get("drives") is False
        returns = client.tab is not None and client.tab == self._drivers_tab
        if not gave_it_up and (self._driver is None or returns):
            self._give_wheel(client)
        else:
            self._tell_wheel(client)

    def _disconnect(self, _reason: object = None) -> None:
        gone = _sender()
        client = self._clients.pop(gone, None)
        self._behind.discard(gone)
        if client and not client.presents:
            self._ballot.left(household(client.address), client.token)
        if gone == self._driver:
            self._driver = None
            self._tell_wheel()
        self._count()

    # -- what presenters say

    def _take(self, client: Client, _message: Message) -> Message:
        self._give_wheel(client)
        return {"wheel": self._taken}

    def _drive(self, client: Client, message: Message) -> Message:
        if client.id != self._driver:
            raise BadInput("wheel", "is in other hands; take it first")
        self.at = checked(message, self.at)
        self._sequence += 1
        self._tell_all()
        self._ballot.follow(self.at["deck"], self.at.get("asks"))
        return {"sequence": self._sequence}

    def _ballots(self, _client: Client, _message: Message) -> Message:
        return self._ballot.all()

    # -- what followers say

    def _vote(self, client: Client, message: Message) -> Message:
        return self._ballot.vote(household(client.address), client.token, message)

    def _malformed(self, _client: Client, message: Message) -> Message:
        raise BadInput("message", f"is malformed: {message['problem']}", list(EVENTS_OF[HALL]))

    def _handler(self, act: Callable[[Client, Message], Message]) -> Callable[..., Message | None]:
        """What every message goes through: a mistake is answered, logged, and changes nothing."""

        def handle(message: object, answer_awaited: bool = False) -> Message | None:
            client = self._clients.get(_sender())
            if client is None:  # its last words
                return None
            try:
                if not isinstance(message, dict):
                    raise BadInput("message", f"must be an object, not {message!r:.40}")
                if act in self._presenters_acts and not client.presents:
                    raise BadInput("secret", "only who has the presenter's link may drive")
                return act(client, message)
            except BadInput as error:
                answer = {"error": bad_input(error)}
                self._note(client, error)
            if not answer_awaited:
                self._tell("error_message", answer, client.id)
            return answer

        return handle

    @property
    def _presenters_acts(self) -> tuple[Callable[[Client, Message], Message], ...]:
        return (self._take, self._drive, self._ballots)

    def _note(self, client: Client, error: BadInput) -> None:
        client.wrong += 1
        self._logbook.note(f"{client.address}: {str(error)[:300]}")
        # A presenter may be wrong often in an hour; who only guesses is let go.
        if client.wrong >= MOST_WRONG and not client.presents:
            self._door.let_go(household(client.address), client.token)
            client.connection.close(wait=False)

    # -- the wheel

    def _give_wheel(self, client: Client) -> None:
        self._taken += 1
        self._driver, self._drivers_tab = client.id, client.tab
        self._tell_wheel()

    def _tell_wheel(self, only: Client | None = None) -> None:
        for client in [only] if only else self._clients.values():
            if client.presents:
                yours = client.id == self._driver
                told = {"yours": yours, "held": self._driver is not None}
                self._tell("wheel", told, client.id)

    # -- telling

    def _tell(self, event: str, message: Message, to: str | None = None) -> None:
        self._server.emit(event, message, to=to, namespace=HALL)

    def _tell_votes(self, event: str, message: Message, to_all: bool) -> None:
        self._tell(event, message, None if to_all else PRESENTERS)

    def _tell_all(self) -> None:
        """The state, encoded once for all. Who does not keep up has the latest when it can."""
        slow = [client.id for client in self._clients.values() if client.unread > MOST_UNREAD]
        self._server.emit("state", self._state(), skip_sid=slow, namespace=HALL)
        if slow and not self._behind:
            gevent.spawn_later(CATCH_UP_S, self._catch_up)
        self._behind.update(slow)

    def _catch_up(self) -> None:
        for client in [self._clients[each] for each in self._behind]:
            if client.unread <= MOST_UNREAD:
                self._behind.discard(client.id)
                self._tell("state", self._state(), client.id)
        if self._behind:
            gevent.spawn_later(CATCH_UP_S, self._catch_up)

    def _count(self) -> None:
        """A thousand who come at once are one message to the presenter."""
        if not self._count_due:
            self._count_due = True
            gevent.spawn_later(COUNT_EVERY_S, self._tell_count)

    def _tell_count(self) -> None:
        self._count_due = False
        self._tell("followers", {"followers": self.followers}, PRESENTERS)


def _sender() -> str:
    client: str = request.sid  # type: ignore[attr-defined]
    return client


def _token(auth: object) -> str | None:
    token = auth.get("token") if isinstance(auth, dict) else None
    return token if isinstance(token, str) and TOKEN.fullmatch(token) else None


def _tab(auth: object) -> str | None:
    tab = auth.get("tab") if isinstance(auth, dict) else None
    return tab if isinstance(tab, str) and len(tab) <= 40 else None
