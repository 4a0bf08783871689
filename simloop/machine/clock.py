"""Simulated time: the clock and the heap of what is due. The only source of time.

Rule: actions due at one instant run in the order in which they were scheduled.
"""

from collections.abc import Callable
from heapq import heappop, heappush, heapreplace
from itertools import count

Action = Callable[[], None]


class Clock:
    """Counts picoseconds, as an int: nothing is ever rounded."""

    __slots__ = ("_cancelled", "_order", "due", "now_ps")

    def __init__(self) -> None:
        self.now_ps = 0
        self.due: list[tuple[int, int, Action]] = []  # a heap; nothing cancelled is on top of it
        self._order = count()
        self._cancelled: set[int] = set()

    def call_at(self, t_ps: int, action: Action) -> int:
        """Run the action when the clock reaches t_ps. Returns its number, for cancel()."""
        if t_ps < self.now_ps:
            raise ValueError(f"cannot schedule at {t_ps} ps: it is already {self.now_ps} ps")
        order = next(self._order)
        heappush(self.due, (t_ps, order, action))
        return order

    def call_later(self, delay_ps: int, action: Action) -> int:
        """Run the action when delay_ps more have passed."""
        if delay_ps < 0:
            raise ValueError(f"cannot schedule {-delay_ps} ps ago")
        order = next(self._order)
        heappush(self.due, (self.now_ps + delay_ps, order, action))
        return order

    def cancel(self, order: int) -> None:
        """Forget an action that has not run yet."""
        self._cancelled.add(order)
        self._clear_top()

    def next_due_ps(self) -> int | None:
        """When the next action is due; None: nothing is."""
        return self.due[0][0] if self.due else None

    def pop(self) -> Action:
        """Jump to the next due instant and take its action, for the caller to run."""
        self.now_ps, _, action = heappop(self.due)
        if self._cancelled:
            self._clear_top()
        return action

    def swap(self, t_ps: int, action: Action) -> int:
        """pop() and then call_at(t_ps, action), in one go; returns its number."""
        order = next(self._order)
        self.now_ps = heapreplace(self.due, (t_ps, order, action))[0]
        if self._cancelled:
            self._clear_top()
        return order

    def advance(self) -> bool:
        """Jump to the next due instant and run its action. False: nothing is due."""
        if not self.due:
            return False
        self.pop()()
        return True

    def run(self) -> None:
        """Jump from one due instant to the next until nothing is due any more."""
        due, cancelled = self.due, self._cancelled
        while due:
            self.now_ps, _, action = heappop(due)
            if cancelled:
                self._clear_top()
            action()

    def _clear_top(self) -> None:
        while self.due and self.due[0][1] in self._cancelled:
            self._cancelled.discard(heappop(self.due)[1])
