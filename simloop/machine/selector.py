"""A selector, as in the standard library's `selectors`, whose select() moves the clock.

It plays the part of epoll: register, modify and unregister enter the kernel as select does.
What is ready is kept up to date by the sockets, so that a select costs the same for ten
descriptors as for ten thousand; what is ready comes in the order in which it became so.
"""

import errno
import selectors
from collections.abc import Callable, Mapping
from selectors import EVENT_READ, EVENT_WRITE, SelectorKey
from types import MappingProxyType
from typing import Any, Protocol

from simloop.machine.kernel import Kernel
from simloop.machine.names import name_of

SECOND_PS = 10**12
EVENT_NAMES = {EVENT_READ: "READ", EVENT_WRITE: "WRITE", EVENT_READ | EVENT_WRITE: "READ|WRITE"}


class Pollable(Protocol):
    """What can be registered: a socket of the machine."""

    def fileno(self) -> int: ...
    def ready_events(self) -> int: ...
    def ready_because(self, events: int) -> int | None: ...
    def watch(self, changed: Callable[[int], None]) -> None: ...
    def unwatch(self, changed: Callable[[int], None]) -> None: ...


class Selector(selectors.BaseSelector):
    """The machine's selector; the same errors for misuse as the standard library's."""

    def __init__(self, kernel: Kernel, open_files: Mapping[int, Pollable]) -> None:
        self._kernel = kernel
        self._open_files = open_files
        self._fd = kernel.new_fd()
        self._name = f"fd {self._fd}"
        self._keys: dict[int, SelectorKey] | None = {}
        self._ready: dict[int, None] = {}
        self._arrivals = _Arrivals()
        self._on_change = self._changed  # one object, which all that is registered shares
        self.readiness_rows: dict[int, int] = {}  # fd -> its select.readiness of the last select()

    def fileno(self) -> int:
        """The selector's own descriptor."""
        return self._fd

    def register(self, fileobj: Any, events: int, data: Any = None) -> SelectorKey:
        """Ask to be told when fileobj is ready for events."""
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        fd = self._fd_of(fileobj)
        keys = self._open_keys()
        if fd in keys:
            raise KeyError(f"{fileobj!r} (FD {fd}) is already registered")
        key = SelectorKey(fileobj, fd, events, data)
        with self._call("selector.register", key):
            file = self._file(fd)
            keys[fd] = key
            file.watch(self._on_change)
            self._changed(fd)
        return key

    def modify(self, fileobj: Any, events: int, data: Any = None) -> SelectorKey:
        """Change what fileobj is watched for, or its data."""
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f"Invalid events: {events!r}")
        old = self._key_of(fileobj)
        key = SelectorKey(old.fileobj, old.fd, events, data)
        with self._call("selector.modify", key):
            self._open_keys()[key.fd] = key
            self._changed(key.fd)
        return key

    def unregister(self, fileobj: Any) -> SelectorKey:
        """Watch fileobj no more."""
        key = self._key_of(fileobj)
        with self._kernel.call("selector.unregister", key.fd, object=self._name):
            del self._open_keys()[key.fd]
            self._ready.pop(key.fd, None)
            file = self._open_files.get(key.fd)
            if file is not None:  # as with epoll, a closed file has left by itself
                file.unwatch(self._on_change)
        return key

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Wait until something registered is ready, or until the timeout in seconds is over."""
        keys = self._open_keys()
        label = None if timeout is None else f"{max(timeout, 0):g} s"
        with self._kernel.call("select", self._fd, label=label, value=str(len(keys))) as call:
            if timeout is None or timeout > 0:
                timeout_ps = None if timeout is None else round(timeout * SECOND_PS)
                self._kernel.wait(
                    lambda: bool(self._ready), timeout_ps, self._waits_for, self._arrivals
                )
            result = self._take_ready(keys)
            call.value = str(len(result))
        return result

    def close(self) -> None:
        """Be gone, with all that is registered."""
        if self._keys is not None:
            for fd in self._keys:
                if fd in self._open_files:
                    self._open_files[fd].unwatch(self._on_change)
        self._keys = None
        self._ready.clear()

    def get_key(self, fileobj: Any) -> SelectorKey:
        """The key under which fileobj is registered."""
        if self._keys is None:
            raise RuntimeError("Selector is closed")
        return self._key_of(fileobj)

    def get_map(self) -> Mapping[Any, SelectorKey]:
        """What is registered; None once the selector is closed, as in the standard library."""
        if self._keys is None:
            return None  # type: ignore[return-value]
        return _ByFile(self._keys, self._fd_of)

    def _take_ready(self, keys: dict[int, SelectorKey]) -> list[tuple[SelectorKey, int]]:
        result = []
        self.readiness_rows.clear()
        for fd in self._ready:
            key, file = keys[fd], self._open_files[fd]
            events = file.ready_events() & key.events
            self.readiness_rows[fd] = self._kernel.trace.instant(
                "select.readiness",
                f"fd {fd}",
                object=self._name,
                label=EVENT_NAMES[events],
                value=name_of(key.data),
                cause=file.ready_because(events),
            )
            result.append((key, events))
        return result

    def _changed(self, fd: int) -> None:
        """A registered file may have become ready, or be so no more, or be closed."""
        key = (self._keys or {}).get(fd)
        file = self._open_files.get(fd)
        if key is not None and file is not None and file.ready_events() & key.events:
            self._ready.setdefault(fd)
            self._arrivals.tell(fd)
        else:
            self._ready.pop(fd, None)

    def _call(self, kind: str, key: SelectorKey) -> Any:
        return self._kernel.call(
            kind,
            key.fd,
            object=self._name,
            label=EVENT_NAMES[key.events],
            value=name_of(key.data),
        )

    def _waits_for(self) -> str:
        keys = self._keys or {}
        if not keys:
            return "select(), with nothing registered"
        waits = [f"fd {key.fd} {EVENT_NAMES[key.events]}" for key in list(keys.values())[:5]]
        more = f" and {len(keys) - 5} more" if len(keys) > 5 else ""
        return f"select(): {', '.join(waits)}{more}"

    def _open_keys(self) -> dict[int, SelectorKey]:
        if self._keys is None:
            raise RuntimeError("Selector is closed")
        return self._keys

    def _key_of(self, fileobj: Any) -> SelectorKey:
        try:
            return self._open_keys()[self._fd_of(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None

    def _fd_of(self, fileobj: Any) -> int:
        """A descriptor for a number or a file object; a closed one is found by its key."""
        try:
            fd = fileobj if isinstance(fileobj, int) else int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError(f"Invalid file object: {fileobj!r}") from None
        if fd >= 0:
            return fd
        for key in (self._keys or {}).values():
            if key.fileobj is fileobj:
                return key.fd
        raise ValueError(f"Invalid file descriptor: {fd}")

    def _file(self, fd: int) -> Pollable:
        try:
            return self._open_files[fd]
        except KeyError:
            raise OSError(errno.EBADF, "Bad file descriptor") from None


class _Arrivals:
    """Tells a thread in select() that something became ready."""

    def __init__(self) -> None:
        self._changed: list[Callable[[int], None]] = []

    def watch(self, changed: Callable[[int], None]) -> None:
        self._changed.append(changed)

    def unwatch(self, changed: Callable[[int], None]) -> None:
        self._changed.remove(changed)

    def tell(self, fd: int) -> None:
        for changed in tuple(self._changed):
            changed(fd)


class _ByFile(Mapping[Any, SelectorKey]):
    """The selector's table, by file object or descriptor."""

    def __init__(self, keys: dict[int, SelectorKey], fd_of: Callable[[Any], int]) -> None:
        self._keys = MappingProxyType(keys)
        self._fd_of = fd_of

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Any:
        return iter(self._keys)

    def __getitem__(self, fileobj: Any) -> SelectorKey:
        try:
            return self._keys[self._fd_of(fileobj)]
        except (KeyError, ValueError):
            raise KeyError(f"{fileobj!r} is not registered") from None
