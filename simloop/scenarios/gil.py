"""The global interpreter lock: threads that compute, beside processes that compute."""

from simloop.scenarios.models import models
from simloop.scenarios.scenario import PROGRAMS, Parameter, Scenario

GIL = Scenario(
    id="gil",
    title={"zh": "全局解释器锁", "en": "the GIL"},
    description={
        "zh": "几份纯计算的活儿，主机有8个核心。Python的线程要持有GIL才能执行，"
        "所以4个线程和1个线程一样慢；每个进程有自己的GIL，4个进程就快4倍。",
        "en": "Work that only computes, on a host with eight cores. A Python thread must hold the "
        "GIL to execute, so four threads are no faster than one; each process has a GIL of its "
        "own, so four processes are four times as fast.",
    },
    look_at={
        "zh": "数一数同一时刻有几个核心在忙：线程只有一个，进程有几个就有几个。",
        "en": "Count the cores that are busy at one instant: one with threads, all with processes.",
    },
    stops=(
        "next process.create",
        "next thread.create",
        "next gil.wait",
        "next gil.wait ends",
        "next cpu.work ends",
        "next print",
        "end",
    ),
    program=lambda values: PROGRAMS / "gil" / f"{values['model']}.py",
    parameters=(
        Parameter(
            "model",
            {"zh": "并发模型", "en": "model"},
            "threads",
            choices=models("alone", "threads", "processes"),
        ),
        Parameter("workers", {"zh": "份数", "en": "workers"}, 4, 1, 64),
        Parameter("work_ms", {"zh": "每份毫秒数", "en": "milliseconds each"}, 20, 1, 1000),
    ),
    headline=("workers", "model"),
    peers=lambda values: [],
    furnish=lambda machine, values: {name: values[name] for name in ("workers", "work_ms")},
)
