"""C10k: one server, ten thousand clients at once, by each model."""

from typing import Any

from simloop.machine.computer import HERE, Machine
from simloop.machine.network import Host
from simloop.machine.tcp import CONNECTED, Endpoint
from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

CROWD = "clients"
MODELS = ("processes", "threads", "callbacks", "generators")
START_PS = 1_000_000_000  # they come once the server listens: one millisecond
REQUEST = b"RETR file\r\n"


class Client:
    """Connects, takes its time, asks for a file, reads it to its end, and leaves."""

    def __init__(self, machine: Machine, host: Host, pause_ps: int) -> None:
        self._machine = machine
        self._pause_ps = pause_ps
        self._asked = False
        self._end = Endpoint(machine.network, host, host.new_endpoint_name())
        self._end.changed = self._go_on
        self._end.connect(machine.network.hosts[HERE], 21)

    def _go_on(self, end: Endpoint) -> None:
        if end.state != CONNECTED:
            return
        if not self._asked:
            self._asked = True
            clock, cause = self._machine.clock, self._machine.trace.context.causes[-1]
            pause_ps = self._pause_ps + end.host.think_ps
            clock.call_at(clock.now_ps + pause_ps, lambda: self._ask(cause))
        elif end.inbox:
            end.receive(len(end.inbox))
        elif end.ended:
            end.changed = _nothing_more
            end.close()

    def _ask(self, cause: int) -> None:
        with self._machine.trace.kernel(CROWD, cause):
            if self._end.state == CONNECTED:
                self._end.send(REQUEST)


def _nothing_more(end: Endpoint) -> None:
    pass


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    network = machine.network
    network.link(HERE, CROWD).round_trip_ps = machine.preset.cost_ps("ping_same_dc")

    def come() -> None:
        with machine.trace.kernel(CROWD):
            for _ in range(values["connections"]):
                Client(machine, network.hosts[CROWD], values["pause_ms"] * 10**9)

    machine.clock.call_at(START_PS, come)
    return {name: values[name] for name in ("connections", "file_bytes")}


C10K = Scenario(
    id="c10k",
    title={"zh": "C10K", "en": "C10K"},
    description={
        "zh": "1999年的难题：1GHz的CPU、2G内存、1Gbps网络（选延迟预设 c10k-1999），"
        "一台服务器怎样同时给1万个客户端送文件。所有客户端一起连上来，停一停，再要文件。"
        "每个连接一个进程，内存只够249个；一个线程省得多，但创建和切换要花时间；"
        "事件循环里一个连接只是几个对象。",
        "en": "The challenge of 1999: a CPU of 1 GHz, 2 GB, 1 Gbps (choose the preset c10k-1999), "
        "and one server that gives files to ten thousand clients at once. All connect together, "
        "pause, and then ask. With a process for each, memory is enough for 249 at once; a "
        "thread takes less, but making and switching them takes time; under an event loop a "
        "connection is but a few objects.",
    },
    look_at={
        "zh": "谁先撑不住，是内存还是CPU？看最后打印出来有多少客户端被拒绝。",
        "en": "What gives out first, memory or CPU? See how many were refused in the end.",
    },
    stops=(
        "next socket.accept",
        "next socket.accept ends",
        "next process.create",
        "next thread.create",
        "next process.create ends",
        "next future.create",
        "select",
        "select returns",
        "callback",
        "set_result",
        "step",
        "send",
        "next socket.send",
        "end",
    ),
    program=lambda values: PROGRAMS / "c10k" / f"{values['model']}.py",
    parameters=(
        Parameter(
            "model", {"zh": "并发模型", "en": "model"}, "generators", choices=models(*MODELS)
        ),
        Parameter("connections", {"zh": "连接数", "en": "connections"}, 100, 1, 10_000),
        Parameter("pause_ms", {"zh": "停顿（毫秒）", "en": "pause (ms)"}, 1000, 0, 60_000),
        Parameter("file_bytes", {"zh": "文件字节数", "en": "bytes a file"}, 2000, 1, 60_000),
    ),
    headline=("connections", "model"),
    peers=lambda values: [Peer(CROWD, {"zh": "客户端们", "en": "clients"})],
    furnish=_furnish,
    alone="connections",
)
