"""Hosts, the links between them, and packets in flight.

A packet waits for its host's network card, occupies it for size / bandwidth, travels half a
round trip, and is there when its last bit is: at once on an idle card, later when the receiving
card is still busy with another sender's packet. So senders share a card, and a receiver's card
is shared by its senders. Headers are free: a packet without data takes only the half round trip.

A packet can be lost: by the link's chance, because a link or a host is down, or because an
intervention says so. Chance is the run's seed.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from simloop.machine.clock import Clock
from simloop.machine.cpu import Cpu
from simloop.machine.latency import Preset
from simloop.machine.trace import Context, Trace

if TYPE_CHECKING:
    from simloop.machine.tcp import Endpoint


class Host:
    """A computer: its cores and memory, its network card, and who listens on its ports."""

    def __init__(self, name: str, cores: int = 1, memory_bytes: int = 2**30) -> None:
        self.name = name
        self.cpu = Cpu(cores)
        self.memory_bytes = memory_bytes  # what is free
        self.listeners: dict[int, Endpoint] = {}
        self.datagrams: dict[int, Callable[[bytes, tuple[str, int]], None]] = {}  # who takes them
        self.needs_lookup = False  # its name must be asked of a resolver
        self.bound: set[int] = set()  # ports that a socket has taken
        self.context = Context(name)  # of its packets
        self.think_ps = 0  # how long its services take to answer
        self.up = True
        self.boots = 0  # connections of an earlier boot are unknown
        self.on_boot: list[Callable[[], None]] = []
        self.sending_until_ps = 0
        self.receiving_until_ps = 0
        self._names = count(1)
        self._ports = count(49152)

    def take_memory(self, size_bytes: int) -> None:
        """Raises MemoryError, and takes nothing, when there is not enough left."""
        if size_bytes > self.memory_bytes:
            raise MemoryError(
                f"{self.name} has {self.memory_bytes} bytes left, {size_bytes} are asked for"
            )
        self.memory_bytes -= size_bytes

    def new_endpoint_name(self) -> str:
        """What the next connection's end at this host is called."""
        return f"{self.name}/{next(self._names)}"

    def new_port(self) -> int:
        """A port for an end that did not ask for one."""
        return next(self._ports)

    def crash(self) -> None:
        """Stop at once: nothing is sent any more, all connections are forgotten."""
        self.up = False
        self.boots += 1
        self.listeners.clear()

    def boot(self) -> None:
        """Be there again, as after switching on."""
        self.up = True
        for start in self.on_boot:
            start()


@dataclass
class Link:
    """What is particular about the way between two hosts. Percentages are chances."""

    round_trip_ps: int | None = None  # None: as the preset says
    loss_percent: float = 0
    jitter_ps: int = 0  # the most that chance adds to each half trip
    up: bool = True


class Network:
    """All hosts, one hop from each other, at the preset's distance unless a link says otherwise."""

    def __init__(self, clock: Clock, trace: Trace, preset: Preset, seed: int = 0) -> None:
        self.clock = clock
        self.trace = trace
        self.preset = preset
        self.hosts: dict[str, Host] = {}
        self.links: dict[frozenset[str], Link] = {}
        self.meddle: Callable[[str | None, str], tuple[bool, int]] | None = None
        self._radio = preset.machine.radio_wake_us > 0
        self._chance = random.Random(seed)
        self._numbers = count(1)

    def add(self, host: Host) -> Host:
        """Connect a host."""
        if host.name in self.hosts:
            raise ValueError(f"there is a host {host.name!r} already")
        self.hosts[host.name] = host
        return host

    @property
    def watched(self) -> Host:
        """The host whose program is watched: the first that was connected."""
        return next(iter(self.hosts.values()))

    def link(self, a: str, b: str) -> Link:
        """The link between two hosts, to be changed."""
        return self.links.setdefault(frozenset((a, b)), Link())

    def _link_between(self, a: Host, b: Host) -> Link | None:
        return self.links.get(frozenset((a.name, b.name))) if self.links else None

    def round_trip_ps(self, a: Host, b: Host) -> int:
        """What a packet takes from a to b and back: within a host, one context switch."""
        if a is b:
            return self.preset.cost_ps("context_switch")
        link = self._link_between(a, b)
        if link is None or link.round_trip_ps is None:
            return self.preset.round_trip_ps
        return link.round_trip_ps

    def send(
        self,
        kind: str,
        sender: "Endpoint",
        to: Host,
        receiver: str | None,
        deliver: Callable[[], None],
        size_bytes: int = 0,
        left: Callable[[], None] | None = None,
        lost: Callable[["Packet"], None] | None = None,
        tries: int = 0,
    ) -> None:
        """Send one packet, for the so manieth time. `deliver()` is called when it is there,
        `left()` once it is gone from the card, `lost(packet)` when it gets lost.

        `receiver` names the end it goes to, None while there is none yet.
        """
        clock, host = self.clock, sender.host
        packet = Packet(self, kind, sender, to, receiver, deliver)
        if size_bytes:
            packet.value = f"{size_bytes} B"
            packet.transfer_ps = self.preset.transfer_ps(size_bytes)
            packet.size_bytes = size_bytes
        packet.left = left
        packet.lost = lost
        packet.tries = tries
        starts_ps = packet.sent_ps = now_ps = clock.now_ps
        if host.sending_until_ps > now_ps:
            starts_ps = host.sending_until_ps
        if self._radio and host is self.watched:
            starts_ps += self._wake_up_ps(host)
        host.sending_until_ps = starts_ps + packet.transfer_ps
        if starts_ps == now_ps:
            packet.leave()
        else:
            clock.call_at(starts_ps, packet.leave)

    def _wake_up_ps(self, host: Host) -> int:
        """How long a sleeping radio takes to wake up; only the watched host may have one."""
        machine = self.preset.machine
        last_ps = max(host.sending_until_ps, host.receiving_until_ps)
        asleep = not last_ps or self.clock.now_ps - last_ps > machine.radio_sleep_us * 10**6
        return machine.radio_wake_us * 10**6 if asleep else 0

    def next_packet(self) -> str:
        """The name of the packet that leaves next."""
        return f"p{next(self._numbers)}"

    def fate(self, sender: "Endpoint", to: Host) -> tuple[bool, int]:
        """Whether the packet that leaves just now gets lost, and its delay beyond the half trip."""
        dropped, delay_ps = False, 0
        if self.meddle is not None:
            dropped, delay_ps = self.meddle(sender.owner, sender.connection)
        link = self._link_between(sender.host, to)
        if link is not None:
            if link.loss_percent and self._chance.random() * 100 < link.loss_percent:
                dropped = True
            if link.jitter_ps:
                delay_ps += self._chance.randrange(link.jitter_ps + 1)
            dropped = dropped or not link.up
        return dropped, delay_ps


class Packet:
    """One packet on its way. It has a name once it has left."""

    __slots__ = (
        "_name",
        "_network",
        "_sender",
        "cause",
        "deliver",
        "kind",
        "left",
        "lost",
        "receiver",
        "row",
        "sent_ps",
        "size_bytes",
        "to",
        "transfer_ps",
        "tries",
        "value",
    )

    def __init__(
        self,
        network: Network,
        kind: str,
        sender: "Endpoint",
        to: Host,
        receiver: str | None,
        deliver: Callable[[], None],
    ) -> None:
        self._network = network
        self.kind = kind
        self._sender = sender
        self.to = to
        self.receiver = receiver
        self.deliver = deliver
        self.cause = network.trace.context.causes[-1]
        self.row = 0  # its begin
        self.size_bytes = 0
        self.transfer_ps = 0
        self.value: str | None = None
        self.left: Callable[[], None] | None
        self.lost: Callable[[Packet], None] | None
        self.tries: int
        self.sent_ps: int

    def leave(self) -> None:
        """The card is free: the first bit leaves."""
        network, sender, to = self._network, self._sender, self.to
        host, clock = sender.host, network.clock
        if not host.up:
            return
        self._name = network.next_packet()
        self.row = network.trace.apart(
            host.context,
            "begin",
            self.kind,
            self._name,
            object=sender.name,
            label=to.name,
            value=self.value,
            cause=self.cause,
        )
        if self.left is not None:
            clock.call_at(clock.now_ps + self.transfer_ps, self._leaves_card)
        dropped, delay_ps = network.fate(sender, to)
        half_trip_ps = network.round_trip_ps(host, to) // 2 + delay_ps
        if dropped:
            clock.call_at(clock.now_ps + half_trip_ps // 2, self._gets_lost)
        else:
            clock.call_at(clock.now_ps + half_trip_ps, self._first_bit)

    def _leaves_card(self) -> None:
        assert self.left is not None
        self._network.trace.apart_do(self._sender.host.context, self.row, self.left)

    def _first_bit(self) -> None:
        clock, to = self._network.clock, self.to
        there_ps = max(clock.now_ps, to.receiving_until_ps) + self.transfer_ps
        to.receiving_until_ps = there_ps
        clock.call_at(there_ps, self._arrive)

    def _arrive(self) -> None:
        to = self.to
        if not to.up:
            self._gets_lost()
            return
        trace = self._network.trace
        row = trace.apart(
            to.context,
            "end",
            self.kind,
            self._name,
            object=self.receiver,
            value=self.value,
            cause=self.row,
        )
        trace.apart_do(to.context, row, self.deliver)

    def _gets_lost(self) -> None:
        self.row = self._network.trace.apart(
            self.to.context,
            "instant",
            "packet.lost",
            self._name,
            object=self.receiver,
            cause=self.row,
        )
        if self.lost is not None:
            self.lost(self)
