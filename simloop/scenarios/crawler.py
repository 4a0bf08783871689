"""The notes' crawler: pages of a site in another city, by every model of the notes.

Rule: the workload is one, defined here; only the program differs.
"""

from pathlib import Path
from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.peers import WebServer
from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

SITES = ("xkcd.com", "python.org", "example.com")
PROGRAM_OF = {
    "blocking": "blocking.py",
    "processes": "processes.py",
    "threads": "threads.py",
    "pool": "pool.py",
    "busy": "busy.py",
    "callbacks": "callbacks.py",
    "generators": "crawler.py",
    "yield-from": "yield_from.py",
}


def _program(values: Values) -> Path:
    return PROGRAMS / "crawler" / PROGRAM_OF[values["model"]]


def _peers(values: Values) -> list[Peer]:
    return [Peer(name) for name in SITES[: values["sites"]]]


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    sites = SITES[: values["sites"]]
    page = b"x" * values["page_bytes"]
    for site in sites:
        WebServer(machine.network, machine.network.hosts[site], 80, lambda path: page)
    urls = [f"{sites[i % len(sites)]}/{i + 1}" for i in range(values["urls"])]
    return {"urls_todo": urls}


CRAWLER = Scenario(
    id="crawler",
    title={"zh": "爬虫", "en": "crawler"},
    description={
        "zh": "笔记里的爬虫：抓取另一座城市的网页，任务不变，只换并发模型。"
        "有人照教程实测10个网页：阻塞5.11秒，10个进程0.61秒，10个线程0.59秒，回调0.69秒，"
        "非阻塞忙等5.42秒。这里的快慢顺序与之相同，只有忙等不同：教程一页接一页地忙等，"
        "这里轮流询问所有套接字，所以和回调一样快，代价是CPU一刻不停。"
        "线程池只有5个线程，10个网页要抓两轮。",
        "en": "The notes' crawler: pages from another city, the same work in every model. "
        "A reader of the tutorial measured ten pages: blocking 5.11 s, ten processes 0.61, "
        "ten threads 0.59, callbacks 0.69, a non-blocking busy loop 5.42. The order is the same "
        "here but for the busy loop: the tutorial's waits for one page after the other, ours "
        "asks all sockets in turn, so it is as fast as callbacks, and the CPU never rests. "
        "The pool has five threads: ten pages take it two rounds.",
    },
    look_at={
        "zh": "数据到达后，谁叫醒了等它的代码？换个模型，看CPU在做什么：等待、切换，还是空转。",
        "en": "When an answer arrives, who wakes the code that waits for it? Change the model and "
        "see what the CPU does meanwhile: wait, switch, or spin.",
    },
    stops=(
        "next socket.connect",
        "next packet.syn",
        "next socket.connect ends",
        "next future.create",
        "turn 1",
        "select returns",
        "callback",
        "set_result",
        "step",
        "send",
        "next gil.wait",
        "next gil.wait ends",
        "next socket.recv",
        "next socket.recv ends",
        "end",
    ),
    program=_program,
    parameters=(
        Parameter(
            "model", {"zh": "并发模型", "en": "model"}, "generators", choices=models(*PROGRAM_OF)
        ),
        Parameter("urls", {"zh": "网页数", "en": "pages"}, 10, 1, 1000),
        Parameter("page_bytes", {"zh": "每页字节数", "en": "bytes a page"}, 2000, 1, 10_000_000),
        Parameter("sites", {"zh": "网站数", "en": "sites"}, 1, 1, len(SITES)),
    ),
    peers=_peers,
    furnish=_furnish,
    headline=("urls", "model"),
    alone="urls",
)
