"""Simulated time: the clock and the heap of what is due. The only source of time.

Rule: actions due at one instant run in the order in which they were scheduled.
"""

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count

Action = Callable[[], None]


class Clock:
    """Counts picoseconds, as an int: nothing is ever rounded."""

    def __init__(self) -> None:
        self.now_ps = 0
        self._due: list[tuple[int, int, Action]] = []
        self._order = count()

    def call_at(self, t_ps: int, action: Action) -> None:
        """Run the action when the clock reaches t_ps."""
        if t_ps < self.now_ps:
            raise ValueError(f"cannot schedule at {t_ps} ps: it is already {self.now_ps} ps")
        heappush(self._due, (t_ps, next(self._order), action))

    def next_due_ps(self) -> int | None:
        """When the next action is due; None: nothing is."""
        return self._due[0][0] if self._due else None

    def advance(self) -> bool:
        """Jump to the next due instant and run its action. False: nothing is due."""
        if not self._due:
            return False
        self.now_ps, _, action = heappop(self._due)
        action()
        return True

    def advance_to(self, t_ps: int) -> None:
        """Move on to t_ps, running on the way what is due up to and at that instant."""
        while self._due and self._due[0][0] <= t_ps:
            self.advance()
        self.now_ps = t_ps

    def spend(self, cost_ps: int) -> None:
        """Let time pass while the CPU is busy; the rest of the world goes on meanwhile."""
        t_ps = self.now_ps + cost_ps
        if self._due and self._due[0][0] <= t_ps:
            self.advance_to(t_ps)
        else:
            self.now_ps = t_ps
