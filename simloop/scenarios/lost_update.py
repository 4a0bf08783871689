"""The lost update: a thread loses its turn between the read and the write of `counter += 1`."""

from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Scenario

LOST_UPDATE = Scenario(
    id="lost-update",
    title={"zh": "丢失的更新", "en": "the lost update"},
    description={
        "zh": "几个线程对同一个计数器做 counter += 1。它要先读、再加、再写；"
        "线程若在读和写之间失去GIL，别人加的数就被它盖掉了。加锁则不丢，但每次都要付锁的钱；"
        "事件循环里回调之间从不被打断，不用锁也不丢。"
        "真实的CPython 3.10以后只在少数地方交出GIL，这种丢失难得一见；这里每条语句都可能。",
        "en": "Some threads do counter += 1 on one counter. That reads, adds and writes; a thread "
        "that loses the GIL in between overwrites what the others have added. A lock prevents it "
        "and costs its price each time; under an event loop no callback is ever interrupted, so "
        "nothing is lost without any lock. CPython since 3.10 hands its GIL over in few places, "
        "so one seldom sees it there; here every statement is such a place.",
    },
    look_at={
        "zh": "找到切换正好落在 counter += 1 中间的那一次：它写回去的是多少？",
        "en": "Find the switch in the middle of counter += 1: which number is written afterwards?",
    },
    stops=(
        "callbacks.py:11",
        "callbacks.py:11",
        "next gil.wait",
        "next gil.wait ends",
        "threads.py:12",
        "next lock.acquire",
        "next lock.acquire ends",
        "next gil.wait",
        "next gil.wait ends",
        "next print",
        "end",
    ),
    program=lambda values: PROGRAMS / "lost_update" / f"{values['model']}.py",
    parameters=(
        Parameter(
            "model",
            {"zh": "写法", "en": "model"},
            "threads",
            choices=models("threads", "lock", "callbacks"),
        ),
        Parameter("threads", {"zh": "线程数", "en": "threads"}, 2, 1, 20),
        Parameter("additions", {"zh": "每个线程加几次", "en": "additions each"}, 500, 1, 10_000),
        Parameter(
            "interval_us", {"zh": "切换间隔（微秒）", "en": "switch interval (us)"}, 5, 1, 10**6
        ),
    ),
    headline=("threads", "model"),
    peers=lambda values: [],
    furnish=lambda machine, values: {name: values[name] for name in values if name != "model"},
)
