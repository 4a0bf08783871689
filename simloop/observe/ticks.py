"""What a tick does: it records the statement, charges it, and stops a program that never ends."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from simloop.machine.errors import EndlessLoop
from simloop.machine.trace import Trace

Tick = Callable[[int], None]


class Ticks:
    """All ticks of one run. Off while modules are loaded that count as already there."""

    def __init__(self, trace: Trace, statement_ps: int, most_statements: int) -> None:
        self.on = False
        self.count = 0
        self._trace = trace
        self._statement_ps = statement_ps
        self._most = most_statements

    def of(self, file: str) -> Tick:
        """The tick for the statements of one file."""
        trace, spend, statement_ps = self._trace, self._trace.clock.spend, self._statement_ps

        def tick(line: int) -> None:
            if not self.on:
                return
            self.count += 1
            if self.count > self._most:
                raise EndlessLoop(
                    f"stopped at line {line} of {file}: the program has executed"
                    f" {self._most:,} statements, as many as a run may"
                )
            trace.line(file, line)
            spend(statement_ps)

        return tick


def turns(tick: Tick) -> Callable[[int, Iterable[Any]], Iterator[Any]]:
    """What a `for` statement walks over: the same things, with a tick for each one after the
    first and one for finding that there is no more. The statement itself had the first."""

    def walk(line: int, iterable: Iterable[Any]) -> Iterator[Any]:
        for thing in iterable:
            yield thing
            tick(line)

    return walk


def mid(value: object) -> object:
    """Stands between the read and the write of `x += value`: where a thread can be interrupted."""
    return value
