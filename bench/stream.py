"""Events a second to one browser's Socket.IO client: our server's batches beside an emit for each.

Both through a real server process on the same stack, and the events are there before the clock
starts: what is measured is the way. The client is the page's own library, on Node.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from bench.rounds import Measure, interleaved, show

HERE = Path(__file__).parent
NODE = Path(sys.prefix) / "bin" / "node"
AT_LEAST = 20  # times as many as one emit for each: below this, batching has broken
PATIENCE_S = 20


def main(rounds: int) -> None:
    contenders: dict[str, Measure] = {
        "batches of our server": partial(_events_per_s, "batches", "app.py"),
        "one emit for each event": partial(_events_per_s, "emits", "bench/emit_server.py"),
    }
    rates = interleaved(contenders, rounds)
    show("Events to one client", rates, beside="one emit for each event")
    ours, theirs = (median(measured) for measured in rates.values())
    if ours < AT_LEAST * theirs:
        raise SystemExit(f"batches must bring at least {AT_LEAST} times as many")


def _events_per_s(how: str, server: str) -> float:
    with _serving(server) as url:
        command = [str(NODE), str(HERE / "stream_client.ts"), url, how]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if ended.returncode:
        raise RuntimeError(f"{how} failed:\n{ended.stderr[-2000:]}")
    return float(ended.stdout)


@contextmanager
def _serving(server: str) -> Iterator[str]:
    """A server process on a port of its own, until the block ends."""
    port = free_port()
    root = HERE.parent
    environment = os.environ | {"HOST": "127.0.0.1", "PORT": str(port), "NO_BROWSER": "1"}
    environment["PYTHONPATH"] = str(root)
    process = subprocess.Popen(
        [sys.executable, server], cwd=root, env=environment, stdout=subprocess.DEVNULL
    )
    try:
        await_port(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def await_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not serve")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
