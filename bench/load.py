"""What else the machine did while something was measured, which is worth less for it.

Rule: whoever descends from this process when first seen is not foreign, though its parents end
before it does, as a browser's do. Times are read twice a second: what lives shorter is not seen.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")

MUCH = 0.1
INTERVAL_S = 0.5
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Load:
    """The part of the machine that others used during each measurement."""

    def __init__(self) -> None:
        self._parts: list[float] = []

    def watching(self, measure: Callable[[], Result]) -> Result:
        since, over, foreign = time.monotonic(), threading.Event(), _Foreign()

        def look() -> None:
            while not over.wait(INTERVAL_S):
                foreign.look()

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            result = measure()
        finally:
            over.set()
            watcher.join()
        all_s = (time.monotonic() - since) * (os.cpu_count() or 1)
        self._parts.append(foreign.used_s / all_s)
        return result

    def show(self) -> None:
        most, usual = max(self._parts), median(self._parts)
        warning = ": too much, measure again on a quiet machine" if usual > MUCH else ""
        print(f"  others used {usual:.0%} of the machine meanwhile, {most:.0%} at most{warning}")


class _Foreign:
    """What the processes that are not ours have used since this was made."""

    def __init__(self) -> None:
        self.used_s = 0.0
        self._own = {os.getpid()}
        self._ticks = {pid: ticks for pid, (_, ticks) in _processes().items()}

    def look(self) -> None:
        now = _processes()
        for pid, (parent, ticks) in sorted(now.items()):
            before = self._ticks.get(pid, 0)
            if parent in self._own:
                self._own.add(pid)
            if pid not in self._own:
                self.used_s += max(0, ticks - before) / TICKS_PER_S
            self._ticks[pid] = ticks


def _processes() -> dict[int, tuple[int, int]]:
    """Of each: its parent, and its time as the machine counts it."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            cells = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        found[int(path.parent.name)] = (int(cells[1]), int(cells[11]) + int(cells[12]))
    return found
