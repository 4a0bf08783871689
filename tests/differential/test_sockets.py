"""The same programs on the kernel's loopback sockets and on the machine's: they see the same.

What is compared is what each call returns or raises, and what a selector says of every socket
after each step. Buffer sizes differ and are left out: everything sent fits.

The programs are always the same ones.
"""

import errno
import selectors as kernel_selectors
import socket as kernel_socket
import time as kernel_time
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.machine.conftest import World

Step = tuple[str, int, int]
SHORT_S = 0.002


class Sockets:
    """Runs a program's steps on some `socket` and `selectors`, and tells what they saw."""

    def __init__(self, socket: ModuleType, selectors: ModuleType, settle, timeout: float) -> None:
        self.socket, self.selectors, self.settle = socket, selectors, settle
        self.timeout = timeout
        self.socks: list[Any] = []
        nobody = socket.socket()
        nobody.bind(("127.0.0.1", 0))
        self.dead = "127.0.0.1", nobody.getsockname()[1]
        nobody.close()

    def run(self, program: list[Step]) -> list[Any]:
        told = []
        for step in program:
            told.append((step, self.seen(step), self.readiness()))
        for sock in self.socks:
            sock.close()
        return told

    def seen(self, step: Step) -> object:
        """What a step returned or raised, in words that do not depend on where it ran."""
        what, number, amount = step
        try:
            result = getattr(self, what)(number, amount)
        except OSError as error:
            result = type(error).__name__, errno.errorcode.get(error.errno or 0)
        self.settle()
        return result

    def readiness(self) -> list[int]:
        """For each open socket, what a new selector says of it."""
        both = self.selectors.EVENT_READ | self.selectors.EVENT_WRITE
        with self.selectors.DefaultSelector() as selector:
            for number, sock in enumerate(self.socks):
                if sock.fileno() >= 0:
                    selector.register(sock, both, number)
            ready = {key.data: events for key, events in selector.select(0)}
        return [ready.get(number, 0) for number in range(len(self.socks))]

    def sock(self, number: int) -> Any:
        return self.socks[number % len(self.socks)] if self.socks else self.new()

    def new(self, *_: int) -> Any:
        sock = self.socket.socket()
        self.keep(sock)
        return None if _ else sock

    def keep(self, sock: Any) -> None:
        sock.settimeout(self.timeout)
        self.socks.append(sock)

    def listen(self, number: int, _: int) -> None:
        self.sock(number).listen(5)

    def bind(self, number: int, _: int) -> None:
        self.sock(number).bind(("127.0.0.1", 0))

    def connect(self, number: int, other: int) -> None:
        """To another socket's address, whatever that is; or to where nobody listens."""
        sock, target = self.sock(number), self.sock(other)
        address = self.dead
        if target is not sock and target.fileno() >= 0 and target.getsockname()[1]:
            address = "127.0.0.1", target.getsockname()[1]
        sock.connect(address)

    def udp(self, *_: int) -> None:
        self.keep(self.socket.socket(self.socket.AF_INET, self.socket.SOCK_DGRAM))

    def send_to_nobody(self, number: int, amount: int) -> int:
        return self.sock(number).sendto(b"0123456789"[:amount], self.dead)

    def connect_to_nobody(self, number: int, _: int) -> None:
        self.sock(number).connect(self.dead)

    def accept(self, number: int, _: int) -> str:
        self.keep(self.sock(number).accept()[0])
        return "accepted"

    def send(self, number: int, amount: int) -> int:
        return self.sock(number).send(b"0123456789"[:amount])

    def recv(self, number: int, amount: int) -> bytes:
        return self.sock(number).recv(amount)

    def shutdown(self, number: int, how: int) -> None:
        self.sock(number).shutdown(how % 4)

    def close(self, number: int, _: int) -> None:
        self.sock(number).close()

    def so_error(self, number: int, _: int) -> int:
        return self.sock(number).getsockopt(self.socket.SOL_SOCKET, self.socket.SO_ERROR)

    def peer(self, number: int, _: int) -> int:
        return len(self.sock(number).getpeername())

    def pair(self, _: int, __: int) -> str:
        """A connection, made in the usual way."""
        listener = self.socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(5)
        client = self.socket.socket()
        client.connect(("127.0.0.1", listener.getsockname()[1]))
        server, _address = listener.accept()
        for sock in (listener, client, server):
            self.keep(sock)
        return "connected"


def on_kernel(program: list[Step], timeout: float, pause_s: float) -> list[Any]:
    settle = (lambda: kernel_time.sleep(pause_s)) if pause_s else lambda: None
    return Sockets(kernel_socket, kernel_selectors, settle, timeout).run(program)


def on_machine(program: list[Step], timeout: float) -> list[Any]:
    world = World()
    settle = lambda: world.time.sleep(0.1)  # noqa: E731
    return Sockets(world.socket, world.selectors, settle, timeout).run(program)


def same(program: list[Step], timeout: float) -> None:
    virtual = on_machine(program, timeout)
    if virtual == on_kernel(program, timeout, 0):
        return
    # Loopback answers within the call, unless the kernel is busy: then it gets time.
    assert virtual == on_kernel(program, timeout, 0.005)


# Binding again is left out: when Linux gives a port back depends on who chose it.
CALLS = ["new", "connect", "connect_to_nobody", "listen", "accept", "send", "send", "send", "recv"]
CALLS += ["recv", "recv", "shutdown", "close", "so_error", "peer"]
STEPS = st.lists(
    st.tuples(st.sampled_from(CALLS), st.integers(0, 5), st.integers(0, 9)), max_size=14
)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(STEPS)
def test_connected_sockets_see_the_same(steps: list[Step]) -> None:
    same([("pair", 0, 0), *steps], 0)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(STEPS)
def test_sockets_from_nothing_see_the_same(steps: list[Step]) -> None:
    listening: list[Step] = [("new", 0, 0), ("bind", 0, 0), ("listen", 0, 0), ("new", 1, 0)]
    same([*listening, *steps], 0)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(STEPS)
def test_blocking_sockets_with_a_timeout_see_the_same(steps: list[Step]) -> None:
    same([("pair", 0, 0), *steps], SHORT_S)


STORIES: dict[str, list[Step]] = {
    "bytes before a reset are read": [
        ("pair", 0, 0), ("send", 2, 3), ("send", 1, 1), ("close", 2, 0), ("recv", 1, 2),
        ("recv", 1, 9), ("recv", 1, 9), ("recv", 1, 9), ("send", 1, 1), ("peer", 1, 0),
    ],
    "a reset after the end is a broken pipe": [
        ("pair", 0, 0), ("close", 2, 0), ("recv", 1, 1), ("send", 1, 1), ("so_error", 1, 0),
        ("so_error", 1, 0), ("send", 1, 1), ("recv", 1, 1),
    ],
    "a refused connection can be asked for again": [
        ("new", 0, 0), ("connect_to_nobody", 0, 0), ("recv", 0, 1), ("connect_to_nobody", 0, 0),
        ("connect_to_nobody", 0, 0), ("so_error", 0, 0), ("connect_to_nobody", 0, 0),
    ],
    "nobody accepts": [
        ("new", 0, 0), ("bind", 0, 0), ("listen", 0, 0), ("new", 0, 0), ("connect", 1, 0),
        ("send", 1, 2), ("close", 0, 0), ("recv", 1, 1), ("send", 1, 1),
    ],
    "a listener that was shut refuses": [
        ("pair", 0, 0), ("shutdown", 0, 0), ("accept", 0, 0), ("new", 0, 0), ("connect", 3, 0),
    ],
    "both directions end": [
        ("pair", 0, 0), ("shutdown", 1, 1), ("shutdown", 2, 1), ("peer", 1, 0), ("recv", 1, 1),
        ("shutdown", 1, 1), ("send", 2, 1), ("close", 2, 0), ("recv", 1, 1),
    ],
    "bytes that come after both directions were shut are answered by a reset": [
        ("pair", 0, 0), ("shutdown", 1, 2), ("send", 2, 3), ("recv", 1, 9), ("recv", 1, 9),
        ("send", 2, 1), ("recv", 2, 1), ("recv", 2, 1), ("peer", 1, 0), ("send", 1, 1),
    ],
    "shut in two steps, bytes that were there before are still read": [
        ("pair", 0, 0), ("send", 2, 4), ("shutdown", 1, 0), ("shutdown", 1, 1), ("recv", 1, 2),
        ("send", 2, 3), ("recv", 1, 1), ("recv", 1, 9), ("so_error", 1, 0), ("so_error", 2, 0),
        ("recv", 1, 1), ("recv", 2, 1),
    ],
    "shut for reading alone takes bytes": [
        ("pair", 0, 0), ("shutdown", 1, 0), ("send", 2, 4), ("recv", 1, 2), ("send", 2, 1),
        ("recv", 1, 9), ("recv", 1, 9), ("send", 1, 1), ("recv", 2, 2),
    ],
    "a datagram to a port that nobody has taken is refused in the next call": [
        ("udp", 0, 0), ("connect_to_nobody", 0, 0), ("send", 0, 3), ("recv", 0, 9),
        ("recv", 0, 9), ("send", 0, 3), ("send", 0, 3), ("send", 0, 3), ("so_error", 0, 0),
        ("so_error", 0, 0), ("send", 0, 0), ("recv", 0, 9),
    ],
    "a datagram's sender that is not connected never hears": [
        ("udp", 0, 0), ("send_to_nobody", 0, 3), ("so_error", 0, 0), ("recv", 0, 9),
        ("send_to_nobody", 0, 3),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("timeout", [0, SHORT_S])
def test_stories_are_the_same(story: str, timeout: float) -> None:
    same(STORIES[story], timeout)
