"""Connections when the network is not kind: loss, jitter, windows, resets, silence."""

import errno

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simloop.machine.peers import WebServer
from simloop.machine.tcp import LEAST_WAIT_PS, Endpoint
from tests.machine.conftest import MS, SECOND, World

CALL_PS = 1_500_000
HALF_TRIP_PS = 75 * MS
TRIP_PS = 150 * MS
BYTE_PS = 10_000


def accepted(world: World, listener: Endpoint) -> Endpoint:
    world.time.sleep(1)
    return listener.backlog.popleft()


def far_end(world: World, end: Endpoint):
    """A `with` in which the far host acts."""
    return world.machine.network.trace.kernel(end.host.name)


def drop_next(world: World, *numbers: int) -> None:
    """Lose the packets that leave as the n-th from now."""
    left = [0]

    def meddle(owner: str | None, connection: str) -> tuple[bool, int]:
        left[0] += 1
        return left[0] in numbers, 0

    world.machine.network.meddle = meddle


def test_a_lost_syn_is_sent_again_after_a_second(world: World) -> None:
    world.listen_far()
    drop_next(world, 1)
    world.connect()
    assert world.now_ps == 2 * CALL_PS + SECOND + TRIP_PS


def test_syns_that_all_get_lost_time_out_after_127_seconds(world: World) -> None:
    world.machine.network.link("here", "far").loss_percent = 100
    with pytest.raises(TimeoutError) as failure:
        world.connect()
    assert failure.value.errno == errno.ETIMEDOUT
    assert world.now_ps == 2 * CALL_PS + 127 * SECOND
    assert len(world.told("packet.lost")) == 7


def test_a_lost_synack_is_sent_again_by_the_server(world: World) -> None:
    world.listen_far()
    drop_next(world, 2)
    world.connect()
    assert world.now_ps == 2 * CALL_PS + SECOND + TRIP_PS


def test_what_comes_after_lost_bytes_waits_for_them(world: World) -> None:
    listener = world.listen_far()
    sock = world.connect()
    far = accepted(world, listener)
    arrived = []
    far.changed = lambda end: arrived.append((world.now_ps, bytes(end.inbox)))
    drop_next(world, 1)
    began_ps = world.now_ps
    sock.send(b"first ")
    sock.send(b"second")
    world.run_out()
    [(t_ps, text), last] = arrived[0], arrived[-1]
    assert last[1] == b"first second"
    # The retransmission waits for two round trips, since nothing came back.
    assert t_ps >= began_ps + max(LEAST_WAIT_PS, 2 * TRIP_PS) + HALF_TRIP_PS
    assert text.startswith(b"first ")


def test_a_lost_packet_names_the_cause_of_its_retransmission(world: World) -> None:
    world.listen_far()
    drop_next(world, 1)
    world.connect()
    rows = world.happened()
    [lost] = [number for number, row in enumerate(rows) if row[2] == "packet.lost"]
    again = [row for row in rows if row[2] == "packet.syn" and row[1] == "begin"][1]
    assert again[8] == lost


def test_a_receiver_that_does_not_read_lets_the_sender_wait(make_world) -> None:
    world = make_world(receive_buffer_bytes=10_000, send_buffer_bytes=6_000)
    listener = world.listen_far()
    sock = world.connect()
    far = accepted(world, listener)
    sock.setblocking(False)
    sent = 0
    for _ in range(20):
        try:
            sent += sock.send(b"x" * 6_000)
        except BlockingIOError:
            world.time.sleep(1)
    assert (len(far.inbox), sent) == (10_000, 16_000)
    selector = world.selectors.DefaultSelector()
    selector.register(sock, world.selectors.EVENT_WRITE)
    assert selector.select(10) == []
    with far_end(world, far):
        far.receive(4_000)
    began_ps = world.now_ps
    assert len(selector.select()) == 1
    assert world.now_ps >= began_ps + HALF_TRIP_PS  # the news of the room has to travel
    world.time.sleep(1)
    assert len(far.inbox) == 10_000


def test_a_blocking_sendall_goes_on_as_the_receiver_reads(make_world) -> None:
    world = make_world(receive_buffer_bytes=10_000, send_buffer_bytes=6_000)
    listener = world.listen_far()
    sock = world.connect()
    far = accepted(world, listener)
    received = bytearray()

    def read(end: Endpoint) -> None:
        if end.inbox:
            received.extend(end.receive(len(end.inbox)))

    far.changed = read
    sock.sendall(bytes(range(250)) * 400)
    world.run_out()
    assert received == bytes(range(250)) * 400


def test_a_full_backlog_drops_the_request_and_the_client_tries_again(world: World) -> None:
    listener = world.listen_far(backlog=1)
    world.connect()
    late = world.socket.socket()
    late.setblocking(False)
    late.connect_ex(("far", 80))
    began_ps = world.now_ps
    world.time.sleep(0.5)
    assert len(world.told("socket.overflow")) == 1
    with far_end(world, listener):
        listener.backlog.popleft()
        listener.settle()
    selector = world.selectors.DefaultSelector()
    selector.register(late, world.selectors.EVENT_WRITE)
    assert len(selector.select()) == 1
    assert began_ps + SECOND + TRIP_PS - MS < world.now_ps < began_ps + SECOND + TRIP_PS + MS


def test_a_backlog_that_stays_full_is_a_time_out(world: World) -> None:
    world.listen_far(backlog=1)
    world.connect()
    with pytest.raises(TimeoutError) as failure:
        world.connect()
    assert failure.value.errno == errno.ETIMEDOUT
    assert len(world.told("socket.overflow")) == 7


def test_one_direction_can_end_while_the_other_goes_on(world: World) -> None:
    listener = world.listen_far()
    sock = world.connect()
    far = accepted(world, listener)
    sock.send(b"question")
    sock.shutdown(world.socket.SHUT_WR)
    world.time.sleep(1)
    assert (bytes(far.inbox), far.ended) == (b"question", True)
    with far_end(world, far):
        far.receive(100)
        far.send(b"answer")
        far.end_sending()
    assert [sock.recv(100), sock.recv(100)] == [b"answer", b""]
    with pytest.raises(BrokenPipeError):
        sock.send(b"more")


def test_bytes_for_a_closed_end_come_back_as_a_reset(world: World) -> None:
    listener = world.listen_far()
    sock = world.connect()
    far = accepted(world, listener)
    with far_end(world, far):
        far.close()
    assert sock.recv(10) == b""
    assert sock.send(b"still there?") == 12  # the news is a round trip away
    world.time.sleep(1)
    with pytest.raises(BrokenPipeError):
        sock.send(b"hello?")


def test_jitter_delays_within_its_bound_and_by_the_seed() -> None:
    def trips(seed: int) -> list[int]:
        world = World(seed=seed)
        world.machine.network.link("here", "far").jitter_ps = 10 * MS
        world.listen_far()
        took = []
        for _ in range(10):
            before_ps = world.now_ps
            world.connect()
            took.append(world.now_ps - before_ps - 2 * CALL_PS - TRIP_PS)
        return took

    assert all(0 <= took_ps <= 20 * MS for took_ps in trips(1))
    assert trips(1) == trips(1) != trips(2)


def test_two_senders_share_the_card_of_their_receiver(world: World) -> None:
    network = world.machine.network
    size_bytes = 500_000
    for name in ("far", "other"):
        WebServer(network, network.hosts[name], 80, lambda path: b"x" * size_bytes)

    def fetch(*names: str) -> int:
        socks = [world.connect((name, 80)) for name in names]
        before_ps = world.now_ps
        for sock in socks:
            sock.send(b"GET / HTTP/1.0\r\n\r\n")
        for sock in socks:
            while sock.recv(65_536):
                pass
        return world.now_ps - before_ps - TRIP_PS

    alone_ps = fetch("far")
    both_ps = fetch("far", "other")
    assert alone_ps >= size_bytes * BYTE_PS
    assert both_ps >= 2 * size_bytes * BYTE_PS
    assert both_ps < 2 * alone_ps + MS


class Flow:
    """Bytes on their way from one end to the other; what arrived, and when."""

    def __init__(self, world: World, sender: Endpoint, receiver: Endpoint, parts: list[bytes]):
        self.world, self.sender, self.receiver = world, sender, receiver
        self.sent = b"".join(parts)
        self.left = list(parts)
        self.got = bytearray()
        self.seen: list[tuple[int, int]] = []  # when, how many bytes so far

    def go_on(self) -> None:
        if self.receiver.inbox:
            self.got += self.receiver.receive(len(self.receiver.inbox))
            self.seen.append((self.world.now_ps, len(self.got)))
        while self.left and self.sender.writable:
            part = self.left.pop(0)
            taken = self.sender.send(part)
            if taken < len(part):
                self.left.insert(0, part[taken:])
        if not self.left:
            self.sender.end_sending()


class Conversation:
    """Bytes sent both ways over an unkind link."""

    def __init__(self, there, back, loss, jitter_ms, seed, room) -> None:
        self.world = world = World(seed=seed, receive_buffer_bytes=room)
        listener = world.listen_far()
        near = world.connect()._endpoint
        far = accepted(world, listener)
        self.ends = near, far
        link = world.machine.network.link("here", "far")
        link.loss_percent, link.jitter_ps = loss, jitter_ms * MS
        self.began_ps = world.now_ps
        self.flows = Flow(world, near, far, there), Flow(world, far, near, back)
        self.busy = False
        near.changed = far.changed = lambda end: self.go_on()
        self.go_on()
        world.run_out()

    def go_on(self) -> None:
        if not self.busy:
            self.busy = True
            for flow in self.flows:
                with far_end(self.world, flow.sender):
                    flow.go_on()
            self.busy = False


LOADS = st.lists(st.binary(min_size=1, max_size=9_000), max_size=4)


@settings(max_examples=60, deadline=None)
@given(
    there=LOADS,
    back=LOADS,
    loss=st.sampled_from([0, 5, 30]),
    jitter_ms=st.sampled_from([0, 1, 40]),
    seed=st.integers(0, 9),
    room=st.sampled_from([2_000, 5_000, 4_000_000]),
)
def test_bytes_arrive_once_in_order_not_early_and_not_faster_than_the_link(
    there, back, loss, jitter_ms, seed, room
) -> None:
    talk = Conversation(there, back, loss, jitter_ms, seed, room)
    for flow in talk.flows:
        assert bytes(flow.got) == flow.sent
        for t_ps, size in flow.seen:
            assert t_ps >= talk.began_ps + HALF_TRIP_PS + size * BYTE_PS
    assert all(end.ended for end in talk.ends)
    times = [row[0] for row in talk.world.happened()]
    assert times == sorted(times)
    again = Conversation(there, back, loss, jitter_ms, seed, room)
    assert again.world.happened() == talk.world.happened()
