"""C10k: ten thousand clients come at once; each asks for a file, reads it to its end and leaves.

Simloop runs its scenario `c10k` with coroutines: each statement, system call and packet of the
server is an event with its cause, and the clients are scripted. Beside it stands asyncio over the
kernel's loopback, streams at both ends, with nothing recorded. The garbage collector is on; for the
time of a run simloop makes it look less often. `python -m bench.c10k CONTENDER` prints connections
a second.
"""

import asyncio
import gc
import os
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from time import perf_counter

from bench.rounds import interleaved, show

ROOT = Path(__file__).parent.parent
CONNECTIONS = 10_000
FILE_BYTES = 2000
REQUEST = b"RETR file\r\n"
HOST = "127.0.0.1"
SPARE_FDS = 100  # beside two for each connection


def main(rounds: int) -> None:
    connections = most_connections()
    names = "simloop-recorded", "simloop-unrecorded", "asyncio"
    rates = interleaved({name: partial(_in_a_fresh_process, name) for name in names}, rounds)
    title = (
        f"C10k, {connections:,} clients at once, the garbage collector on (a run makes it patient)"
    )
    show(title, rates, beside="asyncio")


def most_connections() -> int:
    """As many as are wanted, or as the limit of descriptors allows asyncio to hold both ends of."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        return min(CONNECTIONS, (hard - SPARE_FDS) // 2)
    return CONNECTIONS


def _in_a_fresh_process(name: str) -> float:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
    command = [sys.executable, "-m", "bench.c10k", name]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{name} failed:\n{ended.stderr[-2000:]}")
    return float(ended.stdout)


def simloop_recorded(connections: int) -> float:
    """The rows become a recording: columns, dictionaries, and the hash of the content."""
    from simloop.recording.recorder import Recorder
    from simloop.scenarios import prepare

    prepared = prepare("c10k", parameters=_parameters(connections))
    start = perf_counter()
    recorder = Recorder(prepared.metadata)
    error = prepared.run(recorder.write).error
    recorder.finish()
    seconds = perf_counter() - start
    assert error is None, error
    return seconds


def simloop_unrecorded(connections: int) -> float:
    """The rows are made, and dropped."""
    from simloop.scenarios import prepare

    prepared = prepare("c10k", parameters=_parameters(connections))
    start = perf_counter()
    error = prepared.run(lambda rows: None).error
    seconds = perf_counter() - start
    assert error is None, error
    return seconds


def _parameters(connections: int) -> dict[str, object]:
    return {
        "model": "generators",
        "connections": connections,
        "pause_ms": 0,
        "file_bytes": FILE_BYTES,
    }


def kernel_asyncio(connections: int) -> float:
    """asyncio's own loop, over the kernel's loopback sockets."""
    return asyncio.run(_both_ends(connections))


async def _both_ends(connections: int) -> float:
    server = await asyncio.start_server(_serve, HOST, 0, backlog=connections)
    port = server.sockets[0].getsockname()[1]
    async with server:
        start = perf_counter()
        await asyncio.gather(*(_client(port) for _ in range(connections)))
        return perf_counter() - start


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(100)
    writer.write(b"x" * FILE_BYTES)
    writer.close()


async def _client(port: int) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(REQUEST)
    assert len(await reader.read(-1)) == FILE_BYTES
    writer.close()


CONTENDERS = {
    "simloop-recorded": simloop_recorded,
    "simloop-unrecorded": simloop_unrecorded,
    "asyncio": kernel_asyncio,
}

if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    number = most_connections()
    measure = CONTENDERS[sys.argv[1]]
    measure(100)  # imports, caches, the specializing interpreter
    gc.collect()
    print(number / measure(number))
