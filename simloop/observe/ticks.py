"""What a tick does: it records the statement, charges it, lets others in, and stops a program
that never ends.

Every tick is a place where a thread may lose its core or hand over its GIL. `x += v` is charged in
two halves, before x is read and before it is written, so that a thread can lose them in between.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from simloop.machine.cpu import Scheduler
from simloop.machine.errors import EndlessLoop
from simloop.observe.values import Call, Values

Tick = Callable[[int, Call], None]


class Ticks:
    """All ticks of one run. Off while modules are loaded that count as already there."""

    def __init__(self, scheduler: Scheduler, statement_ps: int, most_statements: int) -> None:
        self.values = Values(scheduler.trace)
        self.on = False
        self.count = 0
        self._scheduler = scheduler
        self._first_half_ps = statement_ps // 2
        self._second_half_ps = statement_ps - self._first_half_ps
        self._statement_ps = statement_ps
        self._most = most_statements

    @property
    def on(self) -> bool:
        """Whether what is executed is shown and charged."""
        return self._on

    @on.setter
    def on(self, on: bool) -> None:
        self._on = self.values.on = on

    def whole(self, file: str) -> Tick:
        """The tick before a statement of one file."""
        return self._tick(file, self._statement_ps)

    def first_half(self, file: str) -> Tick:
        """The tick before an `x += v` of one file: mid() is its other half."""
        return self._tick(file, self._first_half_ps)

    def mid(self, value: object) -> object:
        """Stands between the read and the write of `x += value`."""
        if self._on:
            self._spend(self._second_half_ps)
        return value

    def _tick(self, file: str, cost_ps: int) -> Tick:
        scheduler, most = self._scheduler, self._most
        spend, say = scheduler.spend, scheduler.trace.line

        def tick(line: int, call: Call) -> None:
            if not self._on:
                return
            self.count = count = self.count + 1
            if count > most:
                raise EndlessLoop(
                    f"stopped at line {line} of {file}: the program has executed"
                    f" {most:,} statements, as many as a run may"
                )
            say(file, line, call.name or call.named())
            spend(cost_ps)
            if scheduler.threaded and scheduler.current.process.gil.wanted:
                scheduler.current.process.gil.give_way()

        return tick

    def _spend(self, cost_ps: int) -> None:
        scheduler = self._scheduler
        scheduler.spend(cost_ps)
        if scheduler.threaded and scheduler.current.process.gil.wanted:
            scheduler.current.process.gil.give_way()


def turns(tick: Tick) -> Callable[[int, Call, Iterable[Any]], Iterator[Any]]:
    """What a `for` statement walks over: the same things, with a tick for each one after the
    first and one for finding that there is no more. The statement itself had the first."""

    def walk(line: int, call: Call, iterable: Iterable[Any]) -> Iterator[Any]:
        for thing in iterable:
            yield thing
            tick(line, call)

    return walk
