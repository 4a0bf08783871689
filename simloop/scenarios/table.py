"""The CPU-time table, row by row: each of the fifteen operations is done once."""

from functools import partial
from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.faults import reboot
from simloop.machine.latency import MB
from simloop.machine.peers import WebServer
from simloop.scenarios.scenario import PROGRAMS, Peer, Scenario, Values

# The peers, with the row of the table that a round trip to them costs; to the neighbour there is
# but a cable, so that nothing counts there but how many bits a second leave the card.
PEERS = {
    "neighbour": (None, {"zh": "网线那头的主机", "en": "the host at the cable's end"}),
    "same-dc": ("ping_same_dc", {"zh": "同IDC的主机", "en": "a host in the same data centre"}),
    "other-city": ("ping_other_city", {"zh": "另一座城市的主机", "en": "a host in another city"}),
    "vm": ("ping_same_dc", {"zh": "虚拟机", "en": "a virtual machine"}),
    "server": ("ping_same_dc", {"zh": "服务器", "en": "a server"}),
}


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    network = machine.network
    for name, (row, _) in PEERS.items():
        trip_ps = machine.preset.cost_ps(row) if row else 0
        network.link(machine.host.name, name).round_trip_ps = trip_ps
        WebServer(network, network.hosts[name], 80, lambda path: b"")
    for path in ("/ssd/file", "/disk/file"):
        machine.files.files[path] = bytearray(MB)
    return {"reboot": partial(reboot, network)}


TABLE = Scenario(
    id="table",
    title={"zh": "CPU时间表", "en": "the table"},
    description={
        "zh": "把笔记里的表从头到尾走一遍：十五行，每一行都真的做一次，从1秒到2万5千年。",
        "en": "A tour of the notes' table: each of its fifteen rows is done once, for real, "
        "from one second to 25,000 years.",
    },
    look_at={
        "zh": "每做一行，时间轴就要缩小一次，前面的一切都缩成一个点。",
        "en": "With every row the axis must zoom out, until all that came before is but a dot.",
    },
    stops=(
        "next cpu.work ends",
        "next cpu.work ends",
        "next cpu.work ends",
        "next cpu.work ends",
        "next cpu.work ends",
        "next lock.acquire ends",
        "next cpu.work ends",
        "next socket.open ends",
        "next packet.data ends",
        "next cpu.work ends",
        "next socket.connect ends",
        "next disk.transfer ends",
        "next disk.transfer ends",
        "next socket.connect ends",
        "next host.reboot ends",
        "next host.reboot ends",
        "end",
    ),
    program=lambda values: PROGRAMS / "table.py",
    parameters=(),
    peers=lambda values: [Peer(name, title) for name, (_, title) in PEERS.items()],
    furnish=_furnish,
)
