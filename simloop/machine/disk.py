"""Disks and the files on them.

A disk serves one request at a time. A request that goes on where the last one ended is
sequential and takes the table's row for 1 MB, in proportion; any other pays a seek first. A read
blocks its thread, not the CPU. Nothing is cached: what is read twice is fetched twice.
"""

from collections.abc import Iterator
from itertools import count
from types import TracebackType
from typing import Final, Self

from simloop.machine.kernel import Kernel
from simloop.machine.latency import MB
from simloop.machine.trace import Context

SSD: Final = "/ssd"
HARD_DISK: Final = "/disk"


class Disk:
    """One device: how fast it is, where its head is, until when it is busy."""

    def __init__(self, name: str, mb_ps: int, seek_ps: int) -> None:
        self.name = name
        self.mb_ps = mb_ps
        self.seek_ps = seek_ps
        self.busy_until_ps = 0
        self.head: tuple[str, int] | None = None  # the file and the byte that come next for free

    def cost_ps(self, path: str, offset: int, size_bytes: int) -> int:
        """How long a request will occupy the disk."""
        sequential = self.head is None or self.head == (path, offset)
        return (0 if sequential else self.seek_ps) + size_bytes * self.mb_ps // MB


class FileSystem:
    """The files of one host, by path; the first part of a path says on which disk they are."""

    def __init__(self, kernel: Kernel) -> None:
        preset = kernel.preset
        self.kernel = kernel
        self.disks = {
            SSD: Disk("SSD", preset.cost_ps("ssd_read_1mb"), preset.machine.ssd_seek_us * 10**6),
            HARD_DISK: Disk(
                "disk", preset.cost_ps("disk_read_1mb"), preset.machine.disk_seek_us * 10**6
            ),
        }
        self.files: dict[str, bytearray] = {}
        self._numbers = count(1)

    def open(self, path: str, mode: str = "r", **_: object) -> "File":
        """Open a file, as the builtin does; modes r, w, a, each with b or without."""
        kind = mode.replace("b", "").replace("t", "")
        if kind not in ("r", "w", "a"):
            raise ValueError(f"invalid mode: {mode!r}")
        fd = self.kernel.new_fd()
        with self.kernel.call("disk.open", fd, label=path):
            disk = self._disk_of(path)
            if kind == "r" and path not in self.files:
                raise FileNotFoundError(2, "No such file or directory", path)
            if kind == "w" or path not in self.files:
                self.files[path] = bytearray()
        return File(self, disk, fd, path, mode)

    def transfer(self, disk: Disk, kind: str, path: str, offset: int, size_bytes: int) -> None:
        """Let the disk move bytes; the running thread waits for it."""
        kernel = self.kernel
        scheduler, trace = kernel.scheduler, kernel.trace
        clock = scheduler.clock
        request = f"d{next(self._numbers)}"
        begins_ps = max(clock.now_ps, disk.busy_until_ps)
        disk.busy_until_ps = begins_ps + disk.cost_ps(path, offset, size_bytes)
        disk.head = (path, offset + size_bytes)
        thread, cause, done = scheduler.current, trace.context.causes[-1], False
        begun = 0

        def begin() -> None:
            nonlocal begun
            begun = trace.apart(
                Context(kernel.host.name),
                "begin",
                "disk.transfer",
                request,
                object=path,
                label=f"{kind} {disk.name}",
                value=f"{size_bytes} B",
                cause=cause,
            )

        def end() -> None:
            nonlocal done
            done = True
            row = trace.apart(
                Context(kernel.host.name),
                "end",
                "disk.transfer",
                request,
                object=path,
                cause=begun,
            )
            scheduler.wake(thread, row)

        if begins_ps == clock.now_ps:
            begin()
        else:
            clock.call_at(begins_ps, begin)
        clock.call_at(disk.busy_until_ps, end)
        scheduler.wait(lambda: done, None, lambda: f"{path} on the {disk.name}")

    def _disk_of(self, path: str) -> Disk:
        for mount, disk in self.disks.items():
            if path.startswith(f"{mount}/"):
                return disk
        raise FileNotFoundError(2, f"No such directory; files are in {SSD} and {HARD_DISK}", path)


class File:
    """An open file."""

    def __init__(self, files: FileSystem, disk: Disk, fd: int, path: str, mode: str) -> None:
        self.name = path
        self.mode = mode
        self._files = files
        self._disk = disk
        self._fd = fd
        self._text = "b" not in mode
        self._offset = len(files.files[path]) if "a" in mode else 0
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[str | bytes]:
        return iter(self.read().splitlines(keepends=True))

    def fileno(self) -> int:
        """The descriptor."""
        return self._fd

    def read(self, size: int = -1) -> str | bytes:
        """Read at most size bytes, or all that is left."""
        self._check("r")
        content = self._files.files[self.name]
        left = len(content) - self._offset
        size_bytes = left if size < 0 else min(size, left)
        data = bytes(content[self._offset : self._offset + size_bytes])
        self._move("read", size_bytes)
        return data.decode() if self._text else data

    def write(self, data: str | bytes) -> int:
        """Write, and wait until it is on the disk."""
        self._check("wa")
        encoded = data.encode() if isinstance(data, str) else bytes(data)
        self._files.files[self.name][self._offset : self._offset + len(encoded)] = encoded
        self._move("write", len(encoded))
        return len(data)

    def seek(self, offset: int) -> int:
        """Go to a byte; the head follows when something is read or written."""
        if offset < 0:
            raise ValueError(f"negative seek position {offset}")
        with self._files.kernel.call("disk.seek", self._fd, label=str(offset)):
            self._offset = offset
        return offset

    def close(self) -> None:
        """Give the file back."""
        if self._open:
            with self._files.kernel.call("disk.close", self._fd):
                self._open = False

    def _check(self, modes: str) -> None:
        if not self._open:
            raise ValueError("I/O operation on closed file.")
        if self.mode[0] not in modes:
            raise OSError(f"not {'readable' if modes == 'r' else 'writable'}")

    def _move(self, what: str, size_bytes: int) -> None:
        kernel = self._files.kernel
        with kernel.call(f"disk.{what}", self._fd, label=f"{size_bytes} B") as call:
            if size_bytes:
                self._files.transfer(self._disk, what, self.name, self._offset, size_bytes)
                kernel.scheduler.spend(kernel.preset.copy_ps(size_bytes))
            self._offset += size_bytes
            call.value = f"{size_bytes} B"
