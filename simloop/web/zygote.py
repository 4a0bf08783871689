"""A small process beside the server that has everything loaded, and forks a worker for each run.

Rule: one thread, no gevent, no threads of Python's, so that a fork is safe; a worker starts in a
millisecond and shares what is loaded. The server talks to it over one socket:

    server -> zygote   {"fork": number, "request": {...}}, with the worker's socket beside it
                       {"kill": number}
    zygote -> server   {"ended": number, "code": exit code or null, "signal": number or null,
                       "cpu_s": CPU time used}

Each message is JSON behind its length (4 bytes). When the server goes away, so does all of this.
"""

import ctypes
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import Any

from simloop.web.confine import Cage, Confinement

LENGTH = struct.Struct("!I")
PR_SET_PDEATHSIG = 1


class Zygote:
    """`work(request, channel)` is what a worker does."""

    def __init__(
        self,
        control: socket.socket,
        work: Callable[[dict[str, Any], Any], None],
        channel: Callable[[socket.socket], Any],
        confinement: Confinement,
        cage: Cage,
    ) -> None:
        self._control = control
        self._work = work
        self._channel = channel
        self._confinement = confinement
        self._cage = cage
        self._workers: dict[int, int] = {}  # process id -> the server's number for it

    def serve(self) -> None:
        """Until the server closes its end."""
        bell, ringer = socket.socketpair()  # rings when a worker has ended
        for end in (bell, ringer):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
        self._inherited = [bell, ringer, self._control]
        poll = select.poll()
        poll.register(bell, select.POLLIN)
        poll.register(self._control, select.POLLIN)
        while True:
            for fd, _ in poll.poll():
                if fd == bell.fileno():
                    _drain(bell)
                    self._reap()
                elif not self._obey():
                    self._kill_all()
                    return

    def _obey(self) -> bool:
        """Carry out the next message. False: there will be no more."""
        received = receive(self._control)
        if received is None:
            return False
        message, fds = received
        if "fork" in message:
            self._fork(message["fork"], message["request"], socket.socket(fileno=fds[0]))
        elif "kill" in message:
            for pid, number in self._workers.items():
                if number == message["kill"]:
                    os.kill(pid, signal.SIGKILL)
        return True

    def _fork(self, number: int, request: dict[str, Any], sock: socket.socket) -> None:
        with warnings.catch_warnings():
            # Arrow's allocator has a thread of its own, which knows about forks; Python's are one.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            try:
                self._become_worker(request, sock)
            finally:
                os._exit(1)
        self._workers[pid] = number
        sock.close()

    def _become_worker(self, request: dict[str, Any], sock: socket.socket) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for other in self._inherited:
            other.close()
        _die_with_parent()
        _silence()
        sock.setblocking(True)  # made under gevent, it is not
        channel = self._channel(sock)
        room = self._confinement.apply()
        self._cage.shut()
        try:
            self._work(request, channel)
        except MemoryError:
            room.close()
            channel.failed(
                "the run needed more memory than it may have: "
                f"{self._confinement.memory_bytes >> 20} MiB"
            )
        except BrokenPipeError:
            pass  # nobody wants it any more
        except Exception as error:
            channel.failed(f"simloop failed: {type(error).__name__}: {error}")
        os._exit(0)

    def _reap(self) -> None:
        while self._workers:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
            if pid == 0:
                return
            exited = os.WIFEXITED(status)
            ended = {
                "ended": self._workers.pop(pid),
                "code": os.WEXITSTATUS(status) if exited else None,
                "signal": None if exited else os.WTERMSIG(status),
                "cpu_s": usage.ru_utime + usage.ru_stime,
            }
            with suppress(OSError):  # the server may be gone, which the control socket tells next
                send(self._control, ended)

    def _kill_all(self) -> None:
        for pid in self._workers:
            os.kill(pid, signal.SIGKILL)


def send(control: socket.socket, message: dict[str, Any], fds: tuple[int, ...] = ()) -> None:
    """Descriptors travel beside the length, so that they cannot be taken for another message's."""
    payload = json.dumps(message).encode()
    length = LENGTH.pack(len(payload))
    if fds:
        socket.send_fds(control, [length], list(fds))
        control.sendall(payload)
    else:
        control.sendall(length + payload)


def receive(control: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and its descriptors; None when the other end is closed."""
    try:
        length, fds, _, _ = socket.recv_fds(control, LENGTH.size, 1)
        missing = LENGTH.size - len(length)
        length += receive_exactly(control, missing) if length else b""
        if len(length) < LENGTH.size:
            return None
        (size,) = LENGTH.unpack(length)
        payload = receive_exactly(control, size)
    except OSError:
        return None
    return (json.loads(payload), fds) if len(payload) == size else None


def receive_exactly(control: socket.socket, size: int) -> bytes:
    received = bytearray()
    while len(received) < size and (piece := control.recv(size - len(received))):
        received += piece
    return bytes(received)


def _drain(bell: socket.socket) -> None:
    try:
        while bell.recv(4096):
            pass
    except BlockingIOError:
        pass


def _silence() -> None:
    """What a program writes past the machine is lost; the terminal is the server's."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


_libc = ctypes.CDLL(None)


def main(arguments: list[str]) -> None:
    """`zygote.py FD MODULE:FUNCTION CPU_S MEMORY_BYTES`"""
    fd, entry, cpu_s, memory_bytes = arguments
    module, _, function = entry.partition(":")
    work = getattr(import_module(module), function)
    from simloop.web.worker import Channel, get_ready

    get_ready()
    cage = Cage()
    if lacking := cage.lacking():
        print(f"simloop: workers are confined less, the kernel has {lacking}", file=sys.stderr)
    gc.collect()
    gc.freeze()  # what is loaded now lives for ever: no worker need look at it
    control = socket.socket(fileno=int(fd))
    control.setblocking(True)  # made under gevent, it is not
    confinement = Confinement(int(cpu_s), int(memory_bytes))
    Zygote(control, work, Channel, confinement, cage).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
