"""A full hall: how long a presenter's message takes to all, beside a bare broadcast.

The followers are socket clients in another process on the same machine, and all of them must hear
every message. Then two hundred let go and fetch the recording at once, while the lecture goes on.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.stream import await_port, free_port

ROOT = Path(__file__).parents[1]
FOLLOWERS = 1000
SECRET = "known-to-the-presenter"
AT_MOST = 2.0  # times as long as the bare broadcast
MOST_KIB = 64  # of the server's memory for each follower


def main(rounds: int) -> None:
    told: dict[str, list[dict[str, Any]]] = {"hall": [], "bare": []}
    for _ in range(rounds):
        for kind, measured in told.items():
            measured.append(_measure(kind))
    _show(told)
    p95 = {kind: _median(measured, "quiet", "p95_ms") for kind, measured in told.items()}
    if any(each["lost"] for measured in told.values() for each in measured):
        raise SystemExit("messages were lost")
    if p95["hall"] > AT_MOST * p95["bare"]:
        raise SystemExit(f"a hall must be within {AT_MOST:g} times of a bare broadcast")
    if median(each["kib"] for each in told["hall"]) > MOST_KIB:
        raise SystemExit(f"a follower must cost at most {MOST_KIB} KiB")


def _show(told: dict[str, list[dict[str, Any]]]) -> None:
    print(f"\nA hall of {FOLLOWERS:,}, ten messages a second: milliseconds to a follower")
    print(f"  {'':34}  {'p50':>7}  {'p95':>7}  {'p99':>7}  {'KiB each':>8}   times bare at p95")
    bare = _median(told["bare"], "quiet", "p95_ms")
    rows = {
        "bare websockets broadcast": ("bare", "quiet"),
        "our hall": ("hall", "quiet"),
        "our hall while 200 fetch": ("hall", "fetching"),
    }
    for name, (kind, phase) in rows.items():
        p50, p95, p99 = (_median(told[kind], phase, f"{p}_ms") for p in ("p50", "p95", "p99"))
        kib = median(each["kib"] for each in told[kind])
        print(f"  {name:34}  {p50:7.1f}  {p95:7.1f}  {p99:7.1f}  {kib:8.1f}   {p95 / bare:.2f}")
    seconds = median(each["fetch_s"] for each in told["hall"])
    lost = sum(each["lost"] for measured in told.values() for each in measured)
    print(f"  the 200 have the recording after {seconds:.1f} s; {lost} messages were lost")


def _median(measured: list[dict[str, Any]], phase: str, what: str) -> float:
    return float(median(each[phase][what] for each in measured))


def _measure(kind: str) -> dict[str, Any]:
    with _serving(kind) as (port, pid):
        arguments = [kind, str(port), str(FOLLOWERS), SECRET]
        with subprocess.Popen(
            [sys.executable, "-m", "bench.hall_clients", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as clients:
            try:
                assert clients.stdin is not None and clients.stdout is not None
                memory = []
                for _ in ("empty", "full"):
                    clients.stdout.readline()
                    memory.append(_memory(pid))
                    clients.stdin.write("go on\n")
                    clients.stdin.flush()
                told: dict[str, Any] = json.loads(clients.stdout.readline())
                told["kib"] = (memory[1] - memory[0]) / 1024 / FOLLOWERS
                return told
            finally:
                clients.kill()


@contextmanager
def _serving(kind: str) -> Iterator[tuple[int, int]]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "simloop", "presenter")
        secret.parent.mkdir()
        secret.write_text(SECRET)
        command = {
            "hall": ["-m", "simloop", "serve", "--lan", "--port", str(port)],
            "bare": ["-m", "bench.bare_broadcast", str(port)],
        }[kind]
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | {"NO_BROWSER": "1", "XDG_STATE_HOME": folder},
            stdout=subprocess.DEVNULL,
        )
        try:
            await_port(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait()


def _memory(pid: int) -> int:
    """Bytes that are its own."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = (line for line in lines if line.startswith("RssAnon"))
    return int(line.split()[1]) * 1024
