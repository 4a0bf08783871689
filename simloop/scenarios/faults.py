"""Faults: what goes wrong out there, and how a patient program gets its page after all."""

from functools import partial
from typing import Any

from simloop.machine.computer import HERE, Machine
from simloop.machine.faults import cut, reboot
from simloop.machine.peers import WebServer
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

SITE = "xkcd.com"
PAGE_BYTES = 20_000
LOSS_PERCENT = 30
CUT_PS = 2_500_000_000_000  # two and a half seconds
SECOND_MS = 1000


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    network, fault = machine.network, values["fault"]
    WebServer(network, network.hosts[SITE], 80, lambda path: b"x" * PAGE_BYTES)
    if fault == "loss":
        network.link(HERE, SITE).loss_percent = LOSS_PERCENT
    elif fault != "none":
        # After one round trip the request leaves: now it is on its way.
        at_ps = machine.preset.round_trip_ps * 5 // 4
        machine.clock.call_at(at_ps, partial(_go_wrong, machine, fault))
    return {
        "timeout": values["timeout_ms"] / SECOND_MS,
        "patience": values["backoff_ms"] / SECOND_MS,
        "tries": values["tries"],
    }


def _go_wrong(machine: Machine, fault: str) -> None:
    network = machine.network
    with network.trace.kernel(SITE):
        if fault == "link-cut":
            cut(network, HERE, SITE, CUT_PS)
        else:
            reboot(network, SITE, {"vm-reboot": "VM", "server-reboot": "server"}[fault])


FAULTS = Scenario(
    id="faults",
    title={"zh": "故障", "en": "faults"},
    description={
        "zh": "请求还在路上，对方的主机重启了（虚拟机4秒，CPU觉得是300年；服务器5分钟，2万5千年），"
        "或者网线断了，或者十个包丢三个。程序给每次等待设了超时，失败就重试，"
        "每次重试前等的时间加倍。",
        "en": "While the request is on its way the peer reboots (a virtual machine 4 s, which "
        "feels like 300 years; a server 5 minutes, 25,000 years), or the link is cut, or "
        "three packets of ten get lost. The program waits for nothing longer than its "
        "time-out, and tries again, each time after twice the delay.",
    },
    look_at={
        "zh": "看内核和程序各自怎样重试：丢了的包由内核重发，超时之后由程序重来。",
        "en": "See who tries again: the kernel sends lost packets anew, and after a time-out the "
        "program begins anew.",
    },
    stops=(
        "next packet.syn",
        "next link.down",
        "next host.reboot",
        "next packet.lost",
        "next print",
        "next print",
        "next socket.connect ends",
        "end",
    ),
    program=lambda values: PROGRAMS / "faults.py",
    parameters=(
        Parameter(
            "fault",
            {"zh": "故障", "en": "fault"},
            "vm-reboot",
            choices={
                "none": {"zh": "没有", "en": "none"},
                "loss": {"zh": "丢包", "en": "lost packets"},
                "link-cut": {"zh": "链路断开", "en": "link cut"},
                "vm-reboot": {"zh": "虚拟机重启", "en": "virtual machine reboots"},
                "server-reboot": {"zh": "服务器重启", "en": "server reboots"},
            },
        ),
        Parameter("timeout_ms", {"zh": "超时（毫秒）", "en": "time-out (ms)"}, 1000, 1, 600_000),
        Parameter(
            "backoff_ms", {"zh": "第一次重试前等（毫秒）", "en": "first delay (ms)"}, 500, 1, 60_000
        ),
        Parameter("tries", {"zh": "最多试几次", "en": "tries"}, 8, 1, 20),
    ),
    headline=("fault",),
    peers=lambda values: [Peer(SITE)],
    furnish=_furnish,
)
