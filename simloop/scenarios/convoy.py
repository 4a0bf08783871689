"""The convoy: a thread that talks, behind a thread that computes."""

from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.peers import EchoServer
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

ECHO_HOST = "echo"


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    network = machine.network
    link = network.link(machine.host.name, ECHO_HOST)
    link.round_trip_ps = machine.preset.cost_ps("ping_same_dc")
    EchoServer(network, network.hosts[ECHO_HOST], 7)
    return dict(values)


CONVOY = Scenario(
    id="convoy",
    title={"zh": "护航效应", "en": "the convoy"},
    description={
        "zh": "一个线程与同IDC的主机一问一答，一来一回0.5毫秒；旁边有个线程在计算。"
        "每次系统调用都要放开GIL，想再拿回来就得等一个切换间隔（5毫秒），"
        "发一次、收一次，于是一来一回变成10毫秒。核心再多也没有用。",
        "en": "One thread asks a host in the same data centre and waits for the answer, 0.5 ms "
        "there and back; beside it a thread computes. Each system call lets go of the GIL, and "
        "to get it back takes a switch interval (5 ms): once after send, once after recv. So "
        "the round trip becomes 10 ms, however many cores are idle.",
    },
    look_at={
        "zh": "答复早就到了，线程在等什么？把切换间隔改小，再看一遍。",
        "en": "The answer has long been there: what does the thread wait for? "
        "Make the switch interval smaller, and look again.",
    },
    stops=(
        "next socket.send",
        "next gil.wait",
        "next packet.data ends",
        "next packet.data ends",
        "next gil.wait ends",
        "next socket.recv ends",
        "next print",
        "end",
    ),
    program=lambda values: PROGRAMS / "convoy.py",
    parameters=(
        Parameter("busy_threads", {"zh": "计算线程数", "en": "busy threads"}, 1, 0, 8),
        Parameter(
            "interval_us", {"zh": "切换间隔（微秒）", "en": "switch interval (us)"}, 5000, 1, 10**6
        ),
        Parameter("messages", {"zh": "问答次数", "en": "messages"}, 5, 1, 100),
    ),
    headline=("busy_threads",),
    peers=lambda values: [Peer(ECHO_HOST, {"zh": "回声服务器", "en": "echo server"})],
    furnish=_furnish,
)
