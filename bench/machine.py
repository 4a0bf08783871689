"""The machine's own speed: simulated threads beside bare greenlets, timers beside simpy.

A switch of bare greenlets goes from one to the next and does nothing else. A switch of simulated
threads is decided by the clock: the thread has computed until another's next instant comes first.
The timers are the notes' Future and Task on the machine's clock, and simpy's processes; nothing
is recorded in either. They are measured with the garbage collector as it is, as patient as a run
of simloop makes it, and off: with many objects that are all still needed, a third of the time it
looks through them in vain.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.rounds import Measure, interleaved, show
from simloop.scenarios.run import patient_collector

ROOT = Path(__file__).parent.parent
SWITCHES = 400_000
PROCESSES = 100_000
TIMERS = 3  # of each process


def main(rounds: int) -> None:
    switches = interleaved(_contenders("two-threads", "five-threads", "greenlets"), rounds)
    show("Switches between threads that compute at the same time", switches, beside="greenlets")
    for collector in "on", "patient", "off":
        timers = interleaved(_contenders("future-task", "simpy", collector=collector), rounds)
        title = f"Timers, {PROCESSES:,} processes, the garbage collector {collector}"
        show(title, timers, beside="simpy")


def _contenders(*names: str, collector: str = "on") -> dict[str, Measure]:
    return {name: partial(_in_a_fresh_process, name, collector) for name in names}


def _in_a_fresh_process(name: str, collector: str) -> float:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
    command = [sys.executable, "-m", "bench.machine", name, collector]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{name} failed:\n{ended.stderr[-2000:]}")
    return float(ended.stdout)


def threads(number: int) -> float:
    """Threads on cores of their own compute in small steps, so that each step of one is due
    between two of another's."""
    from simloop.machine.computer import Machine
    from simloop.machine.latency import preset_named

    machine = Machine(preset_named("notes"), lambda rows: None)
    scheduler = machine.scheduler
    machine.trace.span("program", "bench")

    def body() -> None:
        for _ in range(SWITCHES // number):
            scheduler.spend(1000)

    all_of_them = [machine.process.new_thread(str(name)) for name in range(number)]
    for thread in all_of_them:
        scheduler.start(thread, body)
    start = perf_counter()
    for thread in all_of_them:
        scheduler.join(thread)
    return SWITCHES / (perf_counter() - start)


def greenlets() -> float:
    """Two greenlets switch to each other."""
    from greenlet import greenlet

    def first() -> None:
        for _ in range(SWITCHES // 2):
            second.switch()

    def other() -> None:
        while True:
            one.switch()

    one, second = greenlet(first), greenlet(other)
    start = perf_counter()
    one.switch()
    return SWITCHES / (perf_counter() - start)


def future_task() -> float:
    """The notes' Future and Task; each timer is a Future that the clock fills."""
    from simloop.machine.clock import Clock

    future: Any = import_module("simloop.loops.minimal.future")  # taught code has no types
    task: Any = import_module("simloop.loops.minimal.task")
    clock, Future, Task = Clock(), future.Future, task.Task

    def process(delay_ps: int) -> Generator[Any, Any, None]:
        for _ in range(TIMERS):
            f = Future()
            clock.call_later(delay_ps, partial(f.set_result, None))
            yield f

    start = perf_counter()
    for number in range(PROCESSES):
        Task(process(1000 + number % 997))
    clock.run()
    return PROCESSES * TIMERS / (perf_counter() - start)


def simpy() -> float:
    """simpy's processes and timeouts."""
    from simpy import Environment

    environment = Environment()

    def process(delay: int) -> Generator[Any, Any, None]:
        for _ in range(TIMERS):
            yield environment.timeout(delay)

    start = perf_counter()
    for number in range(PROCESSES):
        environment.process(process(1000 + number % 997))
    environment.run()
    return PROCESSES * TIMERS / (perf_counter() - start)


CONTENDERS: dict[str, Measure] = {
    "two-threads": partial(threads, 2),
    "five-threads": partial(threads, 5),
    "greenlets": greenlets,
    "future-task": future_task,
    "simpy": simpy,
}

if __name__ == "__main__":
    if sys.argv[2] == "off":
        gc.disable()
    with patient_collector() if sys.argv[2] == "patient" else nullcontext():
        print(CONTENDERS[sys.argv[1]]())
