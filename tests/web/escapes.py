"""Workers that try to get out: the request's scenario says how, and what came of it is told.

Each attempt works where nothing confines it; says who refuses it: seccomp, and Landlock since when.
"""

import ctypes
import errno
import fcntl
import os
import resource
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simloop.web import confine, worker
from simloop.web.worker import Channel

NEVER = 1 << 30
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Attempt:
    act: Callable[[Path], object]  # it is given a folder with a `file`
    seccomp: bool
    landlock: int = NEVER


def call(x86_64: int, aarch64: int, *arguments: int) -> int:
    number = aarch64 if os.uname().machine == "aarch64" else x86_64
    result = int(libc.syscall(number, *map(ctypes.c_long, arguments)))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def fork(folder: Path) -> None:
    if os.fork() == 0:
        os._exit(0)


def bind_tcp(folder: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))


def own(path: Path) -> None:
    os.chown(path, os.getuid(), os.getgid())


ATTEMPTS = {
    "read a file of the system": Attempt(lambda _: Path("/etc/passwd").read_text(), False, 1),
    "read a file": Attempt(lambda folder: (folder / "file").read_text(), False, 1),
    "list a folder": Attempt(os.listdir, False, 1),
    "read the zygote's environment": Attempt(
        lambda _: Path(f"/proc/{os.getppid()}/environ").read_bytes(), False, 1
    ),
    "open for writing": Attempt(lambda folder: os.open(folder / "file", os.O_WRONLY), True, 1),
    "open for both": Attempt(lambda folder: os.open(folder / "file", os.O_RDWR), True, 1),
    "open to empty": Attempt(lambda folder: os.open(folder / "file", os.O_TRUNC), True, 1),
    "open a path": Attempt(lambda folder: os.open(folder / "file", os.O_PATH), True),
    "create": Attempt(lambda folder: (folder / "new").touch(), True, 1),
    "truncate": Attempt(lambda folder: os.truncate(folder / "file", 0), True, 3),
    "make a folder": Attempt(lambda folder: (folder / "sub").mkdir(), True, 1),
    "make a FIFO": Attempt(lambda folder: os.mkfifo(folder / "fifo"), True, 1),
    "unlink": Attempt(lambda folder: (folder / "file").unlink(), True, 1),
    "rename": Attempt(lambda folder: (folder / "file").rename(folder / "moved"), True, 1),
    "link": Attempt(lambda folder: (folder / "hard").hardlink_to(folder / "file"), True, 1),
    "symlink": Attempt(lambda folder: (folder / "soft").symlink_to("file"), True, 1),
    "chmod": Attempt(lambda folder: (folder / "file").chmod(0o600), True),
    "chown": Attempt(lambda folder: own(folder / "file"), True),
    "utime": Attempt(lambda folder: os.utime(folder / "file"), True),
    "chdir": Attempt(lambda _: os.chdir("/"), True),
    "readlink": Attempt(lambda _: Path("/proc/self/exe").readlink(), True),
    "TCP": Attempt(lambda _: socket.socket(), True),
    "bind TCP": Attempt(bind_tcp, True, 4),
    "UDP": Attempt(lambda _: socket.socket(type=socket.SOCK_DGRAM), True),
    "a unix socket": Attempt(lambda _: socket.socket(socket.AF_UNIX), True),
    "socketpair": Attempt(lambda _: socket.socketpair(), True),
    "exec": Attempt(lambda _: os.execv("/bin/true", ["true"]), True, 1),
    "fork": Attempt(fork, True),
    "a thread": Attempt(lambda _: threading.Thread(target=int).start(), True),
    "ptrace": Attempt(lambda _: call(101, 117, 0), True),  # PTRACE_TRACEME
    "signal the zygote": Attempt(lambda _: os.kill(os.getppid(), 0), True, 6),
    "signal itself": Attempt(lambda _: os.kill(os.getpid(), 0), True),
    "signal its thread": Attempt(
        lambda _: signal.pthread_kill(threading.main_thread().ident or 0, 0), True
    ),
    "have signals sent": Attempt(lambda _: fcntl.fcntl(0, fcntl.F_SETOWN, os.getpid()), True),
    "a timer": Attempt(lambda _: signal.setitimer(signal.ITIMER_REAL, 0), True),
    "change a limit": Attempt(
        lambda _: resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16)), True
    ),
    "read the zygote's limits": Attempt(
        lambda _: resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE), True
    ),
    "outlive the zygote": Attempt(
        lambda _: call(157, 167, 1, 0), True
    ),  # prctl(PR_SET_PDEATHSIG, 0)
    "memory that is a file": Attempt(lambda _: os.memfd_create("x"), True),
    "a pipe": Attempt(lambda _: os.pipe(), True),
    "epoll": Attempt(lambda _: select.epoll(), True),
    "be nicer": Attempt(lambda _: os.nice(1), True),
    "choose its CPU": Attempt(lambda _: os.sched_setaffinity(0, os.sched_getaffinity(0)), True),
}  # fmt: skip

# Every number there is, and those of x32.
NUMBERS = [base + number for base in (0, 0x40000000) for number in range(1024)]


def sweep() -> str:
    """The numbers of those calls that are not listed and are not refused either."""
    column = confine.ARCHITECTURES[os.uname().machine][1]
    listed = {call[column] for call in confine.ALLOWED}
    listed |= {335, 336}  # uretprobe and uprobe: newer kernels end who makes them, unasked
    passed = [
        number
        for number in NUMBERS
        if number not in listed
        and (libc.syscall(number, -1, -1, -1, -1, -1, -1), ctypes.get_errno()) != (-1, errno.EPERM)
    ]
    return str(passed)


def ordinary() -> str:
    """What a program may well do."""
    time.sleep(0.001)
    assert resource.getrlimit(resource.RLIMIT_NOFILE) == (32, 32)
    assert "def " in Path(worker.__file__).read_text()
    assert os.sched_getaffinity(0) and os.urandom(8) and time.time()
    assert len(bytearray(64 << 20)) == 64 << 20
    import wave  # a module that nothing has loaded yet

    assert wave
    return "done"


def write(folder: Path) -> str:
    with (folder / "file").open("w") as file:
        file.write("here I am")
    return "done"


def work(request: dict[str, Any], channel: Channel) -> None:
    scenario = request["scenario"]
    folder = Path(request.pop("folder", "/"))
    try:
        if scenario in ATTEMPTS:
            ATTEMPTS[scenario].act(folder)
            channel.failed("done")
        elif scenario == "sweep":
            channel.failed(sweep())
        elif scenario == "ordinary":
            channel.failed(ordinary())
        elif scenario == "write":
            channel.failed(write(folder))
        else:
            worker.work(request, channel)
    except OSError as error:
        channel.failed(errno.errorcode[error.errno or 0])
    except (RuntimeError, ValueError) as error:  # as Python tells some refusals
        channel.failed(str(error))
