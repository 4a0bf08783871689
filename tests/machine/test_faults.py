"""Hosts that go down and links that are cut: sockets see what real ones see."""

import errno

import pytest

from simloop.machine.faults import cut, reboot
from simloop.machine.peers import WebServer
from tests.machine.conftest import MS, SECOND, World

REQUEST = b"GET / HTTP/1.0\r\n\r\n"
TRIP_PS = 150 * MS


def web(world: World) -> None:
    network = world.machine.network
    WebServer(network, network.hosts["far"], 80, lambda path: b"page")


def test_a_connection_to_a_host_that_reboots_gets_through_once_it_is_back(world: World) -> None:
    web(world)
    reboot(world.machine.network, "far")
    world.connect()
    # SYNs leave at 0, 1, 3 and 7 s; the VM is back after 4 s.
    assert 7 * SECOND + TRIP_PS <= world.now_ps < 7 * SECOND + TRIP_PS + MS


def test_a_server_that_reboots_for_five_minutes_is_a_time_out(world: World) -> None:
    web(world)
    reboot(world.machine.network, "far", "server")
    with pytest.raises(TimeoutError) as failure:
        world.connect()
    assert failure.value.errno == errno.ETIMEDOUT
    assert 127 * SECOND <= world.now_ps < 127 * SECOND + MS


def test_a_host_that_came_back_resets_the_connections_it_forgot(world: World) -> None:
    web(world)
    sock = world.connect()
    reboot(world.machine.network, "far")
    sock.send(REQUEST)
    with pytest.raises(ConnectionResetError):
        sock.recv(100)
    assert 4 * SECOND < world.now_ps < 10 * SECOND


def test_a_reader_hears_nothing_of_a_peer_that_went_down_and_had_nothing_to_ack(
    world: World,
) -> None:
    web(world)
    sock = world.connect()
    reboot(world.machine.network, "far")
    sock.settimeout(60)
    with pytest.raises(TimeoutError, match="timed out"):
        sock.recv(100)


def test_bytes_that_never_arrive_time_out_in_the_end(world: World) -> None:
    web(world)
    sock = world.connect()
    world.machine.network.link("here", "far").up = False
    sock.send(REQUEST)
    before_ps = world.now_ps
    with pytest.raises(TimeoutError) as failure:
        sock.recv(100)
    assert failure.value.errno == errno.ETIMEDOUT
    assert 900 * SECOND < world.now_ps - before_ps < 1100 * SECOND  # Linux: about 15 minutes


def test_a_cut_link_lets_packets_through_again_when_it_is_mended(world: World) -> None:
    web(world)
    sock = world.connect()
    cut(world.machine.network, "here", "far", 3 * SECOND)
    sock.send(REQUEST)
    before_ps = world.now_ps
    assert sock.recv(100) == b"page"
    assert 3 * SECOND < world.now_ps - before_ps < 6 * SECOND
    begin, end = world.told("link.down")
    assert end[0] - begin[0] == 3 * SECOND


def test_a_reboot_is_a_span_of_its_host(world: World) -> None:
    web(world)
    reboot(world.machine.network, "far")
    world.run_out()
    begin, end = world.told("host.reboot")
    assert (begin[3], begin[11], end[0] - begin[0]) == ("far", "VM", 4 * SECOND)
    assert world.machine.network.hosts["far"].up


def test_the_crash_of_a_host_spares_the_connections_of_others(world: World) -> None:
    network = world.machine.network
    for name in ("far", "other"):
        WebServer(network, network.hosts[name], 80, lambda path: b"page")
    sock = world.connect(("other", 80))
    reboot(network, "far")
    sock.send(REQUEST)
    assert sock.recv(10) == b"page"
