"""Workers as the server sees them: start one, read what it says, kill it, learn how it ended.

Rule: the zygote may die like any worker; the next run starts another.
"""

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gevent
from gevent import socket
from gevent.event import AsyncResult
from gevent.lock import RLock

import simloop
from simloop.web.confine import Confinement
from simloop.web.frames import Frame, read_frames
from simloop.web.zygote import receive, send

WORK = "simloop.web.worker:work"
ENDING_TIMEOUT_S = 5  # a worker's socket closes first, and the zygote tells of its end after that


@dataclass(frozen=True)
class Ending:
    """How a worker's process ended; both None: nobody knows."""

    code: int | None = None
    signal: int | None = None
    cpu_s: float = 0.0


class Workers:
    """Starts workers."""

    def __init__(self, confinement: Confinement, work: str = WORK) -> None:
        self.confinement = confinement
        self._work = work
        self._zygote: _Zygote | None = None

    def start(self) -> None:
        """Start the zygote; it loads what it needs while the server goes on."""
        self._zygote = _Zygote(self.confinement, self._work)

    def fork(self, request: dict[str, Any]) -> "Worker":
        """A worker that carries out the request."""
        if self._zygote is None or not self._zygote.alive:
            self.start()
        assert self._zygote is not None
        try:
            return self._zygote.fork(request)
        except OSError:  # it has just died, and nobody had noticed
            self.start()
            return self._zygote.fork(request)

    def close(self) -> None:
        """End the zygote, and with it every worker."""
        if self._zygote is not None:
            self._zygote.close()


class Worker:
    """One worker process."""

    def __init__(self, sock: socket.socket, number: int, zygote: "_Zygote") -> None:
        self._sock = sock
        self._number = number
        self._zygote = zygote
        self._ending: AsyncResult[Ending] = AsyncResult()

    def frames(self) -> Generator[Frame]:
        """What it says, until it closes its end. Not reading it holds it up."""
        with self._sock.makefile("rb") as stream:
            yield from read_frames(stream)

    def kill(self) -> None:
        """Wanted no more; it may have ended already."""
        self._sock.close()
        self._zygote.kill(self._number)

    def ending(self) -> Ending:
        """Waits for the process to end."""
        return self._ending.wait(timeout=ENDING_TIMEOUT_S) or Ending()

    def ended(self, ending: Ending) -> None:
        self._ending.set(ending)


class _Zygote:
    """The server's end of one zygote process."""

    def __init__(self, confinement: Confinement, work: str) -> None:
        self.alive = True
        self._forked = 0
        self._living: dict[int, Worker] = {}
        self._sending = RLock()
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = _process(
                theirs.fileno(), work, str(confinement.cpu_s), str(confinement.memory_bytes)
            )
        self._listener = gevent.spawn(self._listen)

    def fork(self, request: dict[str, Any]) -> Worker:
        ours, theirs = socket.socketpair()
        self._forked += 1
        worker = Worker(ours, self._forked, self)
        self._living[self._forked] = worker  # before anything is said: it may end at once
        try:
            with theirs:
                self._send({"fork": self._forked, "request": request}, (theirs.fileno(),))
        except OSError:
            del self._living[self._forked]
            ours.close()
            raise
        return worker

    def kill(self, number: int) -> None:
        if number in self._living:
            with suppress(OSError):  # then it died with the zygote
                self._send({"kill": number})

    def close(self) -> None:
        with suppress(OSError):
            self._control.shutdown(socket.SHUT_RDWR)
        self._listener.join()

    def _send(self, message: dict[str, Any], fds: tuple[int, ...] = ()) -> None:
        with self._sending:
            send(self._control, message, fds)

    def _listen(self) -> None:
        """Hear how workers end, until the zygote itself does."""
        while received := receive(self._control):
            message, _ = received
            ending = Ending(message["code"], message["signal"], message["cpu_s"])
            self._living.pop(message["ended"]).ended(ending)
        self.alive = False
        self._control.close()
        for worker in self._living.values():
            worker.ended(Ending())
        self._process.wait()


def _process(control_fd: int, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "simloop.web.zygote", str(control_fd), *arguments],
        pass_fds=[control_fd],
        stdin=subprocess.DEVNULL,
        cwd="/",
        env=_environment(),
        start_new_session=True,  # an interrupt at the terminal is the server's affair
    )


def _environment() -> dict[str, str]:
    """Little: what the zygote knows, a program can find out."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(Path(simloop.__file__).parent.parent),
        "PYTHONUTF8": "1",
        # Arrow's usual allocator reserves a gigabyte of addresses; a worker's are limited.
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }
