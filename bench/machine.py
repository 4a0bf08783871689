"""The machine's own speed: simulated threads beside bare greenlets, timers beside simpy.

A switch of bare greenlets goes from one to the next in a ring and does nothing else. A switch of
simulated threads is decided by the clock: the thread has computed until another's next instant
comes first. Beside each stand as many greenlets, whose stacks must be put aside as often.
The timers are the notes' Future and Task on the machine's clock, and simpy's processes; nothing
is recorded in either. They are measured with the garbage collector as it is, as patient as a run
of simloop makes it, and off: with many objects that are all still needed, a third of the time it
looks through them in vain.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Generator
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
    for number in "two", "five":
        bare = f"{number}-greenlets"
        switches = interleaved(_contenders(f"{number}-threads", bare), rounds)
        show("Switches between threads that compute at the same time", switches, beside=bare)
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


def greenlets(number: int) -> float:
    """Greenlets in a ring, each of which switches to the next."""
    from greenlet import greenlet

    def body_before(following: int) -> Callable[[], None]:
        def body() -> None:
            following_greenlet = ring[following]
            for _ in range(SWITCHES // number):
                following_greenlet.switch()

        return body

    ring: list[greenlet] = []
    ring += [greenlet(body_before((place + 1) % number)) for place in range(number)]
    start = perf_counter()
    ring[0].switch()
    return SWITCHES / (perf_counter() - start)


def future_task() -> float:
    """The notes' Future and Task; each timer is a Future that the clock fills,
    by a lambda, as the programs write it (called before `f` is another)."""
    from simloop.machine.clock import Clock

    future: Any = import_module("simloop.loops.minimal.future")  # taught code has no types
    task: Any = import_module("simloop.loops.minimal.task")
    clock, Future, Task = Clock(), future.Future, task.Task

    def process(delay_ps: int) -> Generator[Any, Any, None]:
        for _ in range(TIMERS):
            f = Future()
            clock.call_later(delay_ps, lambda: f.set_result(None))  # noqa: B023
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
    "two-greenlets": partial(greenlets, 2),
    "five-greenlets": partial(greenlets, 5),
    "future-task": future_task,
    "simpy": simpy,
}

if __name__ == "__main__":
    if sys.argv[2] == "off":
        gc.disable()
    with patient_collector() if sys.argv[2] == "patient" else nullcontext():
        print(CONTENDERS[sys.argv[1]]())
