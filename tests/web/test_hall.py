"""The hall, with real clients on a real server of its own."""

import json
import os
import socket as sockets
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import Any

import pytest
import requests
import socketio
import websocket

from simloop.machine.errors import BadInput
from simloop.web import entrance, hall
from simloop.web.logbook import MOST_A_MINUTE, Logbook
from tests.web.listener import Client
from tests.web.serving import ROOT, SECRET, Served

PATIENCE_S = 20
RUN = {"scenario": "crawler", "parameters": {"urls": 3}, "preset": "same-dc", "seed": 1}
MORE = {"rate": "minute", "view": "log 10~20", "depth": "loop", "until": None, "run": RUN}
AT = {"deck": "notes", "slide": [3, 0], "step": 2, "place": "event 57", "playing": False}


@pytest.fixture
def server(fresh_servers: Served) -> Served:
    """Nobody has presented here yet."""
    return fresh_servers.anew()


class Page:
    """A client in the hall that writes down what it hears."""

    def __init__(self, server: Served, auth: object = None) -> None:
        self.heard: list[tuple[str, Any]] = []
        self._news = Condition()
        # Its own look at each byte would take most of a test's time.
        fast = {"skip_utf8_validation": True}
        self._client = Client(reconnection=False, websocket_extra_options=fast)
        for event in ("state", "wheel", "followers", "votes", "error_message", "disconnect"):
            self._client.on(
                event, lambda message, event=event: self._hear(event, message), namespace="/hall"
            )
        self._client.connect(
            server.url,
            auth=auth,
            namespaces=["/hall"],
            transports=["websocket"],
            wait_timeout=PATIENCE_S,
        )

    def close(self) -> None:
        self._client.disconnect()

    def call(self, event: str, message: object) -> dict[str, Any]:
        answer = self._client.call(event, message, namespace="/hall", timeout=PATIENCE_S)
        return dict(answer)

    def emit(self, event: str, message: object) -> None:
        self._client.emit(event, message, namespace="/hall")

    def all(self, event: str) -> list[Any]:
        return [message for name, message in self.heard if name == event]

    def wait(self, event: str, right: Callable[[Any], bool] = lambda message: True) -> Any:
        """The first message of its kind that is right."""

        def found() -> list[Any]:
            return [message for message in self.all(event) if right(message)]

        with self._news:
            assert self._news.wait_for(found, PATIENCE_S), self.heard
            return found()[0]

    def _hear(self, event: str, message: object) -> None:
        with self._news:
            self.heard.append((event, message))
            self._news.notify_all()


@contextmanager
def following(server: Served, auth: object = None) -> Iterator[Page]:
    page = Page(server, auth)
    try:
        yield page
    finally:
        page.close()


@contextmanager
def presenting(server: Served, tab: str = "one") -> Iterator[Page]:
    with following(server, {"secret": SECRET, "tab": tab}) as page:
        page.call("take", {})
        yield page


def has_wheel(page: Page, yours: bool) -> Any:
    return page.wait("wheel", lambda told: told["yours"] is yours)


def at(step: int) -> Callable[[Any], bool]:
    return lambda state: state["at"] is not None and state["at"]["step"] == step


def test_followers_get_what_the_presenter_drives_in_order(server: Served) -> None:
    with presenting(server) as presenter, following(server) as one, following(server) as other:
        for step in range(20):
            presenter.call("drive", AT | {"step": step})
        for page in (one, other):
            page.wait("state", at(19))
            told = [state for state in page.all("state") if state["at"]]
            assert [state["at"]["step"] for state in told] == list(range(20))
            sequence = [state["sequence"] for state in told]
            assert sequence == list(range(1, 21))


def test_who_comes_late_has_everything_at_once(server: Served) -> None:
    with presenting(server) as presenter:
        presenter.call("drive", AT | MORE)
    with following(server) as late:
        state = late.wait("state")
    assert state["at"] == AT | MORE
    assert state["sequence"] == 1


def test_before_anybody_presents_there_is_no_place(server: Served) -> None:
    with following(server) as early:
        assert early.wait("state")["at"] is None
    to = requests.get(f"{server.url}/hall", allow_redirects=False, timeout=10)
    assert to.headers["Location"] == "/lecture/notes?follow"


def test_the_short_address_leads_to_what_is_presented(server: Served) -> None:
    with presenting(server) as presenter:
        presenter.call("drive", AT | {"deck": "scenario/crawler"})
    to = requests.get(f"{server.url}/hall", allow_redirects=False, timeout=10)
    assert to.headers["Location"] == "/lecture/scenario/crawler?follow"


def test_who_took_the_wheel_last_has_it_and_the_other_hears_of_it(server: Served) -> None:
    with presenting(server) as first:
        first.call("drive", AT)
        with presenting(server, "two") as second:
            has_wheel(first, False)
            has_wheel(second, True)
            assert first.call("drive", AT | {"step": 9})["error"]["field"] == "wheel"
            assert second.call("drive", AT | {"step": 3}) == {"sequence": 2}
            second.heard.clear()
            first.call("take", {})
            has_wheel(second, False)
            assert first.call("drive", AT | {"step": 4}) == {"sequence": 3}
        steps = [state["at"]["step"] for state in first.all("state") if state["at"]]
        assert 9 not in steps


def test_the_first_window_has_the_wheel_and_another_only_when_it_takes_it(server: Served) -> None:
    with following(server, {"secret": SECRET, "tab": "one"}) as first:
        has_wheel(first, True)
        with following(server, {"secret": SECRET, "tab": "two"}) as second:
            assert has_wheel(second, False)["held"]
            assert second.call("drive", AT)["error"]["field"] == "wheel"
            assert first.call("drive", AT) == {"sequence": 1}


def test_a_window_that_comes_back_has_the_wheel_again_unless_it_was_taken(server: Served) -> None:
    one = {"secret": SECRET, "tab": "one"}
    # Its network was lost: the server has not noticed yet.
    with presenting(server), following(server, one | {"drives": True}) as back:
        has_wheel(back, True)
    with presenting(server, "two"), following(server, one | {"drives": True}) as back:
        has_wheel(back, False)
    with following(server, one | {"drives": False}) as back:
        assert has_wheel(back, False) == {"yours": False, "held": False}


def test_the_other_window_hears_that_the_driver_has_gone(server: Served) -> None:
    with presenting(server) as first, following(server, {"secret": SECRET, "tab": "two"}) as second:
        has_wheel(second, False)
        first.close()
        assert second.wait("wheel", lambda told: not told["held"]) == {
            "yours": False,
            "held": False,
        }
        second.call("take", {})
        assert second.call("drive", AT) == {"sequence": 1}


def test_presenters_hear_how_many_follow(server: Served) -> None:
    with presenting(server) as presenter:
        with following(server), following(server):
            presenter.wait("followers", lambda told: told["followers"] == 2)
        presenter.heard.clear()
        presenter.wait("followers", lambda told: told["followers"] == 0)


@pytest.mark.parametrize("secret", ["", "guessed", SECRET + " ", "\ud800", 7, None, [SECRET]])
def test_a_guessed_secret_does_not_even_come_in(used_server: Served, secret: object) -> None:
    with (
        pytest.raises(socketio.exceptions.ConnectionError),
        following(used_server, {"secret": secret}),
    ):
        pass
    goes_on(used_server)


@pytest.mark.parametrize("auth", [None, {}, {"presenter": SECRET}])
@pytest.mark.parametrize("event", ["take", "drive"])
def test_a_follower_drives_nothing(used_server: Served, auth: object, event: str) -> None:
    with following(used_server, auth) as follower:
        before = follower.wait("state")
        assert follower.call(event, AT)["error"]["field"] == "secret"
        follower.emit(event, AT)
        assert follower.wait("error_message")["error"]["field"] == "secret"
        assert follower.all("state") == [before]


@pytest.mark.parametrize(
    ("message", "field"),
    [
        ({}, "deck"),
        ("notes", "message"),
        (AT | {"more": 1}, "message"),
        (AT | {"deck": "//evil.example"}, "deck"),
        (AT | {"deck": "x" * 200}, "deck"),
        (AT | {"slide": [1]}, "slide"),
        (AT | {"slide": [1, -1]}, "slide"),
        (AT | {"step": True}, "step"),
        (AT | {"step": 10**9}, "step"),
        (AT | {"place": "x" * 201}, "place"),
        (AT | {"playing": 1}, "playing"),
        (AT | {"deck": "notes?to=//evil.example"}, "deck"),
        (AT | {"until": 10**400}, "until"),
        (AT | {"rate": float("nan")}, "rate"),
        (AT | {"view": "x" * 50_000}, "view"),
        (AT | {"run": {"scenario": "none"}}, "scenario"),
        (AT | {"run": RUN | {"preset": {"id": "mine"}}}, "preset.instruction_ps"),
        (AT | {"over": [1]}, "over"),
        (AT | {"asks": {"number": 1, "options": 3}}, "asks"),
        (AT | {"asks": {"number": 0, "options": 3, "stage": "open"}}, "asks"),
        (AT | {"asks": {"number": 1, "options": 7, "stage": "open"}}, "asks"),
        (AT | {"asks": {"number": 1, "options": 3, "stage": "ajar"}}, "asks"),
        (AT | {"over": {"x": float("inf")}}, "message"),
        (AT | {"over": {"x": "x" * 50_000}}, "message"),
    ],
)
def test_a_wrong_state_is_refused_and_changes_nothing(
    used_server: Served, message: object, field: str
) -> None:
    if isinstance(message, dict):
        with pytest.raises(BadInput) as refused:
            hall.checked(message)
        assert refused.value.field == field
    else:
        with presenting(used_server) as presenter:
            before = presenter.wait("state")
            assert presenter.call("drive", message)["error"]["field"] == field
            assert presenter.all("state") == [before]


def test_who_only_makes_mistakes_is_let_go(server: Served) -> None:
    with presenting(server) as presenter:
        presenter.call("drive", AT)
        rogue = Page(server)
        for _ in range(hall.MOST_WRONG):
            rogue.emit("drive", AT)
        presenter.wait("followers", lambda told: told["followers"] == 0)
        presenter.call("drive", AT | {"step": 3})
        assert presenter.wait("state", at(3))["sequence"] == 2


@pytest.mark.parametrize(
    "packet",
    [
        "42/hall,x",
        "42/hall,[]",
        '42/hall,["drive"]',
        '42/hall,["run",{}]',
        '42/hall,["state",{}]',
        '42/hall,["connect",{}]',
        '452-/hall,["drive",{}]',
        '42["drive",{}]',
        '42/elsewhere,["drive",{}]',
        "42/hall," + "[" * 5000,
        "4" + "x" * 200_000,
    ],
)
def test_a_malformed_message_harms_nobody(used_server: Served, packet: str) -> None:
    with presenting(used_server) as presenter, following(used_server) as follower:
        url = f"ws://127.0.0.1:{used_server.port}/socket.io/?EIO=4&transport=websocket"
        rogue = websocket.create_connection(url, timeout=PATIENCE_S)
        rogue.recv()
        rogue.send("40/hall,")
        rogue.recv()
        try:
            for _ in range(3):
                rogue.send(packet)
        except OSError:
            pass  # it was let go already
        drives(presenter, follower, 3)
        rogue.shutdown()


def test_a_follower_who_never_reads_keeps_nobody_waiting(server: Served) -> None:
    with presenting(server) as presenter, following(server) as follower:
        url = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket"
        narrow = ((sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096),)
        sleeper = websocket.create_connection(
            url, timeout=PATIENCE_S, sockopt=narrow, skip_utf8_validation=True
        )
        sleeper.send("40/hall,")
        before = server.memory
        for step in range(400):
            presenter.emit("drive", AT | {"step": step, "over": {"drawn": f"{step:04}" * 5000}})
        follower.wait("state", at(399))
        assert server.memory - before < 5 << 20  # all that were sent: 8 MB
        read_to(sleeper, '"step":399')  # it is spared those in between, and has the last
        sleeper.shutdown()


TALK = {
    "packets": lambda rogue: rogue.send("40/hall,"),
    "pings": lambda rogue: rogue.ping(),
    "parts of a message that never ends": lambda rogue: rogue.send_frame(NOTHING),
}
NOTHING = websocket.ABNF(fin=0, opcode=websocket.ABNF.OPCODE_CONT, mask_value=1, data=b"")


@pytest.mark.parametrize("talk", TALK.values(), ids=TALK.keys())
def test_a_client_that_talks_without_end_leaves_the_others_their_turn(
    used_server: Served, talk: Callable[[websocket.WebSocket], None]
) -> None:
    url = f"ws://127.0.0.1:{used_server.port}/socket.io/?EIO=4&transport=websocket"
    with presenting(used_server) as presenter, following(used_server) as follower:
        rogue = websocket.create_connection(url, timeout=PATIENCE_S)
        rogue.send_frame(websocket.ABNF.create_frame("4", websocket.ABNF.OPCODE_TEXT, fin=0))
        if talk is TALK["packets"]:
            rogue.send_frame(websocket.ABNF.create_frame("", websocket.ABNF.OPCODE_CONT))
        talking = Thread(target=go_on, args=(talk, rogue))
        talking.start()
        for step in range(50):
            drives(presenter, follower, step)
        assert talking.is_alive()
        rogue.shutdown()
        talking.join()


def go_on(talk: Callable[[websocket.WebSocket], None], rogue: websocket.WebSocket) -> None:
    try:
        while True:
            talk(rogue)
    except (OSError, websocket.WebSocketException):
        pass


def read_to(reader: websocket.WebSocket, words: str) -> None:
    while words not in str(reader.recv()):
        pass


def test_the_log_stays_short_whoever_floods(caplog: pytest.LogCaptureFixture) -> None:
    book = Logbook("simloop.test")
    for number in range(1000):
        book.note(f"wrong {number}")
    assert 0 < len(caplog.records) <= 2 * MOST_A_MINUTE + 1


def test_a_foreign_page_gets_into_no_hall(used_server: Served) -> None:
    url = f"ws://127.0.0.1:{used_server.port}/socket.io/?EIO=4&transport=websocket"
    with pytest.raises(websocket.WebSocketBadStatusException, match="403"):
        websocket.create_connection(url, timeout=PATIENCE_S, origin="http://evil.example")


def goes_on(server: Served) -> None:
    """The presenter still drives, and whoever follows hears it."""
    with presenting(server) as presenter, following(server) as follower:
        drives(presenter, follower, 77)


def drives(presenter: Page, follower: Page, step: int) -> None:
    sequence = presenter.call("drive", AT | {"step": step})["sequence"]
    told = follower.wait("state", lambda state: state["sequence"] >= sequence)
    assert (told["sequence"], told["at"]["step"]) == (sequence, step)


# -- the way in


def test_the_hall_says_where_it_is_with_a_code_for_phones(used_server: Served) -> None:
    told = used_server.get("/api/hall").json()
    assert told["address"] == f"http://{entrance.network_address()}:{used_server.port}/hall"
    assert told["qr"].startswith("<svg")
    assert SECRET not in json.dumps(told)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("192.168.1.7:8000", "http://192.168.1.7:8000/hall"),
        ("lecture.example", "http://lecture.example/hall"),
        ("[fe80::1]:8000", "http://[fe80::1]:8000/hall"),
        ("[fe80::1]", "http://[fe80::1]/hall"),
    ],
)
def test_followers_come_in_where_the_presenter_did(host: str, address: str) -> None:
    assert entrance.followers_address(host) == address


def test_the_secret_lasts_and_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "presenter"
    secret = entrance.presenters_secret(path)
    assert len(secret) >= entrance.SHORTEST_SECRET
    assert entrance.presenters_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("short")
    assert len(entrance.presenters_secret(path)) >= entrance.SHORTEST_SECRET


def test_a_place_that_cannot_be_written_gives_a_secret_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "presenter"
    assert entrance.presenters_secret(path) != entrance.presenters_secret(path)


def test_serving_a_network_prints_both_ways_in(tmp_path: Path) -> None:
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-m", "simloop", "serve", "--lan", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "NO_BROWSER": "1", "XDG_STATE_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            lines = iter(process.stdout.readline, "")
            text = "".join(line for line, _ in zip(lines, range(5), strict=False))
            secret = (tmp_path / "simloop" / "presenter").read_text()
            where = f"http://{entrance.network_address()}:{port}"
            assert f"{where}/hall\n" in text
            assert f"http://127.0.0.1:{port}/lecture/notes?presenter={secret}\n" in text
            assert requests.get(f"http://127.0.0.1:{port}/api/hall", timeout=10).ok
        finally:
            process.kill()
