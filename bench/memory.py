"""Memory of a connection that is parked: what the minimal loop keeps of it beside its socket.

Connections are accepted on the machine; then each gets a Task whose coroutine waits for a Future
that the selector's callback will fill: coroutine, Task, Future, callback, the selector's key.
Beside it the same of asyncio: a Task, parked on a Future in a coroutine, a reader's handle, the
selector's key. Counted by tracemalloc, so neither rounds nor the garbage collector matter.
`python -m bench.memory CONTENDER` prints bytes a connection; `make bench` also by statement.
"""

import asyncio
import os
import socket as kernel_socket
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from linecache import getline
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
CONNECTIONS = 10_000
PAIRS = 100  # asyncio's sockets are the kernel's: descriptors are few, and all alike


def main(rounds: int) -> None:
    """`rounds` is of no use here: the figure is the same each time."""
    print("\nMemory of a parked connection, beside its socket")
    print(f"  {'':12}  {'bytes':>6}   times asyncio")
    used = {name: _in_a_fresh_process(name) for name in CONTENDERS}
    for name, size_bytes in used.items():
        print(f"  {name:12}  {size_bytes:6,.0f}   {size_bytes / used['asyncio']:.2f}")
    print("  of the minimal loop's, which statement takes how many:")
    for place, size_bytes in _by_statement():
        print(f"  {size_bytes:20,.0f}   {place}")


def _by_statement() -> list[tuple[str, float]]:
    """What is still held at the end, by the statement that asked for it; most first."""
    held: dict[str, int] = {}
    for statistic in tracemalloc_of_minimal_loop().statistics("lineno"):
        frame = statistic.traceback[0]
        text = getline(frame.filename, frame.lineno).strip() or "SelectorKey's own __new__"
        place = f"{Path(frame.filename).name}: {text}"
        held[place] = held.get(place, 0) + statistic.size
    bytes_each = {place: size_bytes / CONNECTIONS for place, size_bytes in held.items()}
    return sorted(
        ((place, each) for place, each in bytes_each.items() if each >= 1), key=lambda it: -it[1]
    )


def _in_a_fresh_process(name: str) -> float:
    environment = os.environ | {"PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"}
    command = [sys.executable, "-m", "bench.memory", name]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{name} failed:\n{ended.stderr[-2000:]}")
    return float(ended.stdout)


@contextmanager
def _counted() -> Iterator[Callable[[], int]]:
    """How many bytes were allocated since and are still there."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    yield lambda: tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()


def minimal_loop() -> float:
    """The notes' Future, Task and selector, on the machine's sockets."""
    park, number = _parking()
    with _counted() as used_bytes:
        park()
        return used_bytes() / number


def tracemalloc_of_minimal_loop() -> tracemalloc.Snapshot:
    """The same, as tracemalloc keeps it."""
    park, _ = _parking()
    with _counted():
        park()
        return tracemalloc.take_snapshot()


def _parking() -> tuple[Callable[[], None], int]:
    """What parks connections that are there already, and how many."""
    from simloop.machine.computer import Machine
    from simloop.machine.latency import preset_named
    from simloop.machine.modules import machine_modules

    machine = Machine(preset_named("notes"), lambda rows: None)
    machine.trace.span("program", "bench")
    modules = machine_modules(machine)
    selector = modules["selectors"].DefaultSelector()
    event_read = modules["selectors"].EVENT_READ
    future: Any = import_module("simloop.loops.minimal.future")  # taught code has no types
    task: Any = import_module("simloop.loops.minimal.task")
    Future, Task = future.Future, task.Task

    def readable(sock: Any) -> Any:
        f = Future()
        selector.register(sock, event_read, lambda: f.set_result(None))
        return f

    def serve(sock: Any) -> Generator[Any, Any, None]:
        yield readable(sock)
        sock.recv(100)

    socks = [end for _ in range(CONNECTIONS // 2) for end in modules["socket"].socketpair()]
    Task(serve(socks[0]))  # caches, the specializing interpreter

    def park() -> None:
        for sock in socks[1:]:
            Task(serve(sock))

    return park, len(socks) - 1


def asyncio_tasks() -> float:
    """asyncio's Future, Task and selector, on the kernel's sockets."""
    socks = [end for _ in range(PAIRS) for end in kernel_socket.socketpair()]
    for sock in socks:
        sock.setblocking(False)

    async def serve(sock: kernel_socket.socket) -> None:
        await asyncio.get_running_loop().sock_recv(sock, 100)

    async def park() -> float:
        warm = asyncio.create_task(serve(socks[0]))
        await asyncio.sleep(0)
        with _counted() as used_bytes:
            tasks = [asyncio.create_task(serve(sock)) for sock in socks[1:]]
            await asyncio.sleep(0)
            size_bytes = used_bytes() / len(tasks)
        for task in [warm, *tasks]:
            task.cancel()
        await asyncio.gather(warm, *tasks, return_exceptions=True)
        return size_bytes

    return asyncio.run(park())


CONTENDERS: dict[str, Callable[[], float]] = {
    "minimal loop": minimal_loop,
    "asyncio": asyncio_tasks,
}

if __name__ == "__main__":
    print(CONTENDERS[sys.argv[1]]())
