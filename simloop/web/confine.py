"""What a worker may do once it is forked: compute, ask the time, write to its socket, end.

Rule: whatever is not on a list here is refused, and each mechanism covers what the others leave
open. All of it works without privileges, holds for as long as the process lives, and is told to the
kernel by the worker itself, before it looks at a program.

    rlimits   CPU time, memory, descriptors; a file that it writes has no room for a byte
    Landlock  which files it may read (simloop's and Python's), no TCP, no signal to others
    seccomp   which system calls it may make, and with what arguments; any other answers EPERM

What stays possible: learning whether a file exists and how big it is (Landlock does not cover
`stat()`, which imports need). Landlock is in most kernels since 5.13, seccomp in nearly all; where
one is lacking, `lacking()` says what that leaves open. Elsewhere than on Linux there are rlimits.
"""

import ctypes
import errno
import mmap
import os
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import simloop

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
PR_SET_NO_NEW_PRIVS = 38
ROOM_TO_COMPLAIN = 32 << 20

_libc = ctypes.CDLL(None, use_errno=True)


# -- rlimits -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Confinement:
    """What a worker may use. Output goes through its socket alone: it may not write a file."""

    cpu_s: int = 30
    memory_bytes: int = 2 << 30

    def apply(self) -> mmap.mmap:
        """Closing what this returns makes room enough to say that there was no more memory."""
        room = mmap.mmap(-1, ROOM_TO_COMPLAIN)
        _limit(resource.RLIMIT_CPU, self.cpu_s, self.cpu_s + 1)
        _limit(resource.RLIMIT_AS, self.memory_bytes + ROOM_TO_COMPLAIN)
        _limit(resource.RLIMIT_FSIZE, 0)
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_NOFILE, 32)
        _limit(resource.RLIMIT_NPROC, 0)
        return room


def _limit(what: int, soft: int, hard: int | None = None) -> None:
    try:
        resource.setrlimit(what, (soft, soft if hard is None else hard))
    except (ValueError, OSError):
        # Not every system knows every limit (macOS has no limit on address space).
        if sys.platform == "linux":
            raise


# -- Landlock ----------------------------------------------------------------------------------

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every architecture
LANDLOCK_VERSION = 1 << 0  # create_ruleset: which version is there?
RULE_PATH_BENEATH = 1
READ_FILE, READ_DIR = 1 << 2, 1 << 3

# What is refused unless a rule allows it, as far back as the kernel knows it. A rule is made for
# reading only: the rest is refused altogether.
#   since   files          network  signals and abstract sockets
LANDLOCK = (
    (1, (1 << 13) - 1, 0, 0),  # execute, read, write, make and remove entries
    (2, 1 << 13, 0, 0),  # link and rename across folders
    (3, 1 << 14, 0, 0),  # truncate
    (4, 0, 0b11, 0),  # bind and connect TCP
    (5, 1 << 15, 0, 0),  # ioctl on devices
    (6, 0, 0, 0b11),  # reach beyond this process
)


def readable_folders() -> set[Path]:
    """Where simloop's programs and presets are, and Python's libraries."""
    python = (sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    return {Path(simloop.__file__).parent, *map(Path, python)}


def landlock_version() -> int:
    """0: there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_libc.syscall(CREATE_RULESET, None, 0, LANDLOCK_VERSION)))


def _landlock_ruleset(folders: Iterable[Path]) -> int | None:
    """Its descriptor."""
    version = landlock_version()
    if version == 0:
        return None
    refused = [0, 0, 0]
    for since, *rights in LANDLOCK:
        if since <= version:
            refused = [before | right for before, right in zip(refused, rights, strict=True)]
    attributes = struct.pack("=3Q", *refused)
    ruleset = _checked(_libc.syscall(CREATE_RULESET, attributes, len(attributes), 0))
    for folder in folders:
        with suppress(FileNotFoundError):
            fd = os.open(folder, os.O_PATH | os.O_CLOEXEC)
            rule = struct.pack("=Qi", READ_FILE | READ_DIR, fd)
            _checked(_libc.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, rule, 0))
            os.close(fd)
    return ruleset


# -- seccomp -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clear:
    """Only if the argument has none of these bits."""

    argument: int
    bits: int


@dataclass(frozen=True)
class OneOf:
    """Only if the argument, 32 bits wide, is one of these."""

    argument: int
    values: tuple[int, ...]


Condition: TypeAlias = Clear | OneOf
Call: TypeAlias = tuple[str, int | None, int | None, *tuple[Condition, ...]]

ALL = (1 << 64) - 1
# O_ACCMODE (anything but reading), O_CREAT, O_TRUNC, O_APPEND, O_PATH, O_TMPFILE. Of those flags
# whose numbers differ between architectures, none is here.
OPEN_TO_CHANGE = 0o3 | 0o100 | 0o1000 | 0o2000 | 0o10000000 | 0o20000000
HARMLESS = (0, 1, 2, 3, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC

# Everything that a worker may ask of the kernel. Not here, therefore refused: sockets, processes
# and threads, exec, signals (even to itself), ptrace, changes to files, limits, namespaces, ...
ALLOWED: tuple[Call, ...] = (
    #                  x86_64 aarch64
    # what is open
    ("read",                0,     63),
    ("pread64",            17,     67),
    ("readv",              19,     65),
    ("write",               1,     64),
    ("writev",             20,     66),
    ("sendto",             44,    206, Clear(4, ALL)),  # send(): to the other end, nobody else
    ("lseek",               8,     62),
    ("close",               3,     57),
    ("fstat",               5,     80),
    ("fcntl",              72,     25, OneOf(1, HARMLESS)),  # F_SETOWN would send signals
    # files: which of them is Landlock's affair
    ("openat",            257,     56, Clear(2, OPEN_TO_CHANGE)),
    ("stat",                4,   None),
    ("lstat",               6,   None),
    ("newfstatat",        262,     79),
    ("statx",             332,    291),
    ("getdents64",        217,     61),
    ("getcwd",             79,     17),
    # memory
    ("brk",                12,    214),
    ("mmap",                9,    222),
    ("munmap",             11,    215),
    ("mremap",             25,    216),
    ("mprotect",           10,    226),
    ("madvise",            28,    233),
    # time
    ("clock_gettime",     228,    113),
    ("clock_getres",      229,    114),
    ("gettimeofday",       96,    169),
    ("time",              201,   None),
    ("clock_nanosleep",   230,    115),
    ("nanosleep",          35,    101),
    ("select",             23,   None),  # how Python slept before 3.11
    ("pselect6",          270,     72),
    # itself
    ("getpid",             39,    172),
    ("gettid",            186,    178),
    ("getppid",           110,    173),
    ("getuid",            102,    174),
    ("geteuid",           107,    175),
    ("getgid",            104,    176),
    ("getegid",           108,    177),
    ("getrusage",          98,    165),
    ("times",             100,    153),
    ("prlimit64",         302,    261, Clear(0, ALL), Clear(2, ALL)),  # read its own
    ("sched_getaffinity", 204,    123),
    ("sched_yield",        24,    124),
    ("getcpu",            309,    168),
    ("uname",              63,    160),
    ("sysinfo",            99,    179),
    ("getrandom",         318,    278),
    ("futex",             202,     98),
    ("membarrier",        324,    283),
    # signals that come to it, and the end
    ("rt_sigaction",       13,    134),
    ("rt_sigprocmask",     14,    135),
    ("rt_sigreturn",       15,    139),
    ("sigaltstack",       131,    132),
    ("restart_syscall",   219,    128),
    ("exit",               60,     93),
    ("exit_group",        231,     94),
)  # fmt: skip

ARCHITECTURES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}  # AUDIT_ARCH, column
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000

# Classic BPF. A jump skips so many instructions, one number for "yes" and one for "no".
LOAD, EQUALS, HAS_BITS, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER, ARCHITECTURE = 0, 4  # offsets in what the filter is given; the arguments follow from 16


def _instruction(code: int, k: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, k)


def seccomp_filter(calls: Iterable[Call], architecture: str) -> bytes:
    """A program that allows these calls. To use another architecture's numbers is fatal."""
    audit, column = ARCHITECTURES[architecture]
    program = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(EQUALS, audit, yes=1),
        _instruction(RETURN, KILL),
        _instruction(LOAD, NUMBER),
    ]
    for call in calls:
        number, conditions = call[column], call[3:]
        if isinstance(number, int):
            body = [part for condition in conditions for part in _refuse_unless(condition)]
            body.append(_instruction(RETURN, ALLOW))
            program += [_instruction(EQUALS, number, no=len(body)), *body]
    return b"".join([*program, _instruction(RETURN, REFUSE)])


def _refuse_unless(condition: Condition) -> list[bytes]:
    low = 16 + 8 * condition.argument
    refuse = _instruction(RETURN, REFUSE)
    if isinstance(condition, OneOf):
        values = condition.values
        tests = [
            _instruction(EQUALS, value, yes=len(values) - place)
            for place, value in enumerate(values)
        ]
        return [_instruction(LOAD, low), *tests, refuse]
    halves = ((low, condition.bits & 0xFFFFFFFF), (low + 4, condition.bits >> 32))
    return [
        part
        for offset, bits in halves
        if bits
        for part in (_instruction(LOAD, offset), _instruction(HAS_BITS, bits, no=1), refuse)
    ]


def has_seccomp() -> bool:
    """Whether the kernel has filters, and we know this machine's numbers."""
    if sys.platform != "linux" or _architecture() is None:
        return False
    # Asked to read a filter at address 0, a kernel that has filters stumbles over the address.
    _libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, None, 0, 0)
    return ctypes.get_errno() == errno.EFAULT


def _architecture() -> str | None:
    machine = os.uname().machine
    return machine if machine in ARCHITECTURES and sys.maxsize > 2**32 else None


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def install_filter(instructions: bytes) -> None:
    """For this process, until its end. It must have given up gaining privileges."""
    program = _Program(len(instructions) // 8, instructions)
    _checked(_libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0))


def give_up_gaining_privileges() -> None:
    _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


# -- both --------------------------------------------------------------------------------------


class Cage:
    """Made once, in the zygote; each worker shuts itself in."""

    def __init__(self) -> None:
        self._ruleset = _landlock_ruleset(readable_folders())
        architecture = _architecture()
        self._filter = (
            seccomp_filter(ALLOWED, architecture)
            if architecture is not None and has_seccomp()
            else None
        )

    def lacking(self) -> str | None:
        """What this machine's kernel cannot do, and what that leaves open. None: it can do all."""
        left_open = []
        if self._ruleset is None:
            left_open.append("no Landlock (a program can read files)")
        if self._filter is None:
            left_open.append("no seccomp filter (a program can use sockets and start processes)")
        return " and ".join(left_open) or None

    def shut(self) -> None:
        """There is no way back."""
        if self._ruleset is not None or self._filter is not None:
            give_up_gaining_privileges()
        if self._ruleset is not None:
            _checked(_libc.syscall(RESTRICT_SELF, self._ruleset, 0))
            os.close(self._ruleset)
        if self._filter is not None:
            install_filter(self._filter)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
