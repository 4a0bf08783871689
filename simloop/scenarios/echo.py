"""An echo server in callbacks alone: no Future, no Task, only a selector and functions."""

from functools import partial
from typing import Any

from simloop.machine.computer import HERE, Machine
from simloop.machine.peers import EchoClient
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

START_PS = 1_000_000_000  # clients come once the server listens: one millisecond


def _clients(values: Values) -> list[str]:
    return [f"client-{number}" for number in range(1, values["clients"] + 1)]


def _peers(values: Values) -> list[Peer]:
    return [
        Peer(name, {"zh": f"客户端 {number}", "en": f"client {number}"})
        for number, name in enumerate(_clients(values), 1)
    ]


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    for name in _clients(values):
        messages = [f"hello {i + 1} from {name}".encode() for i in range(values["messages"])]
        machine.clock.call_at(START_PS, partial(_start_client, machine, name, messages))
    return {"clients": values["clients"]}


def _start_client(machine: Machine, name: str, messages: list[bytes]) -> None:
    hosts = machine.network.hosts
    EchoClient(machine.network, hosts[name], hosts[HERE], 7, messages)


ECHO = Scenario(
    id="echo",
    title={"zh": "回声服务器", "en": "echo server"},
    description={
        "zh": "只用回调写的回声服务器：没有 Future，没有 Task，只有 selector 和函数。",
        "en": "An echo server written in callbacks alone: no Future, no Task, "
        "only a selector and functions.",
    },
    look_at={
        "zh": "同一个 select() 同时等着新连接和所有消息。",
        "en": "One select() waits for new connections and for all messages at once.",
    },
    stops=(
        "next socket.listen ends",
        "turn 1",
        "select returns",
        "callback",
        "next socket.accept ends",
        "select",
        "select returns",
        "callback",
        "next socket.send",
        "end",
    ),
    program=lambda values: PROGRAMS / "echo.py",
    parameters=(
        Parameter("clients", {"zh": "客户端数", "en": "clients"}, 3, 1, 100),
        Parameter("messages", {"zh": "每个客户端的消息数", "en": "messages each"}, 2, 1, 100),
    ),
    headline=("clients",),
    peers=_peers,
    furnish=_furnish,
    alone="clients",
)
