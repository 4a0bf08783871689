import errno

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simloop.machine.errors import Deadlock
from simloop.machine.peers import WebServer
from simloop.machine.tcp import Endpoint
from tests.machine.conftest import World

CALL_PS = 1_500_000
HALF_TRIP_PS = 75_000_000_000
TRIP_PS = 2 * HALF_TRIP_PS
BYTE_PS = 10_000  # 2,000 bytes take 20 us


def web(world: World, page: bytes = b"page") -> None:
    machine = world.machine
    WebServer(machine.network, machine.network.hosts["far"], 80, lambda path: page)


def connected(world: World):
    sock = world.socket.socket()
    sock.connect(("far", 80))
    return sock


def test_a_blocking_connection_takes_a_round_trip(world: World) -> None:
    web(world)
    sock = world.socket.socket()
    sock.connect(("far", 80))
    assert world.now_ps == 2 * CALL_PS + TRIP_PS
    assert sock.getpeername() == ("far", 80)


def test_a_non_blocking_connection_is_in_progress_and_then_writable(world: World) -> None:
    web(world)
    sock = world.socket.socket()
    sock.setblocking(False)
    with pytest.raises(BlockingIOError) as refusal:
        sock.connect(("far", 80))
    assert refusal.value.errno == errno.EINPROGRESS
    with pytest.raises(BlockingIOError) as refusal:
        sock.connect(("far", 80))
    assert refusal.value.errno == errno.EALREADY
    selector = world.selectors.DefaultSelector()
    selector.register(sock, world.selectors.EVENT_WRITE)
    [(key, events)] = selector.select()
    assert (key.fileobj, events) == (sock, world.selectors.EVENT_WRITE)
    assert sock.getsockopt(world.socket.SOL_SOCKET, world.socket.SO_ERROR) == 0
    assert sock.connect_ex(("far", 80)) == 0  # as in Linux: the outcome, once
    assert sock.connect_ex(("far", 80)) == errno.EISCONN


def test_an_answer_takes_a_round_trip_and_its_bytes(world: World) -> None:
    web(world, b"x" * 2000)
    sock = connected(world)
    sock.send(b"GET / HTTP/1.0\r\n\r\n")
    sent_ps = world.now_ps
    assert sock.recv(4096) == b"x" * 2000
    copied_ps = 2000 * 250_000_000 // 10**6
    assert world.now_ps == sent_ps + TRIP_PS + (18 + 2000) * BYTE_PS + copied_ps


def test_a_read_takes_what_is_there_and_leaves_the_rest(world: World) -> None:
    web(world, b"0123456789")
    sock = connected(world)
    sock.sendall(b"GET / HTTP/1.0\r\n\r\n")
    assert [sock.recv(4), sock.recv(4), sock.recv(4), sock.recv(4)] == [
        b"0123",
        b"4567",
        b"89",
        b"",
    ]


def test_a_read_that_would_wait_says_so(world: World) -> None:
    web(world)
    sock = connected(world)
    sock.setblocking(False)
    with pytest.raises(BlockingIOError) as refusal:
        sock.recv(10)
    assert refusal.value.errno == errno.EAGAIN


def test_nobody_listens_is_a_refusal_a_round_trip_later(world: World) -> None:
    sock = world.socket.socket()
    with pytest.raises(ConnectionRefusedError):
        sock.connect(("far", 81))
    assert world.now_ps == 2 * CALL_PS + TRIP_PS


def test_a_refused_non_blocking_connection_is_writable_and_tells_once(world: World) -> None:
    sock = world.socket.socket()
    sock.setblocking(False)
    assert sock.connect_ex(("far", 81)) == errno.EINPROGRESS
    selector = world.selectors.DefaultSelector()
    selector.register(sock, world.selectors.EVENT_WRITE)
    assert len(selector.select()) == 1
    code = world.socket.SOL_SOCKET, world.socket.SO_ERROR
    assert [sock.getsockopt(*code), sock.getsockopt(*code)] == [errno.ECONNREFUSED, 0]


def test_an_unknown_host_is_an_error_of_the_name(world: World) -> None:
    with pytest.raises(world.socket.gaierror, match="nowhere"):
        world.socket.socket().connect(("nowhere", 80))


def test_a_peer_that_goes_with_unread_bytes_resets_the_connection(world: World) -> None:
    network = world.machine.network
    listener = Endpoint(network, network.hosts["far"], "far:80")
    with network.trace.kernel("far"):
        listener.listen(80, 10)
    sock = connected(world)
    sock.send(b"are you there?")
    world.time.sleep(1)
    server = listener.backlog.popleft()
    with network.trace.kernel("far"):
        server.close()
    with pytest.raises(ConnectionResetError):
        sock.recv(10)
    with pytest.raises(BrokenPipeError):
        sock.send(b"again")


def test_a_send_after_the_end_of_sending_is_a_broken_pipe(world: World) -> None:
    web(world)
    sock = connected(world)
    sock.shutdown(world.socket.SHUT_WR)
    with pytest.raises(BrokenPipeError):
        sock.send(b"more")


def test_a_full_buffer_takes_part_and_then_nothing_until_it_drains(world: World) -> None:
    web(world)
    sock = connected(world)
    sock.setblocking(False)
    offered = 100_000
    assert sock.send(b"x" * offered) == 65_536
    with pytest.raises(BlockingIOError):
        sock.send(b"x")
    selector = world.selectors.DefaultSelector()
    selector.register(sock, world.selectors.EVENT_WRITE)
    assert len(selector.select()) == 1
    assert sock.send(b"x" * offered) > 0


def test_a_timeout_is_kept_to_the_picosecond(world: World) -> None:
    web(world)
    sock = connected(world)
    sock.settimeout(2.5)
    before_ps = world.now_ps
    with pytest.raises(TimeoutError, match="timed out"):
        sock.recv(1)
    assert world.now_ps == before_ps + CALL_PS + 2_500_000_000_000


def test_waiting_for_what_cannot_come_is_a_deadlock(world: World) -> None:
    web(world)
    sock = connected(world)
    with pytest.raises(Deadlock, match="bytes at fd 3"):
        sock.recv(1)


def test_calls_on_a_closed_socket_are_bad_descriptors(world: World) -> None:
    sock = world.socket.socket()
    sock.close()
    sock.close()
    assert sock.fileno() == -1
    for call in (lambda: sock.recv(1), lambda: sock.send(b""), lambda: sock.listen()):
        with pytest.raises(OSError) as refusal:
            call()
        assert refusal.value.errno == errno.EBADF


def test_a_server_accepts_in_the_order_of_arrival(world: World) -> None:
    server = world.socket.socket()
    server.bind(("", 8000))
    server.listen()
    network = world.machine.network
    for name in ("far", "other"):
        end = Endpoint(network, network.hosts[name], f"{name}/1")
        with network.trace.kernel(name):
            end.connect(world.machine.host, 8000)
    peers = [server.accept()[1][0] for _ in range(2)]
    assert peers == ["far", "other"]
    server.setblocking(False)
    with pytest.raises(BlockingIOError):
        server.accept()


def test_a_port_can_be_taken_once(world: World) -> None:
    first, second = world.socket.socket(), world.socket.socket()
    first.bind(("", 8000))
    first.listen()
    with pytest.raises(OSError) as refusal:
        second.bind(("", 8000))
    assert refusal.value.errno == errno.EADDRINUSE
    with pytest.raises(OSError) as refusal:
        second.bind(("far", 8000))
    assert refusal.value.errno == errno.EADDRNOTAVAIL


@pytest.mark.parametrize("address", ["far", ("far",), ("far", "80"), (80, "far")])
def test_a_wrong_address_is_a_type_error(world: World, address) -> None:
    with pytest.raises(TypeError, match="pair"):
        world.socket.socket().connect(address)


def test_each_call_is_one_span_and_costs_one_system_call(world: World) -> None:
    sock = world.socket.socket()
    sock.setblocking(False)
    sock.connect_ex(("far", 81))
    sock.close()
    assert world.now_ps == 4 * CALL_PS
    calls = [(row[1], row[2], row[12]) for row in world.happened() if row[5] == "main"][1:]
    assert [call for call in calls if call[1] != "socket.state"] == [
        ("begin", "socket.open", None),
        ("end", "socket.open", None),
        ("begin", "socket.option", None),
        ("end", "socket.option", None),
        ("begin", "socket.connect", None),
        ("end", "socket.connect", "BlockingIOError EINPROGRESS"),
        ("begin", "socket.close", None),
        ("end", "socket.close", None),
    ]


class Conversation:
    """Bytes sent from here to a far end, over an idle link, and when they were there."""

    def __init__(self, parts: list[bytes]) -> None:
        world = World()
        network = world.machine.network
        listener = Endpoint(network, network.hosts["far"], "far:80")
        with network.trace.kernel("far"):
            listener.listen(80, 10)
        sock = connected(world)
        world.time.sleep(1)
        self.arrived: list[tuple[int, int]] = []  # when, how many bytes so far
        far = listener.backlog.popleft()
        far.changed = lambda end: self.arrived.append((world.now_ps, len(end.inbox)))
        self.began_ps = world.now_ps
        for part in parts:
            sock.sendall(part)
        sock.close()
        while world.machine.clock.advance():
            pass
        self.received = bytes(far.inbox)
        self.ended = far.ended


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(min_size=1, max_size=30_000), min_size=1, max_size=6))
def test_bytes_arrive_once_in_order_not_early_and_not_faster_than_the_link(parts) -> None:
    talk = Conversation(parts)
    assert talk.received == b"".join(parts) and talk.ended
    assert talk.arrived
    for t_ps, size in talk.arrived:
        assert t_ps >= talk.began_ps + HALF_TRIP_PS + size * BYTE_PS
