"""Interventions: one change made to a run, at a place in it.

A place is named by what happens there, never by time, so that it is found again when everything
else has moved: `Task-3 packet 2` is the second packet of Task-3's connections, there or back;
`fd 5 callback 1` and `Task-3 send 2` are calls.

    {"at": "Task-3 packet 2", "do": "drop"}
    {"at": "Task-3 packet 2", "do": "delay", "ps": 75000000000}
    {"at": "fd 5 callback 1", "do": "compute", "ps": 10000000000}
    {"at": "Task-3 send 2", "do": "reboot", "host": "xkcd.com", "what": "server"}
    {"at": "start", "do": "slow", "host": "xkcd.com", "ps": 1000000000000}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simloop.machine.computer import HERE, Machine
from simloop.machine.errors import BadInput
from simloop.machine.faults import REBOOTS, reboot

PACKET_ACTIONS: Final = ("drop", "delay")
ACTIONS: Final = {
    "drop": (),
    "delay": ("ps",),
    "compute": ("ps",),
    "reboot": ("host", "what"),
    "slow": ("host", "ps"),
}
SPANS: Final = {"callback": "callback", "coroutine.send": "send", "task.step": "step"}
PLACE: Final = re.compile(r"(start)|(Task-\d+|fd \d+) (packet|callback|send|step) (\d+)")
LONGEST_PS: Final = 10**18
MOST: Final = 20

Spot = tuple[str, str, int]  # who, what, the how manieth


@dataclass(frozen=True)
class Intervention:
    """One change: at which spot, what."""

    at: str
    do: str
    ps: int = 0
    host: str = ""
    what: str = "VM"

    @property
    def spot(self) -> Spot:
        """The place, taken apart."""
        match = PLACE.fullmatch(self.at)
        assert match is not None
        if match[1]:
            return ("program", "start", 1)
        return (match[2], match[3], int(match[4]))


def interventions_from(given: object, peers: Sequence[str]) -> tuple[Intervention, ...]:
    """Interventions from plain data; raises BadInput, which names the field."""
    field = "parameters.interventions"
    if not isinstance(given, list) or len(given) > MOST:
        raise BadInput(field, f"must be a list of at most {MOST} interventions")
    return tuple(_one(f"{field}.{number}", one, peers) for number, one in enumerate(given))


def _one(field: str, given: object, peers: Sequence[str]) -> Intervention:
    if not isinstance(given, Mapping):
        raise BadInput(field, "must be an object with `at` and `do`")
    do, at = given.get("do"), given.get("at")
    if not isinstance(do, str) or do not in ACTIONS:
        raise BadInput(f"{field}.do", f"must not be {do!r:.40}", list(ACTIONS))
    match = PLACE.fullmatch(at) if isinstance(at, str) else None
    if match is None:
        raise BadInput(
            f"{field}.at",
            f"{at!r:.40} is not a place",
            ["start", "Task-3 packet 2", "Task-3 send 2", "Task-3 step 2", "fd 5 callback 1"],
        )
    if (do in PACKET_ACTIONS) != (match[3] == "packet"):
        raise BadInput(
            f"{field}.at", f"{do} goes with {'a packet' if do in PACKET_ACTIONS else 'a call'}"
        )
    for name in given:
        if name not in ("at", "do", *ACTIONS[do]):
            raise BadInput(f"{field}.{name}", f"{do} has no such field", ["at", "do", *ACTIONS[do]])
    ps, host, what = given.get("ps", 0), given.get("host", ""), given.get("what", "VM")
    if "ps" in ACTIONS[do]:
        number = isinstance(ps, int) and not isinstance(ps, bool)
        if not number or not 0 < ps <= LONGEST_PS:
            raise BadInput(f"{field}.ps", f"must be a whole number from 1 to {LONGEST_PS}")
    if "host" in ACTIONS[do] and host not in peers:
        raise BadInput(f"{field}.host", f"{host!r:.40} is no peer", list(peers))
    if not isinstance(what, str) or what not in REBOOTS:
        raise BadInput(f"{field}.what", f"must not be {what!r:.40}", list(REBOOTS))
    return Intervention(str(at), do, ps, host, what)


class Meddler:
    """Counts what happens on a machine, and intervenes when a spot is reached."""

    def __init__(self, machine: Machine, interventions: Sequence[Intervention]) -> None:
        self._machine = machine
        self._at: dict[Spot, list[Intervention]] = {}
        for intervention in interventions:
            self._at.setdefault(intervention.spot, []).append(intervention)
        self._counts: dict[tuple[str, str], int] = {}
        if self._at:
            machine.trace.meddle = self._span_begins
            machine.network.meddle = self._packet_leaves

    def _reached(self, who: str | None, what: str) -> list[Intervention]:
        if who is None:
            return []
        number = self._counts.get((who, what), 0) + 1
        self._counts[who, what] = number
        return self._at.get((who, what, number), [])

    def _packet_leaves(self, owner: str | None, connection: str) -> tuple[bool, int]:
        """Whether to drop a packet, and by how much to delay it."""
        reached = self._reached(owner, "packet") + self._reached(connection, "packet")
        dropped = any(one.do == "drop" for one in reached)
        return dropped, sum(one.ps for one in reached if one.do == "delay")

    def _span_begins(self, kind: str, subject: str | None) -> None:
        if kind == "program":
            reached = self._reached("program", "start")
        elif kind in SPANS:
            reached = self._reached(subject, SPANS[kind])
        else:
            return
        for one in reached:
            self._act(one)

    def _act(self, one: Intervention) -> None:
        machine = self._machine
        machine.trace.instant("intervention", one.at, label=one.do, object=one.host or HERE)
        if one.do == "compute":
            machine.work.charge("instruction", one.ps // machine.preset.instruction_ps, one.ps)
        elif one.do == "reboot":
            reboot(machine.network, one.host, one.what)
        elif one.do == "slow":
            machine.network.hosts[one.host].think_ps += one.ps
