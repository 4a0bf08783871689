"""Blocking the loop: one callback takes long, and everybody waits for it."""

from functools import partial
from typing import Any

from simloop.machine.computer import HERE, Machine
from simloop.machine.latency import MB
from simloop.machine.peers import EchoClient
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

START_PS = 1_000_000_000  # clients come once the server listens: one millisecond
MESSAGES = 3


def _clients(values: Values) -> list[str]:
    return [f"client-{number}" for number in range(1, values["clients"] + 1)]


def _peers(values: Values) -> list[Peer]:
    return [
        Peer(name, {"zh": f"客户端 {number}", "en": f"client {number}"})
        for number, name in enumerate(_clients(values), 1)
    ]


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    network = machine.network
    for number, name in enumerate(_clients(values)):
        network.link(HERE, name).round_trip_ps = machine.preset.cost_ps("ping_same_dc")
        messages = [b"hello"] * MESSAGES
        if number == 0:
            messages[1] = b"report"
        machine.clock.call_at(START_PS, partial(_start_client, machine, name, messages))
    # As many bytes as the disk reads in so many milliseconds.
    disk_bytes = values["block_ms"] * 10**9 * MB // machine.preset.cost_ps("disk_read_1mb")
    machine.files.files["/disk/report"] = bytearray(disk_bytes)
    return dict(values)


def _start_client(machine: Machine, name: str, messages: list[bytes]) -> None:
    hosts = machine.network.hosts
    EchoClient(machine.network, hosts[name], hosts[HERE], 7, messages)


BLOCKED_LOOP = Scenario(
    id="blocked-loop",
    title={"zh": "堵住的事件循环", "en": "the blocked loop"},
    description={
        "zh": "一个事件循环服务所有客户端，一问一答只要0.5毫秒。客户端1要一份报表，"
        "它的回调算了很久（或者等硬盘），这段时间里谁也得不到答复，尽管他们的消息早就到了。",
        "en": "One event loop serves all clients, half a millisecond for each answer. Client 1 "
        "asks for a report, and its callback computes for long (or waits for the disk): all the "
        "while nobody gets an answer, though their messages have long arrived.",
    },
    look_at={
        "zh": "回调没有返回，select() 就不会再被调用：看其他客户端的消息躺在缓冲区里。",
        "en": "Until the callback returns nobody calls select(): see the others' messages lie in "
        "their buffers.",
    },
    stops=(
        "turn 1",
        "select returns",
        "callback",
        "next cpu.work",
        "next disk.transfer",
        "next cpu.work ends",
        "next disk.transfer ends",
        "select returns",
        "end",
    ),
    program=lambda values: PROGRAMS / "blocked_loop.py",
    parameters=(
        Parameter(
            "blocking",
            {"zh": "堵在哪里", "en": "what blocks"},
            "compute",
            choices={
                "compute": {"zh": "计算", "en": "computing"},
                "disk": {"zh": "读磁盘", "en": "reading a disk"},
                "nothing": {"zh": "什么也没有", "en": "nothing"},
            },
        ),
        Parameter("block_ms", {"zh": "堵多少毫秒", "en": "for milliseconds"}, 50, 1, 1000),
        Parameter("clients", {"zh": "客户端数", "en": "clients"}, 4, 1, 100),
    ),
    headline=("clients", "blocking"),
    peers=_peers,
    furnish=_furnish,
)
