"""Echo round trips by one contender, timed: `python bench/echo.py CONTENDER CONNECTIONS MESSAGES`.

Prints the seconds that it took. Each contender runs in a process of its own, so that none meets
the heap, the imports or the packages of another; only what it names is imported.
"""

import asyncio
import gc
import sys
from collections.abc import Callable
from importlib import import_module
from time import perf_counter
from typing import Any

HOST, PORT = "127.0.0.1", 7007
MESSAGE = b"hello 100 from client-100"


# -- simloop: the scenario `echo`, whose server is the program and whose clients are scripted


def simloop_recorded(connections: int, messages: int) -> float:
    """The rows become a recording: columns, dictionaries, and the hash of the content."""
    from simloop.recording.recorder import Recorder
    from simloop.scenarios import prepare

    prepared = prepare("echo", parameters={"clients": connections, "messages": messages})
    start = perf_counter()
    recorder = Recorder(prepared.metadata)
    error = prepared.run(recorder.write).error
    recorder.finish()
    seconds = perf_counter() - start
    assert error is None, error
    return seconds


def simloop_unrecorded(connections: int, messages: int) -> float:
    """The rows are made, and dropped."""
    from simloop.scenarios import prepare

    prepared = prepare("echo", parameters={"clients": connections, "messages": messages})
    start = perf_counter()
    error = prepared.run(lambda rows: None).error
    seconds = perf_counter() - start
    assert error is None, error
    return seconds


# -- everybody else: one asyncio program, with streams at both ends


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while message := await reader.read(1024):
        writer.write(message)
    writer.close()


async def _serve(host: str | None) -> None:
    server = await asyncio.start_server(_echo, host, PORT)
    async with server:
        await server.serve_forever()


async def _client(host: str, messages: int) -> None:
    reader, writer = await asyncio.open_connection(host, PORT)
    for _ in range(messages):
        writer.write(MESSAGE)
        assert await reader.readexactly(len(MESSAGE)) == MESSAGE
    writer.close()


async def _clients(host: str, connections: int, messages: int) -> float:
    await asyncio.sleep(0.1)  # until the server listens
    start = perf_counter()
    await asyncio.gather(*(_client(host, messages) for _ in range(connections)))
    return perf_counter() - start


async def _both_ends(connections: int, messages: int) -> float:
    serving = asyncio.create_task(_serve(HOST))
    seconds = await _clients(HOST, connections, messages)
    serving.cancel()
    return seconds


def kernel_asyncio(connections: int, messages: int) -> float:
    """asyncio's own loop, over the kernel's loopback sockets."""
    return asyncio.run(_both_ends(connections, messages))


def solipsism(connections: int, messages: int) -> float:
    """asyncio on async-solipsism: sockets in memory, simulated time."""
    import async_solipsism

    with asyncio.Runner(loop_factory=async_solipsism.EventLoop) as runner:
        return runner.run(_both_ends(connections, messages))


def other_simloop(connections: int, messages: int) -> float:
    """asyncio on the package index's simloop, which is another project."""
    loop: Any = import_module("simloop").SimLoop(seed=1)
    loop.net.host("server").create_task(_serve(None))
    return loop.run_until_complete(_clients("server", connections, messages))  # type: ignore[no-any-return]


CONTENDERS: dict[str, Callable[[int, int], float]] = {
    "simloop-recorded": simloop_recorded,
    "simloop-unrecorded": simloop_unrecorded,
    "asyncio": kernel_asyncio,
    "async-solipsism": solipsism,
    "other-simloop": other_simloop,
}

if __name__ == "__main__":
    name, connections, messages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    measure = CONTENDERS[name]
    measure(connections, 1)  # imports, caches, the specializing interpreter
    gc.collect()
    print(measure(connections, messages))
