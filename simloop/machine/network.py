"""Hosts, the links between them, and packets in flight.

A packet waits for its host's network card, occupies it for size / bandwidth, travels half a
round trip, and is there when its last bit is: at once on an idle card, later when the receiving
card is still busy with another sender's packet. Headers are free: a packet without data takes
only the half round trip.
"""

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING

from simloop.machine.clock import Clock
from simloop.machine.cpu import Cpu
from simloop.machine.latency import Preset
from simloop.machine.trace import Context, Trace

if TYPE_CHECKING:
    from simloop.machine.tcp import Endpoint


def nothing() -> None:
    """What there is to do, often."""


class Host:
    """A computer: its cores and memory, its network card, and who listens on its ports."""

    def __init__(self, name: str, cores: int = 1, memory_bytes: int = 2**30) -> None:
        self.name = name
        self.cpu = Cpu(cores)
        self.memory_bytes = memory_bytes  # what is free
        self.listeners: dict[int, Endpoint] = {}
        self.sending_until_ps = 0
        self.receiving_until_ps = 0
        self._names = count(1)
        self._ports = count(49152)

    def new_endpoint_name(self) -> str:
        """What the next connection's end at this host is called."""
        return f"{self.name}/{next(self._names)}"

    def take_memory(self, size_bytes: int) -> None:
        """Raises MemoryError, and takes nothing, when there is not enough left."""
        if size_bytes > self.memory_bytes:
            raise MemoryError(
                f"{self.name} has {self.memory_bytes} bytes left, {size_bytes} are asked for"
            )
        self.memory_bytes -= size_bytes

    def new_port(self) -> int:
        """A port for an end that did not ask for one."""
        return next(self._ports)


class Network:
    """All hosts, one hop from each other, at the preset's distance."""

    def __init__(self, clock: Clock, trace: Trace, preset: Preset) -> None:
        self.clock = clock
        self.trace = trace
        self.preset = preset
        self.hosts: dict[str, Host] = {}
        self._numbers = count(1)

    def add(self, host: Host) -> Host:
        """Connect a host."""
        if host.name in self.hosts:
            raise ValueError(f"there is a host {host.name!r} already")
        self.hosts[host.name] = host
        return host

    def round_trip_ps(self, a: Host, b: Host) -> int:
        """What a packet takes from a to b and back: within a host, one context switch."""
        return self.preset.cost_ps("context_switch") if a is b else self.preset.round_trip_ps

    def send(
        self,
        kind: str,
        sender: "Endpoint",
        to: Host,
        receiver: str | None,
        deliver: Callable[[], None],
        size_bytes: int = 0,
        left: Callable[[], None] = nothing,
    ) -> None:
        """Send one packet; `deliver()` is called when it is there, `left()` once it is gone.

        `receiver` names the end it goes to, None while there is none yet.
        """
        clock, trace, host = self.clock, self.trace, sender.host
        transfer_ps = self.preset.transfer_ps(size_bytes)
        starts_ps = max(clock.now_ps, host.sending_until_ps)
        host.sending_until_ps = starts_ps + transfer_ps
        half_trip_ps = self.round_trip_ps(host, to) // 2
        packet = f"p{next(self._numbers)}"
        value = f"{size_bytes} B" if size_bytes else None
        cause = trace.context.causes[-1]
        begun: list[int] = []

        def leave() -> None:
            begun.append(
                trace.apart(
                    Context(host.name),
                    "begin",
                    kind,
                    packet,
                    object=sender.name,
                    label=to.name,
                    value=value,
                    cause=cause,
                )
            )

        def left_card() -> None:
            with trace.kernel(host.name, begun[0]):
                left()

        def first_bit() -> None:
            to.receiving_until_ps = max(clock.now_ps, to.receiving_until_ps) + transfer_ps
            clock.call_at(to.receiving_until_ps, arrive)

        def arrive() -> None:
            row = trace.apart(
                Context(to.name),
                "end",
                kind,
                packet,
                object=receiver,
                value=value,
                cause=begun[0],
            )
            with trace.kernel(to.name, row):
                deliver()

        if starts_ps == clock.now_ps:
            leave()
        else:
            clock.call_at(starts_ps, leave)
        if left is not nothing:
            clock.call_at(host.sending_until_ps, left_card)
        clock.call_at(starts_ps + half_trip_ps, first_bit)
