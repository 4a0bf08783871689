import errno
import selectors as stdlib
import socket as kernel_socket

import pytest

from simloop.machine.errors import Deadlock
from simloop.machine.peers import WebServer
from tests.machine.conftest import World

CALL_PS = 1_500_000


def watched(world: World):
    """A connected socket, registered for reading, whose answer is on its way."""
    machine = world.machine
    WebServer(machine.network, machine.network.hosts["far"], 80, lambda path: b"page")
    sock = world.socket.create_connection(("far", 80))
    selector = world.selectors.DefaultSelector()
    selector.register(sock, world.selectors.EVENT_READ, "data")
    return sock, selector


def test_select_moves_the_clock_to_the_readiness(world: World) -> None:
    sock, selector = watched(world)
    sock.send(b"GET / HTTP/1.0\r\n\r\n")
    sent_ps = world.now_ps
    [(key, events)] = selector.select()
    assert (key.data, events) == ("data", world.selectors.EVENT_READ)
    assert world.now_ps == sent_ps + 150_000_000_000 + (18 + 4) * 10_000


def test_readiness_stays_until_it_is_taken(world: World) -> None:
    sock, selector = watched(world)
    sock.send(b"GET / HTTP/1.0\r\n\r\n")
    assert len(selector.select()) == len(selector.select(0)) == 1
    assert sock.recv(100) == b"page"
    assert sock.recv(100) == b""
    assert len(selector.select(0)) == 1  # the end of the stream can be read for ever


def test_a_timeout_in_seconds_passes_and_zero_does_not_wait(world: World) -> None:
    _, selector = watched(world)
    before_ps = world.now_ps
    assert selector.select(0) == selector.select(-1) == []
    assert world.now_ps == before_ps + 2 * CALL_PS
    assert selector.select(0.25) == []
    assert world.now_ps == before_ps + 3 * CALL_PS + 250_000_000_000


def test_waiting_for_ever_for_nothing_is_a_deadlock_that_says_for_what(world: World) -> None:
    _, selector = watched(world)
    with pytest.raises(Deadlock, match=r"select\(\): fd 3 READ"):
        selector.select()


def test_modify_changes_events_and_data(world: World) -> None:
    sock, selector = watched(world)
    selector.modify(sock, world.selectors.EVENT_WRITE, "other")
    [(key, events)] = selector.select()
    assert (key.data, events) == ("other", world.selectors.EVENT_WRITE)


def test_the_map_finds_by_file_and_by_descriptor(world: World) -> None:
    sock, selector = watched(world)
    keys = selector.get_map()
    assert keys[sock] is keys[sock.fileno()] is selector.get_key(sock)
    assert (len(keys), list(keys), sock in keys) == (1, [sock.fileno()], True)
    selector.unregister(sock)
    assert len(keys) == 0
    with pytest.raises(KeyError):
        keys[sock]


def test_a_closed_socket_can_still_be_unregistered(world: World) -> None:
    sock, selector = watched(world)
    sock.close()
    assert selector.unregister(sock).data == "data"


def test_a_closed_selector_has_no_map(world: World) -> None:
    sock, selector = watched(world)
    selector.close()
    selector.close()
    assert selector.get_map() is None
    with pytest.raises(RuntimeError, match="closed"):
        selector.get_key(sock)


def test_a_selector_is_a_base_selector_and_closes_itself(world: World) -> None:
    with world.selectors.DefaultSelector() as selector:
        assert isinstance(selector, stdlib.BaseSelector)
    assert selector.get_map() is None


MISUSES = {
    "no events": lambda selector, sock: selector.register(sock, 0),
    "wrong events": lambda selector, sock: selector.register(sock, 64),
    "twice": lambda selector, sock: (selector.register(sock, 1), selector.register(sock, 1)),
    "unregister unknown": lambda selector, sock: selector.unregister(sock),
    "modify unknown": lambda selector, sock: selector.modify(sock, 1),
    "key of unknown": lambda selector, sock: selector.get_key(sock),
    "not a file": lambda selector, sock: selector.register("file", 1),
    "negative": lambda selector, sock: selector.register(-7, 1),
    "unregister negative": lambda selector, sock: selector.unregister(-7),
    "closed": lambda selector, sock: (sock.close(), selector.register(sock, 1)),
}


@pytest.mark.parametrize("misuse", MISUSES)
def test_misuse_raises_what_the_standard_library_raises(world: World, misuse: str) -> None:
    errors = []
    for selector, sock in (
        (stdlib.DefaultSelector(), kernel_socket.socket()),
        (world.selectors.DefaultSelector(), world.socket.socket()),
    ):
        with pytest.raises(Exception) as raised:
            MISUSES[misuse](selector, sock)
        errors.append(type(raised.value))
        selector.close()
        sock.close()
    assert errors[0] is errors[1]


def test_a_descriptor_that_is_nobodys_is_bad(world: World) -> None:
    with pytest.raises(OSError) as refusal:
        world.selectors.DefaultSelector().register(99, 1)
    assert refusal.value.errno == errno.EBADF


def test_what_became_ready_first_comes_first(world: World) -> None:
    server = world.machine.network
    for name, port in (("far", 80), ("other", 80)):
        WebServer(server, server.hosts[name], port, lambda path: b"page")
    selector = world.selectors.DefaultSelector()
    socks = []
    for name in ("other", "far", "other", "far"):
        sock = world.socket.socket()
        sock.setblocking(False)
        sock.connect_ex((name, 80))
        socks.append(sock)
    for sock in reversed(socks):
        selector.register(sock, world.selectors.EVENT_WRITE)
    world.time.sleep(1)
    assert [key.fileobj for key, _ in selector.select()] == socks
