"""What else the machine did while something was measured, which is worth less for it."""

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TypeVar

Result = TypeVar("Result")

MUCH = 0.1
TICKS_PER_S = os.sysconf("SC_CLK_TCK")


class Load:
    """The part of the machine that others used during each measurement."""

    def __init__(self) -> None:
        self._parts: list[float] = []

    def watching(self, measure: Callable[[], Result]) -> Result:
        since, busy_s, own_s = time.monotonic(), _busy_s(), _own_s()
        result = measure()
        all_s = (time.monotonic() - since) * (os.cpu_count() or 1)
        foreign_s = (_busy_s() - busy_s) - (_own_s() - own_s)
        self._parts.append(max(0.0, foreign_s / all_s))
        return result

    def show(self) -> None:
        most, usual = max(self._parts), median(self._parts)
        warning = ": too much, measure again on a quiet machine" if usual > MUCH else ""
        print(f"  others used {usual:.0%} of the machine meanwhile, {most:.0%} at most{warning}")


def _busy_s() -> float:
    """Of all processes: user, nice, system, interrupts."""
    cells = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, hard, soft, *_ = map(int, cells)
    return (user + nice + system + hard + soft) / TICKS_PER_S


def _own_s() -> float:
    """Of this process and of those that it has started and that have ended."""
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
