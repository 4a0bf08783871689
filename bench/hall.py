"""A full hall: how long a presenter's message takes to all, beside a bare broadcast.

The followers are socket clients in another process on the same machine, and all of them must hear
every message. Then two hundred let go and fetch the recording at once, while the lecture goes on;
then all of them answer a question within three seconds. And a real presenter's page draws a scene
that plays, with nobody there and with all of them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.stream import NODE, await_port, free_port

ROOT = Path(__file__).parents[1]
FOLLOWERS = 1000
SECRET = "known-to-the-presenter"
AT_MOST = 2.0  # times as long as the bare broadcast
MOST_KIB = 64  # of the server's memory for each follower

Told = dict[str, list[dict[str, Any]]]


def main(rounds: int) -> None:
    told: Told = {"hall": [], "bare": [], "stage alone": [], "stage": []}
    for _ in range(rounds):
        for kind in ("hall", "bare"):
            told[kind].append(_measure(kind))
        alone, led = _stage()
        told["stage alone"].append(alone)
        told["stage"].append(led)
    _show(told)
    p95 = {kind: _median(told[kind], "quiet", "p95_ms") for kind in ("hall", "bare")}
    if any(each["lost"] for kind in p95 for each in told[kind]):
        raise SystemExit("messages were lost")
    if any(each["votes_lost"] for each in told["hall"]):
        raise SystemExit("votes were lost")
    for phase in ("quiet", "fetching", "voting"):
        if _median(told["hall"], phase, "p95_ms") > AT_MOST * p95["bare"]:
            raise SystemExit(
                f"a hall must be within {AT_MOST:g} times of a bare broadcast: {phase}"
            )
    if median(each["kib"] for each in told["hall"]) > MOST_KIB:
        raise SystemExit(f"a follower must cost at most {MOST_KIB} KiB")


def _show(told: Told) -> None:
    print(f"\nA hall of {FOLLOWERS:,}, ten messages a second: milliseconds to a follower")
    print(f"  {'':34}  {'p50':>7}  {'p95':>7}  {'p99':>7}  {'KiB each':>8}   times bare at p95")
    bare = _median(told["bare"], "quiet", "p95_ms")
    rows = {
        "bare websockets broadcast": ("bare", "quiet"),
        "our hall": ("hall", "quiet"),
        "our hall while 200 fetch": ("hall", "fetching"),
        "our hall while all vote": ("hall", "voting"),
    }
    for name, (kind, phase) in rows.items():
        p50, p95, p99 = (_median(told[kind], phase, f"{p}_ms") for p in ("p50", "p95", "p99"))
        kib = median(each["kib"] for each in told[kind])
        print(f"  {name:34}  {p50:7.1f}  {p95:7.1f}  {p99:7.1f}  {kib:8.1f}   {p95 / bare:.2f}")
    seconds = median(each["fetch_s"] for each in told["hall"])
    lost = sum(each["lost"] for kind in ("hall", "bare") for each in told[kind])
    print(f"  the 200 have the recording after {seconds:.1f} s; {lost} messages were lost")
    vote_s, bars_s = (median(each[what] for each in told["hall"]) for what in ("vote_s", "bars_s"))
    print(
        f"  all have voted after {vote_s:.1f} s, and {bars_s * 1000:.0f} ms later the bars show it"
    )
    for kind, name in (("stage alone", "with nobody there"), ("stage", "with all of them")):
        p50, p95 = (median(each[f"{p}_ms"] for each in told[kind]) for p in ("p50", "p95"))
        print(f"  the presenter's own frames, {name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def _stage() -> tuple[dict[str, Any], dict[str, Any]]:
    """The presenter's frames, with an empty hall and with a full one."""
    with _serving("hall") as (port, _):
        link = f"http://127.0.0.1:{port}/lecture/notes?presenter={SECRET}"
        with (
            _talking([str(NODE), str(ROOT / "bench" / "hall_stage.ts"), link]) as ask,
            _talking(_clients("sit", port)) as gather,
        ):
            alone = json.loads(ask())
            gather()
            return alone, json.loads(ask())


def _median(measured: list[dict[str, Any]], phase: str, what: str) -> float:
    return float(median(each[phase][what] for each in measured))


def _measure(kind: str) -> dict[str, Any]:
    with _serving(kind) as (port, pid), _talking(_clients(kind, port)) as go_on:
        empty = _memory(pid)
        go_on()
        full = _memory(pid)
        told: dict[str, Any] = json.loads(go_on())
        return told | {"kib": (full - empty) / 1024 / FOLLOWERS}


def _clients(kind: str, port: int) -> list[str]:
    arguments = [kind, str(port), str(FOLLOWERS), SECRET]
    return [sys.executable, "-m", "bench.hall_clients", *arguments]


@contextmanager
def _talking(command: list[str]) -> Iterator[Callable[[], str]]:
    """A process that says a line when it is ready, and another for each that it is told."""
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        words, answers = process.stdin, process.stdout
        assert words is not None and answers is not None

        def go_on() -> str:
            words.write("go on\n")
            words.flush()
            return answers.readline()

        try:
            answers.readline()
            yield go_on
        finally:
            words.close()  # which ends it, its browser too
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


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
