"""Stack ripping: what a traceback still knows when callbacks have torn the stack apart."""

from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.peers import WebServer
from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Peer, Scenario, Values

SHOP = "shop"


def _furnish(machine: Machine, values: Values) -> dict[str, Any]:
    pages = [f"/{number}" for number in range(1, values["pages"] + 1)]

    def answer(page: str) -> bytes:
        if page == pages[-1]:
            return b"price=free"
        return f"price={page[1:]}".encode()

    WebServer(machine.network, machine.network.hosts[SHOP], 80, answer)
    return {"pages": pages}


STACK_RIPPING = Scenario(
    id="stack-ripping",
    title={"zh": "栈撕裂", "en": "stack ripping"},
    description={
        "zh": "抓几个商品页面，读出价格；最后一页写的是 free，解析时抛出异常。"
        "用回调写，异常的栈里只剩事件循环和最后一个回调：谁要的这一页、从哪里开始，都不见了。"
        "用生成器写，yield from 把 crawl 到 parse 的整条链都留在栈里。",
        "en": "Some pages of a shop are fetched and their prices read; the last says free, and "
        "parsing it raises. Written in callbacks, the stack holds only the loop and the last "
        "callback: who wanted this page, and where it began, is gone. Written with generators, "
        "yield from keeps the whole chain on the stack, from crawl to parse.",
    },
    look_at={
        "zh": "比较两种写法最后打印的 Traceback：crawl 在不在里面？",
        "en": "Compare the tracebacks that the two print at the end: is crawl in it?",
    },
    stops=(
        "next selector.register",
        "turn 1",
        "select returns",
        "callback",
        "send",
        "next socket.recv ends",
        "next print",
        "next print",
        "end",
    ),
    program=lambda values: PROGRAMS / "stack_ripping" / f"{values['model']}.py",
    parameters=(
        Parameter(
            "model",
            {"zh": "并发模型", "en": "model"},
            "callbacks",
            choices=models("callbacks", "generators"),
        ),
        Parameter("pages", {"zh": "网页数", "en": "pages"}, 3, 1, 100),
    ),
    headline=("pages", "model"),
    peers=lambda values: [Peer(SHOP, {"zh": "商店", "en": "a shop"})],
    furnish=_furnish,
)
