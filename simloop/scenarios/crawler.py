"""The notes' crawler: pages of a site in another city, fetched all at once by one thread."""

from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.peers import WebServer
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

SITES = ("xkcd.com", "python.org", "example.com")


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
        "zh": "笔记里的爬虫：一个线程，用 Future 和 Task 同时抓取另一座城市的网页。",
        "en": "The notes' crawler: one thread fetches pages from another city, all at once, "
        "with Future and Task.",
    },
    look_at={
        "zh": "数据到达后，谁叫醒了 Task？看 select() 返回之后的那一串调用。",
        "en": "When an answer arrives, who wakes the Task? Watch the calls after select() returns.",
    },
    program=PROGRAMS / "crawler.py",
    parameters=(
        Parameter("urls", {"zh": "网页数", "en": "pages"}, 10, 1, 1000),
        Parameter("page_bytes", {"zh": "每页字节数", "en": "bytes a page"}, 2000, 1, 10_000_000),
        Parameter("sites", {"zh": "网站数", "en": "sites"}, 1, 1, len(SITES)),
    ),
    peers=_peers,
    furnish=_furnish,
    alone="urls",
)
