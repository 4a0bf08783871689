"""Datagrams, socketpairs, pipes and names."""

import errno

import pytest

from simloop.machine.peers import WebServer
from simloop.recording.kinds import check_row
from tests.machine.conftest import MS, World

CALL_PS = 1_500_000
TRIP_PS = 150 * MS


def udp(world: World, port: int = 0):
    sock = world.socket.socket(world.socket.AF_INET, world.socket.SOCK_DGRAM)
    if port:
        sock.bind(("", port))
    return sock


def test_messages_keep_their_bounds_and_say_who_sent_them(world: World) -> None:
    server, client = udp(world, 53), udp(world)
    client.sendto(b"one", ("localhost", 53))
    client.sendto(b"second", ("localhost", 53))
    (first, sender), (second, _) = server.recvfrom(100), server.recvfrom(3)
    assert (first, second) == (b"one", b"sec")  # what does not fit is gone
    server.sendto(b"answer", sender)
    assert client.recv(100) == b"answer"


def test_a_connected_datagram_socket_hears_its_peer_alone(world: World) -> None:
    server, client, other = udp(world, 53), udp(world), udp(world)
    client.connect(("localhost", 53))
    assert client.getpeername() == ("here", 53)
    client.send(b"hello")
    _, address = server.recvfrom(10)
    other.sendto(b"spam", address)
    server.sendto(b"welcome", address)
    assert client.recv(10) == b"welcome"
    with pytest.raises(OSError) as refusal:
        other.send(b"where to?")
    assert refusal.value.errno == errno.EDESTADDRREQ


def test_a_datagram_takes_half_a_round_trip_and_its_bytes(world: World) -> None:
    arrived = []
    far = world.machine.network.hosts["far"]
    far.datagrams[53] = lambda data, sender: arrived.append((world.now_ps, data, sender))
    sock = udp(world, 9)
    sock.sendto(b"x" * 1000, ("far", 53))
    sent_ps = world.now_ps
    world.run_out()
    assert arrived == [(sent_ps + TRIP_PS // 2 + 1000 * 10_000, b"x" * 1000, ("here", 9))]
    for row in world.told("packet.datagram", "socket.send"):
        check_row(row, 10**6)


def test_lost_datagrams_are_not_sent_again_and_nobody_is_told(world: World) -> None:
    world.machine.network.link("here", "far").loss_percent = 100
    udp(world).sendto(b"gone", ("far", 53))
    udp(world).sendto(b"nobody", ("other", 53))
    world.run_out()
    assert len(world.told("packet.lost")) == 1
    assert len([row for row in world.told("packet.datagram") if row[1] == "begin"]) == 2


def test_a_port_that_nobody_has_taken_refuses_a_round_trip_later_and_once(world: World) -> None:
    sock = udp(world)
    sock.connect(("far", 53))
    sock.send(b"anybody?")
    sent_ps = world.now_ps
    with pytest.raises(ConnectionRefusedError):
        sock.recv(10)
    (answer,) = [row for row in world.told("packet.unreachable") if row[1] == "end"]
    assert answer[0] == sent_ps + 2 * (TRIP_PS // 2) + 8 * 10_000
    sock.settimeout(0.01)
    with pytest.raises(TimeoutError):
        sock.recv(10)
    for row in world.told("packet.unreachable"):
        check_row(row, 10**6)


def test_a_host_that_is_down_does_not_even_refuse(world: World) -> None:
    world.machine.network.hosts["far"].crash()
    sock = udp(world)
    sock.connect(("far", 53))
    sock.send(b"anybody?")
    sock.settimeout(1)
    with pytest.raises(TimeoutError):
        sock.recv(10)


def test_who_has_turned_to_another_port_is_not_refused(world: World) -> None:
    sock = udp(world)
    sock.connect(("far", 53))
    sock.send(b"anybody?")
    sock.connect(("far", 54))
    sock.settimeout(1)
    with pytest.raises(TimeoutError):
        sock.recv(10)


def test_a_selector_tells_when_a_message_is_there(world: World) -> None:
    server, client = udp(world, 53), udp(world)
    selector = world.selectors.DefaultSelector()
    selector.register(server, world.selectors.EVENT_READ)
    assert selector.select(0.01) == []
    client.sendto(b"one", ("localhost", 53))
    assert len(selector.select()) == 1
    server.recv(10)
    assert selector.select(0) == []
    server.setblocking(False)
    with pytest.raises(BlockingIOError):
        server.recvfrom(10)


def test_misuse_of_datagram_sockets_is_refused(world: World) -> None:
    sock = udp(world, 53)
    for wrong, code in (
        (lambda: udp(world, 53), errno.EADDRINUSE),
        (lambda: sock.sendto(b"x" * 70_000, ("far", 1)), errno.EMSGSIZE),
        (lambda: sock.listen(), errno.EOPNOTSUPP),
        (lambda: world.socket.socket(10, 1), errno.EAFNOSUPPORT),
    ):
        with pytest.raises(OSError) as refusal:
            wrong()
        assert refusal.value.errno == code
    sock.close()
    udp(world, 53)


def test_a_socketpair_is_connected_both_ways(world: World) -> None:
    one, other = world.socket.socketpair()
    one.send(b"ping")
    assert other.recv(10) == b"ping"
    other.send(b"pong")
    assert one.recv(10) == b"pong"
    other.close()
    assert one.recv(10) == b""
    with pytest.raises(BrokenPipeError):
        one.send(b"anybody?")


def test_a_pipe_carries_bytes_one_way_and_wakes_a_selector(world: World) -> None:
    os = world.modules["os"]
    reader, writer = os.pipe()
    selector = world.selectors.DefaultSelector()
    selector.register(reader, world.selectors.EVENT_READ)

    def wake() -> None:
        world.time.sleep(0.5)
        os.write(writer, b"!")

    thread = world.threading.Thread(target=wake)
    thread.start()
    assert len(selector.select()) == 1
    assert 500 * MS < world.now_ps < 501 * MS
    assert os.read(reader, 10) == b"!"
    for wrong in (lambda: os.read(writer, 1), lambda: os.write(reader, b"x"), lambda: os.close(99)):
        with pytest.raises(OSError) as refusal:
            wrong()
        assert refusal.value.errno == errno.EBADF
    os.set_blocking(reader, False)
    assert not os.get_blocking(reader)
    with pytest.raises(BlockingIOError):
        os.read(reader, 1)
    os.close(writer)
    world.time.sleep(0.001)
    assert os.read(reader, 1) == b""


def test_a_name_that_needs_it_is_looked_up_a_round_trip_away_each_time(world: World) -> None:
    network = world.machine.network
    network.hosts["far"].needs_lookup = True
    assert world.socket.gethostbyname("far") == "far"
    assert world.now_ps == CALL_PS + TRIP_PS
    assert world.socket.gethostbyname("other") == "other"
    assert world.now_ps == CALL_PS + TRIP_PS
    [(family, kind, _, _, address)] = world.socket.getaddrinfo("far", 80, type=1)
    assert (family, kind, address) == (2, 1, ("far", 80))
    assert world.now_ps == 2 * (CALL_PS + TRIP_PS)
    for row in world.told("dns.lookup"):
        check_row(row, 10**6)
    with pytest.raises(world.socket.gaierror, match="nowhere"):
        world.socket.gethostbyname("nowhere")


def test_a_lookup_blocks_even_where_the_socket_does_not(world: World) -> None:
    network = world.machine.network
    WebServer(network, network.hosts["far"], 80, lambda path: b"page")
    network.hosts["far"].needs_lookup = True
    sock = world.socket.socket()
    sock.setblocking(False)
    before_ps = world.now_ps
    assert sock.connect_ex(("far", 80)) == errno.EINPROGRESS
    assert world.now_ps == before_ps + TRIP_PS + 2 * CALL_PS
