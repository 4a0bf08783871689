"""Echo round trips a second: simloop beside asyncio on the kernel's loopback and async-solipsism.

The programs differ in kind, and the figures must be read so. Ours is a program of callbacks with
scripted clients, each of whose statements, system calls and packets is an event with its cause;
theirs are asyncio streams at both ends, and nothing is recorded.
"""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from bench.rounds import Measure, interleaved, show
from simloop.machine.trace import Rows
from simloop.scenarios import prepare

HERE = Path(__file__).parent
CONNECTIONS = 100
MESSAGES = 100


def main(rounds: int) -> None:
    names = "simloop-recorded", "simloop-unrecorded", "asyncio", "async-solipsism"
    rates = interleaved({name: contender(name, Path(sys.executable)) for name in names}, rounds)
    show(f"Echo round trips, {CONNECTIONS} connections", rates, beside="asyncio")
    print(
        f"  {events_per_round_trip():.1f} events to a round trip:"
        " simloop makes them, and recorded, keeps them"
    )


def contender(name: str, python: Path, tree: bool = True) -> Measure:
    """One contender, in a process of its own; `tree`: one that sees our packages."""
    return partial(_round_trips_per_s, name, python, tree)


def _round_trips_per_s(name: str, python: Path, tree: bool) -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if tree:
        environment["PYTHONPATH"] = str(HERE.parent)
    command = [str(python), str(HERE / "echo.py"), name, str(CONNECTIONS), str(MESSAGES)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{name} failed:\n{ended.stderr[-2000:]}")
    return CONNECTIONS * MESSAGES / float(ended.stdout)


def events_per_round_trip() -> float:
    rows = 0

    def count(batch: Rows) -> None:
        nonlocal rows
        rows += len(batch)

    prepare("echo", parameters={"clients": CONNECTIONS, "messages": MESSAGES}).run(count)
    return rows / (CONNECTIONS * MESSAGES)
